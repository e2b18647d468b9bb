"""Where words stand on a PDF page: the boxes of their characters, in the page's own space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from unicodedata import east_asian_width

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.lines import Box, union
from auditor.extract.pdf.page import open_text, shown_from
from auditor.model.document import Segment
from auditor.model.location import PagePlace
from auditor.model.span import Span

_HYPHENS = (0x02, 0xFFFE)


@dataclass(frozen=True, slots=True)
class Stretch:
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


@dataclass(frozen=True, slots=True)
class _Glyph:
    sign: str
    box: Box  # left, bottom, right, top in the page's space
    shown: Box


class PageWords:
    """The characters of a page.

    Args:
        page: stays open as long as this is used.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._shown = shown_from(page)
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

    def box(self, stretch: Stretch) -> Box | None:
        """Return the box of the words of a stretch, left, bottom, right and top in the page's space; None if the line has none.

        Where the characters of the line cannot be told, as on a page that was read off a picture, it is a part of the line's box in
        proportion to the words.
        """
        if stretch.place.box is None:
            return None
        glyphs = self._of_line(stretch.place.box, "".join(stretch.line.split()))
        before = len("".join(stretch.line[: stretch.span.start].split()))
        count = len("".join(stretch.span.of(stretch.line).split()))
        if glyphs and stretch.place.confidence is None:
            return reduce(union, (glyph.box for glyph in glyphs[before : before + count]))
        return self._share(stretch.place.box, stretch)

    def _of_line(self, box: Box, letters: str) -> Sequence[_Glyph]:
        """Return the characters of a line without its spaces; nothing if they are not all there."""
        left, top, right, bottom = box
        inside = [
            glyph
            for glyph in self._glyphs
            if left <= (glyph.shown[0] + glyph.shown[2]) / 2 <= right and top <= (glyph.shown[1] + glyph.shown[3]) / 2 <= bottom
        ]
        for glyphs in (inside, sorted(inside, key=lambda glyph: glyph.shown[0])):
            at = "".join(glyph.sign for glyph in glyphs).find(letters)
            if at >= 0:
                return glyphs[at : at + len(letters)]
        return ()

    def _share(self, box: Box, stretch: Stretch) -> Box:
        whole = _width(stretch.line)
        start, end = _width(stretch.line[: stretch.span.start]) / whole, _width(stretch.line[: stretch.span.end]) / whole
        left, top, right, bottom = box
        if right - left >= bottom - top:
            left, right = left + start * (right - left), left + end * (right - left)
        else:
            top, bottom = top + start * (bottom - top), top + end * (bottom - top)
        one, other = self._back(left, top), self._back(right, bottom)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page's space that is shown at a point."""
        a, b, c_, d, e, f = self._shown.get()
        area = a * d - b * c_
        x, y = x - e, y - f
        return (d * x - c_ * y) / area, (a * y - b * x) / area


def _width(text: str) -> float:
    """Return about how wide a text is, in wide characters."""
    return sum(1.0 if east_asian_width(sign) in "WF" else 0.5 for sign in text)
