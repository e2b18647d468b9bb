"""PDF files: paragraphs and the cells of ruled tables, with the page and box of every line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.errors import ExtractError
from auditor.extract.layout.flow import segments
from auditor.extract.layout.page import Page
from auditor.extract.pdf.page import read_page
from auditor.extract.pdf.ruling import TableFinder
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a PDF file. PDFium is not safe for threads: read files in processes of their own.

    Raises:
        ExtractError: if it cannot be read or nothing is drawn on its pages.
    """
    failures: list[Failure] = []
    data = source.read(options.max_bytes)
    with closing(_open(source.name, data)) as document:
        pages = list(_pages(source.name, document, TableFinder(data), options.max_pages, failures))
    found = tuple(segments(pages))
    if not found and not failures:
        raise ExtractError(source.name, "the file holds no text")
    yield Document(source.name, source.name, found, tuple(failures))


def _open(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        raise ExtractError(name, "encrypted: needs a password" if encrypted else "not a PDF file, or damaged") from error


def _pages(name: str, document: pdfium.PdfDocument, finder: TableFinder, limit: int, failures: list[Failure]) -> Iterator[Page]:
    """Yield the pages that have text; add a failure for each one of which a person sees more than can be read."""
    count = len(document)
    for number in range(1, min(count, limit) + 1):
        try:
            page = read_page(document, number, finder)
        except pdfium.PdfiumError:
            failures.append(Failure(name, f"page {number}", "damaged"))
            continue
        if page.fault:
            failures.append(Failure(name, f"page {number}", page.fault))
        yield page
    if count > limit:
        failures.append(Failure(name, f"pages {limit + 1}-{count}", f"{count - limit:,} pages not read: more than the limit of {limit:,}"))
