"""Which header or name gives a table cell its meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from auditor.model.document import Label

_LONGEST_NAME = 16
_SAYS_NOTHING = frozenset(
    ("内容", "要求", "说明", "信息", "具体内容", "具体要求", "岗位要求", "value", "content", "details", "requirement")
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell.

    Args:
        label: its text and place: what it is to other cells if it turns out to name them.
        column: the first column it covers, from 0.
        header: whether the source marks it as a header.
    """

    label: Label
    column: int
    header: bool = False

    @property
    def text(self) -> str:
        """The cell's text without surrounding white space."""
        return self.label.text.strip()

    @property
    def is_name(self) -> bool:
        """Whether it is short enough to name others."""
        return 0 < len(self.text) <= _LONGEST_NAME and not any(sign in self.text for sign in "\n。；;")


Rows: TypeAlias = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a table is read.

    Args:
        labels: for each row, the label of each of its cells.
        header: index of the row that names the columns; None where there is none.
        pairs: whether it lists names and values of one thing, instead of one thing a row.
    """

    labels: tuple[tuple[Label | None, ...], ...]
    header: int | None
    pairs: bool

    def group(self, table: int, row: int) -> str:
        """Return the group of a row's cells, for the table and row of that number from 0; empty where none is known."""
        if self.pairs:
            return f"table {table + 1}"
        if self.header is None or row <= self.header:
            return ""
        return f"table {table + 1} row {row + 1}"


def read(rows: Rows) -> Meaning:
    """Find the labels of a table's cells: the column's header, or the name to the left."""
    header = _header_row(rows)
    pairs = _is_pairs(rows, header)
    if header is not None and pairs and not rows[header][0].header:
        header = None
    columns = {} if header is None or pairs else {cell.column: cell.label for cell in rows[header]}
    above = -1 if header is None else header
    labels = ([None if index <= above else _label(row, i, columns, pairs) for i in range(len(row))] for index, row in enumerate(rows))
    return Meaning(tuple(map(tuple, labels)), header, pairs)


def _label(row: Sequence[Cell], index: int, columns: dict[int, Label], pairs: bool) -> Label | None:
    cell, left = row[index], row[index - 1] if index else None
    if cell.header:
        return None
    if cell.column in columns:
        return columns[cell.column]
    return left.label if left and (pairs or left.header or left.text.endswith(("：", ":"))) else None


def _header_row(rows: Rows) -> int | None:
    """Return the first row of several cells if it names columns; a row of one cell above it is a title."""
    index = next((i for i, row in enumerate(rows) if len(row) > 1), None)
    if index is None or index + 1 == len(rows):
        return None
    row = rows[index]
    marked = [cell.header for cell in row]
    return index if all(marked) or (not any(marked) and all(cell.is_name for cell in row)) else None


def _is_pairs(rows: Rows, header: int | None) -> bool:
    """Tell whether two columns hold names and values; a marked header then says nothing of its own."""
    wide = [row for row in rows if len(row) > 1]
    if not wide or any(len(row) != 2 or not row[0].is_name for row in wide):
        return False
    return header is None or not rows[header][0].header or rows[header][1].text.lower() in _SAYS_NOTHING
