"""PDF files: paragraphs and the cells of ruled tables, with the page and box of every line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.errors import ExtractError
from auditor.extract.layout.columns import Block, Item, blocks, part_furniture
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page
from auditor.extract.layout.paragraphs import Edges, paragraphs, segment
from auditor.extract.layout.ruled import Sheet
from auditor.extract.pdf.page import read_page
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure, Segment

_QUOTED = 40  # characters


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a PDF file. PDFium is not safe for threads: read files in processes of their own.

    Raises:
        ExtractError: if it cannot be read or nothing is drawn on its pages.
    """
    failures: list[Failure] = []
    data = source.read(options.max_bytes)
    with closing(_open(source.name, data)) as document:
        pages = list(_pages(source.name, document, options.max_pages, failures))
    segments = tuple(_segments(pages))
    if not segments and not failures:
        raise ExtractError(source.name, "the file holds no text")
    yield Document(source.name, source.name, segments, tuple(failures))


def _open(name: str, data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        encrypted = error.err_code in (c.FPDF_ERR_PASSWORD, c.FPDF_ERR_SECURITY)
        raise ExtractError(name, "encrypted: needs a password" if encrypted else "not a PDF file, or damaged") from error


def _pages(name: str, document: pdfium.PdfDocument, limit: int, failures: list[Failure]) -> Iterator[Page]:
    """Yield the pages that have text; add a failure for each one of which a person sees more than can be read."""
    count = len(document)
    for number in range(1, min(count, limit) + 1):
        try:
            page = read_page(document, number)
        except pdfium.PdfiumError:
            failures.append(Failure(name, f"page {number}", "damaged"))
            continue
        if page.fault:
            failures.append(Failure(name, f"page {number}", page.fault))
        if page.unseen:
            failures.append(Failure(name, f"page {number}", f"not judged, because the page does not show it: “{_beginning(page.unseen)}”"))
        yield page
    if count > limit:
        failures.append(Failure(name, f"pages {limit + 1}-{count}", f"{count - limit:,} pages not read: more than the limit of {limit:,}"))


def _beginning(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _segments(pages: Sequence[Page]) -> Iterator[Segment]:
    """Yield paragraphs and tables where they begin; after the rest of their page its header and number, and what runs otherwise."""
    parted = part_furniture(pages)
    found = list(_flow([(page, blocks(page)) for page, _ in parted]))
    found.extend((page.number, segment([[line]])) for page, furniture in parted for line in (*furniture, *page.turned))
    yield from (entry for _, entry in sorted(found, key=lambda pair: pair[0]))


def _flow(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[int, Segment]]:
    """Yield segments with the pages on which they begin; sentences and tables may go on over a page's end."""
    parts: list[Sheet | list[tuple[Line, Edges]]] = []
    for item, edges, first in _items(pages):
        last = parts[-1] if parts else None
        if isinstance(item, Line):
            if not isinstance(last, list):
                parts.append(last := [])
            last.append((item, edges))
        elif isinstance(last, Sheet) and first and last.goes_on_in(item):
            last.add(item)
        else:
            parts.append(Sheet(sum(isinstance(part, Sheet) for part in parts) + 1, item))
    for part in parts:
        if isinstance(part, Sheet):
            yield from ((part.page, cell) for cell in part.segments())
        else:
            yield from ((lines[0].page, segment([lines])) for lines in paragraphs(part))


def _items(pages: Sequence[tuple[Page, Sequence[Block]]]) -> Iterator[tuple[Item, Edges, bool]]:
    """Yield lines and tables, the edges of their column, and whether they are the first of a page.

    Where pages of one width have one column each, the longest line of all shows how far the others might have gone.
    """
    rights: dict[int, float] = {}
    for page, found in pages:
        for block in (block for block in found if block.shared):
            rights[round(page.width)] = max(block.right, rights.get(round(page.width), 0.0))
    for page, found in pages:
        items = [(item, block) for block in found for item in block.items]
        for index, (item, block) in enumerate(items):
            right = rights[round(page.width)] if block.shared else block.right
            yield item, Edges(block.left, right, block.leading), index == 0
