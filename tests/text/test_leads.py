"""Leads: which clauses of a list stand under the line that opens it."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import CellPlace, LinePlace, Location, PagePlace, ParagraphPlace
from auditor.text.clauses import clause_spans
from auditor.text.leads import Leads, Lists

LEADS = Leads(["以下[^:]{0,8}:?$", "(?:^|,)优先:$"])


def under_lead(text: str) -> list[str]:
    return items_of(Lists(LEADS), Segment.at(text, LinePlace(1, 1)))


def items_of(reader: Lists, segment: Segment) -> list[str]:
    """Return the items of lists in the next segment."""
    reader.enter(segment)
    return [span.of(segment.text) for span in clause_spans(segment.text) if reader.lead(segment, span)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("以下人员勿扰：1、学生 2、属虎的。包吃住", ["学生", "属虎的"]),
        ("以下人员勿扰：\n学生\n属虎的\n\n包吃住", ["学生", "属虎的"]),
        ("以下人员勿扰\n① 学生；\n② 属虎的。\n上班时间：白天", ["学生", "属虎的"]),
        ("优先：\n- 会修表\n- 会上油", ["会修表", "会上油"]),
        ("以下人员勿扰：\n学生。包吃住", ["学生"]),
        ("我们不看以下\n\n包吃住", []),
        ("学生勿扰\n包吃住", []),
        ("优先：会修表；会上油;会打磨。包吃住", ["会上油", "会打磨"]),
        ("优先：会修表；会上油\n会打磨", ["会上油"]),
        ("优先：会修表；要求：女；会上油", []),
        ("优先：会修表；限女性；会上油", []),
        ("优先：会修表；我们店人手少，活也不重；会上油", []),
        ("优先：会修表；这里的师傅都是跟着老师傅学了十几年才慢慢出来的；会上油", []),
        ("优先：会修表。会上油；会打磨", []),
        ("会修表：会上油；会打磨", []),
        ("1、包吃住 2、以下人员勿扰：（1）学生 （2）属虎的 3、会修表", ["学生", "属虎的"]),
    ],
)
def test_items(text: str, items: list[str]) -> None:
    assert under_lead(text) == items


@pytest.mark.parametrize(("text", "items"), [("优先：会修表；会上油", []), ("优先：\n会修表\n会上油", ["会修表", "会上油"])])
def test_a_lead_without_force_opens_lists_on_lines_of_their_own_alone(text: str, items: list[str]) -> None:
    assert items_of(Lists(Leads(["优先:$"], lambda _: "")), Segment.at(text, LinePlace(1, 1))) == items


def lists(*paragraphs: tuple[str, Location]) -> list[str]:
    """Return the items of the lists in some paragraphs."""
    reader = Lists(LEADS)
    return [item for text, place in paragraphs for item in items_of(reader, Segment.at(text, place))]


def body(number: int) -> ParagraphPlace:
    return ParagraphPlace("body", number)


def on(page: int, top: float) -> PagePlace:
    return PagePlace(page, (10, top, 100, top + 10))


@pytest.mark.parametrize(
    ("paragraphs", "items"),
    [
        ([("以下人员勿扰：", body(1)), ("1、学生", body(2)), ("2、属虎的。", body(3)), ("包吃住", body(4))], ["学生", "属虎的"]),
        ([("以下人员勿扰：", body(1)), ("学生", body(2)), ("包吃住", body(4))], ["学生"]),
        ([("以下人员勿扰：", body(1)), ("学生", body(3))], []),
        ([("以下人员勿扰：", body(1)), ("（1）学生", body(9))], ["学生"]),
        ([("以下人员勿扰：", body(1)), ("学生", ParagraphPlace("footer", 2))], []),
        ([("以下人员勿扰：", body(1)), ("学生", CellPlace("1", 1, 1)), ("包吃住", body(2))], []),
        ([("以下人员勿扰：", on(1, 90)), ("学生", on(2, 10)), ("属虎的", on(2, 22)), ("会修表", on(4, 10))], ["学生", "属虎的"]),
        ([("以下人员勿扰：", on(1, 10)), ("学生", on(1, 22)), ("包吃住", on(1, 50))], ["学生"]),
        ([("以下人员勿扰：", on(1, 10)), ("1、学生", on(1, 50)), ("2、属虎的", on(1, 90))], ["学生", "属虎的"]),
        ([("以下人员勿扰：", PagePlace(1)), ("学生", PagePlace(1))], []),
        ([("以下人员勿扰：\n学生。", body(1)), ("包吃住", body(2))], ["学生"]),
    ],
)
def test_a_list_goes_on_in_the_next_paragraphs(paragraphs: list[tuple[str, Location]], items: list[str]) -> None:
    assert lists(*paragraphs) == items


def test_a_lead_of_another_paragraph_is_evidence_at_its_own_place(auditor: Auditor) -> None:
    texts = ["招文员", "以下人员勿扰：", "已.婚", "外地戶口"]
    segments = tuple(Segment.at(text, body(number)) for number, text in enumerate(texts, 1))
    findings = auditor.audit(Document("a", "a", segments)).findings
    assert [[(piece.text, piece.location) for piece in finding.evidence] for finding in findings] == [
        [("已.婚", body(3)), ("以下人员勿扰：", body(2))],
        [("外地戶口", body(4)), ("以下人员勿扰：", body(2))],
    ]


@pytest.mark.parametrize("line", ["35岁以下优先", "大专及以下勿投", "身高170以下不要"])
def test_a_bound_opens_no_list(line: str, auditor: Auditor) -> None:
    found = auditor.audit_text(f"{line}\n限男性").findings[-1]
    assert (found.text, [evidence.role for evidence in found.evidence]) == ("限男性", ["text"])


def page(body: str) -> list[str]:
    """Return the items under leads in an HTML page."""
    (document,) = (item for item in extract(Source("a.html", data=body.encode()), ReadOptions()) if isinstance(item, Document))
    reader = Lists(LEADS)
    return [item for segment in document for item in items_of(reader, segment)]


@pytest.mark.parametrize(
    ("body", "items"),
    [
        ("<p>以下人员勿扰：</p><ul><li>学生</li><li>属虎的</li></ul><p>包吃住</p>", ["学生", "属虎的"]),
        ("<p>以下人员勿扰：<ol><li>学生<li><p>属虎的</p></ol>包吃住", ["学生", "属虎的"]),
        ("<p>以下人员勿扰：</p><ul><li>学生</li></ul><ul><li>包吃住</li></ul>", ["学生"]),
        ("<ul><li>以下人员勿扰：<ul><li>学生</li><li>属虎的</li></ul></li><li>包吃住</li></ul>", ["学生", "属虎的"]),
        ("<p>以下人员勿扰：</p><p>岗位</p><ul><li>包吃住</li></ul>", []),
        ("<ul><li>学生</li></ul><p>以下人员勿扰：</p><p>包吃住</p>", []),
        ("<p>包吃住</p><ul><li>学生</li></ul>", []),
    ],
)
def test_the_items_of_a_list_in_a_page_stand_under_the_lead_before_it(body: str, items: list[str]) -> None:
    assert page(body) == items


def test_what_a_page_says_of_a_list_is_found(auditor: Auditor) -> None:
    body = "<p>以下人员勿扰：</p><ul><li>孕妇</li><li>属虎的</li></ul><p>另有孕妇休息室</p>"
    (document,) = (item for item in extract(Source("a.html", data=body.encode()), ReadOptions()) if isinstance(item, Document))
    assert [finding.text for finding in auditor.audit(document).findings] == ["孕妇", "属虎的"]
