"""Columns of which one stands for men and the other for women: a tick under one of them alone says who is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from auditor.extract.table.cell import TableCell
from auditor.model.document import Label

_SEX = re.compile(r"([男女])[性生士]?")
_OTHER = {"男": "女", "女": "男"}
_TICKED = re.compile(r"[√✓✔☑](?:[(（].*)?|是")
_COLUMNS = "男女分列"


class OfOneSex(Struct, frozen=True):
    """A column of one sex.

    Args:
        other: number of the column of the other one.
        alone: what names a tick beside which the other column holds none.
    """

    other: int
    alone: Label

    def named(self, cell: TableCell, row: Iterable[TableCell]) -> Label | None:
        """Return what names a cell of this column, in its row, if it holds the only tick; numbers are counts and limit nobody."""
        beside = (other.name for other in row if self.other in other.covered)
        is_only = cell.columns == 1 and _TICKED.fullmatch(cell.name) and not any(map(_TICKED.fullmatch, beside))
        return self.alone if is_only else None


def columns_by_sex(cells: Mapping[int, TableCell]) -> Mapping[int, OfOneSex]:
    """Return the columns of one sex that stand beside one of the other.

    Args:
        cells: the lowest header cell over each column.
    """
    pairs = beside_other_sex([cell for cell in cells.values() if cell.columns == 1])
    return {column: OfOneSex(other, Label(f"仅勾选{cells[column].name[0]}", cells[column].location)) for column, other in pairs.items()}


def beside_other_sex(row: Iterable[TableCell]) -> Mapping[int, int]:
    """Return the columns of those cells that name a sex beside a cell that names the other one, with the column of that."""
    sexes = {cell.column: match[1] for cell in row if (match := _SEX.fullmatch(cell.name))}
    beside = ((column, other) for column in sexes for other in (column - 1, column + 1))
    return {column: other for column, other in beside if sexes.get(other) == _OTHER[sexes[column]]}


def is_sex(cell: TableCell) -> bool:
    """Tell whether a cell names a sex."""
    return _SEX.fullmatch(cell.name) is not None


def is_sex_asked(cell: TableCell) -> bool:
    """Tell whether a cell stands over columns that say which sex is wanted, not what is wanted of each."""
    return cell.name.startswith("性别")


def named_as_one_sex(cell: TableCell) -> Label:
    """Return what names the header of such a column, which asks for nobody by itself."""
    return Label(_COLUMNS, cell.location)
