from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.clauses import clause_spans


def clauses(text: str) -> list[str]:
    return [span.of(text) for span in clause_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("限女性。25岁以下；形象好", ["限女性", "25岁以下", "形象好"]),
        ("要求：1、女，25岁 2、大专 3、住宿", ["要求：", "女，25岁", "大专", "住宿"]),
        ("任职资格：\n（1）本科\n（2）男性优先", ["任职资格：", "本科", "男性优先"]),
        ("①18-30岁②女性", ["18-30岁", "女性"]),
        ("一、岗位：保安\n二、年龄：18-40岁", ["岗位：保安", "年龄：18-40岁"]),
        ("要求：1,180cm以上 2,会开车", ["要求：", "180cm以上", "会开车"]),
        ("•男性 ★已婚", ["男性", "已婚"]),
        ("🔸女生🔸单身 ✅会开车", ["女生", "单身", "会开车"]),
        ("要求➡男性➡18-28岁", ["要求", "男性", "18-28岁"]),
        ("\uf06c会打包\uf0d8 男性\n\uf0fc已婚", ["会打包", "男性", "已婚"]),
        ("Ø会打包Ø\xa0 男性\nü 已婚", ["会打包", "男性", "已婚"]),
        ("- 19-31\n-  男\n· 包住", ["19-31", "男", "包住"]),
        ("Age 22-35. Female preferred.", ["Age 22-35", "Female preferred"]),
        ("“限女性。夜班多；”一位店主对记者说。包住", ["“限女性。夜班多；”一位店主对记者说", "包住"]),
        ("“限女性。”店主说。包住", ["“限女性", "”店主说", "包住"]),
        ("“限女性。\n包住。”店主对记者说", ["“限女性", "包住。”店主对记者说"]),
        ("限女性。“包住。”店主告诉记者", ["限女性", "“包住。”店主告诉记者"]),
    ],
)
def test_borders(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "身高1、50m以上",
        "2.5年经验",
        "3.5万元",
        "男，25-45岁，长白班",
        "文员 女 35，会开车",
        "18-28、形象好",
        "男女比例2:1，包住",
        "版本2.0",
        "轴径Ø不小于30，钻头Ø12",
        "用über打车",
        "员工总数：1,560",
        "现有职工：2,300人",
        "年产值：1,200,000元",
    ],
)
def test_no_border(text: str) -> None:
    assert clauses(text) == [text]


@given(st.text(max_size=120))
def test_clauses_lie_in_order_and_lose_only_borders_and_gaps(text: str) -> None:
    spans = list(clause_spans(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    letters = {i for i, char in enumerate(text) if char.isalpha() and char not in "Øü一二三四五六七八九十"}
    assert letters <= {i for span in spans for i in range(span.start, span.end)}


@pytest.mark.parametrize(("before", "kept"), [("能吃苦、", "限女性前台"), ("（能吃苦）", "限女性前台"), ("能吃苦\t", "限女性前台")])
def test_what_goes_on_for_ever_is_cut_between_items(before: str, kept: str) -> None:
    text = "甲" * (1_497 - len(before)) + before + kept + "乙" * 200
    assert any(span.of(text).startswith(kept) for span in clause_spans(text))
    assert all(len(span) <= 1_500 for span in clause_spans("甲" * 5_000))


@pytest.mark.parametrize(("text", "expected"), [("✓", ["✓"]), (" ✔\n", ["✔"]), ("✓ 会开车", ["会开车"]), ("●", [])])
def test_a_tick_that_is_all_a_field_holds_is_a_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected
