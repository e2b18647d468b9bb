"""Where the header of a file of rows is: spreadsheets saved as CSV begin with titles, and have headers of several rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from auditor.extract.table.words import LONGEST_NAME, is_plain_name, is_usual_name, says_more_with_parent
from auditor.model.wording import NOTHING, Wording

MOST_ABOVE = 8
"""Rows within which the header is looked for, and the row below it."""
_FEWEST_NAMES = 2
_SURELY_NAMES = 3
_DEEPEST = 3  # rows
_SEXES = frozenset(("男", "女"))


class Above(NamedTuple):
    """What stands above a cell that only repeats it: the text, and the record, line and field in which it stands."""

    text: str
    record: str
    line: int


class Row(NamedTuple):
    """A row of the file.

    Args:
        line: its first line, counted from 1.
        cells: what it holds.
        fault: what is wrong with it.
        repeated: what those of its cells mean that repeat others, by index.
        head: the header that it stands under, or is, where another table has begun in the file.
    """

    line: int
    cells: list[str]
    fault: Wording = NOTHING
    repeated: Mapping[int, Above] = {}
    head: Row | None = None

    @property
    def meant(self) -> Sequence[str]:
        """Its cells with what those mean that repeat others."""
        if not self.repeated:
            return self.cells
        return [self.repeated[column].text if column in self.repeated else cell for column, cell in enumerate(self.cells)]


class Head(NamedTuple):
    """The header: its rows, and how many titles go before it."""

    rows: Sequence[Row]
    titles: int = 0


def head_of(rows: Sequence[Row]) -> Head:
    """Return the header of a file, of which some first rows are given: the first one, unless it is a title above others."""
    index = _header(rows)
    return Head(rows[index : index + _depth(rows[index : index + _DEEPEST])], index)


def _depth(rows: Sequence[Row]) -> int:
    """Return how many of some rows are the header that begins with the first of them."""
    return next((depth for depth in range(len(rows), 1, -1) if _goes_on([row.cells for row in rows[:depth]])), 1)


def _goes_on(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether rows name the columns that those above them leave without a name or put together, until each has one."""
    named = [{column for column, cell in enumerate(cells) if cell.strip()} for cells in rows]
    every = set[int]().union(*named)
    gaps = [set(range(max(every, default=-1) + 1)) - own for own in named]
    if not gaps[0] or not gaps[0] <= every:
        return False
    within = all(column in above or column + 1 in above for above, own in zip(gaps, named[1:], strict=False) for column in own)
    sexes = _SEXES if holds_names(rows[0]) else frozenset[str]()
    return within and all(_are_names([cell.strip() for cell in cells if cell.strip()], sexes) for cells in rows[1:])


def _header(rows: Sequence[Row]) -> int:
    """Return the index of the row with the names: one of several usual names, below rows that name nothing."""
    for index, row in enumerate(rows):
        if holds_names(row.cells) and all(_is_title(title.cells, row.cells) for title in rows[:index]):
            return index
    return 0


def _is_title(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether cells stand above names as a title: they are few, or a line with commas above a row that is surely one of names."""
    if 2 * _filled(cells) <= _filled(names):
        return True
    return not _usual(cells) and surely_names(names)


def surely_names(cells: Sequence[str]) -> bool:
    """Tell whether cells are surely names of columns: several usual ones and nothing more, at least half of them."""
    if max(map(len, cells), default=0) > LONGEST_NAME:
        return False
    plain = sum(is_plain_name(cell) for cell in cells)
    return plain >= _SURELY_NAMES and 2 * plain >= _filled(cells)


def holds_names(cells: Sequence[str]) -> bool:
    """Tell whether cells hold several of the names that tables of posts use."""
    return _usual(cells) >= _FEWEST_NAMES


def _are_names(cells: Sequence[str], sexes: Set[str]) -> bool:
    """Tell whether cells below others name columns: as usual, by both sexes where these may, or together with the names over them."""
    sexes = sexes if set(cells) >= sexes else frozenset()
    names = sum(is_usual_name(cell) or cell in sexes or says_more_with_parent(cell) for cell in cells)
    return 0 < len(cells) <= 2 * names and all(len(cell) <= LONGEST_NAME for cell in cells)


def _usual(cells: Sequence[str]) -> int:
    return sum(is_usual_name(cell) for cell in cells if cell.strip())


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
