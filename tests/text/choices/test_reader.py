"""Choices of forms: what is ticked, what is open, and what is no choice but a bullet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.model.document import Document, Segment
from auditor.model.location import ParagraphPlace
from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.choices.ticks import Ticks


def found(auditor: Auditor, *paragraphs: str) -> list[str]:
    segments = tuple(Segment.at(text, ParagraphPlace("body", number)) for number, text in enumerate(paragraphs, 1))
    return [finding.text for finding in auditor.audit(Document("a", "a", segments)).findings]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("性别： ☐ 男 ☑ 女", ["性别： ☐ 男 ☑ 女"]),
        ("性别：☑男", ["性别：☑男"]),
        ("性别：■男 □女", ["性别：■男"]),
        ("性别：□男 □√女", ["性别：□男 □√女"]),
        ("性别：男☑ 女□ 不限□", ["性别：男"]),
        ("性别要求：[ ]男 [√]女", ["性别要求：[ ]男 [√]女"]),
        ("性别：男（√）女（×）", ["性别：男"]),
        ("保洁 □男 □女 □不限 45岁以下", ["45岁以下"]),
        ("☑ 男 35岁以下 ☐ 女", ["男", "35岁以下"]),
        ("性别：□男 □女，限男性", ["限男性"]),
        ("户口：☑本地户口 ☐外地户口", ["户口：☑本地户口"]),
        ("任职要求：☑男性 ☑36岁以下 ☐本地户口", ["男性", "36岁以下"]),
        ("任职要求：☑男性 ☐未婚 ☑36岁以下", ["男性", "36岁以下"]),
        ("☐ 未婚\n☑ 男性，36岁以下", ["未婚", "男性", "36岁以下"]),
    ],
)
def test_what_an_employer_ticks_is_a_limit_and_what_is_not_ticked_is_none(auditor: Auditor, text: str, limits: list[str]) -> None:
    assert found(auditor, text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "性别：□男 □女",
        "性别：男□ 女□",
        "性别：○男 ○女",
        "性别：（ ）男（ ）女",
        "性别：口男 口女",
        "性别：☑男 ☑女",
        "性别：☐男 ☐女 ☑不限",
        "年龄段：○18-25岁 ○26-35岁 ○36-45岁",
        "年龄：\n○ 18-25岁\n○ 26-35岁",
        "政治面貌：□中共党员 □群众",
        "学习形式：全日制□ 函授□",
        "户口类型：□城镇户口 □农村户口",
        "户口：本市户口□ 外地户口□",
    ],
)
def test_a_question_sets_no_limit(auditor: Auditor, text: str) -> None:
    assert found(auditor, text) == []


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("■男女不限\n■18-36岁", ["18-36岁"]),
        ("□ 男性，18-36岁\n□ 会开车", ["男性", "18-36岁"]),
        ("● 限男性\n○ 限本地户口", ["限男性", "限本地户口"]),
        ("☐ 限男性，能出差", ["限男性"]),
        ("☑ 18-36岁 ☑ 不限班次", ["18-36岁"]),
        ("普工（ ）人，要求男性", ["要求男性"]),
    ],
)
def test_bullets_silence_nothing(auditor: Auditor, text: str, limits: list[str]) -> None:
    assert found(auditor, text) == limits


def test_choices_may_stand_in_paragraphs_of_their_own(auditor: Auditor) -> None:
    assert found(auditor, "年龄", "○18-25岁", "○26-35岁") == []
    assert found(auditor, "年龄", "○18-25岁", "◉26-35岁", "○36-45岁") == ["26-35岁"]
    assert found(auditor, "○18-25岁", "岗位：装配工") == ["18-25岁"]


@pytest.mark.parametrize(
    ("title", "limits"),
    [
        ("应聘人员登记表", []),
        ("姓名：某某", []),
        ("招聘申请表", ["性别：☑男"]),
        ("附件：应聘登记表", ["性别：☑男"]),
        ("请在面试时交表", ["性别：☑男"]),
    ],
)
def test_what_applicants_tick_is_an_answer(auditor: Auditor, title: str, limits: list[str]) -> None:
    assert found(auditor, title, "性别：☑男 ☐女") == limits
    assert found(auditor, f"{title}\n性别：☑男 ☐女") == limits


def test_a_form_behind_a_notice_leaves_the_notice_as_it_is(auditor: Auditor) -> None:
    assert found(auditor, "性别：☑男 ☐女", "应聘登记表", "性别：☐男 ☑女") == ["性别：☑男"]
    assert found(auditor, "应聘登记表", "性别：☐男 ☑女", "岗位要求", "性别：☑男 ☐女") == ["性别：☑男"]


def test_an_open_choice_is_dismissed_with_its_reason(auditor: Auditor) -> None:
    (first, _) = auditor.audit_text("您的年龄段：○18-25岁 ○26-35岁").dismissals
    assert (first.by, first.text) == ("open-choice", "18-25岁")


def test_a_disguise_beside_choices_is_still_seen(auditor: Auditor) -> None:
    result = auditor.audit_text("性别：☑男 ☐女 ☐不限\n只招限★女★性的岗位：无")
    assert next(finding.text for finding in result.findings) == "性别：☑男"
    assert any("女★性" in finding.text for finding in result.findings)


def test_questions_keep_their_rules(auditor: Auditor) -> None:
    assert [f.rule.id for f in auditor.audit_text("婚姻状况：□未婚 □已婚 □离异").findings] == ["MAR005"]
    assert [f.rule.id for f in auditor.audit_text("是否怀孕：□是 □否").findings] == ["MAR005"]


def test_choices_are_not_rewritten_by_words(auditor: Auditor) -> None:
    (finding,) = auditor.audit_text("性别：☑男 ☐女").findings
    assert finding.rewrite is None


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from(["", "☐"])), max_size=6), st.integers(0, 20), st.integers(0, 9)
)
def test_a_clause_gets_the_edits_that_reach_into_it(steps: list[tuple[int, int, str]], start: int, length: int) -> None:
    edits, clause, end = list[Edit](), Span(start, start + length), 0
    for gap, size, write in steps:
        edits.append(Edit(Span(end + gap, end + gap + size), write))
        end += gap + size
    inside = [
        Edit(Span(first - clause.start, last - clause.start), edit.text)
        for edit in edits
        for first, last in [(max(edit.span.start, clause.start), min(edit.span.end, clause.end))]
        if first < last or (first == last and edit.text and clause.start <= first <= clause.end)
    ]
    assert list(Ticks(tuple(edits)).within(clause)) == inside
