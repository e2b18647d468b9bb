"""Text in fonts that neither a PDF file nor this machine has: PDFium is kept from leaving it out."""

from __future__ import annotations

from ctypes import c_float
from math import hypot

import pypdfium2 as pdfium
import pypdfium2.raw as c

_FLAT = 0.01  # points: PDFium leaves out what is narrower
_INK = 0.9  # of a font's size: with more, PDFium takes two equal characters half a size apart for one


def give_room(page: pdfium.PdfPage) -> None:
    """Give bounds that fit its font to text of which no outlines are known; call it before a text page is made.

    Outlines make the bounds of text, and text without width is left out: where a font is missing, each character that is drawn
    by itself, and lines that run up or down the page. A stroke around them counts as outlines do.
    """
    for text in page.get_objects(filter=[c.FPDF_PAGEOBJ_TEXT], max_depth=5):
        if _is_flat(text) and c.FPDFFont_GetIsEmbedded(c.FPDFTextObj_GetFont(text)) == 0:
            c.FPDFTextObj_SetTextRenderMode(text, c.FPDF_TEXTRENDERMODE_STROKE)
            c.FPDFPageObj_SetStrokeWidth(text, _ink(text))
            text.transform(pdfium.PdfMatrix())  # moves nothing, but has the bounds computed again


def _is_flat(text: pdfium.PdfObject) -> bool:
    left, bottom, right, top = text.get_bounds()
    return bool(min(abs(right - left), abs(top - bottom)) <= _FLAT)


def _ink(text: pdfium.PdfObject) -> float:
    """Return the size of characters of a text object as drawn, in points."""
    size = c_float()
    c.FPDFTextObj_GetFontSize(text, size)
    matrix = text.get_matrix()
    return _INK * abs(size.value) * hypot(matrix.c, matrix.d)
