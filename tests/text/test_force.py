"""Lists whose lead turns away or prefers whom it lists."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.context import Effect
from auditor.model.span import Span
from auditor.packs.loader import load_pack
from auditor.text.force import StandIns, with_force
from auditor.text.normalise import normalise


def found(auditor: Auditor, text: str) -> list[str]:
    findings = auditor.audit_text(text).findings
    assert all(text[e.span.start : e.span.end] == e.text for finding in findings for e in finding.evidence)
    return [finding.text for finding in findings]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("以下人员勿扰：\n大龄人员\n属虎\n河南人\n残疾人", ["大龄人员", "属虎", "河南人", "残疾人"]),
        ("以下人员勿扰：1、外地户口 2、已婚未育；3、有案底", ["外地户口", "已婚未育", "有案底"]),
        ("有下列情形之一的不予录用：（一）孕妇；（二）少数民族。", ["孕妇", "少数民族"]),
        ("无下列情形：\n（1）有犯罪记录\n（2）有传染病", ["有犯罪记录", "有传染病"]),
        ("谢绝以下人员：孕妇、残疾人（含肢体残疾）等。", ["孕妇", "残疾人", "肢体残疾"]),
        ("以下人员优先\n• 本地户口\n• 未婚", ["本地户口", "未婚"]),
        ("优先条件：\n- 女性\n- 党员\n\n福利：\n- 女性体检", ["女性", "党员"]),
        ("1、会开车 2、以下人员不招：（1）孕妇 （2）属羊 3、女性优先", ["孕妇", "属羊", "女性优先"]),
        ("下列人员请勿投递\r\n孕妇\r\n\r\n电话：12345\r\n女性优先", ["孕妇", "女性优先"]),
        ("以 下 人 员 勿 扰：外\u200b地户口", ["外\u200b地户口"]),
    ],
)
def test_bare_items_are_found_under_a_lead(auditor: Auditor, text: str, words: list[str]) -> None:
    assert found(auditor, text) == words


@pytest.mark.parametrize(
    "text",
    [
        "以下人员优先：会电焊、能吃苦",
        "优先条件：\n1、熟悉报关\n2、能驻外",
        "以下情况勿投：不能倒班、距离太远",
        "谢绝以下人员：中介、代投简历者",
        "以下人员勿扰：\n1、想马上拿钱的\n2、男女不限",
        "招聘不得设置下列条件：\n1、限男性\n2、仅限本地户口",
        "孕妇\n残疾人\n属虎",
    ],
)
def test_other_items_are_not(auditor: Auditor, text: str) -> None:
    assert found(auditor, text) == []


def test_the_words_of_a_lead_are_found_once(auditor: Auditor) -> None:
    assert found(auditor, "以下情况女性优先：\n1、会算账\n2、会开车") == ["女性优先"]


def test_the_lead_is_evidence(auditor: Auditor) -> None:
    text = "以下人员勿扰：\n1、孕妇"
    evidence = auditor.audit_text(text).findings[0].evidence
    assert [(e.role, e.text) for e in evidence] == [("text", "孕妇"), ("heading", "以下人员勿扰：")]


@pytest.mark.parametrize(("lead", "word"), [("以下人员勿扰:", "勿扰"), ("下列人员优先:", "优先"), ("以下人员:", ""), ("优先人员勿扰:", "")])
def test_a_lead_with_one_force_has_a_word_for_it(lead: str, word: str) -> None:
    pack = load_pack()
    assert StandIns(pack.cues, pack.stand_ins).word_for(lead) == word
    assert set(pack.stand_ins) == {Effect.REJECT, Effect.PREFER}


def test_the_force_word_stands_for_the_end_of_its_item() -> None:
    folded = with_force(normalise("孕 妇 人，残疾（轻度）等"), 0, "勿扰")
    assert folded.text == "孕妇人勿扰,残疾勿扰(轻度)等"
    assert folded.raw(Span(0, 5)) == Span(0, 5)
    assert folded.raw(Span(6, 10)) == Span(6, 8)
    assert folded.raw(Span(10, 14)) == Span(8, 12)
