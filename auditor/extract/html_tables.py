"""HTML tables: which cells stand in which row and column, for pages as nested and as broken as they come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from auditor.extract import grid
from auditor.model.document import Label, Segment
from auditor.model.location import LinePlace

_MOST_COLUMNS = 200  # beyond them a cell that spans rows no longer pushes others aside


@dataclass(slots=True)
class _Cell:
    place: LinePlace
    column: int
    header: bool
    segments: list[int] = field(default_factory=list)  # indices in the page

    def read(self, segments: Sequence[Segment]) -> grid.Cell:
        own = [segments[index] for index in self.segments]
        text = "\n".join(segment.text for segment in own)
        return grid.Cell(Label(text, own[0].anchors[0].location if own else self.place), self.column, self.header)


@dataclass(slots=True)
class _Table:
    number: int
    rows: list[list[_Cell]] = field(default_factory=list)
    free_from: dict[int, int] = field(default_factory=dict)  # column to the first row without a cell from above
    column: int = 0
    cell: _Cell | None = None
    in_head: bool = False

    def add(self, place: LinePlace, header: bool, columns: int, rows: int) -> None:
        """Add a cell in the next free column, ``columns`` wide and ``rows`` high."""
        row = len(self.rows) - 1
        while self.column < _MOST_COLUMNS and self.free_from.get(self.column, 0) > row:
            self.column += 1
        self.cell = _Cell(place, self.column, header or self.in_head)
        self.rows[row].append(self.cell)
        if rows > 1:
            reach = min(self.column + columns, _MOST_COLUMNS)
            self.free_from.update(dict.fromkeys(range(self.column, reach), row + rows))
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
        self._open.append(_Table(self._count))
        self._count += 1

    def head(self, inside: bool) -> None:
        """Enter or leave the part whose cells are headers."""
        if self._open:
            self._open[-1].in_head = inside

    def row(self) -> None:
        """Start a row."""
        if self._open:
            table = self._open[-1]
            table.rows.append([])
            table.column, table.cell = 0, None

    def cell(self, place: LinePlace, header: bool, columns: int, rows: int) -> None:
        """Start a cell that spans columns and rows."""
        if self._open:
            if not self._open[-1].rows:
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
        table = self._open.pop()
        meaning = grid.read([[cell.read(self._segments) for cell in row] for row in table.rows])
        for number, row in enumerate(table.rows):
            for cell, label in zip(row, meaning.labels[number], strict=True):
                self._enter(cell, label, meaning.group(table.number, number))

    def close_all(self) -> None:
        """End the tables that the page leaves open."""
        while self._open:
            self.close()

    def _enter(self, cell: _Cell, label: Label | None, group: str) -> None:
        for index in cell.segments:
            segment = self._segments[index]
            self._segments[index] = replace(segment, label=segment.label or label, group=group)
