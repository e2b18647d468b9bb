"""Columns of text, and what stands side by side without being one."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.extract.drawing import HEIGHT, Draw, all_of, box, column, read, row, texts, turned

LEFT = ["仓库招理货员两", "名，每天工作八", "小时，单休，包", "午餐，四十岁以", "下优先录用。"]
MIDDLE = ["另招前台一名，", "负责接待来访的", "客人，收发各类", "信件，只限女性", "且形象气质佳。"]
RIGHT = ["还招保洁员三名", "男女不限，五十", "岁以下，住本市", "者优先，工资面", "议，包午餐哦。"]


def test_three_columns_are_read_one_after_the_other() -> None:
    by_row = [
        row(200 + 20 * number, *zip((60, 168, 276), cells, strict=True))
        for number, cells in enumerate(zip(LEFT, MIDDLE, RIGHT, strict=True))
    ]
    assert texts(all_of(*by_row)) == [*LEFT, *MIDDLE, *RIGHT]


def test_a_short_heading_over_two_columns_does_not_hide_them() -> None:
    found = texts(all_of(row(150, (102, "招工")), column(60, 200, *LEFT), column(168, 200, *MIDDLE)))
    assert found[0] == "招工"
    assert found[1:] == [*LEFT, *MIDDLE]


def test_unequal_columns_with_a_picture_in_one() -> None:
    wide = [
        "本店招收银员两名，负责收银与结算，须会使用办",
        "公软件，能早晚倒班，工资面议，包午餐，每月休",
        "四天，缴纳五险，限本市户籍，有意者电话联系店",
        "长，谢绝中介来电，非诚勿扰，录用后另行通知。",
    ]
    found = texts(all_of(column(60, 100, *LEFT), column(60, 400, *MIDDLE), column(170, 100, *wide, leading=100)))
    assert "".join(found) == "".join([*LEFT, *MIDDLE, *wide])


def test_names_beside_their_values_are_no_columns() -> None:
    pairs = [
        ("岗位职责", "负责收银与结算"),
        ("任职要求", "限女性"),
        ("工作时间", "早晚两班"),
        ("福利待遇", "包午餐"),
        ("联系方式", "到店面谈"),
    ]
    page = all_of(*(row(100 + 20 * number, (60, name), (180, value)) for number, (name, value) in enumerate(pairs)))
    assert texts(page) == [f"{name} {value}" for name, value in pairs]


PROSE = [
    [
        "本店招收银员两名，负责收银与",
        "结算，核对每日账目，按时上交",
        "款项，会使用办公软件，仅限女",
        "性，三十五岁以下，早晚两班，",
        "包午餐，工资面议。",
    ],
    [
        "另招搬运工三名，负责装卸和清",
        "点货物，保持仓库整洁，身体健",
        "康，吃苦耐劳，无犯罪记录，限",
        "本市户籍，退伍军人优先，包吃",
        "住，工资面议。",
    ],
]


@pytest.mark.parametrize("gutter", [30, 100, 140])
@pytest.mark.parametrize("lower", [0, 7])
def test_columns_of_prose_are_read_down_however_far_apart(gutter: int, lower: int) -> None:
    one, other = PROSE
    page = all_of(column(60, 100, *one), column(60 + 14 * 12 + gutter, 100 + lower, *other))
    assert texts(page) == ["".join(one), "".join(other)]


def test_a_box_of_short_lines_far_from_prose_is_read_by_itself() -> None:
    beside = ["欢迎加入", "王经理", "城东路口", "每日上午"]
    assert texts(all_of(column(60, 100, *PROSE[0]), column(400, 105, *beside, leading=27))) == ["".join(PROSE[0]), *beside]


NAMED = {
    "岗位职责": ["负责收银与结算，核对每日账目，按时上交款项，", "并协助店长清点库存。"],
    "任职要求": ["会使用办公软件，年龄三十五岁以下，另外只限女", "性报名，本市户籍优先。"],
    "工作时间": ["早晚两班，每班八小时，每月休息四天，法定节假", "日照常放假。"],
    "福利待遇": ["包午餐，缴纳五险，每年组织旅游一次，节日另有", "礼品。"],
}


@pytest.mark.parametrize("gap", [18, 60, 140])
def test_names_stand_before_values_of_several_lines(gap: int) -> None:
    page = all_of(*(all_of(row(100 + 50 * n, (60, name)), column(108 + gap, 100 + 50 * n, *NAMED[name])) for n, name in enumerate(NAMED)))
    assert texts(page) == [f"{name} {''.join(lines)}" for name, lines in NAMED.items()]
    assert texts(all_of(row(60, (60, "招聘启事")), page, row(320, (60, "某某商行"))))[1:-1] == texts(page)


def test_unusual_names_stand_before_values_of_several_lines() -> None:
    names = ["你将负责", "我们希望", "上班几点", "你能得到"]
    page = all_of(*(all_of(row(100 + 50 * n, (60, names[n])), column(130, 100 + 50 * n, *lines)) for n, lines in enumerate(NAMED.values())))
    assert texts(page) == [f"{name} {''.join(lines)}" for name, lines in zip(names, NAMED.values(), strict=True)]


@pytest.mark.parametrize("gap", [18, 60, 140])
def test_names_at_the_middle_of_their_values_stand_before_them(gap: int) -> None:
    page = all_of(*(all_of(row(110 + 60 * n, (60, name)), column(108 + gap, 100 + 60 * n, *NAMED[name])) for n, name in enumerate(NAMED)))
    found = read(page)
    assert [segment.text for segment in found] == [f"{name} {''.join(lines)}" for name, lines in NAMED.items()]
    assert box(found.segments[0])[3] == pytest.approx(112, abs=4)


def test_steps_stand_before_what_they_are() -> None:
    names = ["1、网上报名", "2、资格审查", "3、笔试面试", "4、体检录用"]
    page = all_of(*(all_of(row(100 + 50 * n, (60, names[n])), column(230, 100 + 50 * n, *lines)) for n, lines in enumerate(NAMED.values())))
    assert texts(page) == [f"{name} {''.join(lines)}" for name, lines in zip(names, NAMED.values(), strict=True)]


def test_rows_under_two_names_are_read_across() -> None:
    rows = [
        ("岗位", "要求"),
        ("收银员二名，负责收银", "限女性，三十五岁以下，能倒班"),
        ("搬运工三名，负责装卸", "限男性，身体健康，吃苦耐劳，"),
        ("保洁员一名，负责卫生", "五十岁以下，本市户籍优先录用"),
        ("司机一名，负责送货物", "有驾照，退伍军人优先予以录用"),
    ]
    page = all_of(*(row(100 + 20 * n, (60, one), (220, other)) for n, (one, other) in enumerate(rows)))
    assert texts(page) == [" ".join(cells) for cells in rows]


CARDS = [
    ["岗位：收银员", "性别：女", "年龄：35岁以下", "学历：中专"],
    ["岗位：搬运工", "性别：男", "年龄：45岁以下", "学历：不限"],
]
LISTS = [
    ["收银员", "1、限女性，身体健康；", "2、35岁以下；", "3、会用办公软件。"],
    ["搬运工", "1、限男性，吃苦耐劳；", "2、45岁以下；", "3、有本市户口。"],
]


COUNTED = [
    ["收银员 2名", "限女性，35岁以下", "早晚倒班", "包午餐"],
    ["搬运工 3名", "限男性，45岁以下", "吃苦耐劳", "包吃住"],
]


@pytest.mark.parametrize("columns", [CARDS, LISTS, COUNTED], ids=["the same names", "lists", "numbers wanted"])
@pytest.mark.parametrize("gutter", [20, 60, 160])
def test_posts_side_by_side_are_read_one_after_the_other(columns: list[list[str]], gutter: int) -> None:
    one, other = columns
    assert texts(all_of(column(60, 100, *one), column(190 + gutter, 100, *other))) == [*one, *other]


def test_a_form_of_other_names_on_either_side_is_read_across() -> None:
    rows = [
        ("岗位名称：收银员", "招聘人数：2人"),
        ("性别要求：女", "年龄要求：18-35岁"),
        ("学历要求：中专", "工作地点：本市"),
        ("薪资待遇：面议", "工作时间：早晚两班"),
    ]
    assert texts(all_of(*(row(100 + 20 * n, (60, one), (320, other)) for n, (one, other) in enumerate(rows)))) == [
        " ".join(cells) for cells in rows
    ]


def framed(left: float, top: float, right: float, bottom: float, rounded: bool = False) -> Draw:
    def draw(canvas: Canvas) -> None:
        if rounded:
            canvas.roundRect(left, HEIGHT - bottom, right - left, bottom - top, 8)
        else:
            canvas.rect(left, HEIGHT - bottom, right - left, bottom - top)

    return draw


@pytest.mark.parametrize("rounded", [True, False])
def test_what_stands_in_boxes_side_by_side_is_read_box_by_box(rounded: bool) -> None:
    posts = [["收银员", "限女性", "早晚倒班"], ["搬运工", "限男性", "包吃包住"], ["保洁员", "男女不限", "单休"]]
    places = zip((50, 220, 390), posts, strict=True)
    boxes = [all_of(framed(left - 10, 90, left + 140, 180, rounded), column(left, 115, *lines)) for left, lines in places]
    assert texts(all_of(row(60, (276, "热招岗位")), *boxes)) == ["热招岗位", *posts[0], *posts[1], *posts[2]]


def test_a_box_around_everything_parts_nothing() -> None:
    rows = [("岗位", "收银员"), ("人数", "两名"), ("性别", "女"), ("待遇", "面议")]
    page = all_of(framed(40, 80, 560, 300), *(row(100 + 20 * n, (60, one), (200, other)) for n, (one, other) in enumerate(rows)))
    assert texts(page) == [" ".join(cells) for cells in rows]


@pytest.mark.parametrize("left", [360, 262])
def test_a_heading_that_reaches_over_no_gutter_is_read_first(left: int) -> None:
    one, other = PROSE
    heading = turned(left, 60, 0, "招工", 20)
    assert texts(all_of(heading, column(60, 100, *one), column(260, 100, *other)))[0] == "招工"


def test_a_heading_of_what_reaches_over_the_columns_is_read_after_them() -> None:
    one, other = PROSE
    below = "请携带身份证原件和复印件，于工作日上午到店面报名，逾期不再受理，联系店长。"
    page = all_of(column(60, 100, *one), column(260, 100, *other), row(220, (60, "三、报名方式")), row(245, (60, below)))
    assert texts(page) == ["".join(one), "".join(other), "三、报名方式", below]


def test_the_last_item_of_a_longer_column_stays_in_it() -> None:
    one, other = LISTS
    below = "请携带身份证原件和复印件，于工作日上午到店面报名，逾期不再受理。"
    page = all_of(column(60, 100, *one), row(190, (60, "4、能适应夜班。")), column(260, 100, *other), row(240, (60, below)))
    assert texts(page) == [*one, "4、能适应夜班。", *other, below]


def test_lines_that_hang_below_a_value_go_on_with_it() -> None:
    value = "任职要求：身体健康，能够适应早晚倒班，服从安排，会使用办公软件，只限女"
    assert texts(all_of(row(100, (60, value)), row(120, (120, "性报名，三十五岁以下。")))) == [value + "性报名，三十五岁以下。"]


def test_rows_with_a_gap_in_one_place_do_not_run_on() -> None:
    rows = [(f"{post}{'.' * 60}", "2名") for post in ("收银员（限女）", "搬运工（限男）", "保洁员", "仓管员")]
    page = all_of(*(row(100 + 20 * n, (60, post), (500, count)) for n, (post, count) in enumerate(rows)))
    assert texts(page) == [" ".join(cells) for cells in rows]


def test_a_large_heading_from_top_to_bottom_beside_prose_cuts_none_of_its_sentences() -> None:
    heading = all_of(*(turned(60, 130 + 32 * n, 0, sign, 30) for n, sign in enumerate("招聘启事")))
    lines = ["本店柜台这半年人手一直不够，想在开春以前再添收银员两名，只限女", "性报名，三十五岁以下，能适应早晚倒班。", "联系店长。"]
    assert texts(all_of(heading, column(110, 120, *lines))) == ["".join(lines[:2]), lines[2], "招聘启事"]


def test_a_sentence_goes_on_over_footnotes() -> None:
    lines = [
        "本店主营文具批发零售业务，客源稳定，同事和气，环境整洁，交通便利，现招收银员，",
        "须会使用办公软件，能够早晚倒班，工资面议，有经验的优先录用，身体健康，只限女",
    ]
    notes = ["① 面议：以面试时商定的为准。", "② 倒班：早班七时起。"]
    small = all_of(*(turned(60, 720 + 16 * n, 0, note, 8) for n, note in enumerate(notes)))
    assert texts(all_of(column(60, 100, *lines), small), row(100, (60, "性，包午餐。"))) == [f"{''.join(lines)}性，包午餐。", *notes]


def test_small_print_without_a_mark_stays_in_its_place() -> None:
    page = all_of(column(60, 100, "招收银员", "包午餐", "联系店长"), turned(60, 720, 0, "最终解释以面谈为准", 8))
    assert texts(page, row(100, (60, "招保洁"))) == ["招收银员", "包午餐", "联系店长", "最终解释以面谈为准", "招保洁"]
