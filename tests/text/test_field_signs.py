"""Fields whose value another sign than a colon parts from the name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.text.field_signs import FieldSigns
from auditor.text.normalise import normalise

SIGNS = FieldSigns(["性别", "年龄", "民族", "籍贯", "籍貫", "户籍", "户籍所在地", "政治面貌", "sex"])


def read(text: str) -> str:
    return SIGNS.read(normalise(text, one_clause=True)).text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("性别 | 女", "性别:女"),
        ("民族=汉族", "民族:汉族"),
        ("年龄——18-35", "年龄:18-35"),
        ("政治面貌→党员", "政治面貌:党员"),
        ("政治面貌=>党员", "政治面貌:党员"),
        ("户籍所在地-本市", "户籍所在地:本市"),
        ("籍貫・四川", "籍贯:四川"),
        ("【籍贯】四川", "籍贯:四川"),
        ("【籍贯】：四川", "籍贯:四川"),
        ("✅性别|女", "✅性别:女"),
        ("性别｜女，年龄｜18-35", "性别:女，年龄:18-35"),
        ("性别=女 年龄=18-35 【籍贯】四川", "性别:女 年龄:18-35 籍贯:四川"),
    ],
)
def test_the_sign_is_read_as_a_colon(text: str, meant: str) -> None:
    assert read(text) == normalise(meant, one_clause=True).text


@pytest.mark.parametrize(
    "text",
    [
        "性别：女",
        "性别|年龄|籍贯",  # a header
        "年龄18-35",
        "本店民族=汉族",  # the name does not open the clause
        "民族——团结起来一起把我们的民族乐器店开到全国去",  # a sentence
        "籍贯|四川|张三",  # a row
        "sex=f",
        "性别 女性用品",
        "（性别）",
    ],
)
def test_what_is_no_such_field(text: str) -> None:
    assert read(text) == normalise(text, one_clause=True).text


def test_the_way_back_to_the_text_is_kept() -> None:
    folded = SIGNS.read(normalise("【籍贯】 四川"))
    assert folded.offsets == (0, 2, 3, 5, 6, 7)
    assert folded.ends == (2, 3, 5, 6, 7)


@given(st.text("性别籍贯女|=-— ,（）:18", max_size=12))
def test_whatever_is_read_otherwise_stands_in(text: str) -> None:
    folded = normalise(text, one_clause=True)
    assert (SIGNS.read(folded) != folded) == SIGNS.stand_in(folded.text)


def test_without_names_nothing_is_read() -> None:
    assert FieldSigns([]).openers == ()
    assert not FieldSigns([]).stand_in("性别|女")


@pytest.mark.parametrize("text", ["民族——团结", "性别-女性用品", "户籍→迁入流程", "婚姻|家庭", "身高-体重-比例", "形象=店面形象设计"])
def test_what_is_no_value_of_a_field_says_nothing(text: str) -> None:
    assert not Auditor().audit_text(text).findings


def test_a_field_is_rewritten_with_its_sign() -> None:
    finding = Auditor().audit_text("仓管\n政治面貌→党员").findings[0]
    assert finding.rewrite is not None
    assert finding.rewrite.text == "政治面貌→不限"


def test_names_are_taken_literally() -> None:
    signs = FieldSigns(["年龄(岁)", "语言[C++]"])
    assert signs.read(normalise("年龄（岁）|18-35", one_clause=True)).text == "年龄(岁):18-35"
    assert not signs.stand_in("语言C|会")
