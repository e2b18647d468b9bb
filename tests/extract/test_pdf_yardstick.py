"""The cells of ruled tables against those that pdfplumber finds: two programs that were written apart agree."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from auditor.extract.pdf.page import read_page

WIDTH, HEIGHT = 500, 400
ACROSS = (50, 140, 260, 330, 450)
DOWN = (60, 90, 135, 160, 220)

Draw = Callable[[Canvas], None]


def merged_and_stroked(canvas: Canvas) -> None:
    """A head over two columns, a name beside two rows, all lines drawn with a pen."""
    for y in DOWN:
        canvas.line(140 if y == 135 else ACROSS[0], HEIGHT - y, ACROSS[-1], HEIGHT - y)
    for x in ACROSS:
        canvas.line(x, HEIGHT - (90 if x == 260 else DOWN[0]), x, HEIGHT - DOWN[-1])


def filled(canvas: Canvas) -> None:
    """Rules that are thin black boxes, as Word prints them, in two pieces each."""
    middle = ACROSS[2]
    for y in DOWN:
        canvas.rect(ACROSS[0], HEIGHT - y, middle - ACROSS[0], 0.5, stroke=0, fill=1)
        canvas.rect(middle, HEIGHT - y, ACROSS[-1] - middle, 0.5, stroke=0, fill=1)
    for x in ACROSS:
        canvas.rect(x, HEIGHT - DOWN[-1], 0.5, DOWN[-1] - DOWN[0], stroke=0, fill=1)


@pytest.mark.parametrize(("draw", "count"), [(merged_and_stroked, 14), (filled, 16)])
def test_cells_are_those_of_pdfplumber(draw: Draw, count: int) -> None:
    canvas = Canvas(out := io.BytesIO(), pagesize=(WIDTH, HEIGHT), invariant=1)
    draw(canvas)
    canvas.drawString(60, HEIGHT - 80, "Post")
    canvas.save()
    with closing(pdfium.PdfDocument(out.getvalue())) as document:
        (ours,) = read_page(document, 1).tables
    with pdfplumber.open(out) as document:
        (theirs,) = document.pages[0].find_tables()
    assert len(ours.grid.cells) == count
    assert sorted(ours.grid.cells) == [pytest.approx(cell, abs=1) for cell in sorted(theirs.cells)]
