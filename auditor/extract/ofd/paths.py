"""Paths on OFD pages: the straight lines among them, which may rule a table."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.extract.elements import Element
from auditor.extract.layout.lines import Box
from auditor.extract.ofd.space import Space, numbers

_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_WORDS = 100_000


def strokes(element: Element, space: Space) -> Iterator[Box]:
    """Yield the straight lines of a path object as boxes in points.

    Args:
        element: the path object.
        space: that in which its boundary is given.
    """
    inner = space.of(element)
    for data in element.iterchildren("{*}AbbreviatedData"):
        for start, end in _straight((data.text or "").split()[:_MOST_WORDS]):
            yield inner.box([start, end])


def _straight(words: list[str]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the ends of straight lines; curves only move the pen."""
    first = at = (0.0, 0.0)
    index = 0
    while index < len(words):
        sign = words[index]
        count = _OPERANDS.get(sign, 0)
        operands = numbers(" ".join(words[index + 1 : index + 1 + count]))
        index += 1 + count
        if len(operands) < count:
            return
        to = (operands[-2], operands[-1]) if count else first
        if sign in ("L", "C") and to != at:
            yield at, to
        first = to if sign in ("S", "M") else first
        at = to
