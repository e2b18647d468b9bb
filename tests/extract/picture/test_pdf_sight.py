"""PDF pages as they are seen: scans, pictures on pages, and text layers that lie unseen over a scan."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import Ocr, ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import PagePlace
from tests.extract.drawing import all_of

WIDTH, HEIGHT = 300, 160  # points
FONT = "STSong-Light"
SEEN = ["诚聘仓库管理员两名，限男性，", "年龄三十五岁以下。"]

Draw = Callable[..., Image.Image]
Page = Callable[[Canvas], None]


@pytest.fixture(scope="module", autouse=True)
def cid_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def read(*pages: Page, ocr: Ocr = "auto") -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    (found,) = extract(Source("ad.pdf", data=out.getvalue()), ReadOptions(ocr=ocr))
    assert isinstance(found, Document)
    return found


def scan(picture: Image.Image, left: float = 0, bottom: float = 0, width: float = WIDTH, height: float = HEIGHT) -> Page:
    return lambda canvas: canvas.drawImage(ImageReader(picture), left, bottom, width, height)


def written(text: str, mode: int = 0, top: float = 30) -> Page:
    def draw(canvas: Canvas) -> None:
        line = canvas.beginText(20, HEIGHT - top)
        line.setFont(FONT, 12)
        line.setTextRenderMode(mode)
        line.textLine(text)
        canvas.drawText(line)

    return draw


@pytest.fixture
def sheet(draw: Draw) -> Image.Image:
    """Half as large again as the page in points: 108 dpi."""
    page = Image.new("RGB", (WIDTH * 3 // 2, HEIGHT * 3 // 2), "white")
    page.paste(draw(SEEN, size=20), (0, 0))
    return page


def texts(found: Document) -> list[str]:
    return [segment.text for segment in found]


def test_a_scan_is_read_and_its_boxes_are_in_points(sheet: Image.Image) -> None:
    found = read(scan(sheet))
    assert texts(found) == ["".join(SEEN)]
    place = found.segments[0].anchors[1].location
    assert isinstance(place, PagePlace)
    assert (place.page, place.unit) == (1, "pt")
    assert place.confidence
    assert place.box == pytest.approx((40 / 1.5, 72 / 1.5, (40 + 9 * 20) / 1.5, 92 / 1.5), abs=12)
    assert found.failures == ()


def test_scanned_pages_stand_between_written_ones(sheet: Image.Image) -> None:
    found = read(written("招聘启事"), scan(sheet), written("欢迎报名"))
    assert texts(found) == ["招聘启事", "".join(SEEN), "欢迎报名"]
    assert [anchor.location.page for segment in found for anchor in segment.anchors] == [1, 2, 2, 3]  # type: ignore[union-attr]


def test_an_unseen_layer_that_says_something_else_does_not_hide_what_is_seen(sheet: Image.Image) -> None:
    found = read(all_of(scan(sheet), written("本店男女不限，年龄不限，欢迎报名", mode=3)))
    assert texts(found) == ["".join(SEEN)]
    reason = "its text layer lies unseen over a picture and says something else; what is seen was read instead"
    assert [failure.told("en") for failure in found.failures] == [("ad.pdf", "page 1", reason)]


def test_an_unseen_layer_that_agrees_is_not_told(sheet: Image.Image) -> None:
    found = read(all_of(scan(sheet), written("".join(SEEN)[:20], mode=3), written("".join(SEEN)[20:], mode=3, top=50)))
    assert texts(found) == ["".join(SEEN)]
    assert found.failures == ()


def test_an_unseen_layer_that_is_not_compared_is_told(sheet: Image.Image) -> None:
    found = read(all_of(scan(sheet), written("欢迎报名", mode=3)), ocr="never")
    assert texts(found) == ["欢迎报名"]
    reason = "its text layer lies unseen over a picture and was not compared with it; left unread by --ocr never"
    assert [failure.told("en") for failure in found.failures] == [("ad.pdf", "page 1", reason)]


def test_a_text_under_a_picture_is_not_what_is_seen(sheet: Image.Image) -> None:
    found = read(all_of(written("本店男女不限，年龄不限，欢迎报名"), scan(sheet)))
    assert texts(found) == ["".join(SEEN)]
    assert len(found.failures) == 1


def test_a_poster_on_a_written_page_is_read_where_it_stands(draw: Draw) -> None:
    poster = scan(draw(["招女工", "包吃住"], size=60, ink="white", paper="#b01020"), left=100, bottom=10, width=170, height=110)
    found = read(all_of(written("门店海报如下。"), poster))
    assert texts(found) == ["门店海报如下。", "招女工", "包吃住"]
    place = found.segments[1].anchors[0].location
    assert isinstance(place, PagePlace)
    assert place.box is not None
    assert place.box[0] > 100
    assert place.box[1] > HEIGHT - 120
    unread = read(all_of(written("门店海报如下。"), poster), ocr="never")
    assert [failure.told("en") for failure in unread.failures] == [
        ("ad.pdf", "page 1, at 100,40", "a picture that is not read; left unread by --ocr never")
    ]


def test_a_coloured_ground_and_a_logo_are_no_news() -> None:
    ground, logo = Image.new("RGB", (60, 40), "#eef4ff"), Image.new("RGB", (60, 60), "red")
    found = read(all_of(scan(ground), scan(logo, 250, 110, 40, 40), written("本店诚聘前台两名，年龄不限。")))
    assert texts(found) == ["本店诚聘前台两名，年龄不限。"]
    assert found.failures == ()
    assert read(all_of(scan(logo, 250, 110, 40, 40), written("诚聘前台。")), ocr="never").failures == ()


def test_always_reads_what_is_seen() -> None:
    found = read(written("诚聘前台，限女性"), ocr="always")
    assert texts(found) == ["诚聘前台，限女性"]
    place = found.segments[0].anchors[0].location
    assert isinstance(place, PagePlace)
    assert place.confidence


def test_blank_scans_hold_no_text() -> None:
    with pytest.raises(ExtractError, match=r"ad\.pdf: the file holds no text"):
        read(scan(Image.new("RGB", (60, 40), "white")))
