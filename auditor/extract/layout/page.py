"""What a page holds: lines, and ruled tables with the lines in their cells."""

from __future__ import annotations

from msgspec import Struct

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Line
from auditor.model.wording import NOTHING, Wording


class Table(Struct, frozen=True):
    """A ruled table on one page, and the lines in each cell of its grid."""

    page: int
    grid: Grid
    lines: tuple[tuple[Line, ...], ...]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.grid.box


class Page(Struct, frozen=True):
    """What a page holds.

    Args:
        number: from 1.
        width: in points, as shown.
        height: in points, as shown.
        lines: those outside tables, as the file has them in order.
        tables: from top to bottom.
        frames: boxes that are drawn, around some lines or none.
        turned: text that runs up, down or upside down, each direction as a page on which it runs across.
        aside: lines that stand apart: those that run aslant, such as stamps and watermarks, and notes.
        own: lines of notes that this program wrote; they stand apart, too.
        pins: how many files are attached to places on it.
        unseen: text on the page that nobody sees, as white on white; it is in no line.
        fault: why its text cannot be taken for what a person sees; empty where it can.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    frames: tuple[Box, ...] = ()
    turned: tuple[Page, ...] = ()
    aside: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    pins: int = 0
    unseen: str = ""
    fault: Wording = NOTHING

    @property
    def every_line(self) -> tuple[Line, ...]:
        """All lines, those in tables too."""
        in_tables = (line for table in self.tables for cell in table.lines for line in cell)
        return (*self.lines, *in_tables, *(line for page in self.turned for line in page.lines), *self.aside)
