"""Places on an OFD page: millimetres and transformations to points."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from auditor.extract.elements import Element
from auditor.extract.layout.lines import Box

_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres
_POINTS = 72 / 25.4  # in a millimetre


class Space(Struct, frozen=True):
    """How an object's own units become millimetres on the page: ``x' = a x + c y + e``, ``y' = b x + d y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def of(self, element: Element) -> Space:
        """Return the space inside an object: its transformation, then the place of its boundary."""
        left, top = [*numbers(element.get("Boundary", "")), 0.0, 0.0][:2]
        a, b, c, d, e, f = matrix if len(matrix := numbers(element.get("CTM", ""))) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        inner = Space(a, b, c, d, e + left, f + top)
        return Space(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            *self._at(inner.e, inner.f),
        )

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in points from the upper left corner of the page."""
        x, y = self._at(x, y)
        return round(x * _POINTS, 2), round(y * _POINTS, 2)

    def box(self, corners: Iterable[tuple[float, float]]) -> Box:
        """Return the smallest upright box around some points, in points."""
        placed = [self.point(x, y) for x, y in corners]
        return min(x for x, _ in placed), min(y for _, y in placed), max(x for x, _ in placed), max(y for _, y in placed)

    def frame(self, element: Element) -> Box | None:
        """Return the boundary of an object of this space in points; None where it has none."""
        if len(found := numbers(element.get("Boundary", ""))) != 4:
            return None
        left, top, width, height = found
        return self.box([(left, top), (left + width, top + height)])


def page_space(physical: str) -> tuple[Space, float, float]:
    """Return the space of a page, and its width and height in points.

    Args:
        physical: the page's box in millimetres, as the file gives it; A4 where that is no box, or one smaller than a point.
    """
    found = numbers(physical)
    left, top, width, height = found if len(found) == 4 and min(found[2:]) * _POINTS >= 1 else _A4
    return Space(e=-left, f=-top), round(width * _POINTS, 2), round(height * _POINTS, 2)


def numbers(text: str) -> list[float]:
    """Return the numbers of an attribute; none where something else stands there."""
    try:
        found = [float(word) for word in text.split()]
    except ValueError:
        return []
    return found if all(abs(number) < 1e7 for number in found) else []
