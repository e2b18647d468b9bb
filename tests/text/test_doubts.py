"""Doubts name whatever the exact ways of reading have to look at: they may name too much, never too little."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.packs.loader import load_pack
from auditor.text.choices.marks import SHOWS
from auditor.text.clauses import joins_lines
from auditor.text.doubts import FOLDED_TO_SEVERAL, Doubts
from auditor.text.evasion import Evasion
from auditor.text.gate import FOREIGN
from auditor.text.normalise import normalise
from auditor.text.signs import code_points
from auditor.text.tables import inline_cells

PACK = load_pack()
DISGUISES = PACK.disguises
EVASION = Evasion(DISGUISES)
DOUBTS = Doubts(DISGUISES.syllables, DISGUISES.telling_signs, PACK.fields.labels, DISGUISES.never_before_digits)
ADS = [
    json.loads(line)["text"]
    for line in (Path(__file__).parent.parent.parent / "corpora/dev/ads.jsonl").read_text(encoding="utf-8").splitlines()
]
LABELS = ["性别", "年龄", "学历", "户籍", "专业", "备注", "其他要求"]
SIGNS = (
    "限男女性岁歲周户戶人胃门一三零〇○十廿壹拾01357９３aAnNvVoOlIüÜāé@$*_^~.·-—～/|+&<>;；:：，,。!！?？()（）[]【】［］"
    " \t\n\r\f\x1c\u2028\u3000\u200b\ufe0f\u0301\u20e3⓪①⑱Ⅰ●×□☐☑√✓◉口→⇒🈲🙂♀𠮷𝟛٣ßﬁİı\x1b\ud800"
)
PIECES = st.one_of(
    st.sampled_from(SIGNS),
    st.sampled_from(sorted(DISGUISES.telling_signs)),
    st.sampled_from(sorted(DISGUISES.syllables)),
    st.sampled_from(["</b>", "&nbsp;", "&#23;", "n.v", "f3male", "1.O", "二o", "0~", "\r\n", "[ x ]", "（ √ ）", "吗？\n不", *LABELS]),
)
TEXTS = st.lists(PIECES, max_size=10).map("".join)


def doubted(texts: Sequence[str]) -> tuple[set[int], ...]:
    return DOUBTS.of(code_points("".join(f"{text}\n" for text in texts)), np.cumsum([len(text) + 1 for text in texts]))


def numbers(texts: Sequence[str], holds: Sequence[object]) -> set[int]:
    return {number for number, _ in enumerate(texts) if holds[number]}


@pytest.mark.parametrize(
    ("text", "is_doubted"), [("法学(A0301)", False), ("a1证", False), ("A类", True), ("a姨优先", True), ("n1生", True), ("aA1", False)]
)
def test_a_syllable_of_one_letter_is_none_before_a_digit(text: str, is_doubted: bool) -> None:
    assert bool(doubted([text])[0]) is is_doubted


@settings(max_examples=1_000)
@given(st.lists(TEXTS, min_size=1, max_size=3))
@example(["\ud800限\ud800限"])
def test_whatever_may_be_in_disguise_is_named(texts: list[str]) -> None:
    assert numbers(texts, [EVASION.shows(text) for text in texts]) <= doubted(texts)[0]


@settings(max_examples=500)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_no_literal_is_written_in_is_named(texts: list[str]) -> None:
    foreign = [FOREIGN.search(normalise(text).text) or "\x1b" in text or len(text.casefold()) != len(text) for text in texts]
    assert numbers(texts, foreign) <= doubted(texts)[0]


@settings(max_examples=500)
@given(st.lists(TEXTS, min_size=1, max_size=3))
@example(["[V]男"])
def test_whatever_may_hold_choices_is_named(texts: list[str]) -> None:
    assert numbers(texts, [SHOWS.search(text) for text in texts]) <= doubted(texts)[3]


def going_on(texts: Sequence[str]) -> set[int]:
    return numbers(texts, [joins_lines(text) for text in texts])


def with_cells(texts: Sequence[str]) -> set[int]:
    return numbers(texts, [inline_cells(text, PACK.fields.label_named) for text in texts])


@settings(max_examples=500)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_goes_over_line_ends_is_named(texts: list[str]) -> None:
    assert going_on(texts) <= doubted(texts)[1]


@settings(max_examples=500)
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_whatever_holds_cells_is_named(texts: list[str]) -> None:
    assert with_cells(texts) <= doubted(texts)[2]


@settings(max_examples=300)
@given(st.sampled_from(ADS), st.sampled_from(ADS), st.integers(16, 90), st.sampled_from(["\n", "\r\n", " \n", "\r", "\t \n"]))
def test_texts_wrapped_at_a_width_are_named(one: str, other: str, width: int, end: str) -> None:
    joined = "，".join((one + other).split("\n"))
    wrapped = end.join(joined[place : place + width] for place in range(0, len(joined), width))
    assert going_on(["", wrapped, one]) <= doubted(["", wrapped, one])[1]


BORDERS = ["|", "\t", ",", " | ", "\n", "\r\n", "  ", "\u3000\u3000", " \xa0", "  \x1c  "]
CELLS = st.one_of(st.sampled_from(LABELS), st.text('男女35岁以下 "。:', max_size=9))


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=4), st.sampled_from(BORDERS))
@example([["性别", "周末"], ["男", "轮休"]], "  \x1c  ")
def test_tables_and_forms_are_named(rows: list[list[str]], border: str) -> None:
    text = "\n".join(border.join(row) for row in rows)
    assert with_cells([text]) <= doubted([text])[2]


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (["能吃苦", "限*男性", "f3male", "招店员"], ({1, 2}, set(), set(), set())),
        (["性别：□男 □女", "男（√）女（ ）", "人口密集（城区）"], ({0}, set(), set(), {0, 1})),
        (["年龄|性别", "早班\n晚班", "年龄18-\n30岁", "抽烟吗？\n不要"], (set(), {2, 3}, {0}, set())),
        (["岗位\n早班", "性别\n女", "1、籍贯：\n四川", "性别", "sex\nf"], ({1}, set(), {1, 2, 4}, set())),
        (["队伍建设", "贰拾岁", "3*4", "4*岁", "会<5", "<b>"], ({1, 3, 5}, set(), set(), set())),
        (["一起工作\n3、会开车", "年龄在35 \n岁以下", "35\n，会开车"], (set(), {1, 2}, set(), set())),
        (["店员，会收银，能上晚班。", "We need cooks, day and night shifts."], (set(), set(), set(), set())),
    ],
)
def test_what_is_named_and_what_is_not(texts: list[str], named: tuple[set[int], ...]) -> None:
    assert doubted(texts) == named


def test_all_signs_that_fold_to_several_are_known() -> None:
    assert [sign for sign in map(chr, range(0x10000)) if len(sign.casefold()) > 1] == list(FOLDED_TO_SEVERAL)


def test_most_of_the_ads_are_in_no_doubt() -> None:
    assert max(map(len, doubted(ADS))) < len(ADS) / 2
