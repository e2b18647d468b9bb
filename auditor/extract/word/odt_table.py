"""Tables of OpenDocument texts: which cell covers which rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct, field

from auditor.extract.elements import Element, attribute, name_of
from auditor.extract.numbers import whole
from auditor.extract.table import TableCell
from auditor.model.location import CellPlace

_ROW_GROUPS = frozenset(("table-rows", "table-header-rows", "table-row-group"))
_FURTHEST = 1_000_000  # rows or columns: what is repeated more often than that is not counted further


class OpenTable(Struct):
    """A table that is being read.

    Args:
        part: where it stands.
        number: which table of that part it is, from 1.
        read_cell: returns the text of a cell, and keeps what is read after the table.
        cells: a merged one once, a repeated one once and as wide as all its copies, empty ones too.
    """

    part: str
    number: int
    read_cell: Callable[[Element], str]
    cells: list[TableCell] = field(default_factory=list)

    def read(self, element: Element) -> None:
        """Read all rows."""
        row = 1
        for child in _rows(element):
            self._row(child, row)
            row = min(row + count(child, "number-rows-repeated"), _FURTHEST)

    def _row(self, element: Element, row: int) -> None:
        column = 1
        for cell in element.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            width = count(cell, "number-columns-repeated")
            if name_of(cell) == "table-cell":
                spanned = count(cell, "number-columns-spanned")
                place = CellPlace(str(self.number), row, column, self.part)
                rows, columns = count(cell, "number-rows-spanned"), max(width, spanned)
                self.cells.append(TableCell(self.read_cell(cell), place, row, column, rows, columns))
            column = min(column + width, _FURTHEST)


def _rows(parent: Element) -> Iterator[Element]:
    for child in parent.iterchildren("*"):
        if name_of(child) == "table-row":
            yield child
        elif name_of(child) in _ROW_GROUPS:
            yield from _rows(child)


def count(element: Element, name: str) -> int:
    """Return how often or how far something goes, at least 1 and no further than a table can."""
    return max(1, whole(attribute(element, name), 1_000))
