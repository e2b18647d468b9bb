"""Where text stands on a picture, large and small."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from auditor.extract.picture.engine import Engine
from auditor.extract.picture.region import Region
from auditor.extract.picture.tiles import detect, united

SURE = 0.5
"""Least confidence of a text that is taken for what it says."""

_SHORT_SIDE = 1_440  # pixels: with more, text is not found better, only later
_ENLARGED = 480  # pixels: a picture with a shorter side is looked at in double size
_FARTHER = 2.5  # times: from there, letters are whole of which only strokes are seen close by
_HIGH = 130  # pixels as detected: lines may be as high as to be seen better from farther off
_TOO_HIGH = 200  # pixels as detected: lines are not seen any more


def find(engine: Engine, picture: Image.Image) -> list[Region]:
    """Return where text stands, in the picture's pixels."""
    short = min(picture.size)
    scale = 2.0 if short < _ENLARGED else min(1.0, _SHORT_SIDE / short)
    close = detect(engine, picture, scale)
    far = [region for region in detect(engine, picture, scale / _FARTHER) if region.thickness * scale > _HIGH]
    small = [region for region in close if region.thickness * scale < _TOO_HIGH]
    large = [region for region in far if _says_more(engine, picture, region, small)]
    return united(large, small) if large else close


def _says_more(engine: Engine, picture: Image.Image, large: Region, small: Sequence[Region]) -> bool:
    """Tell whether large letters are surely read, and no more is read from close by in their place: a round sign is no letter."""
    said = _said(engine, picture, [large])
    return said > 0 and said >= _said(engine, picture, [region for region in small if large.surrounds(region)])


def _said(engine: Engine, picture: Image.Image, regions: Sequence[Region]) -> int:
    """Return how many letters, digits and ideographs are surely read."""
    readings = [engine.read(cut(picture, region)) for region in regions]
    return sum(sum(map(str.isalnum, reading.text)) for reading in readings if reading.confidence >= SURE)


def cut(picture: Image.Image, region: Region) -> Image.Image:
    """Return the picture of one line, made straight; one that runs up or down stands as it is."""
    upper_left, upper_right, lower_right, lower_left = region.corners
    size = max(1, round(region.width)), max(1, round(region.height))
    corners = (*upper_left, *lower_left, *lower_right, *upper_right)
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
