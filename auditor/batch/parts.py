"""Parts of the input: what is audited in one go, by any process, and cached as one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from auditor.batch.inputs import stamp
from auditor.errors import ExtractError, ReaderBugError, describe_bug
from auditor.extract.nesting import read
from auditor.extract.places import lines
from auditor.extract.reasons import CHANGED
from auditor.extract.registry import Extractor
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.wording import NOTHING, Wording

if TYPE_CHECKING:
    from auditor.extract.records.delimited import Table
    from auditor.extract.records.head import Row

Item: TypeAlias = Document | ExtractError


class Part(Protocol):
    """A piece of the input that can be read apart from the others, in another process too."""

    @property
    def place(self) -> tuple[str, Wording]:
        """The source, and where in it the part stands; empty for the whole."""

    @property
    def size(self) -> int:
        """Bytes of the input, for the progress and for a fair share of the work."""

    def read(self, options: ReadOptions, extractor: Extractor) -> Iterator[Item]:
        """Yield its documents; what cannot be read as an error in its place."""


class Whole(Struct, frozen=True):
    """A file, with all that is packed into it.

    Args:
        source: the file.
        size: its bytes.
        stamp: what it was like when its digest was taken.
    """

    source: Source
    size: int
    stamp: tuple[int, ...]

    @property
    def place(self) -> tuple[str, Wording]:
        """The source."""
        return self.source.name, NOTHING

    def read(self, options: ReadOptions, extractor: Extractor) -> Iterator[Item]:
        """Yield its documents, and those of the files inside."""
        yield from read(self.source, options, extractor)
        if stamp(self.source) != self.stamp:
            yield ExtractError(self.source.name, CHANGED)


class Lines(Struct, frozen=True):
    """Some lines of a JSONL file.

    Args:
        source: the file.
        start: where they start, in bytes.
        size: their bytes.
        numbers: their numbers, from 1.
        stamp: what the file was like when they were counted.
    """

    source: Source
    start: int
    size: int
    numbers: range
    stamp: tuple[int, ...]

    @property
    def place(self) -> tuple[str, Wording]:
        """The source and the lines."""
        return self.source.name, lines(self.numbers.start, self.numbers.stop - 1)

    def read(self, options: ReadOptions, extractor: Extractor) -> Iterator[Item]:
        """Yield a document a line."""
        del extractor
        from auditor.extract.records.jsonl import read_lines

        try:
            with self.source.open() as stream:
                stream.seek(self.start)
                yield from read_lines(self.source, stream, options, self.numbers)
            if stamp(self.source) != self.stamp:
                yield ExtractError(self.source.name, CHANGED, self.place[1])
        except ExtractError as error:
            yield error


class Rows(Struct, frozen=True):
    """Some rows of a CSV file, read already: only a parser that starts at its top knows where one begins.

    Args:
        table: what its header says.
        rows: at least one.
        size: their bytes, more or less.
    """

    table: Table
    rows: tuple[Row, ...]
    size: int

    @property
    def place(self) -> tuple[str, Wording]:
        """The source and the lines."""
        return self.table.source, lines(self.rows[0].line, self.rows[-1].line)

    def read(self, options: ReadOptions, extractor: Extractor) -> Iterator[Item]:
        """Yield a document a row."""
        del options, extractor
        yield from map(self.table.document, self.rows)


class Refused(Struct, frozen=True):
    """What cannot be read, in its place among the parts; an error as it is does not go to another process.

    Args:
        kind: of the error.
        told: what it is made from, the source first.
    """

    kind: type[ExtractError]
    told: tuple[str, Wording, Wording] | tuple[str, str, str]

    @classmethod
    def of(cls, error: ExtractError) -> Refused:
        """Make one of an error."""
        return cls(ExtractError, (error.source, error.reason, error.place))

    @classmethod
    def of_bug(cls, source: str, error: Exception) -> Refused:
        """Make one of an exception that reading a source should not raise."""
        return cls(ReaderBugError, (source, *describe_bug(error)))

    @property
    def size(self) -> int:
        """None of the input."""
        return 0

    @property
    def place(self) -> tuple[str, Wording]:
        """Where it stands."""
        return self.told[0], NOTHING

    def read(self, options: ReadOptions, extractor: Extractor) -> Iterator[Item]:
        """Yield the error."""
        del options, extractor
        yield self.kind(*self.told)
