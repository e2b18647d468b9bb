"""Which lines beside each other are read down, as columns of prose and lists are, and which across, as names and values are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import or_
from statistics import median
from typing import TypeAlias

from auditor.extract.layout.lines import Box, Line
from auditor.extract.layout.paragraphs import Edges, counts_posts, ends_sentence, is_marked, stands_alone
from auditor.extract.table.words import is_usual_name

Column: TypeAlias = Sequence[Line]
"""Lines of one column, from top to bottom."""

_NAME = re.compile(r"([\u4e00-\u9fff]{2,8})\s?[：:]")
_FEWEST_LINES = 4  # of a column
_FEWEST_FRAMED = 2  # lines in a box
_FEWEST_SHARED = 3  # names
_FILLED = 0.6  # of its column's width: how much the middle one of a column's lines takes up
_FEWEST_RUNNING = 3  # lines
_SHORT = 8.5  # character heights: a name, and a line in which no sentence is set
_LEVEL = 0.3  # character heights


def are_framed(columns: Sequence[Column], frames: Iterable[Box]) -> bool:
    """Tell whether all columns but one at most stand in frames that hold several lines and nothing else."""
    every = [line for column in columns for line in column]
    inside = ({id(line) for line in every if _holds(frame, line.box)} for frame in frames)
    framed = [lines for lines in inside if len(lines) >= _FEWEST_FRAMED]
    own = [{id(line) for line in column} for column in columns]
    held = [bool(column) and set().union(*(lines for lines in framed if lines <= column)) == column for column in own]
    return all(own) and sum(held) >= max(1, len(held) - 1)


def _holds(frame: Box, box: Box) -> bool:
    return frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]


def are_columns(columns: Sequence[Column], is_wide: bool) -> bool:
    """Tell whether lines look like columns of text: beside each other, and each going on below.

    Args:
        columns: from left to right.
        is_wide: whether there is so much room between two of them as names and values leave.
    """
    if any(len(column) < _FEWEST_LINES for column in columns) or not _are_beside(columns):
        return False
    return _are_cards(columns) or all(map(_is_marked_list, columns)) or (_run_down if is_wide else _fill)(columns)


def begin_rows(firsts: Column, others: Column) -> bool:
    """Tell whether each line of a column has one beside it, and is a name, or leaves lines out below it where the other goes on.

    Lines above and below all of the others, such as a title, say nothing of that.
    """
    if others:
        firsts = [first for first in firsts if others[0].box[1] < first.box[3] and first.box[1] < others[-1].box[3]]
    if not firsts or _level(firsts, others) < len(firsts):
        return False
    if 2 * sum(map(_is_bare_name, firsts)) > len(firsts):
        return True
    leave_out = len(firsts) < sum(_top(firsts[0]) <= _top(other) <= _top(firsts[-1]) for other in others)
    if _is_bare_name(firsts[0]) and _is_bare_name(others[0]) and not any(map(is_marked, firsts)):
        return leave_out or len(firsts) == len(others)
    return leave_out and all(line.box[2] - line.box[0] <= _SHORT * line.size for line in firsts)


def _is_bare_name(line: Line) -> bool:
    return line.text.endswith(("：", ":")) or is_usual_name(line.text)


def _are_beside(columns: Sequence[Column]) -> bool:
    tops, bottoms = [_top(column[0]) for column in columns], [_top(column[-1]) for column in columns]
    return 2 * (min(bottoms) - max(tops)) >= min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _top(line: Line) -> float:
    return line.box[1]


def _level(lines: Column, others: Column) -> int:
    """Return how many lines have one of the others beside them."""
    bottoms = sorted(other.box[3] for other in others)
    rooms = ((line.box[3], _LEVEL * line.size) for line in lines)
    return sum(bisect_left(bottoms, bottom - room) < bisect_right(bottoms, bottom + room) for bottom, room in rooms)


def _are_cards(columns: Sequence[Column]) -> bool:
    """Tell whether columns begin with how many are wanted for a post, or give the same names to what they say."""
    if all(counts_posts(column[0]) for column in columns) and _level([column[0] for column in columns], columns[0][:1]) == len(columns):
        return True
    return all(len(_names(one) & _names(other)) >= _FEWEST_SHARED for one, other in pairwise(columns))


def _names(lines: Column) -> set[str]:
    return {found[1] for line in lines if (found := _NAME.match(line.text))}


def _fill(columns: Sequence[Column]) -> bool:
    """Tell whether lines mostly fill their columns or run on in them, or are items of a list beside such a one."""
    filled = [_fills(column) or _runs(column) >= _FEWEST_RUNNING for column in columns]
    return any(filled) and all(map(or_, filled, map(_is_list, columns)))


def _run_down(columns: Sequence[Column]) -> bool:
    """Tell whether sentences run down a column, and the others do so, too, or are lists or stand apart from its lines."""
    running = [3 * _runs(column) >= len(column) for column in columns]
    return any(running) and (all(map(or_, running, map(_is_list, columns))) or all(map(_are_apart, columns, columns[1:])))


def _are_apart(one: Column, other: Column) -> bool:
    """Tell whether most lines of the column with fewer of them have nothing beside them on the same line."""
    few, many = sorted((one, other), key=len)
    return 2 * _level(few, many) < len(few)


def _is_list(lines: Column) -> bool:
    """Tell whether most lines speak for themselves, so that they are no values of what stands beside them."""
    return 2 * sum(map(stands_alone, lines)) >= len(lines)


def _is_marked_list(lines: Column) -> bool:
    return 2 * sum(map(is_marked, lines)) >= len(lines)


def _fills(lines: Column) -> bool:
    width = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    return median(line.box[2] - line.box[0] for line in lines) >= _FILLED * width


def _runs(lines: Column) -> int:
    """Return how many lines go to the right edge without ending a sentence there."""
    edges = Edges(min(line.box[0] for line in lines), max(line.box[2] for line in lines))
    return sum(edges.filled_by(line, following) and not ends_sentence(line) for line, following in pairwise(lines))
