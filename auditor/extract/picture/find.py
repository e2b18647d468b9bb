"""Where text stands on a picture, large and small."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PIL import Image

from auditor.extract.picture.engine import Engine, Reading
from auditor.extract.picture.region import Region
from auditor.extract.picture.tiles import detect, united

SURE = 0.5
"""Least confidence of a text that is taken for what it says: below it, most lines of bad pictures are misread, and none of good ones."""

_SURE_WHERE_BLURRED = 0.9
_SHORT_SIDE = 1_440  # pixels: with more, text is not found better, only later
_ENLARGED = 480  # pixels: a picture with a shorter side is looked at in double size
_FARTHER = 2.5  # times: from there, letters are whole of which only strokes or blurs are seen close by
_HIGH = 130  # pixels as detected: lines may be as high as to be seen better from farther off
_TOO_HIGH = 200  # pixels as detected: lines are not seen any more


def find(engine: Engine, picture: Image.Image) -> list[Region]:
    """Return where text stands, in the picture's pixels."""
    short = min(picture.size)
    scale = 2.0 if short < _ENLARGED else min(1.0, _SHORT_SIDE / short)
    close = detect(engine, picture, scale)
    far = detect(engine, picture, scale / _FARTHER)
    small = [region for region in close if region.thickness * scale < _TOO_HIGH]
    large = [region for region in far if region.thickness * scale > _HIGH and _says_more(engine, picture, region, small)]
    found = united(large, small) if large else close
    blurred = [replace(region, is_blurred=True) for region in far if not any(_overlap(region, other) for other in found)]
    return [*found, *blurred]


def _overlap(one: Region, other: Region) -> bool:
    return one.meets(other) or one.surrounds(other) or other.surrounds(one)


def _says_more(engine: Engine, picture: Image.Image, large: Region, small: Sequence[Region]) -> bool:
    """Tell whether large letters are surely read, and no more is read from close by in their place: a round sign is no letter."""
    said = _said(engine, picture, [large])
    return said > 0 and said >= _said(engine, picture, [region for region in small if large.surrounds(region)])


def _said(engine: Engine, picture: Image.Image, regions: Sequence[Region]) -> int:
    """Return how many letters, digits and ideographs are surely read."""
    readings = [engine.read(cut(picture, region)) for region in regions]
    return sum(sum(map(str.isalnum, reading.text)) for reading in readings if reading.confidence >= SURE)


def is_sure(region: Region, reading: Reading) -> bool:
    """Tell whether what was read is taken for what the region says."""
    return reading.confidence >= (_SURE_WHERE_BLURRED if region.is_blurred else SURE)


def cut(picture: Image.Image, region: Region) -> Image.Image:
    """Return the picture of one line, made straight; one that runs up or down stands as it is."""
    upper_left, upper_right, lower_right, lower_left = region.corners
    size = max(1, round(region.width)), max(1, round(region.height))
    corners = (*upper_left, *lower_left, *lower_right, *upper_right)
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
