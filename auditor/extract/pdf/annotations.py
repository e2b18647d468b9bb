"""What is filled into a PDF form or put upon a page: values of fields, typed text, and the notes that readers add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c
from msgspec import Struct

from auditor.extract.layout.lines import Box, Line
from auditor.extract.pdf.drawn import Matrix, Raw, on_box
from auditor.model.own_notes import is_ours

_UNSEEN = c.FPDF_ANNOT_FLAG_HIDDEN | c.FPDF_ANNOT_FLAG_NOVIEW
_TICKED = (c.FPDF_FORMFIELD_CHECKBOX, c.FPDF_FORMFIELD_RADIOBUTTON)
_CHOSEN = (c.FPDF_FORMFIELD_COMBOBOX, c.FPDF_FORMFIELD_LISTBOX)
_SILENT = (c.FPDF_ANNOT_LINK, c.FPDF_ANNOT_POPUP)  # what a pop-up shows is its parent's
_LINE_END = re.compile(r"[\r\n\u2028\u2029]+")
_MOST = 20_000
_LONGEST = 1 << 20  # bytes
_USUAL_SIZE = 12.0  # points
_FILLS = 0.75  # of a line's height: the size of its characters


class Added(Struct, frozen=True):
    """Text that is no part of a page's own content.

    Args:
        fields: lines on the page, such as the values of form fields; they are read with what is printed beside them.
        notes: lines of notes, which stand apart.
        own: lines of notes that this program wrote.
        pins: how many files are attached to places on the page.
    """

    fields: tuple[Line, ...] = ()
    notes: tuple[Line, ...] = ()
    own: tuple[Line, ...] = ()
    pins: int = 0


@contextmanager
def form_of(document: pdfium.PdfDocument) -> Iterator[Raw]:
    """Open the form of a document for as long as its pages are read; None where it has none."""
    if document.get_formtype() == c.FORMTYPE_NONE:
        yield None
        return
    config = c.FPDF_FORMFILLINFO(version=2)
    form = c.FPDFDOC_InitFormFillEnvironment(document, config)
    try:
        yield form or None
    finally:
        if form:
            c.FPDFDOC_ExitFormFillEnvironment(form)


def added(page: pdfium.PdfPage, form: Raw, shown: Matrix, number: int) -> Added:
    """Return what a person sees on a page beside its own content; ``shown`` is the way to where it is shown."""
    fields: list[Line] = []
    notes: list[Line] = []
    own: list[Line] = []
    pins = 0
    for index in range(min(c.FPDFPage_GetAnnotCount(page), _MOST)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        kind = c.FPDFAnnot_GetSubtype(annotation)
        pins += kind == c.FPDF_ANNOT_FILEATTACHMENT
        if not c.FPDFAnnot_GetFlags(annotation) & _UNSEEN and kind not in _SILENT:
            text = _field(form, annotation) if kind == c.FPDF_ANNOT_WIDGET else _string(c.FPDFAnnot_GetStringValue, annotation, b"Contents")
            lines = _lines(text, on_box(shown, _rect(annotation)), number)
            if kind in (c.FPDF_ANNOT_WIDGET, c.FPDF_ANNOT_FREETEXT):
                fields.extend(lines)
            else:
                (own if is_ours(_string(c.FPDFAnnot_GetStringValue, annotation, b"T"), text) else notes).extend(lines)
        c.FPDFPage_CloseAnnot(annotation)
    return Added(tuple(fields), tuple(notes), tuple(own), pins)


def _field(form: Raw, annotation: Raw) -> str:
    """Return what a field shows: its value, the labels of what is chosen, or whether it is ticked."""
    kind = c.FPDFAnnot_GetFormFieldType(form, annotation) if form else c.FPDF_FORMFIELD_UNKNOWN
    if kind in _TICKED:
        return "☐" if _string(c.FPDFAnnot_GetStringValue, annotation, b"AS") in ("", "Off") else "☑"
    if kind in _CHOSEN and (labels := _chosen(form, annotation)):
        return "、".join(labels)
    if kind in (*_CHOSEN, c.FPDF_FORMFIELD_TEXTFIELD):
        return _string(c.FPDFAnnot_GetFormFieldValue, form, annotation)
    return ""


def _chosen(form: Raw, annotation: Raw) -> list[str]:
    options = range(min(max(c.FPDFAnnot_GetOptionCount(form, annotation), 0), _MOST))
    return [
        _string(c.FPDFAnnot_GetOptionLabel, form, annotation, index)
        for index in options
        if c.FPDFAnnot_IsOptionSelected(form, annotation, index)
    ]


def _string(get: Any, *args: Any) -> str:
    """Return a string that PDFium copies into a buffer, and of which it first tells the size."""
    size = min(get(*args, None, 0), _LONGEST)
    buffer = (c.FPDF_WCHAR * ((size + 1) // 2))()
    get(*args, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")


def _rect(annotation: Raw) -> Box:
    rect = c.FS_RECTF()
    c.FPDFAnnot_GetRect(annotation, rect)
    return rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)


def _lines(text: str, box: Box, number: int) -> Iterator[Line]:
    """Yield the lines of a text from the top of its box down; each is shown in the whole of it."""
    rows = [row for row in (row.strip() for row in _LINE_END.split(text)) if row]
    left, top, right, bottom = (round(side, 2) for side in box)
    height = (bottom - top) / max(1, len(rows))
    for index, row in enumerate(rows):
        size = min(_USUAL_SIZE, _FILLS * height)
        place = (left, round(top + index * height, 2), right, round(top + (index + 1) * height, 2))
        yield Line(row, number, place, round(size, 2), shown=(left, top, right, bottom))
