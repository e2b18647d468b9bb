"""Where words stand on a PDF page: the boxes of their characters, in the page's own space."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import reduce
from itertools import pairwise, product

import pypdfium2 as pdfium
import pypdfium2.raw as c
from msgspec import Struct

from auditor.extract.layout.lines import Box, union
from auditor.extract.pdf.page import open_text, shown_from
from auditor.model.document import Segment
from auditor.model.location import PagePlace
from auditor.model.span import Span
from auditor.revise.pdf.seen import PagePicture, is_tall, width_of

_HYPHENS = (0x02, 0xFFFE)


class Stretch(Struct, frozen=True):
    """The part of some words that stands on one line.

    Args:
        place: of the line.
        line: its text.
        span: code points of the words in it.
    """

    place: PagePlace
    line: str
    span: Span


def stretches(segment: Segment, span: Span) -> Iterator[Stretch]:
    """Yield the lines over which a span of a segment goes."""
    ends = [*(anchor.start for anchor in segment.anchors[1:]), len(segment.text)]
    for anchor, end in zip(segment.anchors, ends, strict=True):
        start, stop = max(span.start, anchor.start), min(span.end, end)
        if start < stop and isinstance(anchor.location, PagePlace) and segment.text[start:stop].strip():
            line = segment.text[anchor.start : end].rstrip()
            yield Stretch(anchor.location, line, Span(start - anchor.start, min(stop - anchor.start, len(line))))


class Way(Enum):
    """In which direction the lines of a picture run: to the right or down, to the left or up, or not known."""

    ON = auto()
    BACK = auto()
    UNKNOWN = auto()


def way_of(segments: Iterable[Segment], page: int) -> Way:
    """Tell in which direction lines run that were read off a page: the way of a picture is told by where one line follows another.

    Lines that run up follow one another to the right, lines that run down to the left; those of a page that stands on its head go up.
    """
    places = (anchor.location for segment in segments for anchor in segment.anchors)
    read = (place for place in places if isinstance(place, PagePlace) and place.page == page and place.confidence is not None)
    steps = [_step(one, other) for one, other in pairwise(place.box for place in read if place.box)]
    if not any(steps):
        return Way.UNKNOWN
    return Way.ON if sum(steps) >= 0 else Way.BACK


def _step(one: Box, other: Box) -> int:
    """Return 1 if a line follows another as where lines run on, -1 as where they run back, 0 where nothing is told by that."""
    tall = is_tall(one)
    along, across = (1, 0) if tall else (0, 1)
    beside = min(one[along + 2], other[along + 2]) > max(one[along], other[along])
    if tall != is_tall(other) or not beside or one[across] == other[across]:
        return 0
    return 1 if (other[across] > one[across]) != tall else -1


class _Glyph(Struct, frozen=True):
    sign: str
    box: Box  # left, bottom, right, top in the page's space
    shown: Box


class PageWords:
    """The characters of a page.

    Args:
        page: stays open as long as this is used.
        picture: it, to look at lines that were read off a picture.
    """

    def __init__(self, page: pdfium.PdfPage, picture: PagePicture | None = None) -> None:
        self._shown = shown_from(page)
        self._picture = picture
        text_page = open_text(page)
        try:
            self._glyphs = list(self._read(text_page))
        finally:
            text_page.close()

    def _read(self, text_page: pdfium.PdfTextPage) -> Iterator[_Glyph]:
        for index in range(max(0, text_page.count_chars())):
            code = c.FPDFText_GetUnicode(text_page, index)
            sign = "-" if code in _HYPHENS else chr(code) if code < 0x110000 else "\ufffd"
            if not sign.isspace():
                box = text_page.get_charbox(index, loose=True)
                yield _Glyph(sign, box, self._shown.on_rect(*box))

    def box(self, stretch: Stretch, way: Way = Way.UNKNOWN) -> Box | None:
        """Return the box of the words of a stretch, left, bottom, right and top in the page's space; None if the line has none.

        On a page that was read off a picture it is where the recogniser sees the words when it looks again. Where it does not, it is a
        part of the line's box in proportion to the words; the whole box where nobody can tell in which direction the line runs, or which
        part of it the words take up, as in a field of a form.
        """
        if stretch.place.box is None:
            return None
        if stretch.place.confidence is not None:
            seen = self._picture and self._picture.words(stretch.place.box, stretch.line, stretch.span)
            return self._page_box(seen or _share(stretch.place.box, stretch, way))
        line, words = "".join(stretch.line.split()), "".join(stretch.span.of(stretch.line).split())
        before = len("".join(stretch.line[: stretch.span.start].split()))
        found = self._of_line(stretch.place.box, line)[before : before + len(words)] or self._of_line(stretch.place.box, words)
        return reduce(union, (glyph.box for glyph in found)) if found else self._page_box(stretch.place.box)

    def _of_line(self, box: Box, letters: str) -> Sequence[_Glyph]:
        """Return the characters of a text without its spaces; nothing if they are not all there, one behind the other."""
        left, top, right, bottom = box
        inside = [
            glyph
            for glyph in self._glyphs
            if left <= (glyph.shown[0] + glyph.shown[2]) / 2 <= right and top <= (glyph.shown[1] + glyph.shown[3]) / 2 <= bottom
        ]
        for glyphs in _orders(inside):
            at = "".join(glyph.sign for glyph in glyphs).find(letters)
            if at >= 0:
                return glyphs[at : at + len(letters)]
        return ()

    def _page_box(self, shown: Box) -> Box:
        left, top, right, bottom = shown
        one, other = self._back(left, top), self._back(right, bottom)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page's space that is shown at a point."""
        a, b, c_, d, e, f = self._shown.get()
        area = a * d - b * c_
        x, y = x - e, y - f
        return (d * x - c_ * y) / area, (a * y - b * x) / area


def _share(box: Box, stretch: Stretch, way: Way) -> Box:
    whole = width_of(stretch.line)
    start, end = width_of(stretch.line[: stretch.span.start]) / whole, width_of(stretch.line[: stretch.span.end]) / whole
    if way is Way.BACK:
        start, end = 1 - end, 1 - start
    left, top, right, bottom = box
    if not is_tall(box):
        left, right = left + start * (right - left), left + end * (right - left)
    elif way is not Way.UNKNOWN:
        top, bottom = top + start * (bottom - top), top + end * (bottom - top)
    return left, top, right, bottom


def _orders(glyphs: Sequence[_Glyph]) -> Iterator[Sequence[_Glyph]]:
    """Yield the characters of a line as the file has them, and as they run to the right, to the left, down and up."""
    yield glyphs
    for axis, backwards in product((0, 1), (False, True)):
        yield sorted(glyphs, key=lambda glyph: glyph.shown[axis], reverse=backwards)
