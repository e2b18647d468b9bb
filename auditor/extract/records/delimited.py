"""CSV and TSV: a document a row, a segment a cell, the header as label."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.records.record import fallback_id, id_field
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table.post import NO_RANK, post_named, rank_of
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.location import RecordPlace

_DELIMITERS = ",;\t"
_LARGEST_LIMIT = 2**31 - 1  # what csv takes on every platform


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: Sequence[str]
    fault: str = ""


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a CSV or TSV file, whose first row names the fields.

    Raises:
        ExtractError: if it cannot be read, holds no rows, or lacks the id field asked for.
    """
    text = decode(source.read(options.max_bytes), source.name)
    csv.field_size_limit(max(csv.field_size_limit(), min(options.max_record_bytes, _LARGEST_LIMIT)))
    lines = list(io.StringIO(text, newline=""))
    rows = _rows(lines, "\t" if source.suffix == ".tsv" else _delimiter(lines))
    header, first = next(rows, None), next(rows, None)
    if header is None or first is None:
        raise ExtractError(source.name, "the table has no rows under its header")
    table = _Table(source.name, header, options.id_field)
    yield table.document(first)
    yield from map(table.document, rows)


def _delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts the first row into most cells."""
    widths = {delimiter: len(row.cells) for delimiter in _DELIMITERS for row in _head(_rows(lines, delimiter))}
    return max(widths, key=lambda delimiter: widths[delimiter], default=",")


def _head(rows: Iterator[_Row]) -> Iterator[_Row]:
    yield from (row for row, _ in zip(rows, range(1), strict=False))


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[_Row]:
    """Yield the rows that hold something, each with its first line."""
    reader = csv.reader(lines, delimiter=delimiter)
    while reader.line_num < len(lines):
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except csv.Error as error:
            yield _Row(line, (), f"not a row: {error}")
            continue
        if any(cell.strip() for cell in cells):
            yield _Row(line, cells, _open_quote(lines, line, delimiter) if reader.line_num == len(lines) else "")


def _open_quote(lines: Sequence[str], line: int, delimiter: str) -> str:
    """Return a fault if the last row starts a quoted cell that nothing ends."""
    try:
        next(csv.reader(lines[line - 1 :], delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            return "a quotation mark is never closed; all that follows was read as one cell"
    return ""


class _Table:
    def __init__(self, source: str, header: _Row, asked: str | None) -> None:
        self.source = source
        self.line = header.line
        self.names = [name.strip() for name in header.cells]
        self.labels = header.cells
        self.ranks = {column: rank for column, name in enumerate(self.names) if (rank := rank_of(name)) != NO_RANK}
        name = id_field(self.names, asked)
        if asked and name is None:
            raise ExtractError(source, f"no field {asked!r} in the header", place=f"line {header.line}")
        self.id_column = self.names.index(name) if name else None

    def document(self, row: _Row) -> Document:
        """Make the document of one row."""
        record = self._id(row)
        post = post_named((self.ranks[column], row.cells[column]) for column in self.ranks if column < len(row.cells))
        segments = (self._segment(record, row.line, column, cell, post) for column, cell in enumerate(row.cells) if cell.strip())
        surplus = f"{len(row.cells)} cells under a header of {len(self.names)}" if len(row.cells) > len(self.names) else ""
        failures = (Failure(self.source, f"line {row.line}", fault) for fault in (row.fault, surplus) if fault)
        return Document(record, self.source, tuple(segments), tuple(failures))

    def _id(self, row: _Row) -> str:
        value = "" if self.id_column is None else "".join(row.cells[self.id_column : self.id_column + 1])
        return value.strip() or fallback_id(self.source, row.line)

    def _segment(self, record: str, line: int, column: int, cell: str, post: str) -> Segment:
        name = self.names[column] if column < len(self.names) else ""
        if not name:
            field = f"column {column + 1}"
            return Segment.at(cell, RecordPlace(record, field, line), field=field, post=post)
        label = Label(self.labels[column], RecordPlace(record, name, self.line))
        return Segment.at(cell, RecordPlace(record, name, line), label, field=name, post=post)
