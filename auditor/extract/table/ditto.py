"""Cells that mean what stands above them (同上, 〃): the cell above reaches down over them, as a merged one does."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence

from auditor.extract.table.cell import PlainRow, Row, TableCell
from auditor.extract.table.words import is_ditto
from auditor.model.dittos import DITTOS

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
    reaching = [cell for cell in cells if cell.row == number and cell.text.strip() and not is_ditto(cell)]
    for index, (below, own) in enumerate(after):
        due = [cell for cell in reaching if cell.row + cell.rows <= below]
        repeated = _repeated(below, own, due)
        if repeated:
            after[index] = below, sorted((*repeated, *own), key=lambda other: (other.column, other.row))
        reaching = [cell for cell in reaching if cell.row + cell.rows > below]
        if not reaching:
            break
    return cells


def _repeated(number: int, row: Row, due: Sequence[TableCell]) -> list[TableCell]:
    """Return those of some cells that a row right below them repeats; they reach down over it now."""
    columns = {cell.column for cell in row if cell.row == number and is_ditto(cell)} if due else ()
    repeated = [cell for cell in due if cell.column in columns and cell.row + cell.rows == number]
    for cell in repeated:
        cell.rows += 1
    return repeated
