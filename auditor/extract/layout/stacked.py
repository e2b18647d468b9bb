"""Headers of several rows without rules: which of their lines name a column, and which name several columns together.

Names of one column are often set halfway between the rows, and what names several columns stands over their middle, so that a line
tells what it names only together with the words of the rows below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.layout.lines import Box, Line, union
from auditor.extract.table.cell import name_in
from auditor.extract.table.words import is_usual_name, is_value_name, says_more_with_parent

_DEEPEST = 5  # rows of lines: of three rows of names, with those that are set halfway
_LOOKED_AT = 4  # rows below
_FEWEST_WORDS = 3
_FEWEST_COLUMNS = 3
_LONGEST = 14  # code points of a name
_NEXT = 2.2  # character heights from one line to the next
_LOWER = 0.4  # character heights
_MIDDLE = 1.0  # character heights, by which a name may stand off the middle of its columns
_SEXES = ("男", "女")


class Name(Struct, frozen=True):
    """A name in a header.

    Args:
        lines: it, from top to bottom.
        first: the first column that it names, from 0.
        last: the last one.
        depth: how many names stand over it.
    """

    lines: tuple[Line, ...]
    first: int
    last: int
    depth: int = 0

    @property
    def box(self) -> Box:
        """Where it stands."""
        return reduce(union, (line.box for line in self.lines))


class Stack(Struct, frozen=True):
    """A header of several rows.

    Args:
        names: of the columns, from left to right.
        over: names of several columns.
        height: how many rows of lines it takes up.
    """

    names: tuple[Name, ...]
    over: tuple[Name, ...]
    height: int

    @property
    def depth(self) -> int:
        """How many rows of names it has."""
        return 1 + max((name.depth for name in self.names), default=0)


def stack_of(rows: Sequence[Sequence[Line]], start: int) -> Stack | None:
    """Return the header of several rows with which a table begins at one of some rows of lines; None where none does."""
    rows = rows[start : start + _DEEPEST + _LOOKED_AT]
    height = _height(rows[: _DEEPEST + 1])
    if height < 2:
        return None
    lines, below = list(chain.from_iterable(rows[:height])), rows[height : height + _LOOKED_AT]
    parted = _columns(lines, [line.box for row in below for line in row])
    if parted is None:
        return None
    columns, others = parted
    if len(columns) < _FEWEST_COLUMNS or sum(is_usual_name(line.text) for line in lines) < _FEWEST_WORDS:
        return None
    over = [name for line in others if (name := _over(line, columns))]
    return _stack(columns, over, height) if len(over) == len(others) else None


def _height(rows: Sequence[Sequence[Line]]) -> int:
    """Return how many rows come before the first one of several words that are no names, if they hold short texts and stand close."""
    for index, row in enumerate(rows):
        if len(row) >= _FEWEST_WORDS and not any(map(_names, row)):
            return index
        near = not index or row[0].box[1] - rows[index - 1][0].box[1] <= _NEXT * row[0].size
        if not near or not all(map(_could_name, row)):
            return 0
    return 0


def _could_name(line: Line) -> bool:
    text = name_in(line.text)
    return len(text) <= _LONGEST and not any(sign in "：:。；;，," for sign in text) and (text in _SEXES or not is_value_name(text))


def _names(line: Line) -> bool:
    text = name_in(line.text)
    return is_usual_name(text) or says_more_with_parent(text)


def _columns(lines: Sequence[Line], words: Sequence[Box]) -> tuple[list[tuple[Line, ...]], list[Line]] | None:
    """Return the lines of each column's name, from left to right, and those that name none; None where words stand under no name."""
    named: dict[int, list[Line]] = {}
    clusters = list(_clusters(words))
    others: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box[1]):
        under = [index for index, (left, right) in enumerate(clusters) if _overlap(line, left, right)]
        free = [index for index in under if index not in named]
        if len(under) == 1 and free:
            named[under[0]] = [line]
        elif len(under) == 1 and _goes_on(line, named[under[0]][0]):
            named[under[0]].insert(0, line)
        elif free:
            return None
        else:
            others.append(line)
    if len(named) < len(clusters):
        return None
    columns = list(map(tuple, named.values()))
    empty = [line for line in others if not _stands_over(line, columns)]
    every = sorted((*columns, *((line,) for line in empty)), key=lambda name: name[0].box[0])
    return every, [line for line in others if line not in empty]


def _clusters(words: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Yield from where to where words stand below one another."""
    left, right = float("nan"), float("-inf")
    for box in sorted(words):
        if box[0] > right:
            if right > float("-inf"):
                yield left, right
            left, right = box[0], box[2]
        right = max(right, box[2])
    if words:
        yield left, right


def _overlap(line: Line, left: float, right: float) -> bool:
    return line.box[0] <= right and left <= line.box[2]


def _goes_on(upper: Line, lower: Line) -> bool:
    """Tell whether two lines are one name, of which the lower one would be none by itself."""
    text = name_in(lower.text)
    return text not in _SEXES and not _names(lower) and lower.box[1] - upper.box[1] <= _NEXT * lower.size


def _is_below(name: Sequence[Line], line: Line) -> bool:
    return name[0].box[1] - line.box[1] > _LOWER * line.size


def _stands_over(line: Line, columns: Sequence[Sequence[Line]]) -> bool:
    """Tell whether names that stand lower begin on the left of a line's middle, and end on its right."""
    lower = [name[0].box for name in columns if _is_below(name, line)]
    middle = (line.box[0] + line.box[2]) / 2
    return any(box[0] < middle for box in lower) and any(box[2] > middle for box in lower)


def _over(line: Line, columns: Sequence[Sequence[Line]]) -> Name | None:
    """Return what a line names: the columns below it around its middle, all of them or as few as have the same middle."""
    middle = (line.box[0] + line.box[2]) / 2
    runs = [
        (last - first, first, last)
        for first in range(len(columns))
        for last in range(first + 1, len(columns))
        if all(_is_below(columns[column], line) for column in range(first, last + 1))
        and abs((columns[first][0].box[0] + columns[last][0].box[2]) / 2 - middle) <= _MIDDLE * line.size
    ]
    if not runs:
        return None
    _, first, last = min(runs)
    return Name((line,), first, last)


def _stack(columns: Sequence[tuple[Line, ...]], over: Sequence[Name], height: int) -> Stack | None:
    """Return a header with the depth of its names; None where names of several columns cross each other."""
    if any(_cross(one, other) for one in over for other in over):
        return None
    names = [Name(lines, column, column) for column, lines in enumerate(columns)]
    return Stack(tuple(_deep(name, over) for name in names), tuple(_deep(name, over) for name in over), height)


def _cross(one: Name, other: Name) -> bool:
    return one.first < other.first <= one.last < other.last


def _deep(name: Name, over: Sequence[Name]) -> Name:
    around = [other for other in over if other.first <= name.first and name.last <= other.last and other.box[1] < name.box[1]]
    return replace(name, depth=len([other for other in around if other is not name]))
