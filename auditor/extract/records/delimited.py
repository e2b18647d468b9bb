"""CSV and TSV: a document a row, a segment a cell, the header as label; read as a stream."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from auditor.errors import ExtractError
from auditor.extract import places
from auditor.extract.records.below import read_below
from auditor.extract.records.columns import Header, Name, Told
from auditor.extract.records.head import MOST_ABOVE, Head, Row, head_of, holds_names
from auditor.extract.records.record import fallback_id
from auditor.extract.source import ReadOptions, Source
from auditor.extract.text_stream import open_text
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.location import RecordPlace
from auditor.model.wording import NOTHING, Wording, fill

_DELIMITERS = ",;\t"
_LARGEST_LIMIT = 2**31 - 1  # what csv takes on every platform
_FIRST = 16  # rows below those among which the header is looked for that tell what its columns hold
_HEAD = 1 << 20  # code points of the first lines that are looked at for the delimiter

_NO_DATA = Wording("表头下面没有数据行", "the table has no rows under its header")
_NO_ROW = Wording("这一行读不出来：{why}", "not a row: {why}")
_LONG_LINE = Wording("一行超过 {most} 个字符的上限", "a line longer than the limit of {most} characters")
_OPEN = Wording("引号没有闭合，后面的内容全被当成一个单元格", "a quotation mark is never closed; all that follows was read as one cell")
_SURPLUS = Wording("有 {cells} 个单元格，表头只有 {names} 列", "{cells} cells under a header of {names}")


class _LongLineError(csv.Error):
    """A line is longer than the limit; its argument says so."""


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a CSV or TSV file, whose first row names the fields, or the first one below its titles.

    Raises:
        ExtractError: if it cannot be read, holds no rows, or lacks the id field asked for.
    """
    table, rows = open_table(source, options)
    yield from map(table.document, rows)


def open_table(source: Source, options: ReadOptions) -> tuple[Table, Iterator[Row]]:
    """Return what the header of a file says, and its rows as they are read.

    Raises:
        ExtractError: as ``extract``; while rows are read, too.
    """
    csv.field_size_limit(max(csv.field_size_limit(), min(options.max_record_bytes, _LARGEST_LIMIT)))
    rows = _rows_of(source, options)
    first = list(islice(rows, MOST_ABOVE))
    head = head_of(first)
    size = head.titles + len(head.rows)
    above = first[: size - 1]  # the upper rows of a header put columns together: no cell has their words
    below = first[size:]
    below += islice(rows, _FIRST)
    if not below:
        above = [*above[:-1], *(row._replace(fault=row.fault or _NO_DATA) for row in above[-1:])]
    if not above and not below:
        raise ExtractError(source.name, _NO_DATA)
    table = Table(source.name, head, options.id_field, below)
    return table, chain(above, read_below(chain(below, rows), table.record))


def _rows_of(source: Source, options: ReadOptions) -> Iterator[Row]:
    delimiter = "\t" if source.suffix == ".tsv" else ""
    with open_text(source, options.max_bytes) as stream:
        if not delimiter:
            head = stream.read(_HEAD)
            delimiter = _delimiter(head)
            stream.seek(0)
        yield from _rows(_Lines(stream, options.max_record_bytes), delimiter)


def _delimiter(head: str) -> str:
    """Return the delimiter that cuts the first rows as a table is cut: into names of columns, or most rows into as many cells."""
    firsts = {sign: list(islice(_rows(_Lines(io.StringIO(head, newline=""), _HEAD), sign), MOST_ABOVE)) for sign in _DELIMITERS}
    fits = {sign: _fit([row.cells for row in rows]) for sign, rows in firsts.items()}
    return max(_DELIMITERS, key=lambda sign: fits[sign])


def _fit(rows: Sequence[Sequence[str]]) -> tuple[bool, float, int]:
    """Return how well rows look like those of a table: whether they hold a header, which part of them is of one width, and that width."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
    return any(map(holds_names, rows)), count / len(rows) if rows else 0.0, width


class _Lines:
    """The lines of a stream, as csv takes them.

    Attributes:
        taken: those since ``taken`` was cleared.
        ended: whether there is no further one.
    """

    def __init__(self, stream: TextIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self._next = stream.readline(limit)
        self.taken: list[str] = []
        self.number = 0

    @property
    def ended(self) -> bool:
        return not self._next

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line, self._next = self._next, self._stream.readline(self._limit)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) == self._limit and self._next and line[-1] not in "\r\n":
            self._skip()
            raise _LongLineError(fill(_LONG_LINE, most=f"{self._limit:,}"))
        self.taken.append(line)
        return line

    def _skip(self) -> None:
        """Go on behind the end of the line."""
        while self._next and self._next[-1] not in "\r\n":
            self._next = self._stream.readline(self._limit)
        self._next = self._stream.readline(self._limit)


def _rows(lines: _Lines, delimiter: str) -> Iterator[Row]:
    """Yield the rows that hold something, each with its first line."""
    reader = csv.reader(lines, delimiter=delimiter)
    while not lines.ended:
        line = lines.number + 1
        lines.taken.clear()
        try:
            cells = next(reader)
        except csv.Error as error:
            yield Row(line, [], fill(_NO_ROW, why=error.args[0] if isinstance(error, _LongLineError) else str(error)))
            continue
        if any(cells) and not all(map(str.isspace, cells)):
            yield Row(line, cells, _open_quote(lines.taken, delimiter) if lines.ended else NOTHING)


def _open_quote(lines: list[str], delimiter: str) -> Wording:
    """Return a fault if the last row starts a quoted cell that nothing ends."""
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            return _OPEN
    return NOTHING


class Table:
    """What the header of a file says, and how its rows become documents.

    Args:
        source: the name of the file.
        head: its header.
        asked: name of the field that holds the ids of records; usual names are looked for without one.
        below: the first rows below the header.

    Raises:
        ExtractError: if there is no field that was asked for.
    """

    def __init__(self, source: str, head: Head, asked: str | None, below: Sequence[Row]) -> None:
        self.source = source
        self.line = max((row.line for row in head.rows), default=1)
        self._header = Header(head.rows, asked, below)
        self.names = self._header.names
        if asked and self._header.id_column is None:
            raise ExtractError(source, Wording(f"表头里没有字段 {asked!r}", f"no field {asked!r} in the header"), places.line(self.line))
        self._asked = asked
        self._other: tuple[Row, Header] | None = None  # of the table that was read last behind the first one

    def _over(self, row: Row) -> Header:
        """Return the header that a row stands under."""
        if row.head is None:
            return self._header
        if self._other is None or self._other[0].line != row.head.line:
            self._other = row.head, Header([row.head], self._asked)
        return self._other[1]

    def document(self, row: Row) -> Document:
        """Make the document of one row."""
        header = self._over(row)
        if row.line < self.line or header.repeats(row.cells) or header.is_note(row.cells):
            return self._unnamed(row, header)
        record, meant = self.record(row), row.meant
        segments = tuple(self._segments(record, row, header.over(meant), header.told(meant)))
        surplus = fill(_SURPLUS, cells=len(row.cells), names=len(header.names)) if len(row.cells) > len(header.names) else NOTHING
        failures = (Failure(self.source, places.line(row.line), fault) for fault in (row.fault, surplus) if fault)
        return Document(record, self.source, segments, tuple(failures))

    def _unnamed(self, row: Row, header: Header) -> Document:
        """Make the document of a title, a note or a row of the header, whose cells stand under no names."""
        record, names = fallback_id(self.source, row.line), header.columns_in(row)
        cells = [(column, cell, f"column {column + 1}") for column, cell in enumerate(row.cells) if cell.strip()]
        places_of = {field: RecordPlace(record, field, row.line) for _, _, field in cells}
        labels = {field: Label(names[column], places_of[field]) for column, _, field in cells if column in names}
        segments = (Segment.at(cell, places_of[field], labels.get(field), field=field) for _, cell, field in cells)
        failures = (Failure(self.source, places.line(row.line), row.fault),) if row.fault else ()
        return Document(record, self.source, tuple(segments), failures)

    def record(self, row: Row) -> str:
        """Return what the record of a row is called."""
        column = self._over(row).id_column
        value = "" if column is None else "".join(row.cells[column : column + 1])
        return value.strip() or fallback_id(self.source, row.line)

    def _segments(self, record: str, row: Row, names: Sequence[Name | None], told: Sequence[Told]) -> Iterator[Segment]:
        """Yield what stands in the cells of a row; before one that repeats others, what it means, at the place of that."""
        for column, (cell, (group, post)) in enumerate(zip(row.cells, told, strict=True)):
            if not cell.strip():
                continue
            name = names[column] if column < len(names) else None
            field = name.field if name else f"column {column + 1}"
            label = Label(name.label, RecordPlace(record, name.field, name.line)) if name else None
            if above := row.repeated.get(column):
                yield Segment.at(above.text, RecordPlace(above.record, field, above.line), label, field, group, post=post)
            yield Segment.at(cell, RecordPlace(record, field, row.line), label, field, group, post=post)
