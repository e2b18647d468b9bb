"""The numbers of lists, in the digits that they are written in."""

from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = "0123456789"
_WIDE = "０１２３４５６７８９"
_SERIES = ("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", "❶❷❸❹❺❻❼❽❾❿", "➀➁➂➃➄➅➆➇➈➉")
_CHINESE = (*"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十")
_NUMBER = re.compile(rf"[0-9]{{1,2}}|[０-９]{{1,2}}|[一二三四五六七八九十]{{1,2}}|[{''.join(_SERIES)}]")


class Number(NamedTuple):
    """A number in the mark of a list.

    Args:
        kind: the first number of its series, such as ``一``.
        value: what it counts.
        start: where it stands in the mark.
        end: where it ends there.
    """

    kind: str
    value: int
    start: int
    end: int


def number_in(mark: str) -> Number | None:
    """Return the number in the mark of a list; None where it has none, or several."""
    found = list(_NUMBER.finditer(mark))
    if len(found) != 1:
        return None
    kind, value = _read(found[0][0])
    return Number(kind, value, *found[0].span()) if value else None


def write(kind: str, value: int) -> str:
    """Return a number in the digits of a series."""
    if kind == "1":
        return str(value)
    if kind == "１":
        return str(value).translate(dict(zip(map(ord, _DIGITS), _WIDE, strict=True)))
    return _series(kind)[value - 1]


def _read(digits: str) -> tuple[str, int]:
    if digits[0] in _DIGITS or digits[0] in _WIDE:
        return ("1" if digits[0] in _DIGITS else "１"), int(digits)
    series = next(series for series in (_CHINESE, *_SERIES) if digits[0] in series)
    return (series[0], series.index(digits) + 1) if digits in series else (series[0], 0)


def _series(kind: str) -> tuple[str, ...] | str:
    return next(series for series in (_CHINESE, *_SERIES) if series[0] == kind)
