"""What is known of a workbook's sheets beside the values of their cells: what is hidden, merged, noted, or not worth reading."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct, field

from auditor.model.wording import NOTHING, Wording

_MOST_HIDDEN = 20_000  # columns


class Note(NamedTuple):
    """What hangs on a cell: a ``comment``, or a ``textbox`` whose upper left corner lies there. Row and column count from 1.

    What is printed on each page, ``header`` and ``footer``, hangs on the first cell. ``alt`` stands in for a drawing; ``prompt`` shows
    when the cell is filled in.

    ``is_ours`` says that this program wrote it.
    """

    row: int
    column: int
    part: str
    text: str
    is_ours: bool = False


class Merge(NamedTuple):
    """A merged cell: its upper left corner, counted from 1, and how many rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int


class SheetOutline(Struct):
    """One sheet; rows and columns count from 1.

    Args:
        height: last row that holds something.
        width: last column that holds something.
        hidden_rows: rows that are not shown.
        hidden_columns: columns that are not shown.
        merges: merged cells, where the format's reader does not tell them.
        notes: in the order of the file.
        unsaved: cells of formulas whose value was never saved.
        formats: number formats that add words or zeros to the number of a cell.
        shown: what cells show where that says more than their number.
        fault: why the sheet cannot be read; empty where it can.
    """

    height: int = 0
    width: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unsaved: list[tuple[int, int]] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    fault: Wording = NOTHING

    def reach(self, row: int, column: int) -> None:
        """Take note of a cell that holds something."""
        if row > self.height or column > self.width:  # of few: it is said of every cell
            self.height, self.width = max(self.height, row), max(self.width, column)

    def hide_columns(self, first: int, last: int) -> None:
        """Take note of columns that are not shown."""
        self.hidden_columns.update(range(first, min(last, first + _MOST_HIDDEN) + 1))


class Outline(Struct):
    """A workbook.

    Args:
        data: the whole file.
        sheets: by name.
        faults: parts that could not be read, each with its reason.
        whole: whether the format's reader takes all sheets at once, so that one which is too large bars the others.
        pictures: name and bytes of each, where the format keeps them in no parts of their own.
    """

    data: bytes
    sheets: dict[str, SheetOutline] = field(default_factory=dict)
    faults: list[tuple[Wording, Wording]] = field(default_factory=list)
    whole: bool = False
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
