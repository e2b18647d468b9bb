from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.finding import Finding

WOMEN = "女性上限更低，属性别差别对待"
MEN = "男性上限更低，属性别条件"


def reasons(auditor: Auditor, text: str) -> list[tuple[str, str]]:
    return [(found.text, found.why.zh) for found in auditor.audit_text(text).findings if found.rule.id == "AGE001"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("男48岁以下，女42岁以下", ["48岁以下", "42岁以下"]),
        ("女42岁以下、男48岁以下", ["42岁以下", "48岁以下"]),
        ("男性22-48岁，女性22-42岁", ["22-48岁", "22-42岁"]),
        ("四十二岁以下女性，四十八岁以下男性", ["四十二岁以下", "四十八岁以下"]),
        ("男，48岁以下；女，42岁以下", ["48岁以下", "42岁以下"]),
        ("要求：\n1、男48周岁以内\n2、女42周岁以内", ["48周岁以内", "42周岁以内"]),
        ("男不超过48岁，女不超过42岁", ["不超过48岁", "不超过42岁"]),
        ("男年龄：25-48岁，女年龄：25-42岁", ["年龄：25-48岁", "年龄：25-42岁"]),
        ("男卌八岁以下，女卌二岁以下", ["卌八岁以下", "卌二岁以下"]),
        ("男48岁（含）以下，女4十二岁（含）以下", ["48岁（含）以下", "4十二岁（含）以下"]),
        ("男60岁以下，女45岁以下", ["60岁以下", "45岁以下"]),
        ("男20-45岁，女28-45岁", ["20-45岁", "28-45岁"]),
        ("压铸工，男48女42", ["48", "42"]),
        ("male under 48, female under 42", ["under 48", "under 42"]),
    ],
)
def test_women_meet_the_higher_bar(auditor: Auditor, text: str, words: list[str]) -> None:
    assert reasons(auditor, text) == [(word, WOMEN) for word in words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("男31岁以下，女41岁以下", ["31岁以下", "41岁以下"]),
        ("41岁以下的女士，31岁以下的男士", ["41岁以下", "31岁以下"]),
        ("女生：41岁以内；男生：31岁以内", ["41岁以内", "31岁以内"]),
    ],
)
def test_men_meet_the_higher_bar(auditor: Auditor, text: str, words: list[str]) -> None:
    assert reasons(auditor, text) == [(word, MEN) for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "男60岁以下，女55岁以下",  # mirrors the retirement ages
        "男60周岁以下；女50周岁以下",
        "男63岁以下，女58岁以下",
        "男45岁以下，女45岁以下",
        "男女45岁以下，退休女工48岁以下",
        "男45岁以下，持证者48岁以下",  # one has no sex
        "男48岁以下。须能上夜班。女42岁以下",  # a clause between
        "压面：女，52岁以下。\n泊车员：男，31岁以下",  # other posts
        "门卫（4名，男，48岁以下）；清扫（2名，女，42岁以下）",
        "焊工男性48岁以下，质检女性42岁以下",
        "搬运3名，男，48岁以下；叠衣2名，女，42岁以下",
        "男，48岁以下；女性用户运营，42岁以下",
        "男48岁以下，女48岁以下；女42岁以下，男42岁以下",  # two posts
        "女22岁以上，男48岁以下",  # a lower and an upper bound cannot be compared
    ],
)
def test_ordinary_bounds(auditor: Auditor, text: str) -> None:
    found = reasons(auditor, text)
    assert found
    assert not {WOMEN, MEN}.intersection(why for _, why in found)


def test_a_clause_between_them_keeps_two_ages_apart(auditor: Auditor) -> None:
    result = auditor.audit_text("男48岁以下\n焊工若干\n女42岁以下")
    assert all(isinstance(found, Finding) and found.why.zh not in {WOMEN, MEN} for found in result.findings)
