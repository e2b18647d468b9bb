"""PDF files: highlight on the exact words, with notes.

The marks are appended to the file: its own bytes stay as they are, so that a signature still holds for what was signed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.errors import ExtractError
from auditor.extract.reasons import NO_PDF
from auditor.extract.source import ReadOptions, Source
from auditor.model.wording import Language, Wording
from auditor.revise.marker import COLOURS, Marked
from auditor.revise.notes import Note
from auditor.revise.pdf.annotation import draw, highlight
from auditor.revise.pdf.seen import PagePicture
from auditor.revise.pdf.words import PageWords, Stretch, stretches, way_of

_MAY_ANNOTATE = 0x20
_SIGNED = Wording("原件带有数字签名，签名只涵盖加标记之前的内容", "the original is signed; the signature covers what stood there before")
_RESTRICTED = Wording("原件设有限制修改的权限", "the owner of the original restricts changes to it")


def mark(source: Source, options: ReadOptions, notes: Sequence[Note], _language: Language) -> Marked:
    """Return a copy of a PDF file with notes in it.

    Raises:
        ExtractError: if it cannot be read.
    """
    data = source.read(options.max_bytes)
    with closing(_open(source.name, data)) as document:
        pages = _by_page(notes)
        marked = {id(note) for number, found in sorted(pages.items()) for note in _mark_page(document, number, found, options.max_pixels)}
        cautions = tuple(_cautions(document))
        copy = _saved(document)
    return Marked(copy, tuple(note for note in notes if id(note) not in marked), cautions)


def _open(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ExtractError(name, NO_PDF) from error


def _by_page(notes: Sequence[Note]) -> dict[int, list[tuple[Note, list[Stretch]]]]:
    """Map page numbers to the notes on each page, with the lines they are on."""
    pages: dict[int, list[tuple[Note, list[Stretch]]]] = {}
    for note in notes:
        lines: dict[int, list[Stretch]] = {}
        for stretch in stretches(note.segment, note.span):
            lines.setdefault(stretch.place.page, []).append(stretch)
        for number, found in lines.items():
            pages.setdefault(number, []).append((note, found))
    return pages


def _mark_page(document: pdfium.PdfDocument, number: int, found: Sequence[tuple[Note, Sequence[Stretch]]], limit: int) -> Iterator[Note]:
    """Mark a page; yield the notes that have a mark there."""
    try:
        page = document[number - 1]
    except (pdfium.PdfiumError, IndexError):
        return
    with closing(page):
        words, way = PageWords(page, PagePicture(page, limit)), way_of((note.segment for note, _ in found), number)
        for note, lines in found:
            boxes = [box for line in lines if (box := words.box(line, way))]
            if boxes:
                highlight(page, boxes, COLOURS[note.severity], note.text)
                yield note
        draw(page)


def _cautions(document: pdfium.PdfDocument) -> Iterator[Wording]:
    if c.FPDF_GetSignatureCount(document) > 0:
        yield _SIGNED
    if not c.FPDF_GetDocPermissions(document) & _MAY_ANNOTATE:
        yield _RESTRICTED


def _saved(document: pdfium.PdfDocument) -> bytes:
    """Return the document with its changes appended; written anew if what came of it cannot be read, as where the file is damaged."""
    for flags in (c.FPDF_INCREMENTAL, c.FPDF_NO_INCREMENTAL):
        out = io.BytesIO()
        document.save(out, flags=flags)
        copy = out.getvalue()
        if _marks(copy, len(document)) == _marks_of(document):
            return copy
    return copy


def _marks(data: bytes, pages: int) -> list[int] | None:
    """Return how many annotations each page of a file has; None if it cannot be read, or has another number of pages."""
    try:
        with closing(pdfium.PdfDocument(data)) as document:
            return _marks_of(document) if len(document) == pages else None
    except pdfium.PdfiumError:
        return None


def _marks_of(document: pdfium.PdfDocument) -> list[int]:
    counts = []
    for number in range(len(document)):
        with closing(document[number]) as page:
            counts.append(c.FPDFPage_GetAnnotCount(page))
    return counts
