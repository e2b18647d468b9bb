"""One PDF page: its lines and tables, in points from the upper left corner of the page as shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout import rules
from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page, Table
from auditor.extract.pdf import ruling
from auditor.extract.pdf.drawn import Drawn, Matrix, look_at
from auditor.extract.pdf.fonts import give_room
from auditor.extract.pdf.glyphs import Glyphs, Key

_SPACE = re.compile(r"\s+")
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FULL_PAGE_IMAGE = 0.5  # of the page's area
_CAPTION = 40  # characters


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """Read the page of a number, from 1.

    Raises:
        PdfiumError: if it is damaged.
    """
    with closing(document[number - 1]) as page:
        drawn = look_at(page)
        give_room(drawn.texts)
        with closing(page.get_textpage()) as text_page:
            return _read(page, drawn, text_page, number)


def _read(page: pdfium.PdfPage, drawn: Drawn, text_page: pdfium.PdfTextPage, number: int) -> Page:
    glyphs = Glyphs(text_page, shown := _shown(page), number)
    width, height = page.get_size()
    fault = _fault(page, drawn, glyphs.text, width * height)
    if not glyphs.text.strip() or _is_garbled(glyphs.text):
        return Page(number, width, height, fault=fault)
    grids = rules.grids(ruling.lines(drawn.paths, shown))
    lines = list(glyphs.lines(grids))
    free = tuple(line for key, line in lines if key is None)
    return Page(number, width, height, free, tuple(_tables(number, grids, lines)), fault)


def _shown(page: pdfium.PdfPage) -> Matrix:
    """Return the way from a page's own space to points from the upper left corner of what is shown."""
    turned = pdfium.PdfMatrix().rotate(page.get_rotation()).scale(1, -1)
    left, top, _, _ = turned.on_rect(*page.get_bbox())
    a, b, c_, d, e, f = turned.translate(-left, -top).get()
    return a, b, c_, d, e, f


def _tables(number: int, grids: Sequence[Grid], lines: Sequence[tuple[Key, Line]]) -> Iterator[Table]:
    """Yield the tables in which something stands."""
    for index, grid in enumerate(grids):
        cells: list[list[Line]] = [[] for _ in grid.cells]
        for key, line in lines:
            if key and key[0] == index:
                cells[key[1]].append(line)
        if any(cells):
            yield Table(number, grid, tuple(map(tuple, cells)))


def _fault(page: pdfium.PdfPage, drawn: Drawn, text: str, area: float) -> str:
    """Return why a page needs OCR; a page on which nothing at all is drawn does not."""
    if not text.strip():
        return "no text layer; needs OCR" if c.FPDFPage_CountObjects(page) or c.FPDFPage_GetAnnotCount(page) else ""
    if _is_garbled(text):
        return "its fonts do not say which characters they draw; needs OCR"
    if len(_SPACE.sub("", text)) < _CAPTION and _has_large_image(drawn, area):
        return "mostly an image, of which only the text around it is read; needs OCR"
    return ""


def _is_garbled(text: str) -> bool:
    return 3 * len(_UNKNOWN.findall(text)) > len(text)


def _has_large_image(drawn: Drawn, area: float) -> bool:
    boxes = (image.box for image in drawn.images)
    return any((right - left) * (top - bottom) > _FULL_PAGE_IMAGE * area for left, bottom, right, top in boxes)
