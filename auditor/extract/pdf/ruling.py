"""The straight lines and boxes that are drawn on a PDF page: those of tables are among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import c_float, c_int
from itertools import pairwise
from typing import TypeAlias

import pypdfium2.raw as c

from auditor.extract.layout.lines import Box
from auditor.extract.pdf.drawn import Matrix, Raw, Shape, followed_by, on_box

_THIN = 3.0  # points: a filled shape this thin is drawn to be a line
_FEWEST_SEGMENTS = 6  # one line across two others
_MOST_SEGMENTS = 30_000
_MOST_PATHS = 6_000

_MOST_FRAMES = 200
_LEAST_FRAME = 40.0  # points: its width

Point: TypeAlias = tuple[float, float]


def lines(paths: Sequence[Shape], shown: Matrix) -> list[Box]:
    """Return the straight lines among paths, where they are shown; none of a drawing's countless ones."""
    if not paths or len(paths) > _MOST_PATHS:
        return []
    if not _FEWEST_SEGMENTS <= sum(c.FPDFPath_CountSegments(path.raw) for path in paths) <= _MOST_SEGMENTS:
        return []
    return [line for path in paths for line in _lines(path, followed_by(path.own_matrix, shown))]


def frames(paths: Sequence[Shape], shown: Matrix) -> list[Box]:
    """Return the boxes of paths that could be drawn around text, with round corners or coloured; none of a drawing's countless ones."""
    if len(paths) > _MOST_FRAMES:
        return []
    boxes = (on_box(shown, path.box) for path in paths)
    return [box for box in boxes if box[2] - box[0] >= _LEAST_FRAME and box[3] - box[1] >= _LEAST_FRAME / 2]


def _lines(path: Shape, shown: Matrix) -> Iterator[Box]:
    """Yield the lines of what is drawn to be a line or a box, not those around coloured areas."""
    filled, stroked = c_int(), c_int()
    c.FPDFPath_GetDrawMode(path.raw, filled, stroked)
    for points in _runs(path.raw, bool(stroked.value)) if stroked.value or filled.value else ():
        if stroked.value:
            for (x, y), (to_x, to_y) in pairwise(points):
                yield on_box(shown, (x, y, to_x, to_y))
        else:
            yield from _as_line(on_box(shown, _around(points)))


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _as_line(box: Box) -> Iterator[Box]:
    """Yield the line along the middle of a thin shape."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    if bottom - top <= min(_THIN, right - left):
        yield left, y, right, y
    elif right - left <= _THIN:
        yield x, top, x, bottom


def _runs(path: Raw, straight: bool) -> Iterator[list[Point]]:
    """Yield the points of a path between which the pen is not lifted; ``straight`` ones are parted by curves, too."""
    x, y = c_float(), c_float()
    points: list[Point] = []
    start = (0.0, 0.0)
    for index in range(c.FPDFPath_CountSegments(path)):
        segment = c.FPDFPath_GetPathSegment(path, index)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == c.FPDF_SEGMENT_MOVETO:
            start = (x.value, y.value)
        if points and (kind == c.FPDF_SEGMENT_MOVETO or (straight and kind == c.FPDF_SEGMENT_BEZIERTO)):
            yield points
            points = []
        points.append((x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment):
            points.append(start)
    if points:
        yield points
