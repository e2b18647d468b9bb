"""Pages drawn for the tests, and what is read of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import PagePlace

FONT = "STSong-Light"
SIZE = 12
WIDTH, HEIGHT = 600, 800

Draw = Callable[[Canvas], None]


def read(*pages: Draw) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    (found,) = extract(Source("ad.pdf", data=out.getvalue()), ReadOptions())
    return found


def texts(*pages: Draw) -> list[str]:
    found = read(*pages)
    assert not found.failures
    return [segment.text for segment in found]


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(segment.label.text if segment.label else "", segment.text) for segment in document]


def box(segment: Segment, offset: int = 0) -> tuple[float, ...]:
    place = segment.locate(offset)
    assert isinstance(place, PagePlace)
    assert place.box
    return place.box


def row(top: float, *cells: tuple[float, str]) -> Draw:
    def draw(canvas: Canvas) -> None:
        for left, text in cells:
            canvas.drawString(left, HEIGHT - top, text)

    return draw


def all_of(*parts: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


def column(left: float, top: float, *lines: str, leading: float = 20) -> Draw:
    return all_of(*(row(top + number * leading, (left, line)) for number, line in enumerate(lines)))


def turned(left: float, top: float, angle: float, text: str, size: float = SIZE) -> Draw:
    """Draw text that begins at a point and runs at an angle, in degrees against the clock."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(left, HEIGHT - top)
        canvas.rotate(angle)
        canvas.setFont(FONT, size)
        canvas.drawString(0, 0, text)
        canvas.restoreState()

    return draw


def down(left: float, top: float, text: str, leading: float = 14) -> Draw:
    return column(left, top, *text, leading=leading)


def rules(across: Sequence[float], down: Sequence[float]) -> Draw:
    return lambda canvas: canvas.grid(list(across), [HEIGHT - place for place in down])


def right(top: float, *cells: tuple[float, str]) -> Draw:
    """Draw texts that end at places."""

    def draw(canvas: Canvas) -> None:
        for end, text in cells:
            canvas.drawRightString(end, HEIGHT - top, text)

    return draw
