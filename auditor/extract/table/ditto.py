"""Cells that mean what stands above them (同上, 〃): the cell above reaches down over them, as a merged one does."""

from __future__ import annotations

from collections.abc import Iterator, MutableSequence, Sequence

from auditor.extract.table.cell import PlainRow, Row, TableCell
from auditor.extract.table.words import DITTOS, is_ditto

MOST_ROWS = 1_000  # that a cell is carried on over

_Numbered = tuple[int, Row]


def holds_dittos(row: Row) -> bool:
    """Tell at one look whether a cell of a row may mean what stands above it."""
    return not DITTOS.isdisjoint(row.texts if isinstance(row, PlainRow) else [cell.text.strip() for cell in row])


def depth_of(number: int, row: Row) -> int:
    """Return how many rows down one may repeat a cell of a row, which may reach down by itself."""
    return 1 if isinstance(row, PlainRow) else min(MOST_ROWS, max([cell.rows for cell in row if cell.row == number], default=1))


def carried_on(number: int, row: Row, after: MutableSequence[_Numbered]) -> Row:
    """Return a row with its cells reaching down as far as they are repeated; they stand in these rows, too, before what repeats them.

    Args:
        number: of the row.
        row: its cells.
        after: the rows below it, to be changed.
    """
    cells = list(row)
    for cell in cells:
        if cell.row == number and cell.text.strip() and not is_ditto(cell):
            rows = list(_repeating(cell, after))
            cell.rows += len(rows)
            for index in rows:
                below, own = after[index]
                after[index] = below, sorted((cell, *own), key=lambda other: (other.column, other.row))
    return cells


def _repeating(cell: TableCell, after: Sequence[_Numbered]) -> Iterator[int]:
    """Yield the places of the rows right below a cell that repeat it."""
    expected = cell.row + cell.rows
    for index, (below, row) in enumerate(after):
        if below >= expected:
            if below > expected or not any(other.column == cell.column and other.row == below and is_ditto(other) for other in row):
                return
            yield index
            expected += 1
