from __future__ import annotations

from auditor.model.context import SectionKind
from auditor.text.clauses import clause_spans
from auditor.text.sections import Headings

HEADINGS = Headings({SectionKind.REQUIREMENTS: "任职要求|要求", SectionKind.DUTIES: "岗位职责", SectionKind.BENEFITS: "福利待遇"})


def test_a_heading_opens_a_section_until_the_next() -> None:
    text = "门店导购\n【岗位职责】：\n1、接待女性顾客；\n任职要求：\n1、女性；\n福利待遇：包吃住"
    placed = [(item.span.of(text), item.section) for item in HEADINGS.place(text, clause_spans(text))]
    assert placed == [
        ("门店导购", SectionKind.OTHER),
        ("【岗位职责】：", SectionKind.DUTIES),
        ("接待女性顾客", SectionKind.DUTIES),
        ("任职要求：", SectionKind.REQUIREMENTS),
        ("女性", SectionKind.REQUIREMENTS),
        ("福利待遇：包吃住", SectionKind.BENEFITS),
    ]


def test_a_heading_word_inside_a_sentence_opens_nothing() -> None:
    assert HEADINGS.kind_of("能按要求完成工作并愿意学习的人，我们都欢迎") is None
