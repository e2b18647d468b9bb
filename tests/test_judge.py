from __future__ import annotations

import pytest

from auditor.config import Config
from auditor.engine import Auditor
from auditor.judge import Judge, Reading
from auditor.model.circumstances import NOTHING_KNOWN, Assumption, Circumstances, Origin
from auditor.model.clause import Clause
from auditor.model.context import SectionKind
from auditor.model.document import Label, Segment
from auditor.model.finding import Candidate, Dismissal, Finding
from auditor.model.grounds import Employer, Ground, Severity
from auditor.model.legal import Article, Citation, LegalBasis, LegalException, Verdict, Verification
from auditor.model.location import CellPlace
from auditor.model.rule import Exemption, Pattern, Reach, Rule
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.text.normalise import normalise
from auditor.text.sections import Headings, Trail

SAY = Wording("说", "say")
TODAY = "2026-11-24"


def citation(ref: str, valid_from: str = "2008-01-01", valid_to: str = "", **texts: object) -> Citation:
    article = Article(ref, SAY, SAY, Verification.TEXT)
    basis = LegalBasis(ref, SAY, SAY, "某机关", "law", valid_from, valid_to, "2026-01-01", Verification.TEXT, (article,), **texts)  # type: ignore[arg-type]
    return Citation(basis, article)


CITATIONS = {ref: citation(ref) for ref in ("LAW-1", "LAW-2")} | {
    "NEW-1": citation("NEW-1", "2026-07"),
    "OLD-1": citation("OLD-1", "2001", "2020"),
    "REVISED-1": citation("REVISED-1", "2023-01-01", earlier=Wording("旧文本", "the old text")),
    "AMENDED-1": citation("AMENDED-1", amended=("2015-04-24", "2018-12-29")),
}
EXCEPTION = LegalException("X99", (Ground.AGE,), SAY, SAY, "某法1", Verification.TEXT, ("公证员",), (65,))


def rule(*verdicts: Verdict, exemptions: tuple[Exemption, ...] = (), ground: Ground = Ground.AGE) -> Rule:
    rows = (*verdicts, Verdict({}, Severity.POLICY, ("LAW-1",), SAY))
    return Rule("TST001", "test", ground, rows, SAY, SAY, (Pattern("p", "x"),), exemptions)


def settle(
    text: str, hit: str, of: Rule, *, circumstances: Circumstances = NOTHING_KNOWN, label: str = "", as_of: str = TODAY, **candidate: object
) -> Finding | Dismissal:
    place = CellPlace("1", 2, 3)
    segment = Segment.at(text, place, Label("年 龄", CellPlace("1", 1, 3)) if label else None)
    folded = normalise(text)
    prefix = f"{label}:" if label else ""
    whole = prefix + folded.text
    start = whole.index(hit)
    clause = Clause(segment, Span(0, len(text)), label)
    trail = Trail(Headings({SectionKind.REQUIREMENTS: "任职要求"}))
    trail.go_by("任职要求")
    trail.go_by(text)
    reading = Reading(clause, whole, folded, len(prefix), folded.text, circumstances, trail.here(0))
    values = {"facts": {}, **candidate}
    judge = Judge(CITATIONS, [EXCEPTION], as_of)
    return judge.settle(reading, Candidate(of, of.patterns[0], Span(start, start + len(hit)), **values), ())  # type: ignore[arg-type]


def test_the_first_verdict_whose_facts_all_hold_wins() -> None:
    specific = Verdict({"kind": ("limit", "other"), "direction": ("bars-women",)}, Severity.VIOLATION, ("LAW-2",), SAY)
    upheld = settle("限男性", "限男性", rule(specific), facts={"kind": "limit", "direction": "bars-women"})
    assert isinstance(upheld, Finding)
    assert (upheld.severity, [c.ref for c in upheld.citations]) == (Severity.VIOLATION, ["LAW-2"])
    fallback = settle("限男性", "限男性", rule(specific), facts={"kind": "limit"})
    assert isinstance(fallback, Finding)
    assert fallback.severity is Severity.POLICY


def test_the_employer_decides_where_the_table_says_so() -> None:
    binding = Verdict({"employer": ("soe",)}, Severity.VIOLATION, ("LAW-2",), SAY)
    for values, severity in (((Employer.SOE,), Severity.VIOLATION), ((), Severity.POLICY)):
        upheld = settle("限985", "限985", rule(binding), circumstances=Circumstances(Assumption(values, Origin.TEXT)))
        assert isinstance(upheld, Finding)
        assert upheld.severity is severity


@pytest.mark.parametrize(("day", "refs"), [("2026-06-30", ["LAW-1"]), ("2026-07-01", ["LAW-1", "NEW-1"])])
def test_a_basis_not_in_force_on_the_day_is_left_out(day: str, refs: list[str]) -> None:
    verdict = Verdict({"kind": ("limit",)}, Severity.VIOLATION, ("LAW-1", "NEW-1", "OLD-1"), SAY)
    upheld = settle("限汉族", "限汉族", rule(verdict), as_of=day, facts={"kind": "limit"})
    assert isinstance(upheld, Finding)
    assert [c.ref for c in upheld.citations] == refs


def test_without_any_basis_in_force_nothing_is_called_a_violation() -> None:
    verdict = Verdict({"kind": ("limit",)}, Severity.VIOLATION, ("NEW-1",), SAY)
    upheld = settle("限汉族", "限汉族", rule(verdict), as_of="2020-01-01", facts={"kind": "limit"})
    assert isinstance(upheld, Finding)
    assert (upheld.severity, upheld.citations) == (Severity.RISK, ())


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2022-12-31", "an earlier text applied on 2022-12-31, which the rules do not hold; check it (the old text)"),
        ("2017-01-01", "read as amended on 2018-12-29; check the wording of 2017-01-01"),
        ("2026-01-01", ""),
    ],
)
def test_a_finding_tells_where_another_text_applied(day: str, said: str) -> None:
    verdict = Verdict({}, Severity.VIOLATION, ("LAW-1", "REVISED-1", "AMENDED-1"), SAY)
    upheld = settle("限男性", "限男性", rule(verdict), as_of=day)
    assert isinstance(upheld, Finding)
    assert any(said in caution.en for caution in upheld.cautions) if said else upheld.cautions == ()


@pytest.mark.parametrize(("ref", "dismissed"), [("REVISED-1", True), ("NEW-1", False)])
def test_what_an_earlier_text_may_allow_stays_lawful_and_is_told(ref: str, dismissed: bool) -> None:
    lawful = Verdict({"kind": ("guard",)}, None, (ref,), SAY)
    outcome = settle("限女性", "限女性", rule(lawful), as_of="2022-06-30", facts={"kind": "guard"})
    assert isinstance(outcome, Dismissal) == dismissed
    assert bool(outcome.cautions) == dismissed


@pytest.mark.parametrize(
    ("reach", "pattern", "excused"),
    [
        (Reach.COVER, "不限男女", True),
        (Reach.COVER, "不限", False),
        (Reach.BEFORE, "不", True),
        (Reach.AFTER, "均可", False),
        (Reach.CLAUSE, "报名", True),
        (Reach.SECTION, "任职", True),
        (Reach.SECTION, "福利", False),
        (Reach.LINES, r"不限男女", True),
        (Reach.LINES, r"任职要求\n", False),
        (Reach.LINES, r"任职要求\n.*不限男女", True),
        (Reach.DOCUMENT, "报名", True),
    ],
)
def test_the_reach_of_an_exemption(reach: Reach, pattern: str, excused: bool) -> None:
    exempted = rule(exemptions=(Exemption("excuse", pattern, reach, SAY),))
    outcome = settle("不限男女，均可报名", "限男女", exempted)
    assert isinstance(outcome, Dismissal) == excused
    if isinstance(outcome, Dismissal):
        assert (outcome.by, outcome.text) == ("excuse", "限男女")


@pytest.mark.parametrize(
    ("text", "high", "dismissed"), [("招公证员，65岁以下", 65, True), ("招公证员，35岁以下", 35, False), ("招文员，65岁以下", 65, False)]
)
def test_a_statutory_exception_covers_its_post_and_its_bound(text: str, high: int, dismissed: bool) -> None:
    lawful = Verdict({"occupation": ("X99",)}, None, (), SAY)
    outcome = settle(text, f"{high}岁以下", rule(lawful), ages=(None, high))
    assert isinstance(outcome, Dismissal) == dismissed
    if isinstance(outcome, Dismissal):
        assert outcome.by == "X99"


def test_evidence_under_a_header_names_cell_and_header() -> None:
    upheld = settle("３５周嵗以下", "年龄:35周岁以下", rule(), label="年龄")
    assert isinstance(upheld, Finding)
    assert upheld.text == "３５周嵗以下"
    assert [(e.role, e.text, e.location) for e in upheld.evidence] == [
        ("text", "３５周嵗以下", CellPlace("1", 2, 3)),
        ("label", "年 龄", CellPlace("1", 1, 3)),
    ]


def test_the_fingerprint_is_that_of_words_and_clause() -> None:
    one, other, spaced = (settle(text, "限男性", rule()) for text in ("搬运工限男性", "保安限男性", "搬运工限\u200b男性"))
    assert isinstance(one, Finding)
    assert isinstance(other, Finding)
    assert isinstance(spaced, Finding)
    assert one.fingerprint == spaced.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("text", "words", "severity", "refs"),
    [
        ("出纳岗，刑满释放人员勿投", "刑满释放人员勿投", Severity.RISK, {"PRISON-62", "CORR-4"}),  # the statute bars certain offences only
        ("文印员，有案底勿扰", "有案底勿扰", Severity.RISK, {"CRIM-100"}),  # a record in general
        ("结巴勿投", "结巴勿投", Severity.RISK, {"DPL-38"}),
        ("聋哑人勿投", "聋哑人勿投", Severity.VIOLATION, {"DPL-3"}),
        ("限男性，未婚", "未婚", Severity.RISK, {"EPL-3"}),  # the women's law protects women
        ("女性，未婚", "未婚", Severity.VIOLATION, {"LWR-43(4)"}),
        ("面点工，无慢性病", "无慢性病", Severity.RISK, {"GC185-holding"}),  # the food standard is about infections
        ("文印员，苗族优先", "苗族优先", Severity.RISK, {"EPL-28"}),  # outside an autonomous area
        ("文印员，汉族优先", "汉族优先", Severity.VIOLATION, {"ETHNIC-59"}),
        ("无传染病，乙肝勿扰", "乙肝勿扰", Severity.VIOLATION, {"ESR-19"}),  # two clauses, two kinds
    ],
)
def test_what_the_law_says_of_a_wording(auditor: Auditor, text: str, words: str, severity: Severity, refs: set[str]) -> None:
    finding = next(finding for finding in auditor.audit_text(text).findings if finding.text == words)
    assert finding.severity is severity
    assert refs <= {citation.ref for citation in finding.citations}


def test_no_policy_is_claimed_before_it_was_made() -> None:
    finding = Auditor(Config(as_of="2022-06-30")).audit_text("普工，35岁以下").findings[0]
    assert finding.severity is Severity.RISK
    assert "尚未施行" in finding.why.zh


def test_an_autonomous_area_may_prefer_its_people(auditor: Auditor) -> None:
    result = auditor.audit_text("某某苗族自治县文化馆招聘讲解员，苗族优先。工作地点：某某苗族自治县")
    assert result.findings == ()
    assert [dismissal.by for dismissal in result.dismissals] == ["lawful-priority"]
