"""Marks on pages that are pictures: on the words, as a person sees them."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFont

from auditor.model.document import Anchor, Segment
from auditor.model.location import PagePlace
from auditor.model.span import Span
from auditor.revise.pdf.seen import PagePicture
from auditor.revise.pdf.words import PageWords, stretches
from tests.extract.picture.conftest import FONTS
from tests.revise.conftest import Annotate
from tests.revise.test_pdf import Box, marks

SIZE = 30  # pixels
DPI = 150
LEFT, TOP, STEP = 80, 100, 70
NARROW = "Sales Li Wei; 1111111111, 仅限女性, 35周岁以下。"
SPACED = "任职要求          仅限女性       早晚两班"
LINES = ["招文员一名，工资面议，早晚两班，包午餐。", NARROW, SPACED, "联系店长，周一到周五面谈，非诚勿扰。"]

Page = tuple[bytes, Callable[[str, str], Box]]


@pytest.fixture(scope="module")
def font() -> ImageFont.FreeTypeFont:
    path = next(filter(Path.exists, FONTS), None)
    if path is None:
        pytest.skip("no Chinese font is at hand: apt install fonts-wqy-zenhei")
    return ImageFont.truetype(path, SIZE)


@pytest.fixture(scope="module")
def scan(font: ImageFont.FreeTypeFont) -> Callable[[int], Page]:
    """A page that is a picture, turned against the clock, and where words of a line stand in its own space."""

    def turned(angle: int) -> Page:
        picture = Image.new("RGB", (1240, 700), "white")
        pen = ImageDraw.Draw(picture)
        for number, line in enumerate(LINES):
            pen.text((LEFT, TOP + number * STEP), line, "black", font)
        out = io.BytesIO()
        picture.rotate(angle, expand=True).save(out, "PDF", resolution=DPI)

        def place(line: str, words: str) -> Box:
            start, top = LEFT + font.getlength(line[: line.index(words)]), TOP + LINES.index(line) * STEP
            return _turned((start, top, start + font.getlength(words), top + 1.2 * SIZE), angle, *picture.size)

        return out.getvalue(), place

    return turned


def _turned(box: Box, angle: int, width: int, height: int) -> Box:
    """Return a box on a picture, in points of a page that shows it turned, from the lower left corner."""
    left, top, right, bottom = box
    sides = {
        0: (left, height - bottom, right, height - top),
        90: (top, left, bottom, right),
        180: (width - right, top, width - left, bottom),
        270: (height - bottom, width - right, height - top, width - left),
    }
    one, two, three, four = (side * 72 / DPI for side in sides[angle])
    return one, two, three, four


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_marks_lie_on_the_words_among_narrow_signs_and_spaces(annotate: Annotate, scan: Callable[[int], Page], angle: int) -> None:
    data, place = scan(angle)
    found = [box for _, _, boxes in marks(annotate("scan.pdf", data).data)[0] for box in boxes]
    expected = [place(NARROW, "仅限女性"), place(NARROW, "35周岁以下"), place(SPACED, "仅限女性")]
    third = SIZE / 3 * 72 / DPI
    along = 0 if angle % 180 == 0 else 1
    assert [box[along::2] for box in found] == [pytest.approx(box[along::2], abs=third) for box in expected]
    assert [box[1 - along :: 2] for box in found] == [pytest.approx(box[1 - along :: 2], abs=2 * third) for box in expected]


def test_words_that_are_not_read_there_again_have_their_share_of_the_line(scan: Callable[[int], Page]) -> None:
    data, _ = scan(0)
    page = pdfium.PdfDocument(data)[0]
    place = PagePlace(1, (100, 200, 300, 220), "pt", 0.9)
    (stretch,) = stretches(Segment("前台限女性，ab", (Anchor(0, place),)), Span(2, 5))
    expected = PageWords(page).box(stretch)
    assert PageWords(page, PagePicture(page, 10_000_000)).box(stretch) == expected
