"""Text in fonts that neither a PDF file nor this machine has: PDFium is kept from leaving it out."""

from __future__ import annotations

from collections.abc import Iterable
from ctypes import c_float
from math import hypot

import pypdfium2.raw as c

from auditor.extract.pdf.drawn import IDENTITY, Shape

_FLAT = 0.01  # points: PDFium leaves out what is narrower
_INK = 0.9  # of a font's size: with more, PDFium takes two equal characters half a size apart for one
_STAYS = c.FS_MATRIX(*IDENTITY)


def give_room(texts: Iterable[Shape]) -> None:
    """Give bounds that fit its font to text of which no outlines are known; call it before a text page is made.

    Outlines make the bounds of text, and text without width is left out: where a font is missing, each character that is drawn
    by itself, and lines that run up or down the page. A stroke around them counts as outlines do.
    """
    for text in texts:
        if is_missing_font(text):
            c.FPDFTextObj_SetTextRenderMode(text.raw, c.FPDF_TEXTRENDERMODE_STROKE)
            c.FPDFPageObj_SetStrokeWidth(text.raw, _ink(text))
            c.FPDFPageObj_TransformF(text.raw, _STAYS)  # moves nothing, but has the bounds computed again


def is_missing_font(text: Shape) -> bool:
    """Tell whether the outlines of a text are not known: it cannot be drawn."""
    left, bottom, right, top = text.own_box
    is_flat = right - left <= _FLAT or top - bottom <= _FLAT
    return is_flat and c.FPDFFont_GetIsEmbedded(c.FPDFTextObj_GetFont(text.raw)) == 0


def _ink(text: Shape) -> float:
    """Return the size of characters of a text object as drawn, in points."""
    size = c_float()
    c.FPDFTextObj_GetFontSize(text.raw, size)
    _, _, c_, d, _, _ = text.own_matrix
    return _INK * abs(size.value) * hypot(c_, d)
