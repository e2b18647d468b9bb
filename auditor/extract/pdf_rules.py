"""The straight lines that are drawn on a PDF page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.pdf_glyphs import Frame
from auditor.extract.pdf_table import Rule

_Matrix: TypeAlias = tuple[float, float, float, float, float, float]
_Points: TypeAlias = list[tuple[float, float]]

_THIN = 3.0  # points: a filled shape this thin is drawn to be a line
_SHORTEST = 4.0  # points
_MOST_SEGMENTS = 50_000


def read_rules(page: pdfium.PdfPage, frame: Frame) -> list[Rule]:
    """Return the straight lines that run along the page's edges, drawn as strokes or as thin filled shapes."""
    rules: list[Rule] = []
    for shape in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=5):
        if len(rules) > _MOST_SEGMENTS:
            return []  # a drawing
        for strokes, points in _subpaths(shape):
            corners = [frame.box(x, y, x, y)[:2] for x, y in points]
            rules.extend(_stroked(corners) if strokes else _filled(corners))
    return rules


def _subpaths(shape: Any) -> Iterator[tuple[bool, _Points]]:
    """Yield whether it is stroked and the corners of each part of a shape, the first again at the end of a closed one."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(shape, fill, stroke)
    matrix = _matrix(shape)
    points: _Points = []
    for index in range(min(c.FPDFPath_CountSegments(shape), _MOST_SEGMENTS) if fill.value or stroke.value else 0):
        segment = c.FPDFPath_GetPathSegment(shape, index)
        if c.FPDFPathSegment_GetType(segment) == c.FPDF_SEGMENT_MOVETO:
            yield bool(stroke.value), points
            points = []
        points.append(_point(segment, matrix))
        if c.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield bool(stroke.value), points


def _matrix(shape: Any) -> list[_Matrix]:
    """Return the matrices to apply to a shape's corners, one after the other: its own, and those of the forms around it."""
    matrices: list[_Matrix] = []
    while shape is not None:
        matrices.append(shape.get_matrix().get())
        shape = shape.container
    return matrices


def _point(segment: Any, matrices: Sequence[_Matrix]) -> tuple[float, float]:
    horizontal, vertical = ctypes.c_float(), ctypes.c_float()
    c.FPDFPathSegment_GetPoint(segment, horizontal, vertical)
    x, y = horizontal.value, vertical.value
    for a, b, d, e, right, up in matrices:
        x, y = a * x + d * y + right, b * x + e * y + up
    return x, y


def _stroked(corners: _Points) -> Iterator[Rule]:
    for (x, y), (to_x, to_y) in pairwise(corners):
        yield from _rule(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y), 1.0)


def _filled(corners: _Points) -> Iterator[Rule]:
    if corners:
        across, down = zip(*corners, strict=True)
        yield from _rule(min(across), min(down), max(across), max(down), _THIN)


def _rule(left: float, top: float, right: float, bottom: float, thick: float) -> Iterator[Rule]:
    if right - left >= _SHORTEST and bottom - top <= thick:
        yield Rule(True, (top + bottom) / 2, left, right)
    elif bottom - top >= _SHORTEST and right - left <= thick:
        yield Rule(False, (left + right) / 2, top, bottom)
