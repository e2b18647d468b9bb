"""Regexes to which all digits are alike: of two texts that differ only in their digits they find the same."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp
from auditor.text.literals import inside, parsed

_ZERO, _NINE = ord("0"), ord("9")
_NAMELESS = (op.AT, op.ANY)
_LOOKS = (op.ASSERT, op.ASSERT_NOT)
_KNOWN: Memo[bool] = Memo("digits", lambda: stamp(code_version(["text/digits.py", "text/literals.py"])))


def tells_digits_apart(pattern: str) -> bool:
    """Tell whether a regex may find one digit where it does not find another one; never wrong where it says no."""
    return _KNOWN.get(pattern, _tells_apart)


def _tells_apart(pattern: str) -> bool:
    items = parsed(pattern)
    return not items or not all(_is_blind(*item) for item in items)


def _is_blind(kind: Any, value: Any) -> bool:
    """Tell whether an item takes all digits alike."""
    if kind in (op.LITERAL, op.NOT_LITERAL):
        return not _ZERO <= value <= _NINE
    if kind is op.IN:
        return len(_digits_of(value)) in (0, 10)
    if kind is op.BRANCH:
        return all(map(_all_blind, value[1]))
    if kind in _LOOKS:
        return _all_blind(value[1])
    inner, _ = inside(kind, value)
    return _all_blind(inner) if inner is not None else kind in _NAMELESS  # not so what stands for a group


def _all_blind(items: Iterable[tuple[Any, Any]]) -> bool:
    return all(_is_blind(*item) for item in items)


def _digits_of(members: Iterable[tuple[Any, Any]]) -> set[int]:
    """Return the digits that a class names; categories name all or none."""
    named: set[int] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            named |= {value} & set(range(_ZERO, _NINE + 1))
        elif kind is op.RANGE:
            named |= set(range(max(value[0], _ZERO), min(value[1], _NINE) + 1))
        elif kind is op.CATEGORY and value in (op.CATEGORY_DIGIT, op.CATEGORY_WORD):
            named |= set(range(_ZERO, _NINE + 1))
    return named
