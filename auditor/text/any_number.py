"""Regexes to which all digits are the same: they find in one number what they find in any other of its length."""

from __future__ import annotations

from collections.abc import Iterable
from re import _constants as op  # type: ignore[attr-defined]
from string import digits
from typing import Any, TypeAlias

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp
from auditor.text.literals.syntax import inside, parsed

_Items: TypeAlias = Iterable[tuple[Any, Any]]

_DIGITS = frozenset(map(ord, digits))
_NAMED_AGAIN = "(?P="  # a group, which what reads patterns takes for any text

_KNOWN: Memo[bool] = Memo("any-number", lambda: stamp(code_version(["text/any_number.py", "text/literals/syntax.py"])))


def takes_any_number(pattern: str) -> bool:
    """Tell whether a regex finds the same in two texts that differ in nothing but which digits stand at the same places."""
    return _KNOWN.get(pattern, _takes_any_number)


def _takes_any_number(pattern: str) -> bool:
    items = parsed(pattern)
    return bool(items) and _NAMED_AGAIN not in pattern and _all_take(items)


def _all_take(items: _Items) -> bool:
    return all(_takes(kind, value) for kind, value in items)


def _takes(kind: Any, value: Any) -> bool:
    """Tell whether an item of a pattern matches all digits or none."""
    if kind in (op.LITERAL, op.NOT_LITERAL):
        return value not in _DIGITS
    if kind is op.IN:
        return len({digit for member in value for digit in _digits_among(*member)}) in (0, len(_DIGITS))
    if kind is op.BRANCH:
        return all(map(_all_take, value[1]))
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return _all_take(value[1])
    inner, _ = inside(kind, value)
    return _all_take(inner) if inner is not None else kind in (op.ANY, op.AT)


def _digits_among(kind: Any, value: Any) -> Iterable[int]:
    """Return the digits that a member of a class names one by one; categories hold all of them or none."""
    if kind is op.LITERAL:
        return _DIGITS & {value}
    return (digit for digit in _DIGITS if value[0] <= digit <= value[1]) if kind is op.RANGE else ()
