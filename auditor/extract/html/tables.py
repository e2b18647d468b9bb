"""HTML tables: which cells stand in which row and column, for pages as nested and as broken as they come."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from auditor.extract import table
from auditor.extract.table import Meaning, TableCell
from auditor.model.document import Segment
from auditor.model.location import LinePlace

_MOST_COLUMNS = 200  # a wider cell counts as no wider, and beyond them a cell that spans rows no longer pushes others aside
_MOST_ROWS = 100  # how far down a cell names others


class _Cell(Struct):
    empty: TableCell
    segments: list[int] = field(default_factory=list)  # indices in the page

    def read(self, segments: Sequence[Segment], last_row: int) -> TableCell:
        own = [segments[index] for index in self.segments]
        place = own[0].anchors[0].location if own else self.empty.location
        rows = min(self.empty.rows, _MOST_ROWS, last_row - self.empty.row + 1)
        return replace(self.empty, text="\n".join(segment.text for segment in own), place=place, rows=rows)


class _Table(Struct):
    number: int
    cells: list[_Cell] = field(default_factory=list)
    free_from: dict[int, int] = field(default_factory=dict)  # column to the first row without a cell from above
    row: int = 0
    column: int = 1
    cell: _Cell | None = None
    in_head: bool = False

    def add(self, place: LinePlace, header: bool, columns: int, rows: int) -> None:
        """Add a cell in the next free column, ``columns`` wide and ``rows`` high."""
        while self.column <= _MOST_COLUMNS and self.free_from.get(self.column, 0) > self.row:
            self.column += 1
        columns = min(columns, _MOST_COLUMNS)
        self.cell = _Cell(TableCell("", place, self.row, self.column, rows, columns, header or self.in_head))
        self.cells.append(self.cell)
        if rows > 1:
            reach = min(self.column + columns, _MOST_COLUMNS + 1)
            self.free_from.update(dict.fromkeys(range(self.column, reach), self.row + rows))
        self.column += columns


class Tables:
    """The tables of a page that are open, the innermost last.

    Args:
        segments: those of the page; what a table says of its cells is entered there when it closes.
    """

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._open: list[_Table] = []
        self._count = 0

    def open(self) -> None:
        """Start a table, in a cell of another one or not."""
        self._count += 1
        self._open.append(_Table(self._count))

    def head(self, inside: bool) -> None:
        """Enter or leave the part whose cells are headers."""
        if self._open:
            self._open[-1].in_head = inside

    def row(self) -> None:
        """Start a row."""
        if self._open:
            found = self._open[-1]
            found.row += 1
            found.column, found.cell = 1, None

    def cell(self, place: LinePlace, header: bool, columns: int, rows: int) -> None:
        """Start a cell that spans columns and rows."""
        if self._open:
            if not self._open[-1].row:
                self.row()
            self._open[-1].add(place, header, columns, rows)

    def end_cell(self) -> None:
        """End the cell."""
        if self._open:
            self._open[-1].cell = None

    def note(self, index: int) -> None:
        """Take note of a segment at an index of the page; it belongs to the innermost cell."""
        if self._open and self._open[-1].cell:
            self._open[-1].cell.segments.append(index)

    def close(self) -> None:
        """End the innermost table, and label its segments."""
        if not self._open:
            return
        found = self._open.pop()
        cells = [cell.read(self._segments, found.row) for cell in found.cells]
        for cell, meaning in zip(found.cells, table.read(cells, f"table{found.number}"), strict=True):
            self._enter(cell, meaning)

    def close_all(self) -> None:
        """End the tables that the page leaves open."""
        while self._open:
            self.close()

    def _enter(self, cell: _Cell, meaning: Meaning) -> None:
        for index in cell.segments:
            segment = self._segments[index]
            self._segments[index] = replace(
                segment, label=segment.label or meaning.label, group=meaning.group, post=meaning.post, also=meaning.also
            )
