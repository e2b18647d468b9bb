"""Text read off pictures by the recogniser itself."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from auditor.errors import ExtractError
from auditor.extract.picture import engine
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import PagePlace

Draw = Callable[..., Image.Image]
Saved = Callable[..., bytes]
Read = Callable[..., Document]

WRAPPED = ["本店诚聘仓库管理员两名，限男", "性，年龄18-35岁，能适应夜班。", "工作地点：城东工业园三号楼"]


@pytest.fixture
def read(saved: Saved) -> Read:
    def one(picture: Image.Image) -> Document:
        (found,) = extract(Source("poster.png", data=saved(picture)), ReadOptions())
        assert isinstance(found, Document)
        return found

    return one


def texts(found: Document) -> list[str]:
    return [segment.text for segment in found]


def place(segment: Segment, line: int = 0) -> PagePlace:
    location = segment.anchors[line].location
    assert isinstance(location, PagePlace)
    return location


def is_around(place: PagePlace, box: Sequence[float], by: float = 12) -> bool:
    return place.box is not None and all(abs(one - other) <= by for one, other in zip(place.box, box, strict=True))


def test_a_sentence_over_two_lines_is_read_whole_and_each_line_has_its_box(draw: Draw, read: Read) -> None:
    found = read(draw(WRAPPED))
    assert texts(found) == [WRAPPED[0] + WRAPPED[1], WRAPPED[2]]
    first, second = place(found.segments[0]), place(found.segments[0], 1)
    assert (first.page, first.unit) == (1, "px")
    assert (first.confidence or 0) > 0.9
    assert is_around(first, (40, 40, 40 + 14 * 28, 68))
    assert is_around(second, (40, 85, 40 + 14 * 28, 113), by=20)
    assert not found.failures


def test_nothing_is_fetched_and_nothing_printed(
    draw: Draw, read: Read, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the net was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    engine.engine.cache_clear()
    assert texts(read(draw(["诚聘前台"]))) == ["诚聘前台"]
    assert tuple(capfd.readouterr()) == ("", "")


@pytest.mark.parametrize("colours", [("white", "#c0392b"), ("#ffe680", "#2050b0")], ids=["white on red", "yellow on blue"])
def test_light_letters_on_colour(colours: tuple[str, str], draw: Draw, read: Read) -> None:
    assert texts(read(draw(["招收银员一名，女，25岁以下。"], ink=colours[0], paper=colours[1]))) == ["招收银员一名，女，25岁以下。"]


@pytest.mark.parametrize("degrees", [90, 180, -2])
def test_a_picture_that_is_turned_reads_the_same(degrees: int, draw: Draw, read: Read) -> None:
    upright = draw(WRAPPED)
    found = read(upright.rotate(degrees, expand=True, fillcolor="white"))
    assert texts(found) == [WRAPPED[0] + WRAPPED[1], WRAPPED[2]]
    left, top, right, bottom = place(found.segments[0]).box or (0, 0, 0, 0)
    assert (bottom - top > right - left) == (degrees == 90)  # the box is where the line is shown
    if degrees == 180:
        assert is_around(
            place(found.segments[0]), (upright.width - 40 - 14 * 28, upright.height - 68, upright.width - 40, upright.height - 40)
        )


def test_lines_at_the_borders_of_tiles_are_read_once(font: Callable[[int], ImageFont.FreeTypeFont], read: Read) -> None:
    poster = Image.new("RGB", (620, 2_400), "#1e3c8c")
    pen = ImageDraw.Draw(poster)
    written = []
    for top in (60, *range(1_050, 1_360, 46), 2_300):  # the second tile begins at 1080, the first one ends at 1320
        written.append(f"{top}号岗位：限男性")
        pen.text((60, top), written[-1], font=font(30), fill="white")
    assert sorted("".join(texts(read(poster))).replace("性", "性 ").split()) == sorted(written)


def test_letters_as_large_as_a_third_of_the_poster(font: Callable[[int], ImageFont.FreeTypeFont], read: Read) -> None:
    poster = Image.new("RGB", (800, 700), "#b01020")
    pen = ImageDraw.Draw(poster)
    pen.text((60, 40), "招女工", font=font(220), fill="white")
    pen.text((60, 500), "待遇从优，包吃包住。", font=font(40), fill="white")
    assert texts(read(poster)) == ["招女工", "待遇从优，包吃包住。"]


def test_columns_are_read_one_after_the_other(draw: Draw, read: Read) -> None:
    left = ["左栏第一行写着单位的简要介绍", "左栏第二行写着单位的主要产品", "左栏第三行写着单位的获奖情况", "左栏第四行写着单位的发展规划"]
    right = [line.replace("左", "右") for line in left]
    page = Image.new("RGB", (900, 300), "white")
    page.paste(draw(left, size=26), (0, 0))
    page.paste(draw(right, size=26), (450, 0))
    assert "".join(texts(read(page))) == "".join((*left, *right))


def test_a_cell_has_its_header(font: Callable[[int], ImageFont.FreeTypeFont], read: Read) -> None:
    table = Image.new("RGB", (560, 260), "white")
    pen = ImageDraw.Draw(table)
    for row, cells in enumerate((("岗位", "性别", "年龄"), ("保安", "男", "18-45岁"), ("前台", "女", "25岁以下"))):
        for column, text in enumerate(cells):
            left, top = 40 + 160 * column, 40 + 60 * row
            pen.rectangle((left, top, left + 160, top + 60), outline="black", width=2)
            pen.text((left + 12, top + 14), text, font=font(28), fill="black")
    found = {segment.text: segment for segment in read(table.rotate(1.5, fillcolor="white"))}
    assert {text: segment.label and segment.label.text for text, segment in found.items()} == {
        "岗位": None,
        "性别": None,
        "年龄": None,
        "保安": "岗位",
        "男": "性别",
        "18-45岁": "年龄",
        "前台": "岗位",
        "女": "性别",
        "25岁以下": "年龄",
    }
    assert found["保安"].group == found["男"].group != found["女"].group


def test_what_is_not_surely_read_is_told_and_not_taken(draw: Draw, read: Read) -> None:
    page = Image.new("RGB", (700, 260), "white")
    page.paste(draw(["限女性，年龄二十八岁以下，未婚。"], size=30).filter(ImageFilter.GaussianBlur(4.2)), (0, 0))
    page.paste(draw(["待遇从优，包吃包住。"]), (0, 130))
    found = read(page)
    assert texts(found) == ["待遇从优，包吃包住。"]
    assert found.failures
    for failure in found.failures:
        assert failure.place.en.startswith("page 1, at ")
        assert failure.reason.en.startswith("text that could not be read surely (confidence 0.")


def test_a_picture_file_without_text_is_told_and_an_illustration_is_none(saved: Saved) -> None:
    blank = saved(Image.new("RGB", (400, 300), "#dddddd"))
    with pytest.raises(ExtractError, match=r"photo\.png: no text found on the picture"):
        list(extract(Source("photo.png", data=blank), ReadOptions()))
    assert list(extract(Source("a.docx").member("word/media/image1.png", blank, is_part=True), ReadOptions())) == []


def test_pages_of_a_fax(draw: Draw, saved: Saved) -> None:
    data = saved(draw(["第一页限男性"]), "TIFF", save_all=True, append_images=[draw(["第二页限女性"])])
    (found,) = extract(Source("fax.tif", data=data), ReadOptions())
    assert isinstance(found, Document)
    assert [(segment.text, place(segment).page) for segment in found] == [("第一页限男性", 1), ("第二页限女性", 2)]


def test_a_picture_is_told_by_its_content(draw: Draw, saved: Saved) -> None:
    (found,) = extract(Source("poster.docx", data=saved(draw(["诚聘前台"]), "JPEG")), ReadOptions())
    assert isinstance(found, Document)
    assert texts(found) == ["诚聘前台"]


def test_never() -> None:
    with pytest.raises(ExtractError, match=r"poster\.png: a picture, left unread by --ocr never"):
        list(extract(Source("poster.png", data=b"\x89PNG\r\n\x1a\n"), ReadOptions(ocr="never")))


@pytest.fixture
def without_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name in [name for name in sys.modules if name.partition(".")[0] == "rapidocr"]:
        monkeypatch.delitem(sys.modules, name)
    engine.engine.cache_clear()
    yield monkeypatch
    engine.engine.cache_clear()


def test_a_missing_extra_is_a_hint(without_engine: pytest.MonkeyPatch) -> None:
    without_engine.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ExtractError, match=r'poster.png: reading pictures needs: pip install "clause-auditor\[ocr\]"'):
        list(extract(Source("poster.png", data=b"\x89PNG\r\n\x1a\n"), ReadOptions()))


def test_a_missing_library_of_the_system_is_named(without_engine: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "rapidocr.py").write_text("raise ImportError('libGL.so.1: cannot open shared object file')", encoding="utf-8")
    without_engine.syspath_prepend(tmp_path)
    with pytest.raises(ExtractError, match=r"needs a library that this system lacks: libGL\.so\.1"):
        list(extract(Source("poster.png", data=b"\x89PNG\r\n\x1a\n"), ReadOptions()))
