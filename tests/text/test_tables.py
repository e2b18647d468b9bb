"""Tables written into running text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.text.tables import inline_cells

KNOWN = {"性别": "性别", "年龄": "年龄", "户籍要求": "户籍", "列名": "列名"}


def cells(text: str) -> list[tuple[str, str]]:
    return [(cell.label, cell.span.of(text)) for cell in inline_cells(text, lambda name: KNOWN.get(name, ""))]


@pytest.mark.parametrize(
    "text",
    [
        "计划\n| 岗位 | 性别 | 年龄 |\n|------|:---:|------|\n| 磨工 | 女 | ≤40 |\n包住",
        "岗位|性别|年龄\n磨工|女|≤40",
        "岗位\t性别\t年龄\n磨工\t女\t≤40",
        "岗位,性别,年龄,薪资\n磨工,女,≤40,",
        "计划\n  岗位    性别  年龄\n  磨工    女    ≤40\n包住",
        "岗位　　性别　　年龄\n磨工　　女　　　≤40",
    ],
)
def test_a_header_names_the_cells_of_its_column(text: str) -> None:
    assert cells(text) == [
        ("", "岗位"),
        ("", "性别"),
        ("", "年龄"),
        *([("", "薪资")] if "," in text else []),
        ("", "磨工"),
        ("性别", "女"),
        ("年龄", "≤40"),
    ]


@pytest.mark.parametrize("ruler", ["", "|---|---|---|\n"])
def test_a_name_over_a_column_of_posts_asks_nobody(ruler: str) -> None:
    text = f"|岗位|是否已婚|第一学历|\n{ruler}|文员|是|大专|\n"
    assert cells(text)[:3] == [("", "岗位"), ("列名", "是否已婚"), ("列名", "第一学历")]
    assert [(finding.text, finding.rule.ground) for finding in Auditor().audit_text(text).findings] == []


@pytest.mark.parametrize(
    "header",
    ["|姓名|是否已婚|第一学历|", "|岗位|须已婚|第一学历为本科|", "|招聘文员岗位|婚否|学历|"],
)
def test_a_name_over_a_column_of_anything_else_is_read_as_it_stands(header: str) -> None:
    assert "列名" not in [label for label, _ in cells(f"{header}\n|文员|是|大专|\n")]


@pytest.mark.parametrize(
    "text",
    [
        "女|男",
        "性别, 年龄, 学历不限, 有经验\n来电详谈",  # the next line has another shape
        "双休|五险|包吃\n女士|男士|都招",  # no header is known
        "性别,年龄\n女,40",  # two commas in prose are no table
        "性别  年龄\n女  40",  # nor is one gap
        "性别 年龄 学历\n女 40 高中",  # nor are words apart
        "底薪  性别不限  年龄不限\n包吃  女  包住",  # no header is known
        "我们招性别不限、年龄不限、踏实肯干的员工|性别\n工资|女",  # a sentence is no header
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert cells(text) == []


def test_a_form_of_names_and_values() -> None:
    assert cells("| 岗位 | 磨工 |\n|---|---|\n| 性别 | 女 |\n| 年龄 |  |\n| 户籍要求 | 本地 |")[-5:] == [
        ("", "性别"),
        ("性别", "女"),
        ("", "年龄"),
        ("", "户籍要求"),
        ("户籍", "本地"),
    ]


def test_a_comma_between_quotes_parts_nothing() -> None:
    text = '岗位,性别,要求,薪资\n磨工,女,"能出差，会看图, 肯学",4500'
    assert cells(text)[4:] == [("", "磨工"), ("性别", "女"), ("", "能出差，会看图, 肯学"), ("", "4500")]


def test_wide_gaps_between_columns() -> None:
    assert cells("\n".join((" " * 70).join(row) for row in (["岗位", "性别", "工时"], ["磨工", "女", "八小时"])))[3:] == [
        ("", "磨工"),
        ("性别", "女"),
        ("", "八小时"),
    ]


def test_a_value_on_the_line_below_its_name() -> None:
    assert cells("岗位\n性别\n女\n年龄\n 20-25\n户籍要求\n待遇：面议") == [("性别", "女"), ("年龄", "20-25")]


@pytest.mark.parametrize("mark", ["- ", "— ", "· ", "●", "1、", "2) ", "1. ", "✓"])
def test_the_mark_of_a_list_is_no_part_of_a_value(mark: str) -> None:
    assert cells(f"招磨工\n性别：\n{mark}女\n年龄：\n{mark}20-25岁\n包住") == [("性别", "女"), ("年龄", "20-25岁")]


@pytest.mark.parametrize("value", ["-3", "1.5", "18-35", "*", "20"])
def test_what_begins_with_figures_or_signs_is_a_whole_value(value: str) -> None:
    assert cells(f"招磨工\n性别：\n女\n年龄：\n{value}\n包住") == [("性别", "女"), ("年龄", value)]


@pytest.mark.parametrize("name", ["性别", "性别：", "1、性别", "✅性别：", "●性别", "【性别】", "- 性别", "（1）性别："])
def test_an_only_name_above_its_value(name: str) -> None:
    assert cells(f"招磨工\n{name}\n女\n包住") == [("性别", "女")]


@pytest.mark.parametrize("value", ["女，会裁剪", "1、会裁剪", "本店所有员工均享受带薪年假"])
def test_what_is_below_an_only_name_and_is_no_value(value: str) -> None:
    assert cells(f"招磨工\n性别\n{value}") == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("籍贯：\n不限", []),
        ("籍贯\n不限", []),
        ("籍贯|不限\n性别|不限", []),
        ("籍贯：\n四川", ["REG001"]),
        ("登记表\n籍贯\n姓名", ["REG004"]),
        ("登记表\n籍贯：\n姓名：", ["REG004"]),
    ],
)
def test_a_name_that_is_answered_asks_nothing(auditor: Auditor, text: str, rules: list[str]) -> None:
    assert [finding.rule.id for finding in auditor.audit_text(text).findings] == rules


@pytest.mark.parametrize("text", ["性别\n年龄\n户籍要求", "年龄\n我们看重能力；不看别的\n性别\n年龄"])
def test_names_without_a_value_below(text: str) -> None:
    assert cells(text) == []


@given(st.text(alphabet="性别年龄女|\t,\n -4", max_size=80))
def test_cells_lie_in_order_and_hold_no_white_space_around(text: str) -> None:
    spans = [cell.span for cell in inline_cells(text, lambda name: KNOWN.get(name, ""))]
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)


def test_the_header_is_evidence(auditor: Auditor) -> None:
    text = "招工\n| 岗位 | 人数 | 性别 | 户籍要求 |\n|---|---|---|---|\n| 磨工 | 2 | 女 | 本地 |"
    found = [[(evidence.role, evidence.text) for evidence in finding.evidence] for finding in auditor.audit_text(text).findings]
    assert found == [[("text", "女"), ("label", "性别")], [("text", "本地"), ("label", "户籍要求")]]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("| 序号 | 姓名 | 性别 | 年龄 |\n|---|---|---|---|\n| 1 | 林小满 | 女 | 26 |\n| 2 | 周大山 | 男 | 31 |", []),
        ("姓名  性别  年龄\n林小满  女  26", []),
        ("| 姓名 | 性别 | 年龄 |\n|---|---|---|\n| 林小满 | 限女 | 26岁以下 |", ["GEN001", "AGE001"]),
        ("| 姓名 | 性别 | 年龄 |\n|---|---|---|\n| 不限 | 女 | ≤40 |", ["GEN001", "AGE001"]),
        ("| 岗位 | 人数 | 性别 | 姓名 |\n|---|---|---|---|\n| 磨工 | 2 | 女 | 林小满 |", ["GEN001"]),  # whom to call
    ],
)
def test_a_row_with_the_name_of_a_person_tells_of_that_person(auditor: Auditor, text: str, rules: list[str]) -> None:
    assert [finding.rule.id for finding in auditor.audit_text(text).findings] == rules
