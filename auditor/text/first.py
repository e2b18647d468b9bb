"""What a match of a regex, or of an alternation in it, can begin with: looked at first, it spares trying long ones in vain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, TypeAlias, TypeGuard

import regex
from msgspec import Struct

from auditor.text.alternations import alternations
from auditor.text.literals.syntax import REPEATS, inside, parsed, signs_of_class

_Signs: TypeAlias = frozenset[str]

_FEWEST_BRANCHES = 50  # a regex with fewer is tried as fast as its signs are looked at
_FEWEST_INSIDE = 16  # branches of an alternation inside, which is often tried at one place after the other
_MOST_INSIDE = 200  # signs
_HEAD = regex.compile(r"\(\?=(?:\[(?:\\.|[^\]\\])*+\]){1,2}\)", regex.DOTALL)
_FEWEST_SIGNS = 60  # that one sign alone may be; of fewer the regex module finds some by itself
_MOST_SIGNS = 1_200
_NO_CASE = "(?i)"  # such regexes are for English, where words begin alike
_ALSO_SMALL = {"i": "\u0130", "k": "\u212a", "s": "\u017f"}  # signs that are read as a letter where case does not count
_NONE: _Signs = frozenset()


class _Start(Struct, frozen=True):
    """What matches begin with.

    Args:
        first: every sign that may come first; None where that cannot be told.
        second: every sign that may come second; None where that cannot be told.
        lengths: how long matches may be; 2 for all that are longer.
    """

    first: _Signs | None
    second: _Signs | None
    lengths: frozenset[int]

    def __add__(self, other: _Start) -> _Start:
        """Return what begins with this and goes on with the other."""
        first, second = self.first, self.second
        if 0 in self.lengths:
            first, second = _any_of(first, other.first), _any_of(second, other.second)
        if 1 in self.lengths:
            second = _any_of(second, other.first)
        return _Start(first, second, frozenset(min(2, one + more) for one in self.lengths for more in other.lengths))

    def __or__(self, other: _Start) -> _Start:
        """Return what begins with either."""
        return _Start(_any_of(self.first, other.first), _any_of(self.second, other.second), self.lengths | other.lengths)


_EMPTY = _Start(_NONE, _NONE, frozenset((0,)))
_NEVER = _Start(_NONE, _NONE, frozenset())
_ANYTHING = _Start(None, None, frozenset((0, 1, 2)))


def headed(pattern: str) -> str:
    """Return a regex with the same matches that looks at first signs before anything else; the same one where that spares nothing."""
    if pattern.count("|") + 1 < _FEWEST_INSIDE or pattern.startswith(_NO_CASE):
        return pattern
    return _headed_whole(_headed_inside(pattern))


def headless(pattern: str) -> str:
    """Return a regex without what ``headed`` adds to it, and what looks like that: equal ones have been made of equal ones."""
    return str(_HEAD.sub("", pattern))


def _headed_inside(pattern: str) -> str:
    """Look at the first signs of long alternations that are tried wherever what stands before them has been found."""
    heads = {place: f"(?={_class(signs, pattern)})" for place, signs in _signs_inside(pattern)}
    places = sorted(heads)
    pieces = (f"{heads[place]}{pattern[place:end]}" for place, end in pairwise((*places, len(pattern))))
    return pattern[: places[0]] + "".join(pieces) if places else pattern


def _signs_inside(pattern: str) -> Iterator[tuple[int, _Signs]]:
    """Yield where long alternations stand, and what they begin with."""
    for group in alternations(pattern):
        if group.count >= _FEWEST_INSIDE and group.is_needed:
            start = _of_sequence(parsed(group.branches))
            if 0 not in start.lengths and start.first is not None and len(start.first) <= _MOST_INSIDE:
                yield group.place, start.first


def _headed_whole(pattern: str) -> str:
    """Look at the first signs of all matches."""
    if pattern.count("|") < _FEWEST_BRANCHES:
        return pattern
    start = _of_sequence(parsed(pattern))
    if 0 in start.lengths or not _is_told(start.first):
        return pattern
    if 1 not in start.lengths and _is_told(start.second):
        return f"(?={_class(start.first, pattern)}{_class(start.second, pattern)}){pattern}"
    return f"(?={_class(start.first, pattern)}){pattern}" if len(start.first) >= _FEWEST_SIGNS else pattern


def _is_told(signs: _Signs | None) -> TypeGuard[_Signs]:
    return signs is not None and len(signs) <= _MOST_SIGNS


def _class(signs: _Signs, pattern: str) -> str:
    """Write a class of signs, in both cases where a part of the pattern takes both, and of digits of all scripts where it has one."""
    every = {other for sign in signs for other in (sign, *_cases(sign))} if "(?i" in pattern else signs
    digits = r"\d" if any(sign.isdecimal() for sign in signs) else ""
    return f"[{''.join(map(regex.escape, sorted(every)))}{digits}]"


def _cases(sign: str) -> Iterable[str]:
    return (each for each in (sign.lower(), sign.upper(), _ALSO_SMALL.get(sign.lower(), sign)) if len(each) == 1)


def _any_of(one: _Signs | None, other: _Signs | None) -> _Signs | None:
    return None if one is None or other is None else one | other


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> _Start:
    start = _EMPTY
    for kind, value in items:
        start += _of_item(kind, value)
        if start.lengths == {2}:
            break
    return start


def _of_item(kind: Any, value: Any) -> _Start:
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _EMPTY
    if kind is op.LITERAL:
        return _one_of(frozenset((chr(value),)))
    if kind is op.IN:
        return _one_of(signs_of_class(value, _MOST_SIGNS))
    if kind is op.BRANCH:
        return reduce(_Start.__or__, map(_of_sequence, value[1]), _NEVER)
    inner, _ = inside(kind, value)
    if inner is None:
        return _ANYTHING
    once = _of_sequence(inner)
    return _repeated(once, value[0], value[1]) if kind in REPEATS else once


def _one_of(signs: _Signs | None) -> _Start:
    return _Start(signs, _NONE, frozenset((1,)))


def _repeated(once: _Start, least: int, most: int) -> _Start:
    """Return what begins with something so often; what comes behind twice makes no difference to two signs, or is told by fewer."""
    rounds = [_EMPTY, once, once + once, once + once + once]
    return reduce(_Start.__or__, rounds[min(least, 2) : min(most, 2) + 1])
