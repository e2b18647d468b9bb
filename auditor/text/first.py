"""What a match of a regex can begin with: looked at first, it spares long alternations wherever else in a text they would be tried."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, TypeAlias

import regex

from auditor.text.literals import inside, parsed, signs_of_class

_Signs: TypeAlias = frozenset[str]

_FEWEST_SIGNS = 60  # fewer are tried as fast as they are looked at, and the regex module finds some of them by itself
_MOST_SIGNS = 1_200
_NO_CASE = "(?i)"
_ALSO_SMALL = {"i": "\u0130", "k": "\u212a", "s": "\u017f"}  # signs that are read as a letter where case does not count


def headed(pattern: str) -> str:
    """Return a regex with the same matches that looks at the first sign before anything else; the same regex where that spares nothing."""
    if pattern.count("|") < _FEWEST_SIGNS:
        return pattern
    first, may_be_empty = _first(parsed(pattern))
    if first is None or may_be_empty or not _FEWEST_SIGNS <= len(first) <= _MOST_SIGNS:
        return pattern
    flag = _NO_CASE if pattern.startswith(_NO_CASE) else ""
    signs = _cased(first) if "(?i" in pattern else first
    digits = r"\d" if any(sign.isdecimal() for sign in signs) else ""  # of all scripts
    return f"{flag}(?=[{''.join(map(regex.escape, sorted(signs)))}{digits}]){pattern.removeprefix(flag)}"


def _cased(signs: _Signs) -> _Signs:
    """Return signs in both cases."""
    return frozenset(other for sign in signs for other in (sign, *_cases(sign)))


def _cases(sign: str) -> Iterable[str]:
    return (each for each in (sign.lower(), sign.upper(), _ALSO_SMALL.get(sign.lower(), sign)) if len(each) == 1)


def _first(items: Iterable[tuple[Any, Any]]) -> tuple[_Signs | None, bool]:
    """Return the signs that a match of a sequence can begin with, None where these cannot be told, and whether it can match nothing."""
    signs: _Signs = frozenset()
    for kind, value in items:
        found, may_be_empty = _first_of(kind, value)
        if found is None:
            return None, False
        signs |= found
        if not may_be_empty:
            return signs, False
    return signs, True


def _first_of(kind: Any, value: Any) -> tuple[_Signs | None, bool]:
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return frozenset(), True
    if kind is op.LITERAL:
        return frozenset((chr(value),)), False
    if kind is op.IN:
        return signs_of_class(value, _MOST_SIGNS), False
    if kind is op.BRANCH:
        return _of_branches(value[1])
    inner, least = inside(kind, value)
    found, may_be_empty = _first(inner) if inner is not None else (None, False)
    return found, may_be_empty or not least


def _of_branches(branches: Iterable[Any]) -> tuple[_Signs | None, bool]:
    signs: _Signs = frozenset()
    empty = False
    for branch in branches:
        found, may_be_empty = _first(branch)
        if found is None:
            return None, False
        signs, empty = signs | found, empty or may_be_empty
    return signs, empty
