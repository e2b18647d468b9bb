"""Every string that a part of a pattern can match, begin with or end in, where these are few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any

from auditor.text.literals.rarity import Literals
from auditor.text.literals.syntax import REPEATS, WITHOUT_WIDTH, Item, inside, op, signs_of_class

MOST = 1_500  # literals in one set; what would need more demands nothing
_MOST_JOINED = 250
REMEMBERED = 4_096  # groups of a pattern
_WIDEST_CLASS = 40
NOTHING: Literals = frozenset()
EMPTY: Literals = frozenset(("",))


def strings_of(kind: Any, value: Any) -> Literals | None:
    """Return every string that an item of a pattern can match, if these are few; None if not."""
    if kind in (op.AT, op.ASSERT_NOT):
        return EMPTY
    if kind is op.LITERAL:
        return frozenset((chr(value),))
    if kind is op.IN:
        return signs_of_class(value, _WIDEST_CLASS)
    if kind is op.BRANCH:
        return _either(map(strings_of_group, value[1]))
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return strings_of_group(value[3] if kind is op.SUBPATTERN else value)
    once = strings_of_group(value[2]) if kind in REPEATS and value[1] == 1 else None
    return once | EMPTY if once and not value[0] else once


@lru_cache(maxsize=REMEMBERED)
def strings_of_group(items: Iterable[Item]) -> Literals | None:
    """Return every string that a group can match; it is asked at each level above it."""
    whole: Literals | None = EMPTY
    for kind, value in items:
        strings = strings_of(kind, value) if whole else None
        whole = with_each(whole, strings) if whole and strings else None
    return whole


def with_each(heads: Literals, tails: Literals) -> Literals | None:
    """Return every head with every tail; None if these are too many."""
    return frozenset(head + tail for head in heads for tail in tails) if len(heads) * len(tails) <= _MOST_JOINED else None


def _either(sets: Iterable[Literals | None]) -> Literals | None:
    together = NOTHING
    for strings in sets:
        if strings is None or len(together) + len(strings) > MOST:
            return None
        together |= strings
    return together


def edge_of(kind: Any, value: Any, step: int) -> Literals | None:
    """Return every string that a match of an item can begin with (step 1) or end in (-1), if these are few; None if it may be empty."""
    strings = strings_of(kind, value)
    if strings:
        return None if "" in strings else strings
    if kind is op.BRANCH:
        return _either(_edge_of_group(branch, step) for branch in value[1])
    group: Any
    group, least = inside(kind, value)
    return _edge_of_group(group, step) if group is not None and least else None


@lru_cache(maxsize=REMEMBERED)
def _edge_of_group(items: Iterable[Item], step: int) -> Literals | None:
    """Return every string that a match of a group can begin with or end in; it is asked at each level above it."""
    together = NOTHING
    for kind, value in list(items)[::step]:
        strings = EMPTY if kind in WITHOUT_WIDTH else strings_of(kind, value)
        if not strings or "" not in strings:
            edge = edge_of(kind, value, step)
            return together | edge if edge else None
        together |= strings - EMPTY
    return None


def longest_of(literals: Literals) -> int:
    """Return how many code points the longest string of a set has."""
    return max(map(len, literals))


@cache
def minimal(literals: Literals) -> Literals:
    """Leave out what holds another string of the set: it demands no more."""
    lengths = {len(literal) for literal in literals}
    return literals if len(lengths) == 1 else frozenset(one for one in literals if literals.isdisjoint(parts_of(one, lengths)))


@cache
def minimal_ends(literals: Literals) -> Literals:
    """Leave out what ends in another string of the set, as whatever is joined to it will."""
    lengths = {len(literal) for literal in literals}
    return literals if len(lengths) == 1 else frozenset(one for one in literals if literals.isdisjoint(_ends(one, lengths)))


def parts_of(literal: str, lengths: Iterable[int]) -> Iterator[str]:
    """Yield the parts of a string that have one of some lengths, without the whole."""
    return (literal[i : i + length] for length in lengths if length < len(literal) for i in range(len(literal) - length + 1))


def _ends(literal: str, lengths: Iterable[int]) -> Iterator[str]:
    return (literal[len(literal) - length :] for length in lengths if length < len(literal))
