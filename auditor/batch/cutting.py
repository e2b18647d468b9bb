"""Cut the input into parts that processes share; what cannot be read is a part like any other.

Files are read here only to take their digests, in the same go JSONL files are cut at line ends. Only of a CSV file the rows are told
apart here: where one begins depends on all quotation marks before it, and parsing takes little of the time that auditing does.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from auditor.batch.inputs import stamp
from auditor.batch.parts import Lines, Part, Refused, Rows, Whole
from auditor.errors import ExtractError
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.reasons import CHANGED, NO_RECORDS
from auditor.extract.registry import added
from auditor.extract.source import ReadOptions, Source
from auditor.model.report import InputFile

if TYPE_CHECKING:
    from auditor.extract.records.head import Row

_BLOCK = 1 << 20  # bytes that are read at once
_LINES = 512  # most lines of a part
_BYTES = 1 << 20  # bytes after which a part ends with its line
_ROWS = 256  # of a part
_IN_PARTS = frozenset((Kind.JSONL, Kind.CSV, Kind.TSV))
_BOM = b"\xef\xbb\xbf"


class Cutting:
    """Cuts one file.

    Args:
        source: the file.
        options: limits.

    Attributes:
        input: the file, once it was cut.
    """

    def __init__(self, source: Source, options: ReadOptions) -> None:
        self._source = source
        self._options = options
        self._stamp = stamp(source)
        self._hash = sha256()
        self._size = 0
        self.input: InputFile | None = None

    def parts(self) -> Iterator[tuple[Part, bytes]]:
        """Yield the parts in order, each with a digest of its bytes and place; a digest is empty where a part cannot be known again."""
        try:
            yield from self._parts()
        except ExtractError as error:
            yield Refused.of(error), b""
        except Exception as error:
            yield Refused.of_bug(self._source.name, error), b""

    def _parts(self) -> Iterator[tuple[Part, bytes]]:
        kind = self._kind()
        if kind is Kind.JSONL:
            yield from self._lines()
            return
        for block in self._blocks():
            del block
        self._done()
        if kind in (Kind.CSV, Kind.TSV):
            yield from self._rows()
        else:
            yield Whole(self._source, self._size, self._stamp), self._digest("whole")

    def _kind(self) -> Kind:
        """Return the kind of what is read in parts; what is no file on disk is not, nor what another reader was added for."""
        kind = kind_of(self._source) if self._source.path else Kind.UNKNOWN
        return kind if kind in _IN_PARTS and self._source.suffix not in added() else Kind.UNKNOWN

    def _blocks(self) -> Iterator[bytes]:
        with self._source.open() as stream:
            while block := stream.read(_BLOCK):
                self._hash.update(block)
                self._size += len(block)
                yield block

    def _done(self) -> None:
        self.input = InputFile(self._source.name, self._size, self._hash.hexdigest())

    def _digest(self, *place: str | int, of: bytes = b"") -> bytes:
        return sha256(repr((self._source.name, *place)).encode("utf-8", "surrogateescape") + (of or self._hash.digest())).digest()

    def _lines(self) -> Iterator[tuple[Part, bytes]]:
        cutter = _LineCutter()
        says_nothing = True
        for block in self._blocks():
            says_nothing = says_nothing and not (block if cutter.begun else block.removeprefix(_BOM)).strip()
            for cut in cutter.add(block):
                yield self._cut(cut)
        self._done()
        if rest := cutter.rest():
            yield self._cut(rest)
        if says_nothing:
            yield Refused.of(ExtractError(self._source.name, NO_RECORDS)), b""
        if stamp(self._source) != self._stamp:
            yield Refused.of(ExtractError(self._source.name, CHANGED)), b""

    def _cut(self, cut: _CutLines) -> tuple[Part, bytes]:
        part = Lines(self._source, cut.start, cut.size, range(cut.line, cut.line + cut.lines), self._stamp)
        return part, self._digest("lines", cut.line, of=cut.digest)

    def _rows(self) -> Iterator[tuple[Part, bytes]]:
        from auditor.extract.records.delimited import open_table

        table, rows = open_table(self._source, self._options)
        head = marshal.dumps((table.names, table.line), 0)
        while some := list(islice(rows, _ROWS)):
            of = sha256(head + marshal.dumps(list(map(_told, some)), 0)).digest()
            yield Rows(table, tuple(some), _size_of(some)), self._digest("rows", of=of)
        if stamp(self._source) != self._stamp:
            yield Refused.of(ExtractError(self._source.name, CHANGED)), b""


def _told(row: Row) -> tuple[object, ...]:
    """Return all that is known of a row, what stands in another part as well: cells that its own repeat, and its header."""
    repeated = [(column, *above) for column, above in row.repeated.items()]
    return row.line, row.cells, row.fault.en, repeated, row.head and (row.head.line, row.head.cells)


def _size_of(rows: Sequence[Row]) -> int:
    return sum(len(cell) for row in rows for cell in row.cells) * 3


class _CutLines(NamedTuple):
    start: int
    size: int
    line: int
    lines: int
    digest: bytes


class _LineCutter:
    """Cuts a stream of bytes at line ends; keeps none of it but numbers."""

    def __init__(self) -> None:
        self._start = self._size = self._count = 0
        self._line = 1
        self._hash = sha256()
        self._within = False  # whether a line has begun that has not ended
        self.begun = False

    def add(self, block: bytes) -> Iterator[_CutLines]:
        """Take the next bytes; yield the parts that end in them."""
        begin, self.begun = 0, True
        while begin < len(block):
            end, ended = self._end(block, begin)
            self._hash.update(memoryview(block)[begin:end])
            self._size += end - begin
            begin = end
            if ended:
                yield self._take()

    def _end(self, block: bytes, begin: int) -> tuple[int, bool]:
        """Return up to where a block belongs to this part, and whether the part ends there."""
        at = begin
        while self._count < _LINES:
            end = block.find(b"\n", at) + 1
            if not end:
                self._within = self._within or at < len(block)
                return len(block), False
            at, self._count, self._within = end, self._count + 1, False
            if self._size + at - begin >= _BYTES:
                break
        return at, True

    def _take(self) -> _CutLines:
        cut = _CutLines(self._start, self._size, self._line, self._count, self._hash.digest())
        self._start, self._size, self._line, self._count = self._start + self._size, 0, self._line + self._count, 0
        self._hash = sha256()
        return cut

    def rest(self) -> _CutLines | None:
        """Return what is left at the end."""
        self._count += self._within
        return self._take() if self._size else None
