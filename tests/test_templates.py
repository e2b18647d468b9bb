"""Templates through the whole audit: exact places, nothing lost around them, and nothing that breaks them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.api import audit_file
from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.document import Document, Label, Segment
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.rewrite import apply

ROOT = Path(__file__).parent.parent
DAY = "2026-11-24"
GATED, OPEN = Auditor(Config(as_of=DAY)), Auditor(Config(as_of=DAY, gate=False))


def found(text: str) -> list[tuple[str, str, str]]:
    return [(each.rule.id, each.severity.value, each.text) for each in OPEN.audit_text(text).findings]


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("年龄：{{ max_age }}岁以下", [("AGE001", "policy", "年龄：{{ max_age }}岁以下")]),
        ("年龄：{{ whatever }}岁以下", [("AGE001", "policy", "年龄：{{ whatever }}岁以下")]),
        ("年龄：${max}-${min}岁", [("AGE001", "policy", "年龄：${max}-${min}岁")]),
        ("性别：{{ gender }}", [("GEN006", "risk", "性别：{{ gender }}")]),
        ("限{{ gender }}性", [("GEN001", "violation", "限{{ gender }}性")]),
        ("限{{ job.gender|title }}", [("GEN001", "violation", "限{{ job.gender|title }}")]),
        ("{{ job.max_age|default(35) }}岁以下", [("AGE001", "policy", "{{ job.max_age|default(35) }}岁以下")]),
        ('性别：{{ g|default("男") }}', [("GEN001", "violation", '性别：{{ g|default("男") }}')]),
        ('{{ g|default("限男性，会开车") }}', [("GEN001", "violation", "限男性")]),
        ("户籍：{{ hukou }}", [("HUK006", "note", "户籍：{{ hukou }}")]),
        ("限{{ city }}户籍", [("HUK001", "violation", "限{{ city }}户籍")]),
        ("身高{{ h }}cm以上", [("APP002", "risk", "身高{{ h }}cm以上")]),
        ("婚姻状况：{{ marital_status }}", [("MAR005", "note", "婚姻状况：{{ marital_status }}")]),
        ("{{ company_name }}，{{ age_of_company }}年老店", []),
        ("年满{{ min_age }}周岁", []),
        ('{% if gender == "男" %}会开车{% endif %}', []),
        ('性别：{{ gender|default("不限") }}', []),
        ("{# 限男性 #}诚聘收银员", [("GEN001", "violation", "限男性")]),
        ('{%- if sex == "男" -%}限男性{%- endif -%}', [("GEN001", "violation", "限男性")]),
        ("{% for r in rs %}{{ r }}，限女性{% endfor %}", [("GEN001", "violation", "限女性")]),
        ("{{ 限男性 }}", [("GEN001", "violation", "限男性")]),
        ("招{{ gender", []),
        ("{% males only %}", [("GEN001", "violation", "males only")]),
    ],
)
def test_clauses_around_places(text: str, findings: list[tuple[str, str, str]]) -> None:
    assert found(text) == findings


def test_both_branches_are_judged_at_their_places() -> None:
    text = "要求：\n{% if a %}\n限男性\n{% else %}\n限女性\n{% endif %}\n"
    places = [(each.text, each.location) for each in OPEN.audit_text(text).findings]
    assert places == [("限男性", LinePlace(3, 1)), ("限女性", LinePlace(5, 1))]


def test_what_a_comment_of_a_page_says_is_let_pass_with_the_reason(tmp_path: Path) -> None:
    page = tmp_path / "offer.html.j2"
    page.write_text("<p>诚聘收银员{# 限男性 #}，日结</p>\n{#\n<p>35岁以下</p>\n#}\n<!-- 限女性 --><p>双休</p>", encoding="utf-8")
    (result,) = audit_file(page, Config(as_of=DAY, gate=False)).documents
    assert result.findings == ()
    assert [(each.rule.id, each.text, each.by) for each in result.dismissals] == [
        ("GEN001", "限男性", "template-comment"),
        ("AGE001", "35岁以下", "template-comment"),
    ]
    assert result.dismissals[1].location == LinePlace(3, 4)


def test_what_a_comment_says_is_let_pass_with_the_reason() -> None:
    result = OPEN.audit_text("诚聘{# 限男性 #}收银员{% comment %}35岁以下{% endcomment %}", "offer.md.j2")
    assert not result.findings
    assert [(each.rule.id, each.text, each.by) for each in result.dismissals] == [
        ("GEN001", "限男性", "template-comment"),
        ("AGE001", "35岁以下", "template-comment"),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("性别：{# 男 #}", "男"),
        ("招保安{# 限-男-性 #}", "限-男-性"),
        ("{% if 仅限男性 %}会开车", "仅限男性"),
        ("{{#if 限男性}}会开车", "限男性"),
        ("{% set a = '限男性' %}", "限男性"),
        ("年满{{ 限男性,18 }}周岁", "限男性"),
        ("{{ low | default(限男性) }}", "限男性"),
        ("{# males only #}", "males only"),
        ("｛# 限男性 #｝", "限男性"),
    ],
)
def test_no_ad_hides_words_between_marks(text: str, words: str) -> None:
    """A file that is called no template is read as it stands, by people as well."""
    for name in ("ad.txt", "ad.docx", "ads.jsonl"):
        assert ("GEN001", words) in [(each.rule.id, each.text) for each in OPEN.audit_text(text, name).findings]
    assert not OPEN.audit_text("诚聘收银员{# 不写性别要求 #}，{% if 夜班 %}有夜班{% endif %}{{ 公司 }}", "ad.txt").findings


def test_what_is_seen_between_marks_is_told_with_a_caution() -> None:
    (finding,) = OPEN.audit_text("限{# 男 #}性，会收银").findings
    assert (finding.text, finding.rewrite) == ("男", None)
    assert any(".j2" in caution.en for caution in finding.cautions)


def test_what_a_tag_compares_with_is_let_pass_with_the_reason() -> None:
    result = OPEN.audit_text("{% if gender == '限男性' %}会开车{% endif %}")
    assert not result.findings
    assert [(each.text, each.by) for each in result.dismissals] == [("限男性", "template-comment")]


@pytest.mark.parametrize(
    ("text", "let_pass"),
    [
        ("{% if 仅限男性 %}会开车{% endif %}", ["仅限男性"]),
        ('{% if 性别 == "男" %}会开车{% endif %}', []),
        ("{% if gender == '限男性' %}会开车{% endif %}", []),
    ],
)
def test_words_in_tags_are_let_pass_with_the_reason(text: str, let_pass: list[str]) -> None:
    result = OPEN.audit_text(text, "offer.TXT.Liquid")
    assert not result.findings
    assert [each.text for each in result.dismissals] == let_pass


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("性别：{{ gender }}，会收银", "性别：不限，会收银"),
        ("{{ title }}，限男性，{{ pay }}元", "{{ title }}，{{ pay }}元"),
        ("{{ a }}周岁以上，{{ b }}周岁以下", "年满{{ a }}周岁"),
    ],
)
def test_a_rewrite_leaves_other_places_as_they_are(text: str, written: str) -> None:
    (finding,) = OPEN.audit_text(text).findings
    assert finding.rewrite is not None
    assert apply(text, finding.rewrite.edits) == written


def test_no_rewrite_breaks_a_tag() -> None:
    findings = OPEN.audit_text("{{ title }}，限{% if a %}男{% else %}女{% endif %}性，会收银").findings
    assert findings
    assert all("{%" not in edit.span.of(each.segment.text) for each in findings if each.rewrite for edit in each.rewrite.edits)


def told(result: DocumentResult) -> list[tuple[object, ...]]:
    return [
        *((one.rule.id, one.severity, one.location, one.span, one.text, one.rewrite) for one in result.findings),
        *((one.rule.id, one.by, one.location, one.span, one.text) for one in result.dismissals),
    ]


TEMPLATES = [
    json.loads(line)["text"]
    for name in ("ads", "near-misses")
    for line in (ROOT / f"corpora/templates/{name}.jsonl").read_text(encoding="utf-8").splitlines()
]
ADS = [json.loads(line)["text"] for line in (ROOT / "corpora/dev/ads.jsonl").read_text(encoding="utf-8").splitlines()]
EXAMPLES = [example.text for rule in OPEN.rules for example in rule.examples if "{" not in example.text]
MARKS = st.sampled_from(
    [
        "{{ title }}",
        "{{ gender }}",
        "{{ n }}",
        "${x}",
        "{% if a %}",
        "{% endif %}",
        "{% else %}",
        "{# 限男 #}",
        "{{",
        "{%",
        "«性别»",
        "{以下人员勿扰：}",
        "☐{{ x }}",
    ]
)


@settings(max_examples=150)
@given(
    st.lists(st.one_of(MARKS, st.sampled_from(EXAMPLES), st.sampled_from(["\n", "，", "。", "以下人员勿扰：\n"])), min_size=1, max_size=7),
    st.booleans(),
)
def test_the_gate_changes_no_result(pieces: list[str], in_field: bool) -> None:
    place = LinePlace(1, 1)
    label = Label("性别", place) if in_field else None
    segments = tuple(Segment.at(text, LinePlace(number, 1), label) for number, text in enumerate("".join(pieces).split("\n\n"), 1))
    one = Document("d", "d", segments)
    assert told(GATED.audit(one, GATED.listen([one])[0])) == told(OPEN.audit(one))


@pytest.mark.parametrize("text", TEMPLATES, ids=range(len(TEMPLATES)))
def test_the_gate_changes_no_result_of_the_corpus(text: str) -> None:
    one = Document("d", "d", (Segment.at(text, LinePlace(1, 1)),))
    assert told(GATED.audit(one, GATED.listen([one])[0])) == told(OPEN.audit(one))


AROUND = st.sampled_from(
    ["{{ company_name }}诚聘。", "{% if open %}", "{% endif %}", "{# 见附页 #}", "{%- set pay = 5200 -%}", "${company}诚聘；"]
)


@settings(max_examples=120)
@given(st.sampled_from(ADS), st.lists(AROUND, min_size=1, max_size=3), st.lists(AROUND, max_size=3))
def test_what_stands_on_other_lines_changes_no_place(ad: str, before: list[str], behind: list[str]) -> None:
    """Marks on lines of their own move the findings of an ad that is no template itself, and do nothing else."""
    head = "".join(before) + "\n\n"
    moved = OPEN.audit_text(head + ad + "\n\n" + "".join(behind)).findings
    alone = OPEN.audit_text(ad).findings
    assert [(each.rule.id, each.span.shift(-len(head)), each.text) for each in moved] == [
        (each.rule.id, each.span, each.text) for each in alone
    ]


@pytest.mark.parametrize(
    "text", ["{{" * 30_000, "{" * 100_000, "{% if a %}" * 8_000, "{# " * 30_000, "${" * 30_000, "{{ a }}" * 8_000, "年龄{{ a }}" * 4_000]
)
def test_marks_without_end_are_read_to_the_end(text: str) -> None:
    assert OPEN.audit_text(text + "\n限男性").findings[-1].text == "限男性"
