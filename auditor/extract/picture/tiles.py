"""Detect text in tiles that overlap, and put together what two tiles see of one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from math import ceil
from typing import cast

from PIL import Image, ImageOps

from auditor.extract.picture.engine import Engine
from auditor.extract.picture.region import Region

_LONG_SIDE = 1_800  # of a tile, in pixels as detected
_OVERLAP = 240  # pixels as detected: a line as high as this is whole in one of two tiles
_LEAST = 320  # pixels: the detector needs some room around a line


def detect(engine: Engine, picture: Image.Image, scale: float) -> list[Region]:
    """Return where text stands on a picture, in its pixels; ``scale`` is the size at which it is looked at."""
    found: list[Region] = []
    for top, bottom in _spans(picture.height, scale):
        for left, right in _spans(picture.width, scale):
            found = united(found, _in_tile(engine, picture, (left, top, right, bottom), scale))
    return found


def united(found: Sequence[Region], others: Iterable[Region]) -> list[Region]:
    """Return the regions of two views of one picture; what both see of a line is put together, the lines of one view stay apart."""
    seen = [(region, any(old.meets(region) for old in found)) for region in others]
    known = reduce(_with, (region for region, is_known in seen if is_known), list(found))
    return [*known, *(region for region, is_known in seen if not is_known)]


def _with(found: list[Region], region: Region) -> list[Region]:
    same = [other for other in found if other.meets(region)]
    return [*(other for other in found if other not in same), reduce(Region.joined, same, region)]


def _spans(length: int, scale: float) -> Sequence[tuple[int, int]]:
    """Return even parts of a length that overlap, in pixels of the picture."""
    tile, overlap = _LONG_SIDE / scale, _OVERLAP / scale
    if length <= tile:
        return [(0, length)]
    count = ceil((length - overlap) / (tile - overlap))
    step = (length - overlap) / count
    return [(round(index * step), min(length, round((index + 1) * step + overlap))) for index in range(count)]


def _in_tile(engine: Engine, picture: Image.Image, tile: tuple[int, int, int, int], scale: float) -> Iterator[Region]:
    left, top, right, bottom = tile
    size = max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale))
    part = picture.resize(size, Image.Resampling.BICUBIC, tile, reducing_gap=3.0)
    across, down = (max(0, _LEAST - side) // 2 for side in size)
    if across or down:
        part = ImageOps.expand(part, (across, down), cast(tuple[int, ...], part.getpixel((0, 0))))
    for region in engine.regions(part):
        yield region.moved(lambda x, y: (left + (x - across) / scale, top + (y - down) / scale))
