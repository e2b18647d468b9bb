"""The grid of a ruled table: which cell covers which point."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from msgspec import Struct

from auditor.extract.layout.lines import Box


class Grid(Struct, frozen=True):
    """The cells of one table.

    Args:
        across: borders of its columns, in points from the left.
        down: borders of its rows, in points from the top.
        cells: from top to bottom and left to right.
        owners: index of the cell that covers a row and column, both from 0.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[Box, ...]
    owners: Mapping[tuple[int, int], int]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point; None outside."""
        return self.owners.get((bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1))
