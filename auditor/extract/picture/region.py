"""Where text stands on a picture: a box that may be turned."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import atan2, cos, dist, sin
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.layout.lines import Box, union

Point: TypeAlias = tuple[float, float]


class Region(Struct, frozen=True):
    """A run of text on one line.

    Args:
        corners: upper left, upper right, lower right and lower left as the text is read, in pixels of the whole picture.
        is_blurred: whether it is seen from farther off only, so that what is read there is less to be trusted.
    """

    corners: tuple[Point, Point, Point, Point]
    is_blurred: bool = False

    @property
    def width(self) -> float:
        """Length of the line."""
        return dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        """Height of the line, with the margin that the recogniser leaves around it."""
        return dist(self.corners[0], self.corners[3])

    @property
    def slope(self) -> float:
        """Angle in radians by which the line falls to the right."""
        (left, top), (right, bottom) = self.corners[:2]
        return atan2(bottom - top, right - left)

    @property
    def box(self) -> Box:
        """The upright box around it."""
        return box_around(self.corners)

    def turned(self, quarters: int) -> Region:
        """Return the same place, read with the picture turned by quarters of a circle against the clock."""
        start = quarters % 4
        one, two, three, four = (*self.corners[start:], *self.corners[:start])
        return replace(self, corners=(one, two, three, four))

    def moved(self, way: Callable[[float, float], Point]) -> Region:
        """Return the region with each corner moved."""
        one, two, three, four = (way(x, y) for x, y in self.corners)
        return Region((one, two, three, four))

    def between(self, start: float, end: float) -> Region:
        """Return the part of the line from one share of its length to another."""
        one, two, three, four = self.corners
        upper, lower = _on_the_way(one, two, start), _on_the_way(one, two, end)
        return replace(self, corners=(upper, lower, _on_the_way(four, three, end), _on_the_way(four, three, start)))

    def unturned(self) -> Region:
        """Return the same place with the corner first that is the upper left one as the picture lies."""
        return min(map(self.turned, range(4)), key=lambda region: abs(region.slope))

    @property
    def length(self) -> float:
        """Length of the longer side."""
        return max(self.width, self.height)

    @property
    def thickness(self) -> float:
        """Length of the shorter side: the height of a line, whichever way up the picture is."""
        return min(self.width, self.height)

    def meets(self, other: Region) -> bool:
        """Tell whether another region overlaps this one and stands on its line."""
        frame = max(self, other, key=lambda region: region.length)._along()
        one, two = frame._extent(self), frame._extent(other)
        apart = abs(one[1] + one[3] - two[1] - two[3]) / 2
        return min(one[2], two[2]) > max(one[0], two[0]) and apart < max(one[3] - one[1], two[3] - two[1]) / 2

    def surrounds(self, other: Region) -> bool:
        """Tell whether the middle of another region lies in this one."""
        start, top, end, bottom = self._extent(self)
        left, upper, right, lower = self._extent(other)
        return start < (left + right) / 2 < end and top < (upper + lower) / 2 < bottom

    def joined(self, other: Region) -> Region:
        """Return the region around both, along the longer one."""
        frame = max(self, other, key=lambda region: region.length)._along()
        start, top, end, bottom = union(frame._extent(self), frame._extent(other))
        (along_x, along_y), (down_x, down_y) = frame._axes
        ends = ((start, top), (end, top), (end, bottom), (start, bottom))
        one, two, three, four = ((a * along_x + d * down_x, a * along_y + d * down_y) for a, d in ends)
        return Region((one, two, three, four)).unturned()

    def _along(self) -> Region:
        """Return the region read along its longer side."""
        return self if self.width >= self.height else self.turned(1)

    @property
    def _axes(self) -> tuple[Point, Point]:
        """Return the directions along the line and down from it, of length 1."""
        x, y = cos(self.slope), sin(self.slope)
        return (x, y), (-y, x)

    def _extent(self, other: Region) -> Box:
        """Return how far another region reaches along this one's line and down from it: start, top, end and bottom."""
        along, down = self._axes
        return box_around((_dot(corner, along), _dot(corner, down)) for corner in other.corners)


def box_around(points: Iterable[Point]) -> Box:
    """Return the upright box around points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shared(one: Box, other: Box) -> float:
    """Return the part of the smaller of two boxes that the other covers, from 0 to 1."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return width * height / smaller if width > 0 and height > 0 and smaller > 0 else 0.0


def _on_the_way(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _dot(one: Point, other: Point) -> float:
    return one[0] * other[0] + one[1] * other[1]
