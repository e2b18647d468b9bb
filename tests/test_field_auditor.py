"""Rows of tables say the same, at their places, whether each is looked at anew or told by what is remembered of others."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor import hearing
from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.circumstances import Origin
from auditor.model.document import Anchor, Document, Label, Segment
from auditor.model.finding import Dismissal, Finding
from auditor.model.grounds import Employer
from auditor.model.location import CellPlace, RecordPlace
from auditor.model.report import DocumentResult

DAY = "2026-11-24"
REMEMBERING, ANEW = Auditor(Config(as_of=DAY)), Auditor(Config(as_of=DAY, gate=False))
GIVEN = {"employer": Employer.STATE_ORGAN, "region": "shenzhen"}
REMEMBERING_GIVEN, ANEW_GIVEN = Auditor(Config(as_of=DAY, **GIVEN)), Auditor(Config(as_of=DAY, gate=False, **GIVEN))
COLUMNS = {
    "招考单位": ["临山县财政局", "青河市第二中学", "北桥机械有限公司", "新渡街道办事处", "深圳市南屿科技有限公司", "某单位"],
    "招考职位": ["会计", "看守所女监区民警", "公证员", "小学教师", "救生员", "一、会计 二、出纳", "井下掘进工"],
    "职位代码": ["1000000985", "1000000211", "1000000985001", "1000000211002", "ZJ-18-35"],
    "毕业院校": ["985", "211", "100"],
    "性别": ["男", "女", "不限", "限女性", "☑男 □女", "男/女"],
    "年龄": ["35周岁以下", "18-65", "35", "40", "不限"],
    "其他要求": [
        "限男性",
        "须未婚；限本县户籍",
        "限男*性",
        "身体健康",
        "优先录用男性，女性亦可",
        "属虎的勿扰",
        "以下人员勿扰：1、学生 2、属虎的",
    ],
    "备注": ["事业单位，民族乡", "需涉密，政治考察", "", "面向应届毕业生；年龄30岁以下，女性放宽到35岁"],
}
CELLS = [(name, text) for name, texts in COLUMNS.items() for text in texts]


def cell(text: str, row: int, column: int, name: str) -> Segment:
    """Return a cell; one without a name holds for all rows."""
    place = CellPlace("表", row, column)
    if not name:
        return Segment.at(text, place, group="表!")
    return Segment.at(text, place, Label(name, CellPlace("表", 1, column)), group=f"表!{row}", post=f"岗位{row}")


def table(rows: Sequence[Sequence[tuple[str, str]]], common: Sequence[str] = ()) -> Document:
    head = [cell(text, 1, number, "") for number, text in enumerate(common, 1)]
    own = [cell(text, row, column, name) for row, cells in enumerate(rows, 2) for column, (name, text) in enumerate(cells, 1) if text]
    return Document("表.xlsx", "表.xlsx", (*head, *own))


def told(result: DocumentResult) -> tuple[object, ...]:
    """Return all of a result; objects of two packs are told by what they say."""
    findings = [(one.rule.id, *parts(one), [citation.ref for citation in one.citations]) for one in result.findings]
    dismissals = [(one.rule.id, *parts(one)) for one in result.dismissals]
    return findings, dismissals, result.failures, result.circumstances, result.ads


def parts(outcome: Finding | Dismissal) -> list[object]:
    return [getattr(outcome, part) for part in outcome.__struct_fields__ if part not in ("rule", "citations")]


ROWS = st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), min_size=1, max_size=6)
COMMON = st.lists(st.sampled_from(["事业单位公开招聘", "看守所", "深圳市", "以下岗位限男性"]), max_size=2)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, common=COMMON)
def test_a_table_says_the_same(rows: list[list[tuple[str, str]]], common: list[str]) -> None:
    one = table(rows, common)
    assert told(REMEMBERING.audit(one)) == told(ANEW.audit(one))


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, common=COMMON)
def test_it_does_so_where_the_user_says_who_hires(rows: list[list[tuple[str, str]]], common: list[str]) -> None:
    one = table(rows, common)
    assert told(REMEMBERING_GIVEN.audit(one)) == told(ANEW_GIVEN.audit(one))


@settings(max_examples=40, deadline=None)
@given(fields=st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), is_given=st.booleans())
def test_so_does_a_record_that_stands_alone(fields: list[tuple[str, str]], is_given: bool) -> None:
    record = tuple(replace(cell(text, 2, column, name), group="", post="") for column, (name, text) in enumerate(fields, 1) if text)
    one = Document("d", "d.json", record)
    remembering, anew = (REMEMBERING_GIVEN, ANEW_GIVEN) if is_given else (REMEMBERING, ANEW)
    assert told(remembering.audit(one)) == told(anew.audit(one))


def test_what_the_user_says_holds_for_a_record_that_stands_alone() -> None:
    [finding] = REMEMBERING_GIVEN.audit(Document("d", "d.json", (replace(cell("限男性", 2, 1, "要求"), group=""),))).findings
    assert (finding.circumstances.employer.values, finding.circumstances.employer.origin) == (("state-organ",), Origin.OPTION)
    assert (finding.circumstances.region.values[0], finding.circumstances.region.origin) == ("shenzhen", Origin.OPTION)


def test_so_does_one_that_is_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "_WORTH_LISTENING", 0)
    dice = Random(1)
    one = table([dice.sample(CELLS, 6) for _ in range(80)], ["事业单位公开招聘"])
    result = Auditor(Config(as_of=DAY)).audit(one)
    assert told(result) == told(ANEW.audit(one))
    assert len(result.findings) > 80


def test_a_row_like_another_has_findings_at_its_own_place() -> None:
    same = [("招考单位", "临山县财政局"), ("性别", "限男性")]
    one, other = REMEMBERING.audit(table([same, [("职位代码", "1"), *same]])).findings
    assert [piece.location for piece in one.evidence] == [CellPlace("表", 2, 2), CellPlace("表", 1, 2)]
    assert [piece.location for piece in other.evidence] == [CellPlace("表", 3, 3), CellPlace("表", 1, 3)]
    employers = [each.circumstances.employer for each in (one, other)]
    assert [employer.values for employer in employers] == [("state-organ",)] * 2
    assert [employer.evidence[0].location for employer in employers] == [CellPlace("表", 2, 1), CellPlace("表", 3, 2)]
    assert [each.post for each in (one, other)] == ["岗位2", "岗位3"]
    assert one.rewrite == other.rewrite
    assert one.fingerprint == other.fingerprint


def test_what_the_post_shows_is_asked_in_each_row() -> None:
    auditor = Auditor(Config(as_of=DAY))
    rows = [[("招考职位", post), ("性别", "女")] for post in ("会计", "看守所女监区民警", "会计", "看守所女监区民警")]
    result = auditor.audit(table(rows))
    assert [finding.location for finding in result.findings] == [CellPlace("表", 2, 2), CellPlace("表", 4, 2)]
    assert [dismissal.location for dismissal in result.dismissals] == [CellPlace("表", 3, 2), CellPlace("表", 5, 2)]


def test_a_hidden_sheet_name_is_told_as_hidden() -> None:
    shown = Segment.at("限男性", CellPlace("青岛市", 2, 1), Label("其他要求", CellPlace("青岛市", 1, 1)), group="青岛市!2")
    hidden = replace(shown, anchors=(Anchor(0, CellPlace("青岛市", 3, 1, hidden=True)),), group="青岛市!3")
    one = Document("d", "d", (shown, hidden))
    assert told(REMEMBERING.audit(one)) == told(ANEW.audit(one))
    assert [finding.circumstances.region.evidence[0].location for finding in REMEMBERING.audit(one).findings] == [
        CellPlace("青岛市", 1, 1),
        CellPlace("青岛市", 1, 1, hidden=True),
    ]


def test_the_name_of_a_field_is_told_where_it_stands_in_its_own_record() -> None:
    """The name and the value of a field of a record are both told at the field."""
    auditor = Auditor(Config(as_of=DAY))
    for number in (1, 2):
        places = [RecordPlace(f"记录{number}", field, number) for field in ("招录机关", "性别要求")]
        fields = zip(("办公室", "限男性"), ("招录机关", "性别要求"), places, strict=True)
        record = tuple(Segment.at(text, place, Label(name, place)) for text, name, place in fields)
        [finding] = auditor.audit(Document(f"记录{number}", "a.jsonl", record)).findings
        assert [piece.location for piece in finding.circumstances.employer.evidence] == [places[0]]
