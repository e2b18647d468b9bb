"""Excel workbooks: every cell that holds something, row by row, with its column's header."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, time
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeAlias

from auditor.errors import ExtractError
from auditor.extract import table
from auditor.extract.package import Package, open_package
from auditor.extract.sheet.notes import notes_of
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table import TableCell
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.location import CellPlace

if TYPE_CHECKING:
    from openpyxl import Workbook

_HEADER_WITHIN = 10  # rows that hold something
_LONGEST_HEADER = 24
_EMPTY_ROW = 0.1  # of a cell: what it costs to step over one; stray formats make real sheets end in the millionth row

_Row: TypeAlias = Sequence[TableCell]
_Labels: TypeAlias = Callable[[_Row], dict[int, Label]]


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a workbook into one document: all sheets, hidden ones and hidden rows too, cell comments and text boxes.

    Raises:
        ExtractError: if it cannot be read or holds no text.
    """
    package = open_package(source, options)
    reader = _Reader(source.name, options.max_cells)
    reader.notes(package)
    with closing(_load(source.name, package.data)) as workbook:
        for sheet in workbook.worksheets:
            reader.sheet(sheet.title, sheet)
    if not reader.segments and not reader.failures:
        raise ExtractError(source.name, "the file holds no text")
    yield Document(source.name, source.name, tuple(reader.segments), tuple(reader.failures))


def _load(name: str, data: bytes) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(action="ignore"):
            return load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets through whatever a damaged workbook leads to
        raise ExtractError(name, f"not a workbook that can be read: {_line(error)}") from error


@dataclass(slots=True)
class _Reader:
    """Collects segments; ``_left`` counts down the cells that may still be read, the empty ones before others in a row too."""

    _name: str
    _left: float
    segments: list[Segment] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    _notes: dict[str, list[Segment]] = field(default_factory=dict)

    def notes(self, package: Package) -> None:
        """Read what stands outside the cells, to add it after each sheet."""
        try:
            self._notes = notes_of(package)
        except ExtractError as error:
            self.failures.append(Failure(self._name, error.place, f"comments and text boxes not read: {error.reason}"))

    def sheet(self, title: str, sheet: Any) -> None:
        """Read one sheet, up to the limit or to where it is damaged."""
        sheet.reset_dimensions()  # what is written down may be wrong, or made up to keep a reader busy
        try:
            with warnings.catch_warnings(action="ignore"):
                self._rows(title, self._within_limit(title, sheet.iter_rows(values_only=True)))
        except Exception as error:
            self.failures.append(Failure(self._name, title, f"not read to its end: {_line(error)}"))
        self.segments.extend(self._notes.get(title, ()))

    def _within_limit(self, title: str, rows: Iterable[tuple[object, ...]]) -> Iterator[_Row]:
        for number, values in enumerate(rows, 1):
            self._left -= len(values) or _EMPTY_ROW
            if self._left < 0:
                self.failures.append(Failure(self._name, f"{title}, row {number} and below", "not read: more cells than the limit"))
                return
            if values and (cells := tuple(_cells(title, number, values))):
                yield cells

    def _rows(self, title: str, rows: Iterator[_Row]) -> None:
        first = tuple(islice(rows, _HEADER_WITHIN))
        header = _header(first)
        start = header.start if header else 0
        if first and table.alternates(first[start], first[start + 1 :]):
            self._form(title, chain(first, rows))
            return
        names = {cell.column: cell.label for row in first[start : header.stop] for cell in row} if header else {}
        for index, row in enumerate(chain(first, rows)):
            labels = names if header and index >= header.stop else {}
            self._row(row, labels, f"{title}!{row[0].row}")

    def _form(self, title: str, rows: Iterable[_Row]) -> None:
        for row in rows:
            self._row(row, {column: label for (_, column), label in table.pairs(row)}, title)

    def _row(self, row: _Row, labels: dict[int, Label], group: str) -> None:
        self.segments.extend(Segment.at(cell.text, cell.location, labels.get(cell.column), group=group) for cell in row)


def _cells(title: str, row: int, values: Iterable[object]) -> Iterator[TableCell]:
    for column, value in enumerate(values, 1):
        text = _text(value) if value is not None else ""
        if text and not text.isspace():
            yield TableCell(text, CellPlace(title, row, column), row, column)


def _text(value: object) -> str:
    """Return a value as a person would write it down."""
    match value:
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
    return str(value)


def _header(rows: Sequence[_Row]) -> slice | None:
    """Return which rows name the columns: the first of short words that is half as wide as the widest, and what goes on below it."""
    least = max(2, max(map(len, rows), default=0) / 2)
    start = next((index for index, row in enumerate(rows[:-1]) if sum(map(_is_header, row)) >= least), None)
    if start is None:
        return None
    return slice(start, start + (2 if start + 2 < len(rows) and _goes_on(rows[start], rows[start + 1]) else 1))


def _goes_on(upper: _Row, lower: _Row) -> bool:
    """Tell whether a row names only columns that the row above leaves open, or stands under a head of several columns."""
    named = {cell.column for cell in upper}
    inside = all(cell.column not in named or cell.column + 1 not in named for cell in lower)
    return inside and any(cell.column not in named for cell in lower) and all(map(_is_header, lower))


def _is_header(cell: TableCell) -> bool:
    name = cell.name
    return len(name) <= _LONGEST_HEADER and not name[0].isdecimal() and not any(sign in name for sign in "。；;！!")


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
