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
