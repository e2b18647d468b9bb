"""What the columns of a file of rows mean: the same as those of a sheet with the same header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.extract.records.head import Row
from auditor.extract.records.record import id_field
from auditor.extract.table.cell import TableCell
from auditor.extract.table.header import Columns, columns_named
from auditor.extract.table.layouts import heads_of
from auditor.extract.table.offers import offers_in
from auditor.extract.table.post import post_named
from auditor.extract.table.words import LONGEST_NAME, is_note
from auditor.model.location import RecordPlace

_FEWEST_COLUMNS = 3  # of a table in which a cell that is alone may be a note
_NUMBER = re.compile(r"序号|编号|no\.?", re.IGNORECASE)


class Name(NamedTuple):
    """What a cell stands under: its field, what names it, and the line of that."""

    field: str
    label: str
    line: int


class Told(NamedTuple):
    """What a cell tells of, as its segment says it."""

    group: str
    post: str


class Header:
    """The header of a file.

    Args:
        rows: its own.
        asked: name of the column that holds the ids of records; usual names are looked for without one.
        below: the first rows below it, which show whether its columns are lists to choose from.

    Attributes:
        names: of all columns, empty for those without one.
        id_column: index of the column with the ids; None where there is none.
    """

    def __init__(self, rows: Sequence[Row], asked: str | None, below: Sequence[Row] = ()) -> None:
        self._heads = {row.line: list(_heads(number, row, rows)) for number, row in enumerate(rows, 1)}
        self._columns: Columns = columns_named(list(self._heads.values()), (), len(rows))
        self._offered = {} if self._columns.naming else offers_in(self._columns.cells, [_cells(row) for row in below])
        self._lowest = rows[-1] if rows else Row(0, [])
        width = max((len(row.cells) for row in rows), default=0)
        self._named = [self._name(column) for column in range(1, width + 1)]
        self.names = [name.field if name else "" for name in self._named]
        id_name = id_field(self.names, asked)
        self.id_column = self.names.index(id_name) if id_name else None
        is_short = 1 in self._columns.naming or any(map(_NUMBER.fullmatch, self.names[:1]))
        self._begins_short = is_short and bool(self._columns.naming) and width >= _FEWEST_COLUMNS

    def _name(self, column: int) -> Name | None:
        label = self._columns.labels.get(column)
        return Name(label.text, self._offered.get(column, label).text, _line(label.location)) if label else None

    def over(self, cells: Sequence[str]) -> Sequence[Name | None]:
        """Return what the cells of a row stand under, as far as the header goes; what their texts are told by their row, too."""
        if not self._columns.are_mixed:
            return self._named
        row = _cells(Row(0, list(cells)))
        special = {cell.column: label.text for cell in row if (label := self._columns.special_label(cell, row))}
        return [name and name._replace(label=special.get(column, name.label)) for column, name in enumerate(self._named, 1)]

    def told(self, cells: Sequence[str]) -> Sequence[Told]:
        """Return what the cells of a row tell of: its post, or each the one of its own table where several stand side by side."""
        beyond = len(cells) + 1
        starts = [1, *self._columns.parts[1:]]
        if len(starts) == 1:
            return [Told("", self._post(cells, range(1, beyond)))] * len(cells)
        parts = [range(start, min(end, beyond)) for start, end in pairwise([*starts, beyond])]
        return [told for part in parts for told in [Told(f"part{part.start}", self._post(cells, part))] * len(part)]

    def _post(self, cells: Sequence[str], part: range) -> str:
        """Return what the post is called that some columns of a row tell of."""
        naming = ((column, rank) for column, rank in self._columns.naming.items() if column in part and column <= len(cells))
        return post_named((rank, cells[column - 1]) for column, rank in naming)

    def repeats(self, cells: Sequence[str]) -> bool:
        """Tell whether a row is the lowest of the header, there or printed again."""
        return cells == self._lowest.cells

    def columns_in(self, row: Row) -> Mapping[int, str]:
        """Return what names the cells of a header row that ask for something by themselves elsewhere, by their index."""
        line = self._lowest.line if self.repeats(row.cells) else row.line
        cells = self._heads.get(line, ())
        named = zip(cells, heads_of(cells, self._columns), strict=True)
        return {cell.column - 1: meaning.label.text for cell, meaning in named if meaning.label}

    def is_note(self, cells: Sequence[str]) -> bool:
        """Tell whether a row holds nothing but a note below the table, or amid it."""
        if not self._begins_short or not cells or not cells[0].strip() or any(map(str.strip, cells[1:])):
            return False
        cell = TableCell(cells[0], _place(0), 0, 1)
        return len(cell.name) > LONGEST_NAME or is_note(cell)


def _cells(row: Row) -> list[TableCell]:
    """Return the cells of a row below the header that hold something."""
    return [TableCell(text, _place(row.line), row.line, column) for column, text in enumerate(row.cells, 1) if text.strip()]


def _heads(number: int, row: Row, rows: Sequence[Row]) -> Iterator[TableCell]:
    """Yield the cells of a header row; one over columns that have names of their own covers these."""
    named = {column for lower in rows[number:] for column, cell in enumerate(lower.cells) if cell.strip()}
    for column, text in enumerate(row.cells):
        if text.strip():
            end = column + 1
            while column in named and end in named and not "".join(row.cells[end : end + 1]).strip():
                end += 1
            yield TableCell(text, _place(row.line), number, column + 1, columns=end - column)


def _place(line: int) -> RecordPlace:
    """Return a place that only tells the line: which record a cell belongs to differs from row to row."""
    return RecordPlace("", "", line)


def _line(place: object) -> int:
    return place.line if isinstance(place, RecordPlace) else 0
