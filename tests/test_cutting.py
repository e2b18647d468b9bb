"""Clauses that hold a place which the gate points at, with what gives them their meaning; silent ones between them only count."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.cutting import Cutter, Piece
from auditor.engine import Auditor
from auditor.model.document import Label, Segment
from auditor.model.location import LinePlace, ParagraphPlace
from auditor.model.speaking import ALL, OPENS, Places, Speaking
from auditor.text.clauses import clause_spans, joins_lines
from auditor.text.sections import Headings

AUDITOR = Auditor()
CUTTER = Cutter(AUDITOR.pack.fields, Headings(AUDITOR.pack.headings), AUDITOR._leads)


def segments(*texts: str, label: str = "") -> tuple[Segment, ...]:
    name = Label(label, LinePlace(1, 1)) if label else None
    return tuple(Segment.at(text, ParagraphPlace("body", number), name) for number, text in enumerate(texts, 1))


def pieces(every: tuple[Segment, ...], *places: Places) -> list[Piece]:
    speaking = Speaking({id(one): each for one, each in zip(every, places, strict=False) if each})
    return list(CUTTER.clauses(every, {}, speaking))


def at(*offsets: int, pattern: int = 7) -> Places:
    return frozenset((offset, pattern) for offset in offsets)


def words(cut: list[Piece]) -> list[str]:
    return [piece.clause.text for piece in cut]


@pytest.mark.parametrize(
    ("text", "offsets", "clauses"),
    [
        ("会收银；限男性；早晚班", (4,), ["限男性"]),
        ("会收银；限男性；早晚班", (0, 10), ["会收银", "早晚班"]),
        ("会收银\n　限男性，能吃苦\n早晚班", (5,), ["限男性，能吃苦"]),
        ("\n\n1、限男性\r\n2、会收银", (4,), ["限男性"]),
        ("会收银；限男性", (), []),
    ],
)
def test_only_clauses_with_a_place_are_cut(text: str, offsets: tuple[int, ...], clauses: list[str]) -> None:
    assert words(pieces(segments(text), at(*offsets))) == clauses


def test_a_clause_knows_the_patterns_that_may_match_it() -> None:
    (first, second) = pieces(segments("限男性；35岁以下"), frozenset(((0, 1), (2, 5), (4, 9))))
    assert (first.patterns, second.patterns) == ({1, 5}, {9})
    assert [piece.patterns for piece in pieces(segments("限男性；35岁以下"), ALL)] == [None, None]


def test_neighbours_follow_each_other_by_number_and_others_do_not() -> None:
    text = "限男性；会收银；限女性；35岁以下"
    first, second, third = (piece.number for piece in pieces(segments(text), at(0, 8, 12)))
    assert (second - first, third - second) == (2, 1)
    every = segments("限男性", "会收银", "限女性", "35岁以下")
    first, second, third = (piece.number for piece in pieces(every, at(0), frozenset(), at(0), at(0)))
    assert second - first > 1
    assert third - second == 1


def test_a_line_between_two_clauses_parts_them_and_a_blank_one_does_not() -> None:
    parted, joined = (pieces(segments(text), at(0, text.rindex("限"))) for text in ("限男性\n会收银\n限女性", "限男性\n\n 。\n限女性"))
    assert [piece.number - cut[0].number for cut in (parted, joined) for piece in cut] == [0, 2, 0, 1]


def test_fields_have_no_neighbours() -> None:
    first, second = pieces(segments("男", "女", label="性别"), ALL, ALL)
    assert second.number - first.number > 1
    assert {piece.clause.label for piece in (first, second)} == {"性别"}


def test_the_section_of_a_clause_is_found_in_what_was_not_cut() -> None:
    every = segments("任职要求：", "能早起\n岗位职责：\n会收银\n搬货；限男性")
    speaking = Speaking({id(every[1]): at(every[1].text.index("限"))})
    assert [piece.standing.section[1] for piece in CUTTER.clauses(every, {}, speaking)] == ["岗位职责"]
    every = segments("任职要求：", "能早起", "限男性", "女士优先")
    speaking = Speaking({id(one): at(0) for one in every[2:]})
    assert [piece.standing.section[1] for piece in CUTTER.clauses(every, {}, speaking)] == ["任职要求"] * 2


def test_a_list_is_read_under_its_lead() -> None:
    every = segments("以下人员勿扰：\n1、学生\n2、属虎的")
    assert [piece.clause.lead and piece.clause.lead.text for piece in pieces(every, ALL)][1:] == ["以下人员勿扰："] * 2


def test_a_list_is_cut_as_far_as_it_goes_and_what_is_no_item_only_where_something_was_heard() -> None:
    text = "会收银。以下人员勿扰：\n1、学生\n2、属虎的\n包吃住\n限男性\n早晚班"
    cut = pieces(segments(text), at(4, pattern=OPENS) | at(text.index("限")))
    assert [(piece.clause.text, piece.patterns) for piece in cut] == [
        ("以下人员勿扰：", None),
        ("学生", None),
        ("属虎的", None),
        ("限男性", {7}),
    ]
    every = segments("以下人员勿扰：", "学生", "属虎的", "", "包吃住")
    assert words(pieces(every, at(0, pattern=OPENS))) == ["以下人员勿扰：", "学生", "属虎的"]


LINES = st.lists(st.text("限男性，；。1、会收银 ？！\t·A.b", max_size=10), min_size=1, max_size=5)


@given(LINES, st.sampled_from(["\n", "\r\n", "\u2028"]), st.data())
def test_clauses_of_some_lines_are_those_of_the_whole_text(lines: list[str], end: str, data: st.DataObject) -> None:
    text = end.join(lines)
    spans = list(clause_spans(text))
    if joins_lines(text):
        return
    offsets = data.draw(st.lists(st.integers(0, max(len(text) - 1, 0)), max_size=3))
    cut = pieces(segments(text), at(*offsets))
    hit = [span for span in spans if any(span.start <= offset < span.end for offset in offsets)]
    assert [piece.clause.span for piece in cut] == hit
    behind = {span: number for number, span in enumerate(spans)}
    for one, other in pairwise(cut):
        assert (other.number - one.number == 1) is (behind[other.clause.span] - behind[one.clause.span] == 1)
