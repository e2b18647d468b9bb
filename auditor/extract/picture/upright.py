"""Read text the way up in which it reads, on pictures that lie on their side, upside down, or aslant by a few degrees."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from statistics import fmean
from typing import TypeAlias

from msgspec import Struct
from PIL import Image

from auditor.extract.picture.engine import Engine, Reading
from auditor.extract.picture.find import cut
from auditor.extract.picture.region import Point, Region

Read: TypeAlias = list[tuple[Region, Reading]]

_SURELY_UPRIGHT = 0.8
_SAMPLE = 5  # lines
_LONG = 4.0  # line heights: shorter lines do not tell how the picture is turned
_QUARTER = pi / 2


def read_upright(engine: Engine, picture: Image.Image, regions: Sequence[Region]) -> tuple[Read, float]:
    """Return what regions say, and the angle in radians by which their lines are turned with the clock."""
    down = sum(region.height - region.width for region in regions)
    way = 1 if down > 0 else 0
    found = _read(engine, picture, regions, way)
    if regions and (way or fmean(reading.confidence for _, reading in found) < _SURELY_UPRIGHT):
        longest = sorted(regions, key=lambda region: -max(region.width, region.height))[:_SAMPLE]
        best = max((way, way + 2, 0), key=lambda other: _sureness(_read(engine, picture, longest, other)))
        if best != way:
            found, way = _read(engine, picture, regions, best), best
    return found, way * _QUARTER + _slant([region for region, _ in found], way)


def _read(engine: Engine, picture: Image.Image, regions: Sequence[Region], way: int) -> Read:
    turned = [region.turned(way) for region in regions]
    return [(region, engine.read(cut(picture, region))) for region in turned]


def _sureness(found: Read) -> float:
    return fmean(reading.confidence for _, reading in found)


def _slant(regions: Sequence[Region], way: int) -> float:
    """Return by how much lines fall to the right once the picture stands upright: that of most of what is written."""
    long = [region for region in regions if region.width > _LONG * region.height]
    slopes = sorted(((region.slope - way * _QUARTER + pi) % (2 * pi) - pi, region.width) for region in long)
    left = sum(width for _, width in slopes) / 2
    for slope, width in slopes:
        left -= width
        if left <= 0:
            return slope
    return 0.0


class Upright(Struct, frozen=True):
    """The way from the pixels of a picture to a page on which its lines run level.

    Args:
        size: width and height of the picture in pixels.
        turn: angle in radians by which its lines are turned with the clock.
        scale: pixels to the units of the page.
    """

    size: tuple[int, int]
    turn: float
    scale: float

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the page."""
        width, height = self.size if round(self.turn / _QUARTER) % 2 == 0 else self.size[::-1]
        return width * self.scale, height * self.scale

    def at(self, x: float, y: float) -> Point:
        """Return where a pixel comes to stand; the centre stays the centre."""
        across, down = x - self.size[0] / 2, y - self.size[1] / 2
        along = across * cos(self.turn) + down * sin(self.turn)
        below = down * cos(self.turn) - across * sin(self.turn)
        width, height = self.page
        return width / 2 + along * self.scale, height / 2 + below * self.scale
