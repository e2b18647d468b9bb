"""One PDF page: its lines and tables, in points from the upper left corner of the page as shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page, Table
from auditor.extract.pdf.fonts import give_room
from auditor.extract.pdf.glyphs import Glyphs, Key
from auditor.extract.pdf.ruling import TableFinder

_SPACE = re.compile(r"\s+")
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FULL_PAGE_IMAGE = 0.5  # of the page's area
_CAPTION = 40  # characters
_NO_TABLES = "its ruled tables cannot be told; read line by line"


def read_page(document: pdfium.PdfDocument, number: int, finder: TableFinder) -> Page:
    """Read the page of a number, from 1.

    Raises:
        PdfiumError: if it is damaged.
    """
    with closing(document[number - 1]) as page, closing(open_text(page)) as text_page:
        glyphs = Glyphs(text_page, shown := shown_from(page), number)
        width, height = page.get_size()
        fault = _fault(page, glyphs.text, width * height)
        if not glyphs.text.strip() or _is_garbled(glyphs.text):
            return Page(number, width, height, fault=fault)
        grids = finder.grids(page, number, shown)
        lines = [(key, line) for key, line in glyphs.lines(grids or ()) if line.text]
    free = tuple(line for key, line in lines if key is None)
    tables = tuple(_tables(number, grids or (), lines))
    return Page(number, width, height, free, tables, fault or ("" if grids is not None else _NO_TABLES))


def open_text(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """Return the characters of a page, none left out."""
    give_room(page)
    return page.get_textpage()


def shown_from(page: pdfium.PdfPage) -> pdfium.PdfMatrix:
    """Return the way from a page's own space to points from the upper left corner of what is shown."""
    turned = pdfium.PdfMatrix().rotate(page.get_rotation()).scale(1, -1)
    left, top, _, _ = turned.on_rect(*page.get_bbox())
    return turned.translate(-left, -top)


def _tables(number: int, grids: Sequence[Grid], lines: Sequence[tuple[Key, Line]]) -> Iterator[Table]:
    """Yield the tables in which something stands."""
    for index, grid in enumerate(grids):
        cells: list[list[Line]] = [[] for _ in grid.cells]
        for key, line in lines:
            if key and key[0] == index:
                cells[key[1]].append(line)
        if any(cells):
            yield Table(number, grid, tuple(map(tuple, cells)))


def _fault(page: pdfium.PdfPage, text: str, area: float) -> str:
    """Return why a page needs OCR; a page on which nothing at all is drawn does not."""
    if not text.strip():
        return "no text layer; needs OCR" if c.FPDFPage_CountObjects(page) or c.FPDFPage_GetAnnotCount(page) else ""
    if _is_garbled(text):
        return "its fonts do not say which characters they draw; needs OCR"
    if len(_SPACE.sub("", text)) < _CAPTION and _has_large_image(page, area):
        return "mostly an image, of which only the text around it is read; needs OCR"
    return ""


def _is_garbled(text: str) -> bool:
    return 3 * len(_UNKNOWN.findall(text)) > len(text)


def _has_large_image(page: pdfium.PdfPage, area: float) -> bool:
    boxes = (image.get_bounds() for image in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return any((right - left) * (top - bottom) > _FULL_PAGE_IMAGE * area for left, bottom, right, top in boxes)
