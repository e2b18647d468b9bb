"""What is drawn on a PDF page, by kind, seen in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c
from msgspec import Struct

from auditor.extract.layout.lines import Box

Raw: TypeAlias = Any
"""A handle of PDFium's."""

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
"""As PDF writes it: where the unit vectors and the origin go."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 5  # forms within forms
_SIDES = c_float(), c_float(), c_float(), c_float()  # made once: PDFium is not for threads anyway
_MATRIX = c.FS_MATRIX()


class Shape(Struct, frozen=True):
    """An object of a page, and the way from the space it is drawn in to the page's own space."""

    raw: Raw
    matrix: Matrix

    @property
    def own_box(self) -> Box:
        """Left, bottom, right and top in the space it is drawn in."""
        left, bottom, right, top = _SIDES
        if not c.FPDFPageObj_GetBounds(self.raw, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        return left.value, bottom.value, right.value, top.value

    @property
    def box(self) -> Box:
        """Left, bottom, right and top in the page's own space."""
        return on_box(self.matrix, self.own_box)

    @property
    def own_matrix(self) -> Matrix:
        """The way from the space of its own points to the page's own space."""
        return followed_by(_matrix_of(self.raw), self.matrix)


class Drawn(Struct, frozen=True):
    """The shapes on a page, in the order in which they are drawn."""

    texts: tuple[Shape, ...]
    paths: tuple[Shape, ...]
    images: tuple[Shape, ...]


def look_at(page: pdfium.PdfPage) -> Drawn:
    """Return what is drawn on a page, within forms too."""
    kinds: dict[int, list[Shape]] = {c.FPDF_PAGEOBJ_TEXT: [], c.FPDF_PAGEOBJ_PATH: [], c.FPDF_PAGEOBJ_IMAGE: []}
    for kind, shape in _shapes(page, c.FPDFPage_CountObjects, c.FPDFPage_GetObject, IDENTITY, _DEEPEST):
        if kind in kinds:
            kinds[kind].append(shape)
    texts, paths, images = map(tuple, kinds.values())
    return Drawn(texts, paths, images)


def _shapes(container: Raw, count: Any, get: Any, matrix: Matrix, depth: int) -> Iterator[tuple[int, Shape]]:
    for index in range(count(container)):
        raw = get(container, index)
        kind = c.FPDFPageObj_GetType(raw)
        if kind != c.FPDF_PAGEOBJ_FORM:
            yield kind, Shape(raw, matrix)
        elif depth > 1:
            inner = followed_by(_matrix_of(raw), matrix)
            yield from _shapes(raw, c.FPDFFormObj_CountObjects, c.FPDFFormObj_GetObject, inner, depth - 1)


def _matrix_of(raw: Raw) -> Matrix:
    found = _MATRIX
    if not c.FPDFPageObj_GetMatrix(raw, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def followed_by(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that does what one does, and then the other."""
    if other == IDENTITY:
        return one
    a, b, c_, d, e, f = one
    g, h, i, j, k, l_ = other
    return a * g + b * i, a * h + b * j, c_ * g + d * i, c_ * h + d * j, e * g + f * i + k, e * h + f * j + l_


def on_box(matrix: Matrix, box: Box) -> Box:
    """Return the upright box around a box that a matrix moves and turns."""
    a, b, c_, d, e, f = matrix
    left, bottom, right, top = box
    if b == c_ == 0:
        xs, ys = (a * left + e, a * right + e), (d * bottom + f, d * top + f)
        return min(xs), min(ys), max(xs), max(ys)
    corners = [(a * x + c_ * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    return min(x for x, _ in corners), min(y for _, y in corners), max(x for x, _ in corners), max(y for _, y in corners)
