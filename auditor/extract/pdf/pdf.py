"""PDF files: paragraphs and the cells of ruled tables, with the page and box of every line."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c
from msgspec.structs import replace

from auditor.errors import ExtractError
from auditor.extract import places, reasons
from auditor.extract.layout.flow import segments
from auditor.extract.layout.page import Page
from auditor.extract.layout.paragraphs import segment
from auditor.extract.pdf.annotations import form_of
from auditor.extract.pdf.attachments import attached
from auditor.extract.pdf.drawn import Raw
from auditor.extract.pdf.headings import unseen_headings
from auditor.extract.pdf.page import read_page
from auditor.extract.pdf.sight import Sight
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure, Segment
from auditor.model.own_notes import OWN_NOTES
from auditor.model.wording import NOTHING, Wording, fill

logging.getLogger("pypdfium2").setLevel(logging.ERROR)  # warns of outlines that go round in circles
_QUOTED = 40  # characters
_XFA = Wording(
    "XFA 表单，其中的栏目只有 Adobe Reader 能显示：只读了页面上的其他文字；请另存为普通 PDF",
    "an XFA form, whose fields only Adobe Reader shows: what its pages say beside them is read; save it as a plain PDF",
)
_DAMAGED = Wording("已损坏", "damaged")
_NOT_SHOWN = Wording("未审核，因为页面上看不到这些字：“{words}”", "not judged, because the page does not show it: “{words}”")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a PDF file, and yield the files that are attached to it. PDFium is not safe for threads: read files in processes of their own.

    Raises:
        ExtractError: if it cannot be read or nothing is drawn on its pages.
    """
    data = source.read(options.max_bytes)
    with closing(_open(source.name, data)) as document:
        failures = [Failure(source.name, NOTHING, _XFA)] if document.get_formtype() == c.FORMTYPE_XFA_FULL else []
        with form_of(document) as form:
            pages = list(_pages(source.name, document, form, options, failures))
        found = (*segments(pages), *unseen_headings(document, pages), *_own_notes(pages))
        members = list(attached(source, document, pages, options, failures))
    if not found and not failures and not members:
        raise ExtractError(source.name, reasons.NO_TEXT)
    yield Document(source.name, source.name, found, tuple(failures))
    yield from members


def _open(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        raise ExtractError(name, reasons.ENCRYPTED if encrypted else reasons.NO_PDF) from error


def _pages(name: str, document: pdfium.PdfDocument, form: Raw, options: ReadOptions, failures: list[Failure]) -> Iterator[Page]:
    """Yield pages, as they are seen where their text does not say it; add a failure for what a person sees and cannot be read."""
    count, limit, sight = len(document), options.max_pages, Sight(name, document, options)
    for number in range(1, min(count, limit) + 1):
        try:
            page = read_page(document, number, form)
            found = list(sight.over(page))
        except pdfium.PdfiumError:
            failures.append(Failure(name, places.page(number), _DAMAGED))
            continue
        failures.extend(item for item in found if isinstance(item, Failure))
        if page.unseen:
            failures.append(Failure(name, places.page(number), fill(_NOT_SHOWN, words=_beginning(page.unseen))))
        yield from (item for item in found if isinstance(item, Page))
    if count > limit:
        failures.append(Failure(name, places.pages(limit + 1, count), reasons.left_of_pages(count - limit, limit)))


def _own_notes(pages: Sequence[Page]) -> Iterator[Segment]:
    """Yield the lines that this program wrote beside the pages, which are set aside."""
    yield from (replace(segment([[line]]), field=OWN_NOTES) for page in pages for line in page.own)


def _beginning(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
