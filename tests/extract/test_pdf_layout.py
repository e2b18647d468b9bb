"""Tables, text that does not run across the page, and text that nobody sees."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.extract.drawing import (
    FONT,
    HEIGHT,
    SIZE,
    WIDTH,
    Draw,
    all_of,
    box,
    column,
    down,
    labelled,
    read,
    right,
    row,
    rules,
    texts,
    turned,
)


def table(down: Sequence[float], *rows: Sequence[str], across: Sequence[float] = (70, 200, 300, 400)) -> Draw:
    return all_of(*(row(top, *zip(across, cells, strict=True)) for top, cells in zip(down, rows, strict=True)))


@pytest.mark.parametrize("number", ["iv", "- 4 -", "第 4 页 共 9 页", "第四页", "4 / 9", "Page 4 of 9", "第4页（共9页）", "—4—"])
def test_a_page_number_does_not_cut_a_sentence(number: str) -> None:
    first = "本店招收银员两名，负责收银与结算，须会使用办公软件，能早晚倒班，工资面议，限女"
    found = texts(all_of(row(100, (60, first)), row(780, (290, number))), row(100, (60, "性，包午餐。")))
    assert found == [f"{first}性，包午餐。", number]


@pytest.mark.parametrize("line", ["共招 4 人", "4 名", "限 4 人"])
def test_a_last_line_with_a_number_is_read_in_its_place(line: str) -> None:
    assert texts(all_of(row(740, (60, "招收银员")), row(780, (60, line))), row(100, (60, "联系店长"))) == ["招收银员", line, "联系店长"]


def test_a_header_of_two_lines_that_each_page_repeats_stands_apart() -> None:
    header = all_of(row(30, (60, "某某商行")), row(48, (60, "招聘简章")))
    first = "本店招收银员两名，负责收银与结算，须会使用办公软件，能早晚倒班，工资面议，限女"
    found = texts(all_of(header, row(100, (60, first))), all_of(header, row(100, (60, "性，包午餐。"))))
    assert found == [f"{first}性，包午餐。", "某某商行", "招聘简章", "某某商行", "招聘简章"]


def test_a_watermark_cuts_no_line_and_is_read() -> None:
    mark = turned(120, 330, 45, "内部资料请勿外传", 40)
    found = read(all_of(row(300, (60, "招电焊工，限男性，持证上岗")), mark, row(320, (60, "包住，工资面议")), row(340, (60, "联系店长"))))
    assert [segment.text for segment in found] == ["招电焊工，限男性，持证上岗", "包住，工资面议", "联系店长", "内部资料请勿外传"]
    left, top, right, bottom = box(found.segments[3])
    assert (left, bottom) == pytest.approx((120, 330), abs=35)
    assert (right, top) == pytest.approx((120 + 8 * 40 * 0.71, 330 - 8 * 40 * 0.71), abs=35)


@pytest.mark.parametrize(("angle", "expected"), [(90, (290, 328, 303, 400)), (270, (297, 400, 310, 472)), (180, (228, 397, 300, 410))])
def test_text_that_runs_otherwise_is_read_apart_with_its_box(angle: int, expected: tuple[float, ...]) -> None:
    found = read(all_of(row(350, (60, "招收银员两名，包午餐"), (420, "工资面议")), turned(300, 400, angle, "本店限招女性")))
    assert [segment.text for segment in found] == ["招收银员两名，包午餐 工资面议", "本店限招女性"]
    assert box(found.segments[1]) == pytest.approx(expected, abs=3.5)


def test_text_turned_against_a_turned_page_is_upright() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        canvas.drawString(50, 500, "招收银员，限女性")
        canvas.rotate(90)
        canvas.drawString(300, -200, "盖章有效")

    assert texts(page) == ["招收银员，限女性", "盖章有效"]


@pytest.mark.parametrize(
    ("angle", "corner", "expected"),
    [(90, (500, 100), (414, 388, 427, 412)), (-90, (100, 700), (173, 388, 186, 412)), (180, (500, 400), (188, 473, 212, 487))],
)
def test_a_page_drawn_sideways_is_read_as_it_would_be_upright(angle: int, corner: tuple[float, float], expected: tuple[float, ...]) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(*corner)
        canvas.rotate(angle)
        canvas.grid([0, 200, 400], [0, 80, 160])
        for x, y, text in (
            (10, 100, "岗位"),
            (210, 100, "性别"),
            (10, 20, "收银员"),
            (288, 80 - 4, "限女"),
            (0, 180, "招聘计划"),
            (0, 200, "某某商行"),
        ):
            canvas.drawString(x, y, text)

    found = read(page)
    assert labelled(found) == [("", "某某商行"), ("", "招聘计划"), ("", "岗位"), ("", "性别"), ("岗位", "收银员"), ("性别", "限女")]
    assert box(found.segments[-1]) == pytest.approx(expected, abs=3.5)


@pytest.mark.parametrize("name", [turned(78, 252, 90, "性别"), turned(64, 210, 270, "性别"), down(64, 220, "性别")])
def test_a_name_written_upright_names_the_cell_beside_it(name: Draw) -> None:
    cells = all_of(
        rules([60, 84, 200, 224, 400], [200, 260]), name, row(230, (90, "限男"), (204, "户"), (230, "本市")), row(250, (204, "籍"))
    )
    found = labelled(read(cells))
    assert ("性别", "限男") in [(name.replace("\n", ""), text) for name, text in found]
    assert "本市" in [text for _, text in found]


def test_chinese_from_top_to_bottom_is_one_line() -> None:
    beside = ["招收银员两名，会用软件。", "早晚两班。", "包午餐。", "工资面议。", "联系店长。"]
    found = read(all_of(down(60, 100, "本店限招女性"), column(240, 100, *beside)))
    assert [segment.text for segment in found] == [*beside, "本店限招女性"]
    assert box(found.segments[-1]) == pytest.approx((60, 90, 72, 172), abs=3.5)


def test_columns_from_top_to_bottom_are_read_from_right_to_left() -> None:
    page = all_of(
        row(60, (200, "招工启事")),
        *(down(400 - 24 * n, 100, text) for n, text in enumerate(("本店招收银员限", "女性三十岁以下", "包午餐"))),
    )
    assert texts(page) == ["招工启事", "本店招收银员限女性三十岁以下包午餐"]


def test_values_under_one_another_are_no_line_from_top_to_bottom() -> None:
    assert texts(down(60, 100, "男女男女男", leading=20)) == list("男女男女男")
    by_row = all_of(*(row(100 + 14 * n, (60, f"收银{n}"), (160, sex)) for n, sex in enumerate("男女男女")))
    assert texts(by_row) == [f"收银{n} {sex}" for n, sex in enumerate("男女男女")]


def test_a_list_of_duties_tells_of_the_post_that_the_line_above_names() -> None:
    def duties(top: float) -> Draw:
        cells = all_of(row(top + 20, (70, "序号"), (140, "职责说明")), row(top + 40, (70, "1"), (140, "清点货款")))
        return all_of(rules([60, 130, 400], [top, top + 25, top + 50]), cells)

    found = read(all_of(row(90, (60, "岗位名称：收银员")), duties(100), duties(200)))
    assert [segment.post for segment in found if segment.text == "清点货款"] == ["收银员", ""]


HEADER = ("岗位", "性别", "年龄", "其他条件")


@pytest.mark.parametrize("ruled", [True, False])
def test_a_table_without_upright_rules_is_read_under_its_header(ruled: bool) -> None:
    def three_lines(canvas: Canvas) -> None:
        for top in (180, 208, 300):
            canvas.line(60, HEIGHT - top, 540, HEIGHT - top)

    cells = table(
        (200, 228, 256, 284), HEADER, ("焊工", "男", "35岁以下", "持证"), ("前台", "女", "不限", "会英语"), ("保洁", "不限", "不限", "无")
    )
    found = read(all_of(three_lines if ruled else row(160, (60, "招聘计划")), cells, row(340, (60, "以上岗位包住"))))
    assert labelled(found)[-13:] == [
        *(("岗位", "焊工"), ("性别", "男"), ("年龄", "35岁以下"), ("其他条件", "持证")),
        *(("岗位", "前台"), ("性别", "女"), ("年龄", "不限"), ("其他条件", "会英语")),
        *(("岗位", "保洁"), ("性别", "不限"), ("年龄", "不限"), ("其他条件", "无")),
        ("", "以上岗位包住"),
    ]
    sex = next(segment for segment in found if segment.text == "男")
    assert box(sex) == pytest.approx((200, 217, 212, 230), abs=3.5)
    assert sex.label
    assert sex.label.location == next(segment for segment in found if segment.text == "性别").locate(0)
    assert sex.group == "table1row2"


@pytest.mark.parametrize(("ending", "goes_on"), [("，", True), ("。", False)])
def test_a_cell_goes_on_behind_a_pause_as_far_below_as_the_next_row(ending: str, goes_on: bool) -> None:
    rows = (HEADER, ("焊工", "男", "35岁以下", f"持证上岗{ending}"), ("", "", "", "本市户口优先"), ("前台", "女", "不限", "会英语"))
    found = [(name, text.replace("\n", "")) for name, text in labelled(read(table((200, 222, 244, 266), *rows)))]
    assert (("其他条件", f"持证上岗{ending}本市户口优先") in found) is goes_on
    assert (("性别", "女") in found) is goes_on


def test_numbers_that_end_below_each_other_are_cells_however_close_the_text_beside_them_comes() -> None:
    posts = ("收银员", "搬运工", "空调设备维修技术员", "文员")
    numbers = (("人数", "年龄上限"), ("2", "35"), ("12", "45"), ("4", "30"), ("1", "28"))
    lines = [
        all_of(row(200 + 22 * line, (60, text)), right(200 + 22 * line, (188, few), (248, age)))
        for line, (text, (few, age)) in enumerate(zip(("岗位", *posts), numbers, strict=True))
    ]
    found = [pair for pair in labelled(read(all_of(*lines))) if pair[0]]
    assert found[:3] == [("岗位", "收银员"), ("人数", "2"), ("年龄上限", "35")]
    assert found[6:9] == [("岗位", "空调设备维修技术员"), ("人数", "4"), ("年龄上限", "30")]
    assert len(found) == 12


def test_a_line_with_gaps_is_not_cut_where_nothing_stands_below_names() -> None:
    lines = ("招聘岗位  人数 2 名  年龄不限", "工作地点  本市  双休")
    assert texts(column(60, 100, *lines)) == [" ".join(line.split()) for line in lines]
    rows = (HEADER, ("焊工", "男", "35岁以下", "持证  会英语"), ("前台", "女", "不限", "无"))
    assert ("其他条件", "持证 会英语") in labelled(read(table((200, 222, 244), *rows)))


def test_a_header_in_two_rows_names_its_columns() -> None:
    upper = all_of(row(200, (70, "岗位"), (150, "人数")), row(192, (300, "报名条件")))
    lower = row(208, (230, "性别"), (300, "年龄上限"), (400, "其他条件"))
    rows = [("焊工", "2", "男", "45", "持证"), ("前台", "1", "女", "30", "会英语"), ("保洁", "3", "不限", "50", "")]
    cells = table((228, 248, 268), *rows, across=(70, 150, 230, 300, 400))
    found = [(name, text) for name, text in labelled(read(all_of(upper, lower, cells))) if name]
    assert found[:5] == [("岗位", "焊工"), ("人数", "2"), ("性别", "男"), ("年龄上限", "45"), ("其他条件", "持证")]
    assert len(found) == 14


def test_what_stands_above_several_names_of_the_lower_row_names_no_column() -> None:
    header = all_of(row(200, (70, "岗位"), (150, "人数"), (260, "性别和年龄")), row(216, (230, "性别"), (300, "年龄上限")))
    cells = table((236, 256), ("焊工", "2", "男", "45"), ("前台", "1", "女", "30"), across=(70, 150, 230, 300))
    assert [pair for pair in labelled(read(all_of(header, cells))) if pair[0]][:4] == [
        ("岗位", "焊工"),
        ("人数", "2"),
        ("性别", "男"),
        ("年龄上限", "45"),
    ]


CENTRED = [
    # the names of columns halfway between the rows, those of several over their middle
    ([(200, 328, "年龄"), (208, 70, "岗位"), (208, 150, "性别"), (208, 420, "备注"), (216, 280, "上限"), (216, 370, "下限")], "年龄上限"),
    # three rows, names of one column at the height of the lowest
    (
        [
            *((200, 250, "报考条件"), (215, 328, "年龄"), (230, 70, "岗位"), (230, 150, "性别")),
            *((230, 280, "上限"), (230, 370, "下限"), (230, 420, "备注")),
        ],
        "年龄上限",
    ),
    # a name that goes on below
    (
        [
            *((200, 262, "本岗位最高年"), (208, 70, "岗位"), (208, 150, "性别"), (208, 350, "最低年龄"), (208, 420, "备注")),
            (216, 290, "龄"),
        ],
        "本岗位最高年龄",
    ),
]


@pytest.mark.parametrize(("head", "name"), CENTRED, ids=["halfway", "three rows", "a long name"])
def test_names_set_between_the_rows_of_a_header(head: list[tuple[float, float, str]], name: str) -> None:
    rows = [("焊工", "男", "45", "20", "持证"), ("前台", "女", "30", "18", "会英语"), ("保洁", "不限", "50", "18", "")]
    cells = table((250, 270, 290), *rows, across=(70, 150, 286, 376, 420))
    found = [pair for pair in labelled(read(all_of(*(row(top, (left, text)) for top, left, text in head), cells))) if pair[0]]
    assert [pair[1] for pair in found] == [text for texts in rows for text in texts if text]
    assert [("".join(label.split()), text) for label, text in (found[2], found[7])] == [(name, "45"), (name, "30")]
    assert found[1] == ("性别", "男")


def test_columns_for_each_sex_without_rules() -> None:
    head = all_of(row(200, (182, "性别")), row(208, (70, "岗位"), (290, "学历")), row(216, (150, "男"), (220, "女")))
    cells = table(
        (240, 260, 280), ("焊工", "√", "", "中专"), ("前台", "", "√", "中专"), ("保洁", "√", "√", "不限"), across=(70, 150, 220, 290)
    )
    found = [pair for pair in labelled(read(all_of(head, cells))) if pair[1] == "√"]
    assert found == [("仅勾选男", "√"), ("仅勾选女", "√"), ("男", "√"), ("女", "√")]


@pytest.mark.parametrize(
    "head",
    [
        [(200, 150, "性别"), (216, 70, "岗位"), (216, 280, "年龄")],  # no name over the last column
        [(200, 150, "性别："), (216, 70, "岗位"), (216, 280, "年龄"), (216, 370, "备注")],  # it is answered below
    ],
)
def test_lines_above_columns_that_are_no_header(head: list[tuple[float, float, str]]) -> None:
    cells = table((250, 270, 290), *[("焊工", "男", "45", "持证")] * 3, across=(70, 150, 286, 376))
    found = labelled(read(all_of(*(row(top, (left, text)) for top, left, text in head), cells)))
    assert not [pair for pair in found if pair[0]]


def test_a_cell_in_two_fonts_is_one_cell() -> None:
    def latin(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", SIZE)
        canvas.drawString(200 + 2 * SIZE + 2, HEIGHT - 220, "B12")
        canvas.setFont(FONT, SIZE)

    cells = table((200, 220, 240), ("岗位", "单位", "性别", "年龄"), ("焊工", "车间", "男", "45"), ("前台", "本部", "女", "30"))
    assert [pair for pair in labelled(read(all_of(cells, latin))) if pair[0]][:4] == [
        ("岗位", "焊工"),
        ("单位", "车间 B12"),
        ("性别", "男"),
        ("年龄", "45"),
    ]


def test_names_down_the_side_name_what_stands_beside_them() -> None:
    found = read(table((200, 220, 240), ("岗位", "出纳", "司机", "保安"), ("性别", "女", "男", "男"), ("年龄", "30岁以下", "45", "不限")))
    assert [(segment.label.text, segment.text, segment.post) for segment in found if segment.label and segment.label.text == "性别"] == [
        ("性别", "女", "出纳"),
        ("性别", "男", "司机"),
        ("性别", "男", "保安"),
    ]


def test_centred_cells_and_those_that_go_on_below() -> None:
    header = row(200, (70, "岗位"), (200, "性别"), (300, "任职要求"))
    rows = [
        row(220, (58, "收银主管"), (206, "女"), (264, "会用办公软件，限本市")),
        row(236, (264, "户籍")),
        row(260, (70, "保洁"), (206, "男"), (300, "不限")),
    ]
    assert labelled(read(all_of(header, *rows)))[3:] == [
        *(("岗位", "收银主管"), ("性别", "女"), ("任职要求", "会用办公软件，限本市户籍")),
        *(("岗位", "保洁"), ("性别", "男"), ("任职要求", "不限")),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("本店", "现招", "性别", "不限"), ("收银", "员两", "名包", "午餐"), ("工资", "面议", "早晚", "两班")],
        [("岗位：", "收银", "性别：", "女"), ("年龄：", "不限", "学历：", "不限"), ("电话：", "到店", "地点：", "本市")],
        [("岗位", "收银", "本市", "女"), ("学历", "不限", "地点", "东区"), ("待遇", "面议", "包吃", "包住")],
        [HEADER, ("焊工", "男", "不限", "持证")],
    ],
    ids=["spread words", "names and values", "a form", "a header and one row"],
)
def test_words_that_stand_apart_are_no_table(rows: list[Sequence[str]]) -> None:
    assert labelled(read(table([200 + 20 * n for n in range(len(rows))], *rows))) == [("", " ".join(cells)) for cells in rows]


def test_a_line_across_the_columns_ends_a_table() -> None:
    cells = table((200, 220, 240), HEADER, ("焊工", "男", "不限", "持证"), ("前台", "女", "不限", "无"))
    found = read(all_of(cells, row(260, (70, "以上岗位均须能适应早晚两班，包午餐")), row(280, (70, "店长"), (200, "限女"))))
    assert labelled(found)[-2:] == [("", "以上岗位均须能适应早晚两班，包午餐"), ("", "店长 限女")]


@pytest.mark.parametrize("aside", [(0.4, 0), (0.4, 0.4), (0, 0.3)])
def test_text_drawn_twice_to_be_bold_is_read_once(aside: tuple[float, float]) -> None:
    across, up = aside
    assert texts(all_of(row(100, (60, "只限男性报名")), row(100 - up, (60 + across, "只限男性报名")))) == ["只限男性报名"]


def test_radicals_stay_as_the_font_has_them() -> None:
    assert texts(row(100, (60, "限⼥性"))) == ["限⼥性"]


def unseen(text: str) -> tuple[str, str, str]:
    return ("ad.pdf", "page 1", f"not judged, because the page does not show it: “{text}”")


def white(text: str, top: float = 200) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(60, HEIGHT - top, text)
        canvas.restoreState()

    return draw


def without_ink(canvas: Canvas) -> None:
    text = canvas.beginText(60, HEIGHT - 200)
    text.setTextRenderMode(3)
    text.textOut("男女不限")
    text.setTextRenderMode(0)
    canvas.drawText(text)


@pytest.mark.parametrize("hidden", [white("男女不限"), without_ink])
def test_text_that_nobody_sees_is_told_and_not_judged(hidden: Draw) -> None:
    found = read(all_of(row(100, (60, "限女性")), hidden))
    assert [segment.text for segment in found] == ["限女性"]
    assert [failure.told("en") for failure in found.failures] == [unseen("男女不限")]


def test_a_page_of_unseen_text_only_is_told() -> None:
    found = read(white("限女性"), row(100, (60, "联系店长")))
    assert [segment.text for segment in found] == ["联系店长"]
    assert [failure.told("en") for failure in found.failures] == [unseen("限女性")]


def test_white_text_on_a_dark_ground_is_seen() -> None:
    def band(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(50, HEIGHT - 210, 300, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)

    assert texts(all_of(band, white("限女性"))) == ["限女性"]


def test_a_pale_watermark_is_seen() -> None:
    def pale(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 0.9)
        turned(100, 500, 45, "限女性报名", 48)(canvas)
        canvas.setFillColorRGB(0, 0, 0)

    assert texts(all_of(row(100, (60, "招收银员")), pale)) == ["招收银员", "限女性报名"]


def test_text_off_the_page_is_left_out_and_text_on_its_edge_is_not() -> None:
    assert texts(
        all_of(row(100, (60, "招收银员")), row(200, (700, "限男性")), row(900, (60, "裁切线")), row(300, (560, "限女性报名")))
    ) == ["招收银员", "限女性报名"]
