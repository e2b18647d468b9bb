"""Patterns as the standard library's own parser reads them: items, and items inside groups and repeats."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

import regex

from auditor.text.literals.rarity import Literals

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants, _parser  # type: ignore[attr-defined]  # the standard library's own parser

Item: TypeAlias = tuple[Any, Any]
"""The kind of an item, and what that kind says of it."""
op: Any = _constants
"""The kinds of items."""

_FAR = 1 << 20  # code points, for what may be of any length
DIGITS = "0123456789"
WITHOUT_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
GROUPS = (op.SUBPATTERN, op.ATOMIC_GROUP)
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# Syntax of the regex module that the standard parser does not know; what stands for it matches at least as much.
# Names of groups go, because it wants each only once, and with them what stands for such a group again, which may be of any length.
# Case is folded anyway, so the flag for it goes too: the standard parser wants it first.
_FOREIGN = [
    (regex.compile(r"\\[pP]\{\^?[^}]*\}"), r"\\D"),
    (regex.compile(r"\\K|\(\?i\)"), ""),
    (regex.compile(r"\(\?P=[^)]*\)"), r"(?:[\\s\\S]*)"),
    (regex.compile(r"\(\?P<[^>]*>"), "(?:"),
]

# Fuzzy matching, sets of classes, recursion: what the standard parser would read as something else.
_BEYOND = regex.compile(r"&&|~~|\|\||\[\[|\(\?(?:V1|R|&|\d)")
_FUZZY = regex.compile(r"\{(?![0-9,])")
_ESCAPED = regex.compile(r"\\[pP]\{[^}]*\}|\\.")
_CLASS = regex.compile(r"\[[^\[\]]*\]")


@cache
def longest_match(pattern: str) -> int | None:
    """Return how many code points a match has at most, without what the pattern looks at around it; None if that is not known."""
    tree = _tree(pattern)
    longest = tree.getwidth()[1] if tree else op.MAXREPEAT
    return longest if longest < op.MAXREPEAT else None


def parsed(pattern: str) -> list[Item]:
    """Return the items of a pattern; none where it is beyond the standard parser."""
    return list(_tree(pattern))


def _tree(pattern: str) -> Any:
    bare = _ESCAPED.sub(".", pattern)
    if _BEYOND.search(bare) or _FUZZY.search(_CLASS.sub(".", bare)):
        return []
    plain = pattern
    for foreign, stand_in in _FOREIGN:
        plain = foreign.sub(stand_in, plain)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _parser.parse(plain)
    except (re.error, RecursionError, OverflowError):
        return []


def grouped(kind: Any, value: Any) -> Iterable[Item]:
    """Return the items of a group."""
    return list(value[3] if kind is op.SUBPATTERN else value)


def inside(kind: Any, value: Any) -> tuple[Iterable[Item] | None, int]:
    """Return the items inside a group or repeat, and how often they stand there at least; none for anything else."""
    if kind in GROUPS:
        return (value[3] if kind is op.SUBPATTERN else value), 1
    return (value[2], value[0]) if kind in REPEATS else (None, 1)


def width_of(kind: Any, value: Any) -> tuple[int, int]:
    """Return how many code points an item matches at least and at most; never less than where something in it may start."""
    if kind is op.GROUPREF:
        return 0, _FAR
    least, most = _parser.SubPattern(_parser.State(), [(kind, value)]).getwidth()
    return least, most if most < _FAR else _most(kind, value)


def _most(kind: Any, value: Any) -> int:
    """Return how many code points an item of any length matches at most; two such items in a row count twice."""
    if kind is op.BRANCH:
        return max(map(_most_of, value[1]))
    inner, _ = inside(kind, value)
    if inner is None:
        return _FAR
    return _most_of(inner) + (_FAR if kind in REPEATS else 0)


def _most_of(items: Iterable[Item]) -> int:
    return sum(width_of(*item)[1] for item in items)


def signs_of_class(members: Iterable[Item], widest: int) -> Literals | None:
    """Return each sign of a class, for digits the ASCII ones; None for one that is negated, large, or holds any other category."""
    signs: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            signs.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < widest:
            signs.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            signs.update(DIGITS)
        else:
            return None
    return frozenset(signs) if len(signs) <= widest else None
