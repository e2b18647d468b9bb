"""What stands between the marks of a value: names, and words that are printed."""

from __future__ import annotations

import pytest

from auditor.text.template.expression import looks_like_text, names, plain, printed_literals


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('gender|default("男")', ["男"]),
        ("gender | default('男', true)", ["男"]),
        ("age|default(35)", ["35"]),
        ("age | default: 35", ["35"]),
        ('gender or "男"', ["男"]),
        ("age ?? 35", ["35"]),
        ("age || 35", ["35"]),
        ('"男" if g == "m" else "女"', ["男", "女"]),
        ('g == "m" ? "男" : "女"', ["男", "女"]),
        ('"限男性"', ["限男性"]),
        ('_("限男性")', ["限男性"]),
        ('job["gender"]', []),
        ('lookup(job, "gender")', []),
        ('gender == "男"', []),
        ('"男" in names', []),
        ("items[3]", []),
        ('date|format("%Y")', []),
        ('gender|default("")', []),
    ],
)
def test_what_is_printed_as_it_stands(body: str, words: list[str]) -> None:
    assert [place.of(body) for place in printed_literals(body)] == words


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("job.maxAge|default(35)", ["job_max_age"]),
        ("job['gender']", ["job", "gender"]),
        ("job.get('gender', x)", ["job_get", "x", "gender"]),
        ("jobs[0].sex", ["jobs_0_sex"]),
        ("岗位.性别", ["岗位性别"]),
        ("format(max_age)", ["format", "max_age"]),
        ("lookup job 'gender'", ["lookup", "job", "gender"]),
    ],
)
def test_names(body: str, found: list[str]) -> None:
    assert list(names(body)) == found


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("maxAge", "max_age"),
        ("max-age", "max_age"),
        ("MaxAGE", "max_age"),
        ("HTMLTitle", "html_title"),
        ("性 別", "性别"),
        (".Job.Sex", "job_sex"),
    ],
)
def test_names_are_told_by_their_words(name: str, due: str) -> None:
    assert plain(name) == due


@pytest.mark.parametrize(
    ("body", "is_text"), [("限男性", True), ("males only", True), ("gender", False), ("a|b", False), ("upper(x)", False)]
)
def test_words_for_people_are_no_names(body: str, is_text: bool) -> None:
    assert looks_like_text(body) is is_text
