from __future__ import annotations

import pytest

from auditor.model.context import SectionKind
from auditor.model.span import Span
from auditor.text.clauses import clause_spans
from auditor.text.sections import Headings, Trail

HEADINGS = Headings({SectionKind.REQUIREMENTS: "任职要求|要求", SectionKind.DUTIES: "岗位职责", SectionKind.BENEFITS: "福利待遇"})


def test_a_heading_opens_a_section_until_the_next() -> None:
    text = "门店导购\n【岗位职责】：\n1、接待女性顾客；\n任职要求：\n1、女性；\n福利待遇：包吃住"
    trail = Trail(HEADINGS)
    trail.go_by(text)
    assert [(span.of(text), trail.here(span.end).section[0]) for span in clause_spans(text)] == [
        ("门店导购", SectionKind.OTHER),
        ("【岗位职责】：", SectionKind.DUTIES),
        ("接待女性顾客", SectionKind.DUTIES),
        ("任职要求：", SectionKind.REQUIREMENTS),
        ("女性", SectionKind.REQUIREMENTS),
        ("福利待遇：包吃住", SectionKind.BENEFITS),
    ]


@pytest.mark.parametrize("spans", [None, [Span(0, 5), Span(6, 10), Span(11, 16), Span(17, 20)]])
def test_what_was_gone_by_is_looked_through_when_it_is_asked_for(spans: list[Span] | None) -> None:
    trail = Trail(HEADINGS)
    trail.go_by("任职要求：\n身体健康\n福利待遇：\n包吃住", spans)
    first = trail.here(10)
    trail.go_by("朝九晚五")
    last = trail.here(4)
    assert [last.section[0], first.section[0], last.section[0]] == [SectionKind.BENEFITS, SectionKind.REQUIREMENTS, SectionKind.BENEFITS]
    trail.restart()
    trail.go_by("朝九晚五")
    assert trail.here(4).section == (SectionKind.OTHER, "")


def test_the_texts_beside_a_place_are_those_gone_by_around_it() -> None:
    trail = Trail(HEADINGS)
    for text in "甲乙丙丁戊":
        trail.go_by(text)
    here = trail.here(1)
    for text in "己庚":
        trail.go_by(text)
    assert here.beside == ("甲\n乙\n丙\n丁", "己\n庚")
    trail.restart()
    assert trail.here(0).beside == ("", "")


def test_a_heading_word_inside_a_sentence_opens_nothing() -> None:
    assert HEADINGS.kind_of("能按要求完成工作并愿意学习的人，我们都欢迎") is None


OF_TEXTS = Headings(
    {
        SectionKind.REQUIREMENTS: "报名条件|要求",
        SectionKind.APART: "招生简章|说明书",
        SectionKind.CASE: "判决书",
        SectionKind.HIRING: "招聘|月薪",
    }
)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["某学院招生简章\n报名条件：\n女生"], SectionKind.APART),
        (["【说明书】", "要求：", "女性慎用"], SectionKind.APART),
        (["编号7\n\n某法院\n判决书（摘要）\n要求：女性"], SectionKind.CASE),
        (["判决书\n招聘要求：女性"], SectionKind.CASE),
        (["某学院招生简章\n要求：女生\n月薪五千"], SectionKind.REQUIREMENTS),
        (["要求：女\n招生简章"], SectionKind.REQUIREMENTS),
        (["要求：女\n一\n二\n判决书"], SectionKind.REQUIREMENTS),
        (["要求：看懂说明书，女性"], SectionKind.REQUIREMENTS),
    ],
)
def test_a_title_tells_that_a_text_hires_nobody_unless_it_says_that_it_does(texts: list[str], kind: SectionKind) -> None:
    trail = Trail(OF_TEXTS)
    for text in texts:
        trail.go_by(text)
    assert trail.here(len(texts[-1])).section[0] is kind


def test_what_comes_to_light_later_counts() -> None:
    trail = Trail(OF_TEXTS)
    trail.go_by("某学院招生简章")
    asked = trail.here(7)
    assert asked.section[0] is SectionKind.APART
    trail.go_by("另招聘门卫")
    assert asked.section[0] is SectionKind.OTHER
