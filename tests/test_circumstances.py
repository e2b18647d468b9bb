from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.circumstances import AssumptionReader
from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.circumstances import Assumption, CircumstanceCues, Origin
from auditor.model.document import Document, Label, Segment
from auditor.model.grounds import Employer, Severity
from auditor.model.location import CellPlace, LinePlace, ParagraphPlace
from auditor.model.report import DocumentResult
from auditor.packs.loader import load_pack
from auditor.text.normalise import normalise
from auditor.text.shown import find

PACK = load_pack()
KINDS = [PACK.employers, PACK.regions]
CUE_LINES = [line for kind in KINDS for cue in kind.cues for line in (*(text for text, _ in cue.examples), *cue.near_misses)]


def row(number: int, group: bool = True, **cells: str) -> tuple[Segment, ...]:
    return tuple(
        Segment.at(text, CellPlace("1", number, column), Label(name, CellPlace("1", 1, column)), group=f"row{number}" if group else "")
        for column, (name, text) in enumerate(cells.items(), 1)
    )


def document(*segments: Segment) -> Document:
    return Document("d", "d", segments)


def employers(result: DocumentResult) -> list[tuple[str, ...]]:
    return [one.employer.values for one in result.circumstances]


def test_what_the_user_says_wins_over_the_text() -> None:
    result = Auditor(Config(employer=Employer.PRIVATE, region="shenzhen")).audit_text("某县公安局招聘辅警，限统招全日制。\n工作地点：上海")
    assert result.circumstances[0].employer == Assumption(("private",), Origin.OPTION)
    assert result.circumstances[0].region == Assumption(("shenzhen", "guangdong"), Origin.OPTION)
    assert result.findings[0].severity is Severity.POLICY


def test_the_words_and_their_place_are_told(auditor: Auditor) -> None:
    employer = auditor.audit_text("通知\n某县公安局招聘辅警，限统招全日制。").circumstances[0].employer
    assert (employer.values, employer.origin) == (("state-organ",), Origin.TEXT)
    assert [(evidence.text, evidence.location) for evidence in employer.evidence] == [("公安局", LinePlace(2, 3))]


def test_a_column_name_is_evidence(auditor: Auditor) -> None:
    employer = auditor.audit(document(*row(2, 招录机关="某县统计局", 备注="限2026届毕业生"))).circumstances[0].employer
    assert [(evidence.role, evidence.text, evidence.location) for evidence in employer.evidence] == [
        ("label", "招录机关", CellPlace("1", 1, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("某县公安局招聘文员，限统招全日制。", Severity.VIOLATION),
        ("我司是市属国有独资公司，文员限统招全日制。", Severity.VIOLATION),
        ("招聘文员，限统招全日制。", Severity.POLICY),
        ("服务于国企客户，文员限统招全日制。", Severity.POLICY),
    ],
)
def test_who_hires_changes_how_far_the_law_goes(auditor: Auditor, text: str, severity: Severity) -> None:
    assert {finding.severity for finding in auditor.audit_text(text).findings} == {severity}


def test_words_that_contradict_each_other_show_nothing(auditor: Auditor) -> None:
    employer = auditor.audit_text("【国企】文员\n公司性质：民营\n限统招全日制").circumstances[0].employer
    assert (employer.values, employer.origin) == ((), Origin.CONTRADICTION)
    assert {evidence.text for evidence in employer.evidence} == {"国企", "民营"}


def test_a_school_may_be_public_or_private(auditor: Auditor) -> None:
    assert employers(auditor.audit_text("某民办双语学校诚聘班主任，形象好。")) == [("school", "private")]
    assert employers(auditor.audit_text("江畔小学公开招聘教师，纳入事业编制，形象好。")) == [("school", "public-institution")]
    assert employers(auditor.audit_text("江畔小学公开招聘教师，形象好。")) == [("school",)]


def test_a_firm_by_name_gives_way_to_what_it_says_of_itself(auditor: Auditor) -> None:
    assert employers(auditor.audit_text("远山茶业有限公司成立于2009年\n限男性")) == [("private",)]
    assert employers(auditor.audit_text("远山茶业有限公司成立于2009年\n公司性质：国企\n限男性")) == [("soe",)]


def test_nobody_asks_who_hires_where_nothing_is_found(auditor: Auditor) -> None:
    assert auditor.audit_text("远山茶业有限公司招聘店员，会收银。").circumstances == ()
    assert employers(auditor.audit_text("远山茶业有限公司招聘店员，不限男女。")) == []
    dismissed = auditor.audit_text("远山茶业有限公司招聘店员，不得要求限男性。")
    assert (len(dismissed.findings), len(dismissed.dismissals), employers(dismissed)) == (0, 1, [("private",)])


def test_the_posts_of_one_text_may_differ(auditor: Auditor) -> None:
    result = auditor.audit_text("岗位：窗口文员\n某县公安局招聘，限统招全日制。\n岗位：保洁\n青禾门窗有限公司招聘，限统招全日制。")
    assert [(finding.circumstances.employer.values, finding.severity) for finding in result.findings] == [
        (("state-organ",), Severity.VIOLATION),
        (("private",), Severity.POLICY),
    ]
    assert employers(result) == [("state-organ",), ("private",)]


def test_the_words_of_a_row_win_over_those_of_its_document(auditor: Auditor) -> None:
    title = Segment.at("某市市属事业单位2026年公开招聘工作人员公告", ParagraphPlace("body", 1))
    own = row(2, 单位名称="某区第二实验小学", 备注="限统招全日制")
    other = row(3, 岗位名称="讲解员", 备注="限统招全日制")
    assert employers(auditor.audit(document(title, *own, *other))) == [("school",), ("public-institution",)]


def test_a_field_that_is_not_audited_tells_who_hires_all_the_same(auditor: Auditor) -> None:
    result = auditor.audit(document(*row(2, 用人司局="办公室", 政治面貌="中共党员", 备注="限应届毕业生")))
    assert [dismissal.by for dismissal in result.dismissals] == ["X20", "X54"]
    assert employers(result) == [("state-organ",)]


def test_shenzhen_lies_in_guangdong(auditor: Auditor) -> None:
    result = auditor.audit_text("工作地点：深圳市龙岗区\n搬运工限男性")
    assert result.circumstances[0].region.values == ("shenzhen", "guangdong")
    assert "SSL_LOCAL-SZ" in [citation.ref for citation in result.findings[0].citations]


@pytest.mark.parametrize("text", ["熟悉深圳市场\n搬运工限男性", "工作地点：上海市深圳路\n限山东户口", "招文员，深圳户口优先"])
def test_a_place_that_is_merely_named_is_no_place_of_work(auditor: Auditor, text: str) -> None:
    assert not {"shenzhen", "shandong"}.intersection(auditor.audit_text(text).circumstances[0].region.values)


def ethnic(result: DocumentResult) -> list[tuple[str, str]]:
    found = [(finding.span.of(finding.segment.text), finding.severity.value) for finding in result.findings if finding.rule.id == "ETH001"]
    return found + [(one.span.of(one.segment.text), one.by) for one in result.dismissals if one.rule.id == "ETH001"]


def sheet(name: str, *rows: dict[str, str], title: str = "") -> Document:
    """A sheet with a post in each row, under a title where it has one."""
    above = [Segment.at(title, CellPlace(name, 1, 1), group=f"{name}!")] if title else []
    cells = [
        Segment.at(text, CellPlace(name, number, column), Label(label, CellPlace(name, 2, column)), group=f"{name}!row{number}")
        for number, row in enumerate(rows, 3)
        for column, (label, text) in enumerate(row.items(), 1)
    ]
    return document(*above, *cells)


POSTS = (
    {"岗位名称": "科员", "其他要求": "壮族或瑶族"},
    {"岗位名称": "干事", "其他要求": "瑶族优先"},
    {"岗位名称": "文员", "其他要求": "汉族"},
)
FAVOURED = [("壮族或瑶族", "risk"), ("汉族", "violation"), ("瑶族优先", "lawful-priority")]


def test_autonomous_areas_may_favour_their_peoples_wherever_the_area_is_named(auditor: Auditor) -> None:
    body = [{"招考单位": "青岭市云山壮族瑶族自治县公安局", **post} for post in POSTS]
    assert ethnic(auditor.audit(sheet("岗位表", *body))) == FAVOURED
    assert ethnic(auditor.audit(sheet("岗位表", *POSTS, title="云山壮族瑶族自治县2025年公开招聘岗位表"))) == FAVOURED
    assert ethnic(auditor.audit(sheet("云山壮族瑶族自治县", *POSTS))) == FAVOURED
    elsewhere = [("壮族或瑶族", "violation"), ("瑶族优先", "risk"), ("汉族", "violation")]
    assert ethnic(auditor.audit(sheet("岗位表", *POSTS))) == elsewhere
    market = [{"工作内容": "开发云山壮族瑶族自治县市场", **post} for post in POSTS]
    assert ethnic(auditor.audit(sheet("岗位表", *market))) == elsewhere


def test_the_name_of_a_sheet_is_evidence_and_gives_way_to_its_text(auditor: Auditor) -> None:
    (circumstances,) = auditor.audit(sheet("深圳", {"岗位名称": "文员", "其他要求": "限女性"})).circumstances
    assert circumstances.region.values == ("shenzhen", "guangdong")
    assert [(each.role, each.text, each.location) for each in circumstances.region.evidence] == [("label", "深圳", CellPlace("深圳", 1, 1))]
    (circumstances,) = auditor.audit(sheet("深圳", {"工作地点": "上海", "其他要求": "限女性"})).circumstances
    assert circumstances.region.values == ("shanghai",)


@settings(deadline=None)
@given(st.lists(st.sampled_from(CUE_LINES), min_size=1, max_size=5), st.sampled_from(["\n", "\n\n", "，", "。\n"]), st.sampled_from(KINDS))
def test_cues_are_found_line_by_line_as_in_the_whole_text(lines: list[str], gap: str, cues: CircumstanceCues) -> None:
    text = normalise(gap.join(lines)).text
    found = AssumptionReader(cues)._in_line(text)
    whole = sorted(find(cues.cues, text), key=lambda one: one.span.start)
    assert list(found) == whole
