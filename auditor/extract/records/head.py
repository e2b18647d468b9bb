"""Where the header of a file of rows is: spreadsheets saved as CSV begin with titles, and have headers of two rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from auditor.extract.table.words import LONGEST_NAME, is_usual_name
from auditor.model.wording import NOTHING, Wording

MOST_ABOVE = 8
"""Rows within which the header is looked for, and the row below it."""
_FEWEST_NAMES = 2


class Row(NamedTuple):
    """A row of the file: its first line, counted from 1, its cells, and what is wrong with it."""

    line: int
    cells: list[str]
    fault: Wording = NOTHING


class Head(NamedTuple):
    """The header: its cells with the line of each, and how many rows go before the first row of data."""

    cells: list[str]
    lines: list[int]
    titles: int = 0
    rows: int = 1


def head_of(rows: Sequence[Row]) -> Head:
    """Return the header of a file, of which some first rows are given: the first one, unless it is a title above others."""
    index = _header(rows)
    upper = rows[index]
    if index + 1 < len(rows) and _names_below(upper.cells, rows[index + 1].cells):
        lower = rows[index + 1]
        pairs = list(zip_longest(upper.cells, lower.cells, fillvalue=""))
        cells = [below if below.strip() else above for above, below in pairs]
        return Head(cells, [lower.line if below.strip() else upper.line for _, below in pairs], index, 2)
    return Head(upper.cells, [upper.line] * len(upper.cells), index)


def _header(rows: Sequence[Row]) -> int:
    """Return the index of the row with the names: one of several usual names, below rows of a few cells that name nothing."""
    for index, row in enumerate(rows):
        if holds_names(row.cells) and all(2 * _filled(title.cells) <= _filled(row.cells) for title in rows[:index]):
            return index
    return 0


def holds_names(cells: Sequence[str]) -> bool:
    """Tell whether cells hold several of the names that tables of posts use."""
    return _usual(cells) >= _FEWEST_NAMES


def _names_below(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether a row names the columns that the header above it leaves without a name or puts together."""
    filled = [column for column, cell in enumerate(lower) if cell.strip()]
    gaps = {column for column, cell in enumerate((*upper, *[""] * (len(lower) - len(upper)))) if not cell.strip()}
    if not gaps or not gaps <= set(filled) or not _are_names([lower[column] for column in filled]):
        return False
    return all(column in gaps or column + 1 in gaps for column in filled)


def _are_names(cells: Sequence[str]) -> bool:
    return 2 * _usual(cells) >= len(cells) and all(len(cell.strip()) <= LONGEST_NAME for cell in cells)


def _usual(cells: Sequence[str]) -> int:
    return sum(is_usual_name(cell) for cell in cells if cell.strip())


def _filled(cells: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in cells)
