"""Signs as codes: what stands in a folded clause stands, as a literal is written, among the codes of its line."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.clauses import LINE_ENDS, SENTENCE_ENDS
from auditor.text.gate import FOREIGN
from auditor.text.normalise import normalise
from auditor.text.signs import BREAK_CODE, LEFT_OUT, SignTable, code_points, flags

TABLE = SignTable(["限男性", "𠮷", "female"])
LETTERS = "限女岁歲周户戶籍ⅠAaZſKéüıß男♂♀𠮷🈲０9３-—~：:，,、(（【*·•●☆★/／|_.&=^\\"
GAPS = " \t\u3000\u200b\u00ad\u2060\ufeff\ufe0f\u0301\u3164\U000e0041"
RISKY = st.text(LETTERS + GAPS + "①⑩⑴0123456789", max_size=16)


def literal(text: str) -> bytes:
    return TABLE.literals([text])[0]


@pytest.mark.parametrize(
    ("written", "as_if"),
    [
        ("限 男\u200b性", "限男性"),
        ("ＦＥＭＡＬＥ", "female"),
        ("周歲", "周岁"),
        ("戶籍", "户籍"),
        ("①⑧-㉚", "18-㉚"),
        ("♀", "女"),
        ("限\u0301女", "限女"),
        ("限*女", "限＊女"),
        ("\ud800", "\udfff"),
    ],
)
def test_what_folds_to_the_same_has_the_same_codes(written: str, as_if: str) -> None:
    assert literal(written) == literal(as_if) != b""


def test_many_literals_are_written_as_each_is() -> None:
    texts = ["限 男", "\u200b", "Female", "𠮷", ""]
    assert TABLE.literals(texts) == [literal(text) for text in texts]
    assert [text for text in texts if literal(text) == b""] == ["\u200b", ""]


@pytest.mark.parametrize(("one", "other"), [("男", "女"), ("1", "7"), ("限", "恨"), ("𠮷", "𠮸"), (",", "、")])
def test_what_reads_otherwise_has_other_codes(one: str, other: str) -> None:
    assert literal(one) != literal(other)


def test_signs_beyond_the_first_plane_share_a_code_unless_they_are_looked_for() -> None:
    assert literal("𠮸") == literal("🙂") != literal("𠮷")


def test_gaps_are_left_out_and_breaks_alone_have_their_code() -> None:
    assert set(TABLE.codes(code_points(GAPS)).tolist()) == {LEFT_OUT}
    assert literal(GAPS) == b""
    assert set(TABLE.codes(code_points(LINE_ENDS + SENTENCE_ENDS)).tolist()) == {BREAK_CODE}
    every = TABLE.codes(code_points("".join(map(chr, range(0x110000)))))
    assert sum(every == BREAK_CODE) == len(LINE_ENDS + SENTENCE_ENDS)


@given(RISKY)
def test_what_folding_leaves_of_a_line_stands_among_its_codes_unless_marks_are_left_out(line: str) -> None:
    codes = TABLE.codes(code_points(line))
    folded = normalise(line, one_clause=True).text
    masked = len(TABLE.masks(codes[codes != LEFT_OUT]))
    if not masked and not FOREIGN.search(line) and len(line.casefold()) == len(line):
        assert literal(folded.casefold()) == literal(line)


@given(st.text(LETTERS + GAPS, max_size=8), st.lists(st.sampled_from("*._|/\\^&=·•●☆★-／＊"), min_size=2, max_size=3))
def test_whatever_marks_folding_leaves_out_are_masks(gap: str, marks: list[str]) -> None:
    line = gap.join(f"{mark}{sign}" for mark, sign in zip(("限", *marks), ("", *"男性岗"), strict=False))
    codes = TABLE.codes(code_points(line))
    kept = codes[codes != LEFT_OUT]
    if len(literal(normalise(line, one_clause=True).text)) < len(literal(line)):
        assert len(TABLE.masks(kept))


@pytest.mark.parametrize(
    ("text", "places"), [("限/男=性", [1]), ("甲限·男·性", [2]), ("销售/客服/文员", []), ("男/女", []), ("A*B*C", []), ("*", []), ("", [])]
)
def test_marks_mask_one_han_sign_between_them(text: str, places: list[int]) -> None:
    assert TABLE.masks(TABLE.codes(code_points(text))).tolist() == places


def test_every_class_of_signs_has_its_own_bit() -> None:
    table = flags([r"\d", "a-z", "5a"])
    assert [int(table[ord(sign)]) for sign in "5a7zA"] == [0b101, 0b110, 0b001, 0b010, 0]


def test_half_pairs_of_surrogates_are_code_points() -> None:
    assert code_points("a\ud800𠮷").tolist() == [ord("a"), 0xD800, ord("𠮷")]


def test_no_sign_but_one_matches_a_letter_without_being_folded_to_it() -> None:
    """The gates fold case one sign at a time; the one sign that patterns read as an i all the same opens them."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    apart = {sign for letter in "abcdefghijklmnopqrstuvwxyz" for sign in regex.findall(f"(?i){letter}", every) if sign.casefold() != letter}
    assert apart == {"İ"}
    assert FOREIGN.search("İ")
