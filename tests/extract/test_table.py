from __future__ import annotations

import time
from pathlib import Path

import pytest

from auditor.batch.run import audit_paths
from auditor.engine import Auditor
from auditor.extract.table import TableCell, read
from auditor.model.location import CellPlace


def cells(rows: list[str]) -> list[TableCell]:
    """Make cells from rows cut at bars: ``!`` marks a header, each ``<`` widens the cell to its left, each ``^`` the one above."""
    found: list[TableCell] = []
    for number, row in enumerate(rows, 1):
        column = 1
        for text in row.split("|"):
            wide, high = 1 + text.count("<"), 1 + text.count("^")
            name = text.strip("!<^")
            if name != "-":
                found.append(TableCell(name, CellPlace("1", number, column), number, column, high, wide, text.startswith("!")))
            column += wide
    return found


def told(rows: list[str]) -> list[str]:
    """Return label and text of each cell that has a label."""
    found = cells(rows)
    return [f"{meaning.label.text}={cell.text}" for cell, meaning in zip(found, read(found, "table1"), strict=True) if meaning.label]


def groups(rows: list[str]) -> list[str]:
    return [meaning.group.removeprefix("table1") for meaning in read(cells(rows), "table1")]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["工种|性别", "铆工|男"], ["工种=铆工", "性别=男"]),
        (["工种|铆工", "性别|男"], ["工种=铆工", "性别=男"]),
        (["!path|!what", "a|b"], ["path=a", "what=b"]),
        (["!Field|!Value", "性别|男"], ["性别=男"]),
        (["!性别|男|!民族|汉族"], ["性别=男", "民族=汉族"]),
        (["!性别|男", "!对外地户口申请人的特别约定|不收"], ["性别=男", "对外地户口申请人的特别约定=不收"]),
        (["!性别|!年龄"], []),
        (["!|!性别|!年龄", "!钳工|男|30"], ["性别=男", "年龄=30"]),
        (["!工种^|!条件<", "-|!性别|!年龄", "钳工|男|30"], ["工种=钳工", "性别=男", "年龄=30"]),
        (["!基本<|!条件<", "!工种|!人数|!性别|!年龄", "钳工|2|男|30"], ["工种=钳工", "人数=2", "性别=男", "年龄=30"]),
        (["!工种|!性别", "!钳工|!男"], []),
        (["工种|性别|年龄", "钳工|不限<", "合计共三人<<"], ["工种=钳工", "性别=不限"]),
        (["工种|性别|年龄", "钳工|男|30|包住"], ["工种=钳工", "性别=男", "年龄=30"]),
        (["性别|男|年龄|35岁以下", "学历|中专|民族|汉族"], ["性别=男", "年龄=35岁以下", "学历=中专", "民族=汉族"]),
    ],
)
def test_names_of_cells(rows: list[str], expected: list[str]) -> None:
    assert told(rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["用工表<", "工种|性别", "铆工|男"], ["", "", "", "row3", "row3"]),
        (["性别|男", "年龄|30以下"], ["", "", "", ""]),
        (["一、限女性。", "二、包住。"], ["", ""]),
        (["前台一名，限女性，须未婚。|学徒一名，男女不限，包住。"], ["row1", "row1"]),
    ],
)
def test_what_tells_of_one_thing(rows: list[str], expected: list[str]) -> None:
    assert groups(rows) == expected


@pytest.mark.parametrize(("value", "is_answered"), [("已婚已育优先", True), ("限未婚", True), ("未婚", False), ("□未婚 □已婚", False)])
def test_a_name_beside_what_is_wanted_asks_nobody(value: str, is_answered: bool) -> None:
    rows = cells(["岗位名称|文员|性别|不限", f"婚育状况|{value}|学历|大专"])
    name = next(meaning for cell, meaning in zip(rows, read(rows, "t"), strict=True) if cell.text == "婚育状况")
    assert bool(name.label) is is_answered


def test_a_long_form_takes_no_long_time() -> None:
    start = time.process_time()
    assert len(told(["性别|男"] * 30_000)) == 30_000
    assert time.process_time() - start < 20


def test_wide_rows_of_repeated_cells_take_no_long_time() -> None:
    start = time.process_time()
    rows = ["|".join(["岗位", *["性别"] * 399]), "|".join(["钳工"] * 400), *["|".join(["同上"] * 400)] * 500]
    assert {len(groups) for text, groups in also(rows).items() if text == "钳工"} == {501}
    assert time.process_time() - start < 10


def test_a_wide_header_takes_no_long_time() -> None:
    start = time.process_time()
    rows = ["|".join(["岗位", *["性别", "年龄"] * 4_000]), "|".join(["钳工", *["男", "30以下"] * 4_000])]
    assert told(rows)[-2:] == ["性别=男", "年龄=30以下"]
    assert time.process_time() - start < 5


def posts(rows: list[str]) -> list[str]:
    """Return text and post of each cell that belongs to a post."""
    found = cells(rows)
    return [f"{cell.text}:{meaning.post}" for cell, meaning in zip(found, read(found, "t"), strict=True) if meaning.post]


def test_a_table_beside_another_one_tells_of_posts_of_its_own() -> None:
    rows = ["岗位|性别|年龄|岗位|性别|年龄", "钳工|男|40|司机|女|30"]
    assert told(rows) == ["岗位=钳工", "性别=男", "年龄=40", "岗位=司机", "性别=女", "年龄=30"]
    assert groups(rows)[6:] == ["row2", "row2", "row2", "row2part2", "row2part2", "row2part2"]
    assert posts(rows) == ["钳工:钳工", "男:钳工", "40:钳工", "司机:司机", "女:司机", "30:司机"]


DUTIES = ["序号|职责说明", "1|清点货款", "2|核对账目"]


@pytest.mark.parametrize(
    ("above", "post"),
    [
        ("岗位名称：收银员", "收银员"),
        ("二、岗位名称: 理货员    所属部门：营运部", "理货员"),
        ("职位：客服专员　职位编号：K-02", "客服专员 K-02"),
        ("岗位名称", ""),
        ("所属部门：营运部", ""),
        ("说明：岗位名称：收银员", ""),
        ("岗位名称：收银员，负责收款。其他事项：由门店安排", ""),
        ("本店现有下列岗位", ""),
    ],
)
def test_a_line_above_may_name_the_post_of_a_list(above: str, post: str) -> None:
    meanings = read(cells(DUTIES), "t", above)
    assert {meaning.post for meaning in meanings[2:]} == {post}
    assert len({meaning.group for meaning in meanings[2:]}) == (1 if post else 2)
    assert {meaning.group for meaning in meanings[:2]} == {""}


def test_a_table_that_names_posts_tells_of_these_whatever_stands_above() -> None:
    rows = cells(["岗位|性别", "钳工|男", "司机|女"])
    assert read(rows, "t", "岗位名称：收银员") == read(rows, "t")


def test_headers_once_more_on_the_next_page_and_those_of_another_table() -> None:
    rows = [
        "岗位|性别|人数",
        "钳工|男|2",
        "岗位|性别|人数",
        "司机|女|1",
        "附：见习岗位",
        "招聘单位|工种|户籍|学历",
        "档案馆|校对|本市|本科",
    ]
    assert told(rows) == [
        *("岗位=钳工", "性别=男", "人数=2"),
        *("岗位=司机", "性别=女", "人数=1"),
        *("招聘单位=档案馆", "工种=校对", "户籍=本市", "学历=本科"),
    ]
    assert groups(rows)[6:9] == ["", "", ""]
    assert groups(rows)[-4:] == ["row7"] * 4


@pytest.mark.parametrize(
    "row",
    ["管理岗位|行政单位|法律专业", "保洁岗|物业部门|无要求", "岗位职责|本科|不限"],
)
def test_a_row_of_values_is_no_header(row: str) -> None:
    rows = ["岗位|单位|要求", "钳工|甲厂|男", row, "司机|乙厂|女"]
    assert told(rows)[-1] == "要求=女"
    assert len(told(rows)) == 9


@pytest.mark.parametrize("over", ["项目", "类别", "岗位要求", "条件"])
def test_the_first_row_names_the_posts_where_its_name_says_nothing(over: str) -> None:
    rows = [f"{over}|前台|司机|保洁", "性别|女|男|不限", "户口|不限|本地户口|不限"]
    assert posts(rows)[3:6] == ["女:前台", "男:司机", "不限:保洁"]


@pytest.mark.parametrize("corner", ["-", ""])
def test_the_first_row_names_the_posts_where_the_corner_is_empty(corner: str) -> None:
    rows = [f"{corner}|前台|司机", "性别|女|男", "户口|不限|本地户口"]
    assert told(rows) == ["性别=女", "性别=男", "户口=不限", "户口=本地户口"]
    assert posts(rows) == ["前台:前台", "司机:司机", "女:前台", "男:司机", "不限:前台", "本地户口:司机"]


def test_a_header_beside_an_empty_corner_still_names_its_columns() -> None:
    assert told(["-|性别|户口", "前台|女|不限", "司机|男|本地户口"]) == ["性别=女", "户口=不限", "性别=男", "户口=本地户口"]


@pytest.mark.parametrize("first", ["项目|女|男|不限", "班次|早班|晚班|通班"])
def test_a_first_row_of_values_names_no_posts(first: str) -> None:
    assert posts([first, "性别|女|男|不限", "年龄|30以下|45以下|55以下"]) == []


def test_names_in_the_first_column() -> None:
    rows = ["岗位名称|钳工|司机|校对", "性别|男|不限<", "年龄|40以下|35以下|30以下"]
    assert told(rows) == [
        *("岗位名称=钳工", "岗位名称=司机", "岗位名称=校对", "性别=男", "性别=不限"),
        *("年龄=40以下", "年龄=35以下", "年龄=30以下"),
    ]
    assert groups(rows) == [
        *("", "column2", "column3", "column4"),
        *("", "column2", "column3"),
        *("", "column2", "column3", "column4"),
    ]
    assert posts(rows)[3:5] == ["男:钳工", "不限:司机、校对"]


def test_a_cell_over_several_rows_belongs_to_each_of_them() -> None:
    rows = ["单位^|岗位^|条件<", "-|-|性别|年龄", "档案馆^^|校对|女|30", "-|门卫|男^|50", "-|司机|-|45"]
    found = cells(rows)
    meanings = {cell.text: meaning for cell, meaning in zip(found, read(found, "t"), strict=True)}
    assert (meanings["档案馆"].group, meanings["档案馆"].also) == ("trow3", ("trow4", "trow5"))
    assert (meanings["男"].group, meanings["男"].also, meanings["男"].post) == ("trow4", ("trow5",), "门卫、司机")
    assert meanings["45"].also == ()
    assert [meanings[text].post for text in ("女", "50", "45")] == ["校对", "门卫", "司机"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["岗位^|年龄<", "-|下限|上限", "钳工|18|40"], ["岗位=钳工", "年龄下限=18", "年龄上限=40"]),
        (["岗位^|资格条件<<", "-|学历|年龄|性别", "钳工|高中|40|男"], ["岗位=钳工", "学历=高中", "年龄=40", "性别=男"]),
        (["岗位|年 龄|性\n别", "钳工|40|男"], ["岗位=钳工", "年 龄=40", "性\n别=男"]),
        (["填报人：老周|日期：三月|", "岗位|性别|年龄", "钳工|男|40"], ["岗位=钳工", "性别=男", "年龄=40"]),
        (["岗位|性别|年龄", "合计|-|-", "注：司机岗位须有驾照，年龄以报名日为准。<<"], []),
        (
            ["岗位|性别|年龄", "钳工|男|40", "二、后勤岗位<<", "司机|女|30"],
            ["岗位=钳工", "性别=男", "年龄=40", "岗位=司机", "性别=女", "年龄=30"],
        ),
        (["姓名| |性别| ", "学历| |专业| "], ["姓名= ", "性别= ", "学历= ", "专业= "]),
    ],
)
def test_headers_of_several_rows_titles_notes_and_blank_forms(rows: list[str], expected: list[str]) -> None:
    assert told(rows) == expected


def test_forms_one_below_the_other_tell_of_a_post_each() -> None:
    rows = ["岗位名称|钳工|人数|2", "性别|男|年龄|40以下", "岗位名称|司机|人数|1", "性别|女|年龄|30以下"]
    assert posts(rows) == [
        *("岗位名称:钳工", "钳工:钳工", "人数:钳工", "2:钳工", "性别:钳工", "男:钳工", "年龄:钳工", "40以下:钳工"),
        *("岗位名称:司机", "司机:司机", "人数:司机", "1:司机", "性别:司机", "女:司机", "年龄:司机", "30以下:司机"),
    ]
    assert set(groups(rows)) == {"", "form2"}


@pytest.mark.parametrize(
    ("rows", "post"),
    [
        (["单位|岗位代码|招考职位（职务）|性别", "档案馆|A07|校对|女"], "校对 A07"),
        (["单位|岗位代码|性别", "档案馆|A07|女"], "A07"),
        (["用人部门|人数|性别", "后勤部|3|女"], "后勤部"),
        (["岗位类别|人数|性别", "管理类|3|女"], ""),
    ],
)
def test_the_post_is_named_by_its_title_its_code_or_who_hires(rows: list[str], post: str) -> None:
    assert {text.partition(":")[2] for text in posts(rows)} == ({post} if post else set())


@pytest.mark.parametrize(
    ("rows", "expected", "post"),
    [
        (["单位^|岗位信息<|性别^", "-|名称|代码|-", "镇政府|文员|01|男"], ["岗位名称=文员", "岗位代码=01"], "文员 01"),
        (["单位<|招聘岗位<|性别^", "名称|代码|名称|代码|-", "镇政府|7|文员|01|男"], ["单位名称=镇政府", "招聘岗位名称=文员"], "文员 01"),
        (["单位|名称|性别", "镇政府|文员|男"], ["名称=文员"], "文员"),
        (["名称|数量|要求", "文员|3|男"], ["名称=文员"], ""),
        (["甲厂<|乙厂<", "岗位|性别|岗位|性别", "钳工|男|文员|女"], ["岗位=钳工", "岗位=文员"], "钳工"),
    ],
)
def test_names_that_say_something_under_another_one(rows: list[str], expected: list[str], post: str) -> None:
    assert [name for name in told(rows) if name in expected] == expected
    assert next(iter(posts(rows)), "").partition(":")[2] == post


def also(rows: list[str]) -> dict[str, tuple[str, ...]]:
    found = cells(rows)
    return {cell.text: (meaning.group, *meaning.also) for cell, meaning in zip(found, read(found, "t"), strict=True)}


@pytest.mark.parametrize("ditto", ["〃", "同上", "”", '"', "（同上）"])
def test_what_is_repeated_below_is_said_of_the_posts_there_too(ditto: str) -> None:
    rows = ["单位|岗位|性别|年龄", "镇政府|文员|女|40", f"{ditto}|司机|男|30", f"{ditto}|焊工|{ditto}|{ditto}", f"村委|电工|不限|{ditto}"]
    told_of = also(rows)
    assert told_of["镇政府"] == ("trow2", "trow3", "trow4")
    assert told_of["男"] == ("trow3", "trow4")
    assert told_of["30"] == ("trow3", "trow4", "trow5")
    assert told_of["女"] == ("trow2",)
    assert "男:司机、焊工" in posts(rows)


def test_a_unit_is_repeated_for_posts_without_a_title() -> None:
    assert posts(["单位|性别", "镇政府|男", "〃|女"])[-1] == "女:镇政府"


def test_a_merged_cell_is_repeated_below_itself() -> None:
    assert also(["岗位|性别", "钳工|男^", "司机|-", "焊工|同上", "电工|女"])["男"] == ("trow2", "trow3", "trow4")


@pytest.mark.parametrize("rows", [["岗位|性别", "钳工|同上"], ["岗位|性别", "钳工|男", "|", "司机|不限"], ["姓名|老周", "性别|同上"]])
def test_nothing_is_repeated_from_headers_and_beside_other_values(rows: list[str]) -> None:
    assert all(len(groups) == 1 for groups in also(rows).values())


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["岗位^|性别<|年龄^", "-|男|女|-", "钳工|√||40"], ["仅勾选男=√"]),
        (["岗位|性别<|年龄", "|男|女|", "钳工||✓|40"], ["仅勾选女=✓"]),
        (["岗位|女|男", "钳工|×|√"], ["仅勾选男=√"]),
        (["岗位|男|女", "钳工|√（两班倒）|"], ["仅勾选男=√（两班倒）"]),
        (["岗位|男|女", "钳工|√|√"], []),
        (["岗位|男|女", "钳工|√|√（白班）"], []),
        (["岗位|男|女", "钳工|√2|"], []),
        (["岗位|男|女", "钳工|3|"], []),
        (["岗位|男|女|年龄", "钳工|√<|40"], []),
        (["姓名|岗位|男|女", "老周|钳工|√|"], []),
        (["岗位|男|女|姓名|电话", "钳工|√||老周|0"], ["仅勾选男=√"]),
    ],
)
def test_a_tick_under_one_sex_alone(rows: list[str], expected: list[str]) -> None:
    assert [name for name in told(rows) if name.startswith("仅勾选")] == expected


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (["岗位|婚否|籍贯", "钳工|不限|不限"], ["列名=婚否", "列名=籍贯"]),
        (["岗位|户籍所在地|户口性质|血型", "钳工|不限|不限|不限"], ["列名=户籍所在地", "列名=户口性质", "列名=血型"]),
        (["岗位|是否已婚|生育情况|有无子女", "钳工|不限|不限|不限"], ["列名=是否已婚", "列名=生育情况", "列名=有无子女"]),
        (["岗位|第一学历|父母职业|配偶工作单位", "钳工|大专|不限|不限"], ["列名=第一学历", "列名=父母职业", "列名=配偶工作单位"]),
        (["岗位|第一学历须为本科|父母职业稳定者优先", "钳工|大专|是"], []),
        (["姓名|岗位|婚否", "老周|钳工|"], []),
        (["姓名|岗位|是否已婚|父母职业", "老周|钳工||"], []),
        (["婚否|籍贯|学历", "不限|不限|大专"], []),
        (["性别|女|婚姻状况：|不限", "籍贯|无要求|学历|大专"], ["列名=婚姻状况：", "列名=籍贯"]),
        (["性别|女|婚姻状况|", "籍贯|本省|学历|大专"], []),
    ],
)
def test_the_head_of_a_column_of_posts_asks_nobody(rows: list[str], heads: list[str]) -> None:
    assert [name for name in told(rows) if name.startswith("列名")] == heads


@pytest.mark.parametrize("head", ["序号|职责说明<<", "顺位|做什么<<"])
def test_a_form_goes_on_below_a_numbered_list(head: str) -> None:
    duties = [f"{number}|清洗第{number}号釜<<" for number in range(1, 13)]
    rows = ["岗位名称|釜工|岗位编号|", "所属部门|二车间|工作时间|三班", "职责如下：<<<", head, *duties, "学历要求|中专<<", "性别|女<<"]
    assert [name for name in told(rows) if name[:2] in ("岗位", "所属", "学历", "性别")] == [
        *("岗位名称=釜工", "岗位编号=", "所属部门=二车间"),
        *("学历要求=中专", "性别=女"),
    ]
    assert groups(rows)[-4:] == [""] * 4


def test_numbered_rows_under_a_header_are_no_list_in_a_form() -> None:
    header = "编号|车间|名额|班次"
    rows = [header, *(f"{number}|二车间|1|夜" for number in range(1, 9)), header, *(f"{number}|三车间|1|夜" for number in range(9, 12))]
    assert told(rows)[:4] == ["编号=1", "车间=二车间", "名额=1", "班次=夜"]


def test_a_row_with_choices_to_tick_heads_no_table() -> None:
    rows = ["证件号码|<|婚姻状况|□已婚 □未婚<", "家庭住址|<<<<", "起止年月|学校|专业|学历|备注", "2019年|一中|无|高中|无"]
    assert told(rows) == ["起止年月=2019年", "学校=一中", "专业=无", "学历=高中", "备注=无"]


def test_headers_of_both_sexes_are_told_from_values() -> None:
    assert told(["岗位|性别<|年龄", "|男|女|", "钳工|2|3|40", "司机|1|0|50"])[:2] == ["男女分列=男", "男女分列=女"]
    assert told(["岗位|性别", "钳工|男", "司机|女"])[:2] == ["岗位=钳工", "性别=男"]


def test_what_two_columns_of_sexes_and_repeated_cells_ask_for(auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / "岗位.md"
    path.write_text("| 岗位 | 男 | 女 | 户籍 |\n|--|--|--|--|\n| 钳工 | √ | | 本县 |\n| 司机 | 2 | | 〃 |\n", encoding="utf-8")
    (result,) = audit_paths(auditor, [str(path)]).documents
    assert [(found.rule.id, found.segment.post, found.span.of(found.segment.text)) for found in result.findings] == [
        ("GEN001", "钳工", "√"),
        ("HUK001", "钳工、司机", "本县"),
    ]
    assert {passed.by for passed in result.dismissals} == {"column-of-one-sex"}


def test_heads_that_ask_elsewhere_are_let_pass_over_a_column_of_posts(auditor: Auditor, tmp_path: Path) -> None:
    path = tmp_path / "岗位.md"
    rows = ["岗位 | 是否已婚 | 婚育状况 | 第一学历 | 父母职业", "--|--|--|--|--", "钳工 | 不限 | 已婚已育 | 不限 | 不限"]
    path.write_text("".join(f"| {row} |\n" for row in rows), encoding="utf-8")
    (result,) = audit_paths(auditor, [str(path)]).documents
    assert [(found.rule.id, found.span.of(found.segment.text)) for found in result.findings] == [("MAR001", "已婚已育")]
    assert [passed.by for passed in result.dismissals] == ["column-head"] * 4


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["姓名|性别|年龄|岗位", "张某|女|29|文员"], ["姓名=张某", "本人性别=女", "本人年龄=29", "岗位=文员"]),
        (
            ["姓名|性别|民族", "李×明|男|", "阿依·古丽|女|回族"],
            ["姓名=李×明", "本人性别=男", "本人民族=", "姓名=阿依·古丽", "本人性别=女", "本人民族=回族"],
        ),
        (["姓名|性别|年龄", "张某|限女|35以下"], ["姓名=张某", "性别=限女", "年龄=35以下"]),
        (["岗位|姓名|性别", "文员||女"], ["岗位=文员", "姓名=", "性别=女"]),
        (["岗位|联系人|性别", "文员|张某|女"], ["岗位=文员", "联系人=张某", "性别=女"]),
        (["岗位|性别|姓名|电话", "文员|女|张某|0"], ["岗位=文员", "性别=女", "姓名=张某", "电话=0"]),
        (["单位|姓名|手机|岗位|性别", "甲厂|张某|0|文员|女"], ["单位=甲厂", "姓名=张某", "手机=0", "岗位=文员", "性别=女"]),
        (
            ["岗位^|联系人<|性别^|年龄^", "-|姓名|职务|-|-", "文员|张某|干事|女|30"],
            ["岗位=文员", "姓名=张某", "职务=干事", "性别=女", "年龄=30"],
        ),
        (
            ["岗位^|拟聘人员<|性别^|年龄^", "-|姓名|职务|-|-", "文员|张某|干事|女|30"],
            ["岗位=文员", "姓名=张某", "职务=干事", "本人性别=女", "本人年龄=30"],
        ),
        (["姓名|手机|性别|岗位", "张某|0|女|文员"], ["姓名=张某", "手机=0", "本人性别=女", "岗位=文员"]),
        (["岗位|姓名|性别|电话", "文员|张某|女|0"], ["岗位=文员", "姓名=张某", "本人性别=女", "电话=0"]),
        (["姓名|性别|姓名|性别", "张某|女|李某|男"], ["姓名=张某", "性别=女", "姓名=李某", "性别=男"]),
    ],
)
def test_what_a_list_tells_of_persons(rows: list[str], expected: list[str]) -> None:
    assert told(rows) == expected


def test_a_header_of_three_rows_whose_first_names_few_columns() -> None:
    rows = [
        "单位^^|岗位^^|招聘条件<<<<",
        "-|-|基本条件<<|资格条件<",
        "-|-|性别|年龄|户籍|学历|专业",
        "水务所|值守|男|50|本镇|高中|不限",
        "水务所|收费|女|40|本镇|大专|财务",
    ]
    assert told(rows)[:7] == ["单位=水务所", "岗位=值守", "性别=男", "年龄=50", "户籍=本镇", "学历=高中", "专业=不限"]
    assert posts(rows)[-1] == "财务:收费"


def test_a_wide_title_beside_another_one_is_no_header() -> None:
    assert told(["柳河镇用工表<<|制表日期：三月<", "序号|岗位|性别|年龄|备注", "1|钳工|男|40|夜班"]) == [
        "序号=1",
        "岗位=钳工",
        "性别=男",
        "年龄=40",
        "备注=夜班",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["工种^|年龄要求<|薪资^", "-|男|女|-", "装配|45|40|计件"], ["年龄要求（男）=45", "年龄要求（女）=40"]),
        (["工种^|人数<|薪资^", "-|女|男|-", "装配|5|4|计件"], ["人数（女）=5", "人数（男）=4"]),
        (["工种^|性别<|薪资^", "-|男|女|-", "装配|5|4|计件"], ["男=5", "女=4"]),
    ],
)
def test_what_is_asked_of_each_sex(rows: list[str], expected: list[str]) -> None:
    assert told(rows)[3:5] == expected


@pytest.mark.parametrize(
    ("rows", "are_lists"),
    [
        (["性别|婚姻|学历", "男|未婚|高中", "女|已婚|本科", "不限|不限|"], True),
        (["性别|婚姻", "不限|不限", "男|未婚", "女|已婚"], True),
        (["岗位|性别|婚姻", "钳工|男|未婚", "司机|女|已婚", "文员|不限|不限"], False),
        (["性别|年龄", "男|40", "女|30", "不限|20"], False),
        (["性别|婚姻", "男|未婚", "男|已婚", "不限|不限"], False),
        (["班次|性别|婚姻", "早班|男|未婚", "晚班|女|已婚", "夜班|不限|不限"], False),
        (["性别|婚姻", "男|未婚", "不限|不限"], False),
        (["班组|性别|户籍", "早班|男|本市", "晚班|女|外地", "其他|不限|不限"], False),
        (["小组|性别|户籍", "其它|不限|不限", "一组|男|本市", "二组|女|外地"], False),
        (["学历|性别|户籍", "高中|男|本市", "本科|女|外地", "其他|不限|不限"], True),
        (["职称|性别|户籍", "初级|男|本市", "中级|女|外地", "不限|不限|不限"], True),
    ],
)
def test_lists_to_choose_from(rows: list[str], are_lists: bool) -> None:
    assert ("可选项=男" in told(rows)) is are_lists
