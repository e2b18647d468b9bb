"""Ruled tables on pictures: the lines that draw them, and the text in their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from PIL import Image

from auditor.extract.layout import rules
from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Line
from auditor.extract.layout.page import Table
from auditor.extract.picture.region import Region, box_around
from auditor.extract.picture.upright import Upright

_SHORT_SIDE = 1_440  # pixels: lines are looked for on a picture no larger
_AROUND = 31  # pixels around each, with which it is compared
_CONTRAST = 12  # of 255
_DARK = 127  # of 255
_SHORTEST = 30  # pixels, and two characters: strokes are shorter
_THICKEST = 7  # pixels
_MOST = 3_000  # pieces of lines; a drawing has more
_FEWEST_CELLS = 2  # that hold something: characters such as 田 are drawn like tables
_CUT = 0.4  # character heights: what reaches less over a border stands on one side of it


def grids(picture: Image.Image, upright: Upright, size: float) -> list[Grid]:
    """Return the grids of ruled tables, in the units of the upright page; ``size`` is the height of its characters in pixels."""
    scale = min(1.0, _SHORT_SIDE / min(picture.size))
    small = picture.convert("L").resize((round(picture.width * scale), round(picture.height * scale)), reducing_gap=2.0)
    ink = _ink(small, Upright(small.size, upright.turn, 1.0))
    shortest = max(_SHORTEST, round(2 * size * scale))
    found = [*_lines(ink, shortest, 1), *_lines(ink, 1, shortest)]
    unit = upright.scale / scale
    return (
        rules.grids((left * unit, top * unit, right * unit, bottom * unit) for left, top, right, bottom in found)
        if len(found) <= _MOST
        else []
    )


def _ink(picture: Image.Image, upright: Upright) -> Any:
    """Return where an upright picture is darker than around, or lighter if it is dark itself."""
    import cv2
    import numpy as np

    origin, right, down = upright.at(0, 0), upright.at(1, 0), upright.at(0, 1)
    way = np.array([[end - start for end in ends] + [start] for start, *ends in zip(origin, right, down, strict=True)])
    width, height = upright.page
    level = cv2.warpAffine(np.asarray(picture), way, (round(width), round(height)), borderMode=cv2.BORDER_REPLICATE)
    level = level if np.median(level) > _DARK else 255 - level
    return (cv2.subtract(cv2.blur(level, (_AROUND, _AROUND)), level) > _CONTRAST).astype(np.uint8)


def _lines(ink: Any, width: int, height: int) -> Iterator[Box]:
    """Yield the middle of straight lines as long as a width or height of more than one pixel."""
    import cv2
    import numpy as np

    straight = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(straight)
    for left, top, across, down, _ in boxes[1:].tolist():
        if width > 1 and down <= _THICKEST:
            yield left, top + down / 2, left + across, top + down / 2
        elif height > 1 and across <= _THICKEST:
            yield left + across / 2, top, left + across / 2, top + down


def parted(region: Region, upright: Upright, found: Sequence[Grid]) -> list[Region]:
    """Return the parts of a region that stand in different cells."""
    left, top, right, bottom = box_around(upright.at(x, y) for x, y in region.corners)
    middle, least = (top + bottom) / 2, _CUT * (bottom - top)
    borders = sorted({at for grid in found for at in grid.across if left + least < at < right - least and _parts(grid, at, middle, least)})
    cuts = [0.0, *((at - left) / (right - left) for at in borders), 1.0]
    return [region.between(start, end) for start, end in pairwise(cuts)]


def _parts(grid: Grid, x: float, y: float, step: float) -> bool:
    return grid.cell_at(x - step, y) != grid.cell_at(x + step, y)


def tables(lines: Sequence[Line], found: Sequence[Grid], page: int) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Return tables with the lines in their cells, and the lines outside."""
    made: list[Table] = []
    free = list(lines)
    for grid in found:
        cells: list[list[Line]] = [[] for _ in grid.cells]
        for line in free:
            left, top, right, bottom = line.box
            cell = grid.cell_at((left + right) / 2, (top + bottom) / 2)
            if cell is not None:
                cells[cell].append(line)
        if sum(map(bool, cells)) >= _FEWEST_CELLS:
            made.append(Table(page, grid, tuple(map(tuple, cells))))
            inside = {id(line) for cell in cells for line in cell}
            free = [line for line in free if id(line) not in inside]
    return tuple(made), tuple(free)
