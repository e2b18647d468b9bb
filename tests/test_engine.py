from __future__ import annotations

import gc
import json
import weakref
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.config import Config
from auditor.engine import Auditor
from auditor.errors import ConfigError
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.location import CellPlace, LinePlace, RecordPlace
from auditor.model.report import Status
from auditor.model.speaking import Speaking
from auditor.model.wording import same
from auditor.text.gate import SharedGate

ROOT = Path(__file__).parent.parent
ADS = [
    json.loads(line)["text"]
    for name in ("dev/ads", "clean/near-misses")
    for line in (ROOT / "corpora" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
NOISE = st.sampled_from(["\u200b", "　", "\r\n", "①", "*", "\t", "🙂", "\ufeff", "；"])
AUDITOR = Auditor()


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ADS), st.lists(st.tuples(st.integers(0, 200), NOISE), max_size=6))
def test_findings_point_at_their_words_whatever_stands_between(text: str, noise: list[tuple[int, str]]) -> None:
    for position, sign in noise:
        text = text[:position] + sign + text[position:]
    result = AUDITOR.audit_text(text)
    for outcome in (*result.findings, *result.dismissals):
        assert text[outcome.span.start : outcome.span.end] == outcome.text != ""
        assert outcome.clause.covers(outcome.span)
        assert isinstance(outcome.location, LinePlace)
        lines = text.split("\n")
        before = sum(len(line) + 1 for line in lines[: outcome.location.line - 1]) + outcome.location.column - 1
        assert before == outcome.span.start


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_no_text_breaks_the_audit(text: str) -> None:
    assert AUDITOR.audit_text(text).status is Status.OK


def test_a_label_gives_a_cell_its_meaning_and_an_unknown_one_none() -> None:
    def found(label: str, text: str) -> list[str]:
        place = CellPlace("1", 2, 2)
        cell = Segment.at(text, place, Label(label, CellPlace("1", 1, 2)))
        return [finding.text for finding in AUDITOR.audit(Document("d", "d", (cell,))).findings]

    assert found("性别", "男") == ["男"]
    assert found("性 别（要求）", "女") == ["女"]
    assert found("性别", "不限") == []
    assert found("年龄", "35周岁以下") == ["35周岁以下"]
    assert found("页数", "18-35") == []


def test_an_exception_is_read_from_the_fields_of_the_same_record_only() -> None:
    def record(post: str, row: int) -> tuple[Segment, ...]:
        cells = (("招录机关", post), ("年龄", "35周岁以下"))
        group = f"row{row}"
        return tuple(
            Segment.at(text, CellPlace("1", row, i), Label(name, CellPlace("1", 1, i)), group=group)
            for i, (name, text) in enumerate(cells, 1)
        )

    plain = (Segment.at("35周岁以下", CellPlace("2", 2, 1), Label("年龄", CellPlace("2", 1, 1)), group="other"),)
    result = AUDITOR.audit(Document("d", "d", (*record("某县统计局", 2), *plain)))
    assert [finding.location for finding in result.findings] == [CellPlace("2", 2, 1)]
    assert [dismissal.by for dismissal in result.dismissals] == ["X20"]


def test_the_header_says_how_the_audit_was_made() -> None:
    header = Auditor(Config(select=("age",), region="shenzhen", as_of="2025-06-30")).header
    assert (header.as_of, header.options["select"], header.options["region"]) == ("2025-06-30", "age", "shenzhen")
    assert len(header.pack_digest) == 64


@pytest.mark.parametrize(
    ("day", "law"), [("2022-12-31", "Women's Rights Law"), ("2025-08-31", "Infectious Diseases Law"), ("2026-10-31", "Prison Law")]
)
def test_the_header_names_the_laws_that_had_another_text(day: str, law: str) -> None:
    header = Auditor(Config(as_of=day)).header
    assert law in header.cautions[0].en
    assert Auditor(Config(as_of="2026-11-24")).header.cautions == ()


def test_nothing_keeps_an_auditor_that_nobody_needs() -> None:
    def audited(text: str) -> list[weakref.ref[SharedGate]]:
        auditor = Auditor(Config())
        auditor.audit_text(text)
        return [weakref.ref(each) for each in gc.get_objects() if isinstance(each, SharedGate) and each not in before]

    before = [each for each in gc.get_objects() if isinstance(each, SharedGate)]
    gates = audited("本店招收银员两名，限女性，35岁以下，形象好。")
    gc.collect()
    assert gates
    assert not any(gate() for gate in gates)


def test_options_that_name_nothing_are_refused() -> None:
    with pytest.raises(ConfigError, match="'shoe-size' is no rule, ground or family"):
        Auditor(Config(ignore=("shoe-size",)))


def test_the_region_adds_its_local_rule() -> None:
    def refs(region: str) -> list[str]:
        return [citation.ref for citation in Auditor(Config(region=region)).audit_text("搬运工限男性").findings[0].citations]

    assert "SSL_LOCAL-SZ" in refs("shenzhen")
    assert "SSL_LOCAL-SZ" not in refs("")


LATE = """\
id: TST001
name: slow-rule
ground: other_identity
title: {zh: 标题, en: title}
suggestion: {zh: 建议, en: suggestion}
patterns: [{id: one, regex: 限左撇子}]
verdicts:
- {when: {occupation: [X99]}, severity: lawful, basis: [], why: {zh: 因, en: why}}
- {severity: risk, basis: [GC185-holding], why: {zh: 因, en: why}}
examples: {flagged: [{text: 限左撇子, match: 限左撇子}], passed: [{text: 左撇子, why: no limit}]}
"""
SLOW = "(?:(?:a|aa)+)+$"
SAY = "{zh: 因, en: why}"
LATE_PARTS = {
    "exemption slow": ("identity/TST001.yaml", f"{LATE}exemptions: [{{id: slow, regex: '{SLOW}', reach: clause, why: {SAY}}}]\n"),
    "exemption far": ("identity/TST001.yaml", f"{LATE}exemptions: [{{id: far, regex: '{SLOW}', reach: document, why: {SAY}}}]\n"),
    "cue slow": ("context/slow.yaml", f"cues: [{{id: slow, regex: '{SLOW}', direction: both, why: {SAY}, examples: [aa]}}]\n"),
    "terminator of the cue slow": (
        "context/slow.yaml",
        f"cues: [{{id: slow, regex: 子, terminator: '{SLOW}', direction: both, scope: clause, why: {SAY}, examples: [aa]}}]\n",
    ),
    "exception X99": (
        "legal/slow.yaml",
        f"exceptions: [{{id: X99, grounds: [other_identity], post: {SAY}, rule: {SAY}, source: x, verification: sec, cues: ['{SLOW}']}}]\n",
    ),
}


@pytest.mark.parametrize("part", LATE_PARTS)
def test_what_takes_too_long_is_a_failure_of_the_document(part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in (("identity/TST001.yaml", LATE), LATE_PARTS[part]):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr("auditor.text.compiled.SECONDS", 0.01)
    result = Auditor(Config(packs=(tmp_path,), select=("TST001",))).audit_text("限左撇子，" + "a" * 60 + "b")
    assert [failure.reason.en for failure in result.failures] == [f"not judged by TST001: {part} took too long"]
    assert not result.findings
    assert not result.dismissals


@pytest.mark.parametrize(
    ("context", "part"),
    [
        (f"employers: {{cues: [{{id: slow, shows: [private], regex: '{SLOW}', examples: [{{text: aa, match: aa}}]}}]}}\n", "cue slow"),
        (
            f"posts: {{no_post: b, headings: [{{id: slow, level: 1, regex: '(?P<name>{SLOW})',"
            " examples: [{text: aa, name: aa}], near_misses: [b]}]}\n",
            "heading slow",
        ),
    ],
)
def test_a_document_is_judged_even_if_who_hires_takes_too_long_to_tell(
    context: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "context").mkdir()
    (tmp_path / "context/slow.yaml").write_text(context, encoding="utf-8")
    monkeypatch.setattr("auditor.text.compiled.SECONDS", 0.01)
    result = Auditor(Config(packs=(tmp_path,), select=("GEN001",))).audit_text("本岗位限男性；" + "a" * 60 + "b")
    assert [failure.reason.en for failure in result.failures] == [f"read as one post of an unknown employer: {part} took too long"]
    assert [finding.text for finding in result.findings] == ["限男性"]


def test_a_heading_that_takes_too_long_is_told_of_the_second_reading_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the second reading joins takes too long there; what is found in it is judged all the same."""
    heading = "{id: slow, level: 1, regex: '(?P<name>(?:(?:限|限女)+)+左(?!右))', examples: [{text: 限左, name: 限左}], near_misses: [b]}"
    (tmp_path / "context").mkdir()
    (tmp_path / "context/slow.yaml").write_text(f"posts: {{no_post: b, headings: [{heading}]}}\n", encoding="utf-8")
    monkeypatch.setattr("auditor.text.compiled.SECONDS", 0.01)
    result = Auditor(Config(packs=(tmp_path,), select=("GEN001",))).audit_text(f"{'限★女★' * 40}左右，限★女★性")
    assert [failure.reason.en for failure in result.failures] == ["read as one post of an unknown employer: heading slow took too long"]
    assert result.findings


def test_nothing_takes_too_long_where_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Headings and who hires are read for what is found alone."""
    (tmp_path / "context").mkdir()
    heading = f"{{id: slow, level: 1, regex: '(?P<name>{SLOW})', examples: [{{text: aa, name: aa}}], near_misses: [b]}}"
    (tmp_path / "context/slow.yaml").write_text(f"posts: {{no_post: b, headings: [{heading}]}}\n", encoding="utf-8")
    monkeypatch.setattr("auditor.text.compiled.SECONDS", 0.01)
    result = Auditor(Config(packs=(tmp_path,), select=("GEN001",))).audit_text("本岗位男女不限；" + "a" * 60 + "b")
    assert (result.failures, result.findings) == ((), ())


def test_half_a_pair_of_surrogates_hides_nothing(auditor: Auditor) -> None:
    result = auditor.audit_text("限男性\ud800，35岁以下")
    assert [finding.text for finding in result.findings] == ["限男性", "35岁以下"]


def test_a_form_beside_it_does_not_hide_an_evasive_spelling(auditor: Auditor) -> None:
    result = auditor.audit_text("性别\n不限\n年龄\n不限\n属★虎★勿★扰")
    assert [finding.text for finding in result.findings] == ["属★虎★勿★扰"]


def _cell(text: str, row: int, column: int, label: str, *also: int) -> Segment:
    place = CellPlace("岗位表", row, column)
    groups = tuple(f"row{number}" for number in also)
    return Segment.at(text, place, Label(label, CellPlace("岗位表", 1, column)), group=f"row{row}", post=f"岗位{row}", also=groups)


def test_a_cell_over_several_rows_is_read_with_each_and_reported_once() -> None:
    rows = (
        *(_cell("县财政局", 2, 1, "招聘单位", 3), _cell("35周岁以下", 2, 2, "年龄要求"), _cell("限男性", 2, 3, "其他要求", 3)),
        *(_cell("30周岁以下", 3, 2, "年龄要求"), _cell("25周岁以下", 4, 2, "年龄要求"), _cell("可带宠物", 5, 3, "其他要求", 9)),
    )
    result = AUDITOR.audit(Document("x", "x", rows))
    told = {finding.text: (finding.circumstances.employer.values, finding.post) for finding in result.findings}
    assert told == {
        "35周岁以下": (("state-organ",), "岗位2"),
        "限男性": (("state-organ",), "岗位2"),
        "30周岁以下": (("state-organ",), "岗位3"),
        "25周岁以下": ((), "岗位4"),
    }
    assert len(result.findings) == len(told)


def test_the_title_of_a_sheet_tells_who_hires_on_that_sheet_alone() -> None:
    def sheet(name: str, *texts: str) -> list[Segment]:
        title, *cells = (Segment.at(text, CellPlace(name, row, 1), group=f"{name}!row{row}") for row, text in enumerate(texts, 1))
        return [replace(title, group=f"{name}!"), *cells]

    rows = (*sheet("机关", "县财政局招聘公告", "35周岁以下"), *sheet("企业", "用工计划", "30周岁以下", "25周岁以下"))
    told = {finding.text: finding.circumstances.employer.values for finding in AUDITOR.audit(Document("x", "x", rows)).findings}
    assert told == {"35周岁以下": ("state-organ",), "30周岁以下": (), "25周岁以下": ()}


def _record(**fields: str) -> Document:
    failures = (Failure("ads.jsonl", same("line 1"), same("half of a character")),)
    places = {name: RecordPlace("7", name, 1) for name in fields}
    segments = (Segment.at(text, places[name], Label(name, places[name]), name) for name, text in fields.items())
    return Document("7", "ads.jsonl", tuple(segments), failures)


@pytest.mark.parametrize(
    "document",
    [
        _record(id="7", text="会修车", company="星河修理厂", remark_of_ours="x"),
        _record(id="7", remark_of_ours="x", other="y"),
        _record(),
        Document("a", "a.txt", (Segment.at("会修车", LinePlace(1, 1)),)),
    ],
)
def test_a_document_of_which_nothing_was_heard_is_told_of_like_any_other(document: Document, auditor: Auditor) -> None:
    assert auditor.audit(document, Speaking({})) == auditor.audit(document)
