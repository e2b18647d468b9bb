"""What the listener keeps back says nothing: whatever is read with every pattern lies where it points."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import listening
from auditor.clause_folder import prefix_of
from auditor.config import Config
from auditor.engine import Auditor
from auditor.listening import ALL, Listener, OpenListener, Speaking
from auditor.model.clause import Clause
from auditor.model.document import Document, Label, Segment
from auditor.model.location import LinePlace, ParagraphPlace
from auditor.model.report import DocumentResult
from auditor.packs.examples import example_document

ROOT = Path(__file__).parent.parent
DAY = "2026-11-24"
GATED, OPEN = Auditor(Config(as_of=DAY)), Auditor(Config(as_of=DAY, gate=False))
LISTENER = GATED._listener()
CORPORA = sorted((ROOT / "corpora").rglob("*.jsonl"))
PATTERNS = {id(pattern): number for number, pattern in enumerate(pattern for rule in OPEN.rules for pattern in rule.patterns)}
FLAGGED = [example for rule in OPEN.rules for example in rule.flagged]
LABELS = ["", "", "", "性别", "年龄", "其他要求", "备注"]


def texts_of(path: Path) -> list[str]:
    return [record["text"] for record in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if "text" in record]


def document(*texts: str, label: str = "") -> Document:
    name = Label(label, LinePlace(1, 1)) if label else None
    return Document("d", "d", tuple(Segment.at(text, ParagraphPlace("body", number), name) for number, text in enumerate(texts, 1)))


def told(result: DocumentResult) -> tuple[object, ...]:
    """Return all of a result that the gate must not change; objects of two packs are told by what they say."""
    findings = [(one.rule.id, one.severity, one.location, one.span, one.text, one.rewrite) for one in result.findings]
    dismissals = [(one.rule.id, one.by, one.location, one.span, one.text) for one in result.dismissals]
    return findings, dismissals, result.failures, result.circumstances, result.read, result.fields_not_read


def assert_equal(one: Document) -> None:
    assert told(GATED.audit(one, GATED.listen([one])[0])) == told(OPEN.audit(one))


# What is written around and into an example: gaps, line ends, marks, digits and letters that fold, choices, what opens a list.
NOISE = st.sampled_from(
    [
        *"*._|/\\^&=·•●☆★-+~、，,。；;：:()（）[]【】\"'!?？<>#@①1１0O○□√🙂İ",
        " ",
        "\u3000",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\u0301",
        "\u3164",
        "\n",
        "\r\n",
        "\t",
        "\x0b",
        "\u2028",
        "\x1b[31m",
        "\ufe0f",
        "\x1c",
        "\n\n",
        "？\n否",
        "1、",
        "以下人员勿扰：",
        "\n年龄\n",
    ]
)
_TRADITIONAL = opencc.OpenCC("s2t")
_WRITTEN = {
    "as it is": str,
    "wide": lambda text: text.translate({0x21 + sign: 0xFF01 + sign for sign in range(94)}),
    "traditional": _TRADITIONAL.convert,
    "capitals": str.upper,
    "Arabic digits": lambda text: text.translate({0x30 + digit: 0x660 + digit for digit in range(10)}),
    "circled": lambda text: text.translate(str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")),
    "spaced": " ".join,
    "masked": "*".join,
    "unseen": "\u200b".join,
    "dotted": lambda text: text.replace("i", "İ"),
}


@st.composite
def written(draw: st.DrawFn) -> str:
    """An example in another spelling, with signs put in."""
    text = _WRITTEN[draw(st.sampled_from(sorted(_WRITTEN)))](draw(st.sampled_from(FLAGGED)).text)
    for place, sign in draw(st.lists(st.tuples(st.integers(0, 60), NOISE), max_size=4)):
        text = text[:place] + sign + text[place:]
    return text


@st.composite
def masked(draw: st.DrawFn) -> str:
    """An example with a mark, one or another, behind each sign."""
    marks = draw(st.lists(st.sampled_from("*._|/\\^&=·•●☆★-"), min_size=2, max_size=5))
    text = draw(st.sampled_from(FLAGGED)).text
    return "".join(f"{sign}{marks[place % len(marks)]}" for place, sign in enumerate(text))


PARTS = st.lists(st.one_of(written(), written(), masked()), min_size=1, max_size=3)
JOINTS = st.sampled_from(["，", "。", "\n", " ", "；", "", "\r\n", "|", "\t"])


@settings(max_examples=250)
@given(PARTS, JOINTS, st.sampled_from(LABELS))
def test_the_gate_changes_no_result(parts: list[str], joint: str, label: str) -> None:
    assert_equal(document(joint.join(parts), label=label))


@settings(max_examples=100)
@given(PARTS, st.sampled_from(["", "任职要求：", "以下人员勿扰：", "有以下情况的不招", "性别：□男 ☑女"]), st.booleans())
def test_the_gate_changes_no_result_where_paragraphs_follow_each_other(parts: list[str], before: str, far: bool) -> None:
    assert_equal(document(before, *(["能早起"] if far else []), *parts))


NAMES = st.sampled_from(["性别", "年龄", "户籍", "籍贯", "民族", "政治面貌", "身高", "宗教信仰", "毕业时间", "学历"])
FIELD_SIGNS = st.sampled_from(["|", " | ", "=", "——", "-", "→", "・", "：\n", "\n", "】", "  ", "：", "=>"])
VALUES = st.sampled_from(["女", "18-35", "本市", "四川", "汉族", "党员", "170以上", "佛教", "2026届", "不限", "统招本科"])
FIELDS = st.lists(st.builds("{}{}{}{}".format, st.sampled_from(["", "1、", "✅", "●", "【", "- "]), NAMES, FIELD_SIGNS, VALUES), max_size=3)


@settings(max_examples=300)
@given(FIELDS, st.lists(PARTS, max_size=1), st.sampled_from(["\n", "，", "；", " "]), st.sampled_from(["", "备注", "性别"]))
def test_the_gate_changes_no_result_where_signs_part_names_from_values(
    fields: list[str], parts: list[list[str]], joint: str, label: str
) -> None:
    assert_equal(document(joint.join([*fields, *chain.from_iterable(parts)]), label=label))


def said_by(one: Document) -> Iterator[tuple[Clause, int]]:
    """Yield what is found with every pattern: the clause, and the number of the pattern."""
    for piece in OPEN._groups.cutter.clauses(one.segments, {}, OpenListener().listen([one.segments])[0]):
        clause = piece.clause
        prefix = prefix_of(clause)
        for candidate in OPEN._groups.reader.read(
            prefix + OPEN._groups.folder.fold(clause).text, 0 if clause.label else len(prefix)
        ).candidates:
            yield clause, PATTERNS[id(candidate.pattern)]


def assert_pointed_at(one: Document, speaking: Speaking) -> None:
    """See that whatever is said is looked for: in its clause, under its lead."""
    cut = {piece.clause: piece.patterns for piece in GATED._groups.cutter.clauses(one.segments, {}, speaking)}
    for clause, number in said_by(one):
        patterns = cut.get(clause, frozenset())
        assert patterns is None or number in patterns or speaking.choices


@settings(max_examples=150)
@given(st.lists(PARTS, min_size=1, max_size=3), JOINTS, st.sampled_from(LABELS))
def test_whatever_is_found_lies_where_the_listener_points(texts: list[list[str]], joint: str, label: str) -> None:
    every = [document(joint.join(parts), label=label) for parts in texts]
    for one, speaking in zip(every, LISTENER.listen([one.segments for one in every]), strict=True):
        assert_pointed_at(one, speaking)


@pytest.mark.parametrize(("label", "said"), [("年龄", "35"), ("年龄", "18-35"), ("性别", "f"), ("性别", "女")])
@pytest.mark.parametrize("joint", ["。", "；", "\n", "•", " 2、", "①"])
def test_a_label_is_heard_before_each_of_its_clauses(label: str, said: str, joint: str) -> None:
    one = document(f"{'会' * 40}{joint}{said}", label=label)
    (speaking,) = LISTENER.listen([one.segments])
    assert speaking.of(one.segments[0])
    assert_pointed_at(one, speaking)


LISTED = st.lists(st.one_of(written(), st.sampled_from(["学生", "会收银", "属虎的", "孕妇", "包吃住", "35岁以上"])), min_size=1, max_size=6)
LEADS = st.sampled_from(
    ["以下人员勿扰：", "会收银。有以下情况的不招", "任职要求：", "优先条件：", "以下人员勿扰：学生、孕妇", "符合以下条件者优先\n"]
)


@settings(max_examples=150)
@given(LEADS, LISTED, st.sampled_from(["\n", "\n1、", "；", "\n\n", "。", "\n- "]), st.booleans())
def test_whatever_stands_under_a_lead_is_pointed_at(lead: str, items: list[str], joint: str, apart: bool) -> None:
    texts = [lead, *items] if apart else [f"会收银\n{lead}{joint}{joint.join(items)}"]
    one = document(*texts)
    assert_pointed_at(one, LISTENER.listen([one.segments])[0])


@pytest.mark.parametrize("label", ["", "其他要求"])
def test_every_pattern_that_an_example_is_found_by_is_pointed_at(label: str) -> None:
    every = [document("能吃苦", f"会收银，\n　{example.text}", label=label or example.label) for example in FLAGGED]
    for one, speaking in zip(every, GATED.listen(every), strict=True):
        assert speaking is not None
        assert_pointed_at(one, speaking)


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_gate_changes_no_result_on_the_corpora(path: Path) -> None:
    for text in texts_of(path):
        assert_equal(document(text))


def test_the_gate_changes_no_result_on_the_examples() -> None:
    for rule in OPEN.rules:
        for example in rule.examples:
            assert_equal(example_document(example))


def test_the_gate_changes_no_result_on_examples_in_carriers() -> None:
    """All examples, a few in each carrier at a time."""
    carriers = texts_of(ROOT / "corpora/carriers/ads.jsonl")
    texts = [example.text for rule in OPEN.rules for example in rule.examples]
    for number, carrier in enumerate(carriers):
        for start in range(number % 2 * 4, len(texts), 8):
            assert_equal(document("\n".join((carrier, *texts[start : start + 8]))))


def test_the_gate_changes_no_result_on_real_ads(real_gold: Path) -> None:
    for text in texts_of(real_gold):
        assert_equal(document(text))


def listener() -> Listener:
    return Listener(GATED.rules, GATED.pack, GATED._evasion, GATED._leads, signs=GATED._signs, templates=GATED._templates)


def test_listening_to_many_is_listening_to_each() -> None:
    every = [document(*text.split("\n\n")) for path in CORPORA for text in texts_of(path)[:60]]
    every += [document(example.text, label=example.label or "备注") for example in FLAGGED[:300]]
    groups = [one.segments for one in every]
    assert listener().listen(groups) == [listener_alone.listen([group])[0] for listener_alone in [listener()] for group in groups]


def test_what_is_remembered_of_fields_does_not_change_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = [example.text for example in FLAGGED[:200]] + ["不限", "计算机类(B08)", "男", "35周岁以下", "□男 □女"]
    groups = [document(cell, label=label).segments for label in ("性别", "年龄", "备注", "") for cell in cells]
    one = listener()
    first, again = one.listen(groups), one.listen(groups)
    monkeypatch.setattr(listening, "_REMEMBERED", 0)
    forgetful = listener()
    assert first == again == forgetful.listen(groups) == forgetful.listen(groups)
    assert one._known
    assert any(first)
    assert not all(first)


def heard(*texts: str, label: str = "") -> list[list[int] | str]:
    """Return for each paragraph of a document the places where it may say something."""
    one = document(*texts, label=label)
    speaking: Speaking = listener().listen([one.segments])[0]
    places = [speaking.of(segment) for segment in one.segments]
    return ["all" if each is ALL else sorted({place for place, _ in each}) for each in places]


@pytest.mark.parametrize(
    ("texts", "places"),
    [
        (["能吃苦，会收银", "按时上下班"], [[], []]),
        (["会收银\n仓库限男性\n早晚班"], [[7]]),
        (["仓库限/男=性", "仓库限*男*性"], ["all", "all"]),
        (["٣٥岁以下", "会收银"], ["all", []]),
        (["以下人员勿扰：", "学生", "会收银"], [[0], [], []]),
        (["会收银\n有以下情况的不招：\n学生"], [[4]]),
        (["年龄|性别\n35以下|男", "能吃苦"], ["all", []]),
    ],
)
def test_where_a_text_may_say_something(texts: list[str], places: list[list[int] | str]) -> None:
    assert heard(*texts) == places


def test_a_field_that_may_say_something_is_read_as_a_whole() -> None:
    assert heard("男", "计算机科学与技术(B080901)", "19900012542001", label="性别") == ["all", [], []]


@pytest.mark.parametrize("cell", ["计算机科学与技术(B080901)", "从事办公室日常工作", "19900012542001", "不限"])
def test_most_cells_of_a_table_are_silent(cell: str) -> None:
    assert heard(cell, label="岗位") == [[]]


@pytest.mark.parametrize("cell", ["限 男 性", "限*男*性*岗", "三十五周岁以下", "３５周岁以下", "1\u200b8-30岁"])
@pytest.mark.parametrize("label", ["", "其他要求"])
def test_a_spaced_or_masked_limit_is_not_silent(cell: str, label: str) -> None:
    assert heard(cell, label=label) != [[]]


def test_a_form_that_one_person_filled_in_is_looked_at_without_any_mark_of_a_choice() -> None:
    one = document("应聘登记表", "姓名：林小满", "出生年月：1996年5月", "婚姻：未婚")
    assert [(each.by, each.text) for each in GATED.audit(one, GATED.listen([one])[0]).dismissals] == [("open-choice", "未婚")]
    assert_equal(one)


def test_without_the_gate_everything_is_looked_at() -> None:
    groups = [document("能吃苦", "会收银").segments, ()]
    assert OpenListener().listen(groups) == [Speaking({id(one): ALL for one in groups[0]}, choices=True), Speaking({}, choices=True)]
    assert OPEN.header.options == {"gate": "False"}
    assert GATED.header.options == {}
