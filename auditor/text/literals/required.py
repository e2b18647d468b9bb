"""The sets of strings of each of which a match must hold one, and where in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, TypeAlias

from auditor.text.literals.rarity import Literals, rarity, rarity_of
from auditor.text.literals.strings import (
    EMPTY,
    MOST,
    NOTHING,
    REMEMBERED,
    edge_of,
    longest_of,
    minimal,
    minimal_ends,
    strings_of,
    strings_of_group,
    with_each,
)
from auditor.text.literals.syntax import DIGITS, REPEATS, WITHOUT_WIDTH, Item, op, parsed, width_of

Reach: TypeAlias = tuple[int, int, int, int]
"""Where a string of a set starts in a match: at a border of it that has so many code points of the match before it, at least and at
most, or so many before that border, or behind it, at most."""
Demand: TypeAlias = tuple[Literals, Reach]
_Border: TypeAlias = tuple[int, int, int]

_TELLING = 20.0  # bits: what a string says behind so many makes it hardly rarer, and what looks for it larger
MOST_SETS = 4
"""Sets that are demanded of one pattern at most."""
_ANY_DIGIT: Literals = frozenset(DIGITS)  # stands in most texts, so that it demands next to nothing


@cache
def required_literals(pattern: str) -> list[Literals]:
    """Return sets of case-folded strings: a text with a match holds at least one string of every set, strongest set first."""
    return [literals for literals, _ in strongest(demands_of(parsed(pattern)))]


def distance(one: Reach, other: Reach) -> tuple[int, int]:
    """Return how far behind the start of one demanded string that of another stands in the same match, at least and at most."""
    if other < one:
        nearest, farthest = distance(other, one)
        return -farthest, -nearest
    return other[0] - one[0] - other[2] - one[3], other[1] - one[1] + other[3] + one[2]


def strongest(demands: Iterable[Demand]) -> list[Demand]:
    """Return the demands that the fewest texts meet, strongest first."""
    ranked = sorted(_apart(demands), key=lambda demand: (_strength(demand[0]), sorted(demand[0])), reverse=True)[:MOST_SETS]
    return ranked[:1] + [demand for demand in ranked[1:] if not demand[0] <= _ANY_DIGIT]


def _apart(demands: Iterable[Demand]) -> Iterable[Demand]:
    """Leave out what is demanded again elsewhere."""
    return {demand[0]: demand for demand in demands}.values()


def demands_of(items: Iterable[Item]) -> Iterator[Demand]:
    """Yield what each part of a sequence demands; neighbouring parts that can only be read in a few ways make one."""
    sequence = _Sequence()
    for kind, value in items:
        yield from sequence.look(kind, value) if kind in WITHOUT_WIDTH else sequence.go_on(kind, value)
    yield from sequence.end()


class _Sequence:
    """Goes through a sequence: the strings that what was read last can be, where they start, and the border behind it.

    An edge, which is all that is known of an item beside it, is not demanded alone: what is inside the item is, and tells more.
    """

    def __init__(self) -> None:
        self._run, self._edge = EMPTY, NOTHING
        self._start: _Border = (0, 0, 0)
        self._here: _Border = (0, 0, 0)

    def look(self, kind: Any, value: Any) -> Iterator[Demand]:
        """Yield what a part without width demands: what it looks at stands in the same text, before or behind."""
        if kind is not op.ASSERT:
            return
        direction, items = value
        yield from _looked_at(direction, items, self._here)
        strings = strings_of_group(items)
        if strings and direction < 0 and self._run == EMPTY:
            self._run, self._start = strings, (*self._here[:2], longest_of(strings))
        elif strings and direction > 0:
            yield from _folded(with_each(self._run, strings) or EMPTY, self._begin(), self._here[1] + longest_of(strings))

    def go_on(self, kind: Any, value: Any) -> Iterator[Demand]:
        """Yield what is told when one more item is read."""
        self._start = self._begin()
        before, (least, most) = self._here, width_of(kind, value)
        self._here = before[0] + least, before[1] + most, 0
        strings = strings_of(kind, value)
        longer = with_each(self._run, strings) if strings else None
        if longer:
            self._run = minimal_ends(longer)
        elif strings:
            yield from self._told(before[1])
            self._run, self._edge, self._start = strings, NOTHING, before
        else:
            yield from self._before(edge_of(kind, value, 1), before[1])
            yield from _moved(_of_item(kind, value), before)
            self._edge = edge_of(kind, value, -1) or NOTHING
            self._run = self._edge or EMPTY
            self._start = (*self._here[:2], longest_of(self._run))

    def end(self) -> Iterator[Demand]:
        """Yield what is left to be told at the end."""
        return self._told(self._here[1])

    def _begin(self) -> _Border:
        return self._here if self._run == EMPTY else self._start

    def _before(self, edge: Literals | None, end: int) -> Iterator[Demand]:
        """Yield what was read, with how the next item begins."""
        joined = with_each(self._run, edge) if edge and self._run != EMPTY else None
        return _folded(joined, self._start, end + longest_of(edge)) if joined and edge else self._told(end)

    def _told(self, end: int) -> Iterator[Demand]:
        return iter(()) if self._run is self._edge else _folded(self._run, self._start, end)


def _moved(demands: Iterable[Demand], border: _Border) -> Iterator[Demand]:
    """Yield the demands of a part of a sequence as those of the whole."""
    for literals, (least, most, back, ahead) in demands:
        yield literals, (border[0] + least, border[1] + most, back, ahead)


def _looked_at(direction: int, items: Any, border: _Border) -> Iterator[Demand]:
    """Yield the demands of what a pattern looks at before or behind a border."""
    shortest, longest = width_of(op.ATOMIC_GROUP, items) if direction < 0 else (0, 0)
    for literals, (least, most, back, ahead) in _of_group(items):
        yield literals, (*border[:2], max(0, longest - least + back), max(0, most + ahead - shortest))


def _of_item(kind: Any, value: Any) -> Iterator[Demand]:
    if kind is op.BRANCH:
        yield from _of_branches(value[1])
    elif kind is op.SUBPATTERN:
        yield from _of_group(value[3])
    elif kind is op.ATOMIC_GROUP:
        yield from _of_group(value)
    elif kind in REPEATS and value[0]:
        yield from _of_group(value[2])


@lru_cache(maxsize=REMEMBERED)
def _of_group(items: Iterable[Item]) -> tuple[Demand, ...]:
    return tuple(demands_of(items))


def _of_branches(branches: Iterable[Any]) -> Iterator[Demand]:
    """Yield all that any branch demands most, all that any demands next, and so on; a branch that demands nothing spoils it."""
    demands = list(map(_of_group, branches))
    if not all(demands):
        return
    for choice in (_strength, _fewest):
        ranked = [sorted(_apart(sets), key=lambda demand: choice(demand[0]), reverse=True) for sets in demands]
        found = [together for place in range(MOST_SETS) if len((together := _at(place, ranked))[0]) <= MOST]
        yield from found
        if found:
            return


def _at(place: int, ranked: Iterable[Sequence[Demand]]) -> Demand:
    """Return what branches demand together, of each the demand of a rank or its last."""
    chosen = [sets[min(place, len(sets) - 1)] for sets in ranked]
    back = max(back - least for _, (least, _, back, _) in chosen)
    ahead = max(most + ahead for _, (_, most, _, ahead) in chosen)
    return NOTHING.union(*(literals for literals, _ in chosen)), (0, 0, max(0, back), max(0, ahead))


def _folded(literals: Literals, start: _Border, end: int) -> Iterator[Demand]:
    """Fold case as the gate folds the text: a pattern may not care for it; what may be empty demands nothing.

    Args:
        literals: that may stand somewhere between two borders.
        start: the first of these.
        end: code points before the second one, at most.
    """
    if literals and "" not in literals:
        beginnings = minimal(frozenset(_beginning(literal.casefold()) for literal in literals))
        yield beginnings, (*start, end - start[1] - min(map(len, beginnings)))


@cache
def _beginning(literal: str) -> str:
    """Cut a string behind what tells enough: it stands wherever the whole does."""
    return next((literal[:length] for length in range(1, len(literal)) if rarity_of(literal[:length]) >= _TELLING), literal)


@cache
def _strength(literals: Literals) -> tuple[float, int]:
    """Rarer is stronger, then fewer."""
    return rarity(literals), -len(literals)


def _fewest(literals: Literals) -> tuple[int, float]:
    return -len(literals), rarity(literals)
