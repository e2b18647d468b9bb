"""What a person sees written on a picture: lines where they stand, sure and unsure ones apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from msgspec import Struct
from PIL import Image

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Line
from auditor.extract.layout.page import Table
from auditor.extract.picture.codes import outside_codes
from auditor.extract.picture.engine import Engine, Reading
from auditor.extract.picture.find import cut, find, is_sure
from auditor.extract.picture.region import Point, Region, box_around, shared
from auditor.extract.picture.ruling import grids, parted, tables
from auditor.extract.picture.upright import Read, Upright, read_upright

_BODY = 12.0  # points: as high as this are the characters of a picture that has no size of its own
_SAME = 0.5  # of the smaller of two boxes
_LEGIBLE = 8.0  # pixels: a person reads nothing that is lower
_OBLONG = 1.5  # thicknesses: what is shorter is a sign or a spot rather than a line
_EDGE = 2.0  # pixels
_WIDE_FROM = "\u2e80"  # from here on, characters are as wide as they are high
_AROUND = (1.1, 1.65)  # how much higher than its characters a region is, at least and at most


class Seen(Struct, frozen=True):
    """What is written on a picture, in units of a page layout.

    Args:
        width: of the picture as it is read.
        height: likewise.
        lines: what could be read, in no order.
        unsure: what could not be read surely.
        tables: ruled ones, whose lines are not among the others.
    """

    width: float
    height: float
    lines: tuple[Line, ...]
    unsure: tuple[Line, ...]
    tables: tuple[Table, ...] = ()


class Frame(Struct, frozen=True):
    """Where a picture is shown.

    Args:
        page: page or picture, from 1.
        unit: of places as shown: ``px``, or ``pt`` on a page whose size is known.
        scale: pixels to that unit.
        left: distance from the left edge of the page.
        top: distance from its upper edge.
    """

    page: int
    unit: str = "px"
    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """Return where a pixel is shown."""
        return self.left + x * self.scale, self.top + y * self.scale


def look(engine: Engine, picture: Image.Image, frame: Frame, known: Sequence[Box] = ()) -> Seen:
    """Read a picture.

    Args:
        engine: the recogniser.
        picture: in colours.
        frame: where it is shown.
        known: boxes as shown of what need not be read.
    """
    regions = [region for region in find(engine, picture) if not _is_known(region, frame, known)]
    found, turn = read_upright(engine, picture, regions)
    sizes = [_size(*each) for each in found if is_sure(*each)]
    size = median(sizes) if sizes else 0.0
    upright = Upright(picture.size, turn, frame.scale if frame.unit == "pt" else _BODY / (size or _BODY))
    ruled = grids(picture, upright, size) if sizes else []
    read_again = list(_in_cells(engine, picture, upright, found, ruled))
    sure = [each for each in read_again if is_sure(*each) and any(map(str.isalnum, each[1].text))]
    unsure = {region: reading for region, reading in read_again if not is_sure(region, reading) and _may_say(region, size)}
    unsure = {region: reading for region, reading in unsure.items() if reading.text or not _is_at_edge(region, picture)}
    made, free = tables([_line(*each, upright, frame) for each in sure], ruled, frame.page)
    told = tuple(_line(region, unsure[region], upright, frame) for region in outside_codes(picture, list(unsure)))
    return Seen(*upright.page, free, told, made)


def _in_cells(
    engine: Engine, picture: Image.Image, upright: Upright, found: Read, ruled: Sequence[Grid]
) -> Iterator[tuple[Region, Reading]]:
    """Yield what was read; what was taken for one line over the border of a cell is read again in parts."""
    for region, reading in found:
        parts = parted(region, upright, ruled)
        if len(parts) == 1:
            yield region, reading
        else:
            yield from ((part, engine.read(cut(picture, part))) for part in parts)


def _is_known(region: Region, frame: Frame, known: Sequence[Box]) -> bool:
    box = box_around(frame.at(x, y) for x, y in region.corners)
    return any(shared(box, other) > _SAME for other in known)


def _line(region: Region, reading: Reading, upright: Upright, frame: Frame) -> Line:
    return Line(
        reading.text,
        frame.page,
        _rounded(box_around(upright.at(x, y) for x, y in region.corners)),
        round(_size(region, reading) * upright.scale, 2),
        frame.unit,
        round(reading.confidence, 3),
        _rounded(box_around(frame.at(x, y) for x, y in region.corners)),
    )


def _may_say(region: Region, size: float) -> bool:
    """Tell whether what cannot be read is a line that a person might read, or as high as the characters of the text around."""
    if region.thickness < _LEGIBLE:
        return False
    return region.length >= _OBLONG * region.thickness or _AROUND[0] * size <= region.thickness <= _AROUND[1] * size


def _is_at_edge(region: Region, picture: Image.Image) -> bool:
    """Tell whether a region reaches the edge of the picture, where the detector sees lines that are none."""
    left, top, right, bottom = region.box
    return left < _EDGE or top < _EDGE or right > picture.width - _EDGE or bottom > picture.height - _EDGE


def _size(region: Region, reading: Reading) -> float:
    """Return how high the characters of a line are, in pixels: the width of a line tells it better than its height."""
    widths = sum(1.0 if sign >= _WIDE_FROM else 0.5 for sign in reading.text)
    least, most = region.height / _AROUND[1], region.height / _AROUND[0]
    return min(most, max(least, region.width / widths)) if widths else most


def _rounded(box: Box) -> Box:
    left, top, right, bottom = box
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)
