from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import PagePlace
from tests.extract.drawing import all_of

FONT = "STSong-Light"
SIZE = 12
WIDTH, HEIGHT = 600, 800
LEFT = 60
FULL = (WIDTH - 2 * LEFT) // SIZE  # characters in a full line
LEADING = 20
PADDING = "本店主营文具批发零售业务客源稳定同事和气环境整洁交通便利附近有地铁站公交站超市菜场"

NEVER = ReadOptions(ocr="never")

Page = Callable[[Canvas], None]


@pytest.fixture(scope="module", autouse=True)
def font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def pdf(*pages: Page, password: str | None = None) -> bytes:
    out = io.BytesIO()
    locked = None if password is None else StandardEncryption(password, "owner")
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), encrypt=locked, invariant=1)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*texts: str, left: float = LEFT, top: float = 100, leading: float = LEADING) -> Page:
    """Draw lines, the baseline of the first ``top`` points from the upper edge."""

    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(left, HEIGHT - top - number * leading, text)

    return draw


def grid(across: list[float], down: list[float]) -> Page:
    return lambda canvas: canvas.grid(across, [HEIGHT - place for place in down])


def row(top: float, *cells: tuple[float, str]) -> Page:
    return all_of(*(lines(text, left=left, top=top) for left, text in cells))


def full(end: str) -> str:
    """A line that fills the column and ends so."""
    return PADDING[: FULL - len(end)] + end


def read(data: bytes, options: ReadOptions | None = None) -> Document:
    (found,) = extract(Source("ad.pdf", data=data), options or ReadOptions())
    assert (found.id, found.source) == ("ad.pdf", "ad.pdf")
    return found


def texts(*pages: Page) -> list[str]:
    found = read(pdf(*pages))
    assert not found.failures
    return [segment.text for segment in found]


def labelled(document: Document) -> list[tuple[str, str]]:
    return [(segment.label.text if segment.label else "", segment.text) for segment in document]


def place(segment: Segment, offset: int = 0) -> tuple[int, float, float, float, float]:
    found = segment.locate(offset)
    assert isinstance(found, PagePlace)
    assert found.box
    return (found.page, *found.box)


def near(page: int, left: float, baseline: float, right: float) -> object:
    """A line of the usual size whose baseline runs ``baseline`` points from the top."""
    return pytest.approx((page, left, baseline - SIZE * 0.9, right, baseline + SIZE * 0.2), abs=3.5)


def test_lines_are_paragraphs_with_page_and_box() -> None:
    found = read(pdf(lines("招聘启事", "要求：限男性"), lines("联系人：周师傅", top=300)))
    assert [segment.text for segment in found] == ["招聘启事", "要求：限男性", "联系人：周师傅"]
    assert place(found.segments[0]) == near(1, LEFT, 100, LEFT + 4 * SIZE)
    assert place(found.segments[1]) == near(1, LEFT, 120, LEFT + 6 * SIZE)
    assert place(found.segments[2]) == near(2, LEFT, 300, LEFT + 7 * SIZE)


def test_a_clause_cut_by_the_edge_is_whole_and_both_lines_are_located() -> None:
    found = read(pdf(lines(full("前台限女"), "性，形象好。")))
    (segment,) = found.segments
    cut = segment.text.index("限女性")
    assert place(segment, cut) == near(1, LEFT, 100, LEFT + FULL * SIZE)
    assert place(segment, cut + 2) == near(1, LEFT, 120, LEFT + 6 * SIZE)


@pytest.mark.parametrize("mark", ["2、", "2.", "（二）", "二、", "②", "•", "第二条", "◆", "B."])
def test_a_list_mark_begins_a_paragraph(mark: str) -> None:
    assert texts(lines(full("能吃苦耐劳"), f"{mark}限男性")) == [full("能吃苦耐劳"), f"{mark}限男性"]


@pytest.mark.parametrize("digits", ["3.5年以上经验", "18岁以上", "35."])
def test_a_number_that_is_no_list_mark_goes_on(digits: str) -> None:
    assert texts(lines(full("要求"), digits)) == [full("要求") + digits]


def test_lines_that_end_early_stay_apart() -> None:
    assert texts(lines(full("好"), "底薪三千", "包吃包住")) == [full("好") + "底薪三千", "包吃包住"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("装卸工3名，", "收银员两名，夜班"), ("装卸工（男）若干名：", "收银员 2人，夜班"), ("学历要求：", "性别要求：男")],
)
def test_lines_that_begin_like_items_of_one_list_stay_apart(first: str, second: str) -> None:
    item = first + full("本市户口")[len(first) :]
    assert texts(lines(item, second)) == [item, second]


@pytest.mark.parametrize(
    ("first", "second"),
    [("装卸工3名，", "性别要求：男"), ("装卸工3名，", "女两名"), ("现招人员如下，", "收银员两名，夜班"), ("装卸工3班，", "收银员两班")],
)
def test_lines_that_begin_otherwise_go_on(first: str, second: str) -> None:
    item = first + full("限")[len(first) :]
    assert texts(lines(item, second)) == [item + second]


def test_an_indented_line_begins_a_paragraph() -> None:
    page = all_of(lines(full("。"), top=100), lines("限本市户籍，外地勿扰。", left=LEFT + 2 * SIZE, top=120))
    assert texts(page) == [full("。"), "限本市户籍，外地勿扰。"]


def test_wrapped_latin_words_are_parted_by_a_space() -> None:
    first = "Applicants must be " + "fluent in written English " * 3 + "and male"
    assert texts(lines(first, "candidates are preferred.", first)) == [f"{first} candidates are preferred.", first]


def test_wide_line_spacing_is_the_pages_own() -> None:
    page = lines("岗位要求", full("限女"), "性，三十岁以下。", "工资面议", "包住", leading=44)
    assert texts(page) == ["岗位要求", full("限女") + "性，三十岁以下。", "工资面议", "包住"]


def test_a_clause_cut_by_the_pages_end_is_whole_without_the_page_number() -> None:
    ends = [f"第 {number} 页 共 2 页" for number in (1, 2)]
    first = all_of(lines("招工简章", full("搬运岗限男")), lines(ends[0], left=270, top=780))
    second = all_of(lines("性，须夜班。", "报名从速"), lines(ends[1], left=270, top=780))
    found = read(pdf(first, second))
    assert [segment.text for segment in found] == ["招工简章", full("搬运岗限男") + "性，须夜班。", ends[0], "报名从速", ends[1]]
    cut = found.segments[1]
    assert place(cut, cut.text.index("性，"))[0] == 2
    assert place(cut, cut.text.index("性，") - 1)[0] == 1


def test_a_sentence_that_ends_on_its_page_is_not_joined() -> None:
    assert texts(lines(full("包住。")), lines("限男性")) == [full("包住。"), "限男性"]


@pytest.mark.parametrize("by_row", [True, False])
def test_two_columns_are_read_one_after_the_other(by_row: bool) -> None:
    left = [
        "仓库招理货员，每天工作八小时，",
        "单休，包午餐，年龄四十岁以下，",
        "能搬运二十公斤货物，有叉车证",
        "者优先，工资按件计算。",
        "有意者请电话联系。",
    ]
    right = [
        "另招前台一名，负责接待来访客",
        "人，收发信件，整理会议室，限女",
        "性，身高一米六以上，形象气质",
        "佳，普通话标准，有经验者优先",
        "录用，工资面议。",
    ]
    sides = [[lines(text, left=x, top=140 + n * LEADING) for n, text in enumerate(side)] for x, side in ((60, left), (330, right))]
    drawn = [page for pair in zip(*sides, strict=True) for page in pair] if by_row else [*sides[0], *sides[1]]
    title = "本市同乐综合市场二零二六年秋季联合招聘信息汇总公告请各位求职者仔细阅读"
    found = texts(all_of(lines(title), *drawn))
    assert found[0] == title
    assert "".join(found[1:]) == "".join(left + right)
    assert any("限女性，身高" in text for text in found)


def test_characters_drawn_one_by_one_are_lines() -> None:
    words = {100: "招聘保管员", 120: "限男限男"}
    page = all_of(*(row(top, *((LEFT + n * SIZE, sign) for n, sign in enumerate(word))) for top, word in words.items()))
    assert texts(page) == [*words.values()]


def test_lines_of_one_character_stay_apart() -> None:
    assert texts(lines("性别", "男", "年龄", "不限", "女")) == ["性别", "男", "年龄", "不限", "女"]


def test_a_line_from_top_to_bottom_is_read() -> None:
    data = pdf(lines("招聘性别限男")).replace(b"/UniGB-UCS2-H", b"/UniGB-UCS2-V")
    assert [segment.text for segment in read(data)] == ["招聘性别限男"]


def test_names_and_values_side_by_side_are_one_line() -> None:
    page = all_of(*(row(100 + 20 * n, (60, f"名称{n}："), (400, "内容")) for n in range(6)))
    assert texts(page) == [f"名称{n}： 内容" for n in range(6)]


def test_a_ruled_table_is_read_as_cells_under_their_headers() -> None:
    table = all_of(
        grid([60, 160, 260, 540], [200, 230, 260, 310]),
        row(220, (70, "岗位"), (170, "性别"), (270, "任职要求")),
        row(250, (70, "钣金工"), (170, "限男"), (270, "持证")),
        row(280, (70, "缝纫工"), (170, "女"), (270, PADDING[:20] + "本市")),
        row(300, (270, "户籍")),
    )
    found = read(pdf(all_of(lines("招聘计划表"), table, lines("以上岗位包住", top=400))))
    assert labelled(found) == [
        ("", "招聘计划表"),
        ("", "岗位"),
        ("", "性别"),
        ("", "任职要求"),
        ("岗位", "钣金工"),
        ("性别", "限男"),
        ("任职要求", "持证"),
        ("岗位", "缝纫工"),
        ("性别", "女"),
        ("任职要求", PADDING[:20] + "本市户籍"),
        ("", "以上岗位包住"),
    ]
    sex = found.segments[5]
    assert sex.group == found.segments[6].group == "table1row2" != found.segments[7].group
    assert place(sex) == near(1, 170, 250, 194)
    assert sex.label
    assert sex.label.location == found.segments[2].locate(0)
    assert place(found.segments[9], 22) == near(1, 270, 300, 294)


def thin_shapes(canvas: Canvas) -> None:
    for x in (60, 160, 260):
        canvas.rect(x, HEIGHT - 260, 0.5, 60, stroke=0, fill=1)
    for down in (200, 230, 260):
        canvas.rect(60, HEIGHT - down, 200, 0.5, stroke=0, fill=1)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("ruled")
    canvas.grid([0, 100, 200], [0, 30, 60])
    canvas.endForm()
    canvas.translate(60, HEIGHT - 260)
    canvas.doForm("ruled")
    canvas.translate(-60, 260 - HEIGHT)
    canvas.setFont(FONT, SIZE)


def boxes(canvas: Canvas) -> None:
    for x in (60, 160):
        for down in (230, 260):
            canvas.rect(x, HEIGHT - down, 100, 30, stroke=1, fill=0)


@pytest.mark.parametrize("rules", [thin_shapes, in_a_form, boxes])
def test_rules_are_found_however_they_are_drawn(rules: Page) -> None:
    cells = all_of(row(220, (70, "岗位"), (170, "性别")), row(250, (70, "焊工"), (170, "男")))
    assert labelled(read(pdf(all_of(rules, cells)))) == [("", "岗位"), ("", "性别"), ("岗位", "焊工"), ("性别", "男")]


def test_merged_cells_and_sides_that_are_not_drawn() -> None:
    def rules(canvas: Canvas) -> None:
        for down, start in ((200, 60), (230, 160), (260, 60), (290, 60), (320, 160), (350, 60)):
            canvas.line(start, HEIGHT - down, 460, HEIGHT - down)
        canvas.line(160, HEIGHT - 200, 160, HEIGHT - 350)
        canvas.line(310, HEIGHT - 230, 310, HEIGHT - 350)

    cells = all_of(
        row(235, (70, "岗位")),
        row(220, (170, "条件")),
        row(250, (170, "性别"), (320, "户籍")),
        row(280, (70, "司机"), (170, "男"), (320, "本市")),
        row(320, (70, "门卫")),
        row(310, (170, "限男"), (320, "不限")),
        row(340, (170, "女"), (320, "本区")),
    )
    assert labelled(read(pdf(all_of(rules, cells)))) == [
        ("", "岗位"),
        ("", "条件"),
        ("", "性别"),
        ("", "户籍"),
        ("岗位", "司机"),
        ("性别", "男"),
        ("户籍", "本市"),
        ("岗位", "门卫"),
        ("性别", "限男"),
        ("户籍", "不限"),
        ("性别", "女"),
        ("户籍", "本区"),
    ]


def test_a_table_keeps_its_headers_on_the_next_page_and_a_row_cut_in_two_is_one() -> None:
    across: list[float] = [60, 120, 200, 540]
    first = all_of(
        grid(across, [700, 730, 760]),
        row(720, (70, "岗位"), (130, "性别"), (210, "要求")),
        row(750, (70, "绘图员"), (130, "不限"), (210, PADDING[:25] + "限女")),
    )
    second = all_of(
        grid(across, [60, 90, 120]),
        row(80, (210, "性优先")),
        row(110, (70, "测量员"), (130, "男"), (210, "野外作业")),
    )
    found = read(pdf(first, second))
    assert labelled(found)[3:] == [
        ("岗位", "绘图员"),
        ("性别", "不限"),
        ("要求", PADDING[:25] + "限女性优先"),
        ("岗位", "测量员"),
        ("性别", "男"),
        ("要求", "野外作业"),
    ]
    cut = found.segments[5]
    assert (place(cut)[0], place(cut, cut.text.index("性优先"))[0]) == (1, 2)
    assert [segment.group for segment in found][5:7] == ["table1row2", "table1row3"]


def test_a_header_that_each_page_repeats_names_cells_once_and_parts_no_row() -> None:
    across: list[float] = [60, 120, 200, 540]
    header = ((70, "岗位"), (130, "性别"), (210, "要求"))
    first = all_of(
        grid(across, [700, 730, 760]),
        row(720, *header),
        row(750, (70, "绘图员"), (130, "不限"), (210, PADDING[:25] + "限女")),
    )
    second = all_of(
        grid(across, [60, 90, 120, 150]),
        row(80, *header),
        row(110, (210, "性优先")),
        row(140, (70, "测量员"), (130, "男"), (210, "野外作业")),
    )
    found = read(pdf(first, second))
    assert labelled(found)[3:] == [
        ("岗位", "绘图员"),
        ("性别", "不限"),
        ("要求", PADDING[:25] + "限女性优先"),
        ("岗位", "测量员"),
        ("性别", "男"),
        ("要求", "野外作业"),
        ("", "岗位"),
        ("", "性别"),
        ("", "要求"),
    ]
    assert place(found.segments[-2]) == near(2, 130, 80, 154)


def test_a_row_unlike_the_header_is_none() -> None:
    across: list[float] = [60, 160, 260]
    first = all_of(grid(across, [700, 730, 760]), row(720, (70, "岗位"), (170, "性别")), row(750, (70, "焊工"), (170, "男")))
    second = all_of(grid(across, [60, 90, 120]), row(80, (70, "岗位"), (170, "限女")), row(110, (70, "焊工"), (170, "男")))
    assert labelled(read(pdf(first, second)))[4:] == [("岗位", "岗位"), ("性别", "限女"), ("岗位", "焊工"), ("性别", "男")]


def test_a_line_that_begins_in_a_lower_font_goes_on() -> None:
    def page(canvas: Canvas) -> None:
        lines(full("要求三十五岁以下、体重不超过"))(canvas)
        canvas.setFont("Helvetica", 7)
        canvas.drawString(LEFT, HEIGHT - 120, "120")
        canvas.setFont(FONT, SIZE)
        canvas.drawString(LEFT + 12, HEIGHT - 120, "斤，限女性")

    assert texts(page) == [full("要求三十五岁以下、体重不超过") + "120斤，限女性"]


def test_a_frame_around_the_page_is_no_table() -> None:
    page = all_of(grid([30, 570], [30, 770]), lines(full("限女"), "性，包住"))
    assert texts(page) == [full("限女") + "性，包住"]


@pytest.mark.parametrize(
    ("rotation", "box"),
    [
        (0, (60, 289, 132, 302)),
        (90, (498, 60, 511, 132)),
        (180, (468, 498, 540, 511)),
        (270, (89, 668, 102, 740)),
    ],
)
def test_boxes_are_those_of_the_page_as_shown(rotation: int, box: tuple[float, ...]) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)  # exchanges width and height for a quarter turn, so that the page is shown upright
        canvas.drawString(60, 500, "限男性搬运工")

    (segment,) = read(pdf(page)).segments
    assert segment.text == "限男性搬运工"
    assert place(segment)[1:] == pytest.approx(box, abs=3.5)


def test_a_page_turned_to_be_read_is_read_as_shown() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.drawString(50, 500, "岗位：调度")
        canvas.drawString(50, 480, "性别：限男")

    found = read(pdf(page))
    assert [segment.text for segment in found] == ["岗位：调度", "性别：限男"]
    assert place(found.segments[0]) == near(1, 50, 100, 110)
    assert place(found.segments[1]) == near(1, 50, 120, 110)


def test_boxes_count_from_the_corner_of_what_is_shown() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setCropBox((40, 50, 580, 760))
        lines("限应届生")(canvas)

    (segment,) = read(pdf(page)).segments
    assert place(segment) == near(1, LEFT - 40, 60, LEFT - 40 + 4 * SIZE)


def turned_table(rotation: int) -> Page:
    """Draw a table in what the crop box leaves, so that it stands upright when the page is shown."""

    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((40, 50, 580, 590))
        canvas.setPageRotation(rotation)
        canvas.translate(310, 305)
        canvas.rotate(rotation)
        canvas.grid([-100, 0, 100], [-30, 0, 30])
        for x, y, text in ((-90, 10, "岗位"), (10, 10, "性别"), (-90, -20, "焊工"), (10, -20, "限男")):
            canvas.drawString(x, y, text)

    return draw


@pytest.mark.parametrize(("rotation", "x", "y"), [(0, 270, 285), (90, 255, 270), (180, 270, 255), (270, 285, 270)])
@pytest.mark.parametrize("corner", [b"[ 0 0", b"[-7 -9", b"[ 8 9"])
def test_a_table_on_a_turned_and_cropped_page_is_found_where_its_text_is(corner: bytes, rotation: int, x: float, y: float) -> None:
    data = pdf(turned_table(rotation))
    found = read(re.sub(rb"(?<=/MediaBox )\[ 0 0 (\d+ \d+) ?", lambda match: (corner + b" " + match[1]).ljust(len(match[0])), data))
    assert not found.failures
    assert labelled(found) == [("", "岗位"), ("", "性别"), ("岗位", "焊工"), ("性别", "限男")]
    assert place(found.segments[3]) == near(1, x + 10, y + 20, x + 34)


def test_lines_that_are_not_quite_straight_are_rules() -> None:
    def rules(canvas: Canvas) -> None:
        for down in (200, 230, 260):
            canvas.line(60, HEIGHT - down, 260, HEIGHT - down - 0.4)
        for x in (60, 160, 260):
            canvas.line(x, HEIGHT - 200, x + 0.3, HEIGHT - 260)

    cells = all_of(row(220, (70, "岗位"), (170, "性别")), row(250, (70, "焊工"), (170, "男")))
    assert labelled(read(pdf(all_of(rules, cells)))) == [("", "岗位"), ("", "性别"), ("岗位", "焊工"), ("性别", "男")]


def slanted(canvas: Canvas) -> None:
    for x in range(60, 300, 30):
        canvas.line(x, HEIGHT - 60, x + 90, HEIGHT - 140)
        canvas.line(60, HEIGHT - 60 - x / 4, 400, HEIGHT - 60 - x / 4)


def coloured(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    for x in (60, 110, 160):
        canvas.rect(x, HEIGHT - 110, 50, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def crowded(canvas: Canvas) -> None:
    for place in range(8_000):
        canvas.line(place % 600, place % 797, place % 600, place % 797 + 40)
        canvas.line(place % 600, place % 797, place % 600 + 40, place % 797)


def a_mesh(canvas: Canvas) -> None:
    canvas.grid([x * 4 for x in range(150)], [y * 4 for y in range(200)])


def crosses(canvas: Canvas) -> None:
    places = [(x, y) for x in range(0, 600, 12) for y in range(0, 800, 12)]
    canvas.lines([line for x, y in places for line in ((x, y, x + 6, y), (x + 3, y - 3, x + 3, y + 3))])


def one_column(canvas: Canvas) -> None:
    canvas.grid([60, 540], [HEIGHT - place for place in (60, 80, 105, 130)])


@pytest.mark.parametrize("drawing", [slanted, coloured, crowded, a_mesh, crosses, one_column])
def test_a_drawing_is_no_table(drawing: Page) -> None:
    assert texts(all_of(drawing, lines("岗位电工限男性，三十岁以下"))) == ["岗位电工限男性，三十岁以下"]


RULED = all_of(
    grid([60, 160, 260], [200, 230, 260]),
    row(220, (70, "岗位"), (170, "性别")),
    row(250, (70, "焊工"), (170, "限男")),
)


def test_a_table_in_a_damaged_file_is_read() -> None:
    damaged = pdf(lines("招聘启事"), RULED).replace(b"/MediaBox [ 0 0", b"/MediaBox [0 0")  # every object is elsewhere than the file says
    assert labelled(read(damaged)) == [("", "招聘启事"), ("", "岗位"), ("", "性别"), ("岗位", "焊工"), ("性别", "限男")]


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, WIDTH, HEIGHT)


def test_a_page_that_is_a_picture_is_a_failure() -> None:
    found = read(pdf(lines("招聘启事"), picture), NEVER)
    assert [segment.text for segment in found] == ["招聘启事"]
    assert [failure.told("en") for failure in found.failures] == [
        ("ad.pdf", "page 2", "no text layer; needs OCR; left unread by --ocr never")
    ]


def test_a_file_of_pictures_has_failures_only() -> None:
    found = read(pdf(picture, picture), NEVER)
    assert found.segments == ()
    assert [failure.place.en for failure in found.failures] == ["page 1", "page 2"]


def test_a_scan_with_a_page_number_is_a_failure() -> None:
    found = read(pdf(all_of(picture, lines("第1页", top=780))), NEVER)
    assert [segment.text for segment in found] == ["第1页"]
    reason = "mostly an image, of which only the text around it is read; needs OCR; left unread by --ocr never"
    assert [failure.told("en") for failure in found.failures] == [("ad.pdf", "page 1, at 0,0", reason)]


def test_a_picture_behind_a_page_of_text_is_none() -> None:
    assert texts(all_of(picture, lines(PADDING[:40], "限男性，包住。"))) == [PADDING[:40] + "限男性，包住。"]


def test_signs_without_meaning_are_a_failure() -> None:
    found = read(pdf(lines("\ue011\ue012\ue013\ue014\ue015\ue016")), NEVER)
    assert found.segments == ()
    assert [failure.told("en") for failure in found.failures] == [
        ("ad.pdf", "page 1", "its fonts do not say which characters they draw; needs OCR; left unread by --ocr never")
    ]


def test_an_empty_page_is_none() -> None:
    assert texts(lines("限男性"), lambda _: None, lines("限女性")) == ["限男性", "限女性"]


def test_a_file_of_empty_pages_is_told() -> None:
    with pytest.raises(ExtractError, match=r"ad\.pdf: the file holds no text"):
        read(pdf(lambda _: None))


def test_pages_beyond_the_limit_are_named() -> None:
    found = read(pdf(*(lines(f"岗位{name}") for name in "甲乙丙丁")), ReadOptions(max_pages=2))
    assert [segment.text for segment in found] == ["岗位甲", "岗位乙"]
    assert [failure.told("en") for failure in found.failures] == [("ad.pdf", "pages 3-4", "2 pages not read: more than the limit of 2")]


def test_a_file_with_a_password_is_told() -> None:
    with pytest.raises(ExtractError, match=r"ad\.pdf: encrypted: needs a password"):
        read(pdf(lines("限男性"), password="geheim"))


def test_a_file_that_only_its_owner_may_change_is_read() -> None:
    assert [segment.text for segment in read(pdf(lines("限男性"), password=""))] == ["限男性"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnot really", b"plain text", bytes(200)])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(ExtractError, match="not a PDF file, or damaged"):
        read(data)


def test_a_truncated_file_is_read_or_told() -> None:
    data = pdf(lines("限男性"), lines("限女性"))
    for keep in range(200, len(data), 300):
        try:
            found = read(data[:keep])
        except ExtractError:
            continue
        assert found.segments or found.failures
