"""What a text must contain for a regex to match: the literals that no match can do without.

A sound over-approximation: where nothing can be said of a part of a pattern, nothing is demanded for it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import regex

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as op  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]  # the standard library's own parser

Literals: TypeAlias = frozenset[str]

_MOST = 400  # literals in one set; what would need more demands nothing
_MOST_SETS = 3
_WIDEST_CLASS = 16
# Syntax of the regex module that the standard parser does not know; what stands for it matches at least as much.
# Names of groups go, because it wants each only once.
_FOREIGN = [(regex.compile(r"\\[pP]\{\^?[^}]*\}"), r"\\D"), (regex.compile(r"\\K"), ""), (regex.compile(r"\(\?P<[^>]*>"), "(?:")]

# Fuzzy matching, sets of classes, recursion: what the standard parser would read as something else.
_BEYOND = regex.compile(r"(?<!\\[pP])\{(?![0-9,])|&&|~~|\|\||\[\[|\(\?(?:V1|R|&|\d)|\\\\K")


def required_literals(pattern: str) -> list[Literals]:
    """Return sets of case-folded strings: a text with a match holds at least one string of every set, strongest set first."""
    if _BEYOND.search(pattern):
        return []
    plain = pattern
    for foreign, stand_in in _FOREIGN:
        plain = foreign.sub(stand_in, plain)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = _parser.parse(plain)
    except (re.error, RecursionError, OverflowError):
        return []
    return sorted(set(_demands(parsed)), key=lambda literals: (_strength(literals), sorted(literals)), reverse=True)[:_MOST_SETS]


def _demands(items: Iterable[tuple[Any, Any]]) -> Iterator[Literals]:
    """Yield what each part of a sequence demands; neighbouring characters make one literal."""
    run = ""
    for kind, value in items:
        if kind is op.LITERAL:
            run += chr(value)
            continue
        yield from _folded([run])
        run = ""
        yield from _of_item(kind, value)
    yield from _folded([run])


def _of_item(kind: Any, value: Any) -> Iterator[Literals]:
    if kind is op.BRANCH:
        yield from _of_branches(value[1])
    elif kind is op.IN:
        yield from _of_class(value)
    elif kind is op.SUBPATTERN:
        yield from _demands(value[3])
    elif kind is op.ATOMIC_GROUP:
        yield from _demands(value)
    elif kind is op.ASSERT:  # what it looks at stands in the same text, before or behind
        yield from _demands(value[1])
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and value[0]:
        yield from _demands(value[2])


def _of_branches(branches: Iterable[Any]) -> Iterator[Literals]:
    """Yield all that any branch demands most; a branch that demands nothing spoils it."""
    best = [max(_demands(branch), key=_strength, default=frozenset[str]()) for branch in branches]
    together = frozenset[str]().union(*best)
    if all(best) and len(together) <= _MOST:
        yield together


def _of_class(members: list[tuple[Any, Any]]) -> Iterator[Literals]:
    """Yield each sign of a small class; a class that is negated or holds a whole category demands nothing."""
    if any(kind not in (op.LITERAL, op.RANGE) for kind, _ in members):
        return
    codes = [code for kind, value in members for code in (range(value[0], value[1] + 1) if kind is op.RANGE else (value,))]
    if len(codes) <= _WIDEST_CLASS:
        yield from _folded(map(chr, codes))


def _folded(literals: Iterable[str]) -> Iterator[Literals]:
    """Fold case as the gate folds the text: a pattern may not care for it."""
    folded = frozenset(literal.casefold() for literal in literals if literal)
    if folded:
        yield folded


def _strength(literals: Literals) -> tuple[int, int]:
    """Longer is stronger, then fewer."""
    return min(map(len, literals)), -len(literals)
