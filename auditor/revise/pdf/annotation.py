"""Highlight annotations on PDF pages, through PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.lines import Box, union
from auditor.model.own_notes import AUTHOR
from auditor.revise.marker import Colour


def highlight(page: pdfium.PdfPage, boxes: Sequence[Box], colour: Colour, text: str) -> None:
    """Highlight boxes on a page, left, bottom, right and top each, with a note."""
    with _annotation(c.FPDFPage_CreateAnnot(page, c.FPDF_ANNOT_HIGHLIGHT)) as annotation:
        for left, bottom, right, top in boxes:  # corners in the order that programs expect, not the one of the standard
            c.FPDFAnnot_AppendAttachmentPoints(annotation, c.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom))
        left, bottom, right, top = reduce(union, boxes)
        c.FPDFAnnot_SetRect(annotation, c.FS_RECTF(left, top, right, bottom))
        c.FPDFAnnot_SetColor(annotation, c.FPDFANNOT_COLORTYPE_Color, *colour, 255)
        c.FPDFAnnot_SetFlags(annotation, c.FPDF_ANNOT_FLAG_PRINT)
        for key, value in ((b"Contents", text), (b"T", AUTHOR)):
            c.FPDFAnnot_SetStringValue(annotation, key, _wide(value))


def draw(page: pdfium.PdfPage) -> None:
    """Give the annotations that were added to a page the look that programs show which draw none of their own.

    PDFium makes it when it renders; what it makes for others' annotations is taken away again.
    """
    foreign = [index for index in range(c.FPDFPage_GetAnnotCount(page)) if not _is_ours(page, index) and not _has_look(page, index)]
    page.render(scale=0.01, may_draw_forms=False).close()
    for index in foreign:
        with _annotation(c.FPDFPage_GetAnnot(page, index)) as annotation:
            c.FPDFAnnot_SetAP(annotation, c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None)


def _is_ours(page: pdfium.PdfPage, index: int) -> bool:
    with _annotation(c.FPDFPage_GetAnnot(page, index)) as annotation:
        return bool(c.FPDFAnnot_GetStringValue(annotation, b"T", None, 0) == 2 * len(AUTHOR) + 2) and _author(annotation) == AUTHOR


def _author(annotation: Any) -> str:
    buffer = (c.FPDF_WCHAR * (len(AUTHOR) + 1))()
    c.FPDFAnnot_GetStringValue(annotation, b"T", buffer, ctypes.sizeof(buffer))
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _has_look(page: pdfium.PdfPage, index: int) -> bool:
    with _annotation(c.FPDFPage_GetAnnot(page, index)) as annotation:
        return bool(c.FPDFAnnot_GetAP(annotation, c.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2)  # the sign at its end


@contextmanager
def _annotation(handle: Any) -> Iterator[Any]:
    try:
        yield handle
    finally:
        c.FPDFPage_CloseAnnot(handle)


def _wide(text: str) -> Any:
    data = text.encode("utf-16-le") + b"\0\0"
    return ctypes.cast(ctypes.create_string_buffer(data, len(data)), c.FPDF_WIDESTRING)
