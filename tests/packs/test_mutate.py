"""Other spellings of one text: what they write, and where its words stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.engine import Auditor
from auditor.model.span import Span
from auditor.packs.examples import run_spellings
from auditor.packs.mutate import MUTATIONS, spellings
from auditor.text.normalise import normalise

TEXT, WORDS = "诚招装卸工，限男性（包住）", Span(6, 9)


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("wide", "诚 招 装 卸 工，限 男 性（包住）", "限 男 性"),
        ("other-marks", "诚招装卸工,限男性(包住)", "限男性"),
        ("gaps-after-marks", "诚招装卸工， 限男性（包住）", "限男性"),
        ("traditional", "誠招裝卸工，限男性（包住）", "限男性"),
        ("dash", "- 诚招装卸工，限男性（包住）", "限男性"),
        ("item-before", "包工作餐，诚招装卸工，限男性（包住）", "限男性"),
        ("clause-after", "诚招装卸工，限男性（包住）；厂区在河边。", "限男性"),
        ("line-end", "诚招装卸工，限男性（包住）\n", "限男性"),
    ],
)
def test_spellings(name: str, written: str, words: str) -> None:
    made = {mutation.name: spelling for mutation, spelling in spellings(TEXT, [WORDS], field=False)}
    assert made[name].text == written
    assert made[name].place(WORDS).of(written) == words


def test_hidden_signs_stand_inside_the_words_only() -> None:
    made = {mutation.name: spelling for mutation, spelling in spellings(TEXT, [WORDS], field=False)}["zero-width"]
    assert normalise(made.text).text == normalise(TEXT).text
    assert len(made.place(WORDS)) == len(WORDS) + 2
    assert made.text.startswith(TEXT[:7])


def test_a_field_has_no_neighbours() -> None:
    names = {mutation.name for mutation, _ in spellings(TEXT, [WORDS], field=True)}
    assert "wide" in names
    assert not names & {mutation.name for mutation in MUTATIONS if not mutation.in_fields}


@given(st.text(alphabet="限男性，：ab 19-", min_size=1, max_size=30), st.data())
def test_a_place_starts_and_ends_with_its_own_signs(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for _, spelling in spellings(text, [span], field=False):
        words = spelling.place(span).of(spelling.text)
        assert words.startswith(spelling.signs[span.start])
        assert words.endswith(spelling.signs[span.end - 1])


def test_what_breaks_is_told_and_so_is_what_only_claims_to(auditor: Auditor) -> None:
    rule = next(rule for rule in auditor.rules if rule.id == "GEN001")
    example = next(example for example in rule.flagged if example.breaks_when)
    silent = replace(rule, flagged=(replace(example, breaks_when={}),), passed=())
    lying = replace(rule, flagged=(replace(example, breaks_when={**example.breaks_when, "line-end": "no reason"}),), passed=())
    told = {mismatch.problem.partition(":")[0] for mismatch in run_spellings([silent], auditor.audit)}
    assert told == set(example.breaks_when)
    assert [mismatch.problem for mismatch in run_spellings([lying], auditor.audit)] == [
        "line-end is listed under breaks-when, but changes nothing"
    ]
