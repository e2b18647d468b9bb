"""Regexes that look at one line only: they find the same in a text as in each of its lines by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, TypeAlias

import regex

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp
from auditor.text.literals.syntax import inside, parsed

_Items: TypeAlias = Iterable[tuple[Any, Any]]

_LINE_END = ord("\n")
_FLAGS = regex.compile(r"\(\?[a-zA-Z]*[a-hj-zA-OQ-Z]")  # others than for case; (?P opens a group
_CLASSES_WITHOUT = (op.CATEGORY_DIGIT, op.CATEGORY_WORD, op.CATEGORY_NOT_SPACE)

_KNOWN: Memo[bool] = Memo("one-line", lambda: stamp(code_version(["text/one_line.py", "text/literals"])))


def stays_in_line(pattern: str) -> bool:
    """Tell whether a regex is found in a text if and only if it is found in one of its lines, with a line end on either side.

    A line end may be looked for behind a match, but only as what the end of the text may be as well.
    """
    return _KNOWN.get(pattern, _stays_in_line)


def _stays_in_line(pattern: str) -> bool:
    items = parsed(pattern.replace(r"\p{Han}", "一"))  # what reads patterns takes a property for any sign, and none of these ends a line
    return bool(items) and _FLAGS.search(pattern) is None and _stay(items)


def _stay(items: _Items) -> bool:
    return all(_stays(kind, value) for kind, value in items)


def _stays(kind: Any, value: Any) -> bool:
    """Tell whether an item of a pattern can match no line end, and does not ask where the text ends."""
    if kind is op.LITERAL:
        return bool(value != _LINE_END)
    if kind is op.NOT_LITERAL:
        return bool(value == _LINE_END)
    if kind is op.IN:
        return not _holds_line_end(value)
    if kind is op.BRANCH:
        return all(map(_stay, value[1]))
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _stay(value[1]) or (kind is op.ASSERT and value[0] > 0 and _takes_either_end(value[1]))
    inner, _ = inside(kind, value)
    return _stay(inner) if inner is not None else kind in (op.ANY, op.GROUPREF) or (kind is op.AT and value is op.AT_BOUNDARY)


def _holds_line_end(members: _Items) -> bool:
    negated = members and next(iter(members))[0] is op.NEGATE
    return any(_is_among(kind, value) for kind, value in members) != bool(negated)


def _is_among(kind: Any, value: Any) -> bool:
    """Tell whether a line end is, or may be, among what a member of a class stands for."""
    if kind is op.LITERAL:
        return bool(value == _LINE_END)
    if kind is op.RANGE:
        return bool(value[0] <= _LINE_END <= value[1])
    return kind is op.CATEGORY and value not in _CLASSES_WITHOUT


def _takes_either_end(items: _Items) -> bool:
    """Tell whether what is looked for behind a match may be the end of a line, and just as well that of the text."""
    inner = list(items)
    while len(inner) == 1 and (nested := inside(*inner[0])[0]) is not None and inner[0][0] is op.SUBPATTERN:
        inner = list(nested)
    if len(inner) != 1 or inner[0][0] is not op.BRANCH:
        return False
    ways = [list(way) for way in inner[0][1][1]]
    of_text = [way for way in ways if way == [(op.AT, op.AT_END)]]
    is_either = bool(of_text) and any(map(_is_line_end, ways))
    return is_either and all(way in of_text or _stay(way) or (len(way) == 1 and way[0][0] in (op.IN, op.LITERAL)) for way in ways)


def _is_line_end(way: Sequence[tuple[Any, Any]]) -> bool:
    """Tell whether a way to match is nothing but a sign that may be the end of a line."""
    return len(way) == 1 and ((way[0][0] is op.IN and _holds_line_end(way[0][1])) or way[0] == (op.LITERAL, _LINE_END))


@cache
def opens_line(pattern: str) -> bool:
    """Tell whether a regex is found at the start of a line only, so that each of its matches starts there."""
    items: Sequence[tuple[Any, Any]] = parsed(pattern)
    while items and items[0][0] is op.SUBPATTERN:
        items = list(items[0][1][3])
    return bool(items) and items[0] == (op.AT, op.AT_BEGINNING) and r"\K" not in pattern
