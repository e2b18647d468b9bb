"""The gate over raw texts: exact places, line by line, of whatever a pattern may match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.context import Cue, Direction, Effect, Scope
from auditor.model.rule import Pattern
from auditor.model.wording import Wording
from auditor.text.doubts import Doubts
from auditor.text.raw_gate import Heard, RawGate

_SAY = Wording("说", "say")
REQUIRE = Cue("force", "必须|须为", Direction.BOTH, Scope.CLAUSE, "", (), Effect.REQUIRE, _SAY)
PASSES = Cue("passes", "不限", Direction.BOTH, Scope.CLAUSE, "", (), Effect.DISMISS, _SAY)


def gate(*patterns: Pattern | str, cues: Sequence[Cue] = (), leads: Sequence[str] = ()) -> RawGate:
    every = [each if isinstance(each, Pattern) else Pattern(f"p{number}", each) for number, each in enumerate(patterns)]
    return RawGate(every, cues, leads, Doubts(frozenset()))


def places(heard: Heard) -> Mapping[int, list[tuple[int, int]]]:
    return {text: sorted(pairs) for text, pairs in heard.places.items()}


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["能吃苦", "店员，限 男\u200b性"], {1: [(3, 0)]}),
        (["限男性"], {0: [(0, 0)]}),
        (["", "\n\n限男性，另限男性", ""], {1: [(2, 0), (7, 0)]}),
        (["限\n男性", "限", "男性"], {}),
        (["限", "\u2028男性"], {}),
        (["年龄ＦＥＭＡＬＥ　ｏｎｌｙ", "Female only"], {0: [(2, 1)], 1: [(0, 1)]}),
        (["限男性\r\nfemale only"], {0: [(0, 0), (5, 1)]}),
    ],
)
def test_places_are_code_points_of_their_text(texts: list[str], told: dict[int, list[tuple[int, int]]]) -> None:
    assert places(gate("限男性", "(?i)female only").read(texts)) == told


def test_all_that_a_way_demands_must_stand_in_one_line() -> None:
    one = gate("年龄.{0,9}(?:以下|以内)")
    assert places(one.read(["年龄35以下", "年龄\n以下", "年龄不限", "35以下"])).keys() == {0}


def test_all_that_a_way_demands_must_stand_as_near_as_in_a_match() -> None:
    one = gate("年龄[^,]{0,3}(?:以下|以内)")
    assert places(one.read(["年龄 35 以下", "年龄要求35以下", "35以下，年龄不限", "年龄3\u200b5\u3000周以下"])).keys() == {0, 3}


def test_a_sentence_that_would_be_looked_at_for_long_is_let_through() -> None:
    assert places(gate("男[^,]{0,400}狗").read(["男" * 300, "男" * 9, "男" * 300 + "\n虎"])).keys() == {0, 2}


def test_each_way_of_a_pattern_opens_it() -> None:
    assert places(gate("属(?:虎|蛇).{0,4}(?:勿扰|不招)|星座").read(["属虎的勿扰", "看星座", "属马的勿扰"])).keys() == {0, 1}


def test_a_pattern_that_demands_nothing_is_open_only_where_nothing_could_be_kept_back() -> None:
    """What can be said of no literal is never kept back: a text with any sign at all is looked at."""
    heard = gate("限男性", r"\d{2}").read(["限男性18", "限女"])
    assert (0, 0) in heard.places[0]


@given(st.text("0123456789", min_size=1, max_size=9))
def test_numbers_that_say_nothing_are_told_at_one_look(digits: str) -> None:
    one = gate("985|211", "属虎", r"[1-4]\d岁", "1[^,]{0,2}9", "限男", leads=["57"])
    heard = one.read([digits])
    assert one.hears_number(digits) or not (heard.places or heard.leads)
    assert not one.hears_number(digits) or any(number in digits for number in ("985", "211", "1", "9", "57"))


def test_a_trait_is_open_only_beside_a_force_that_it_needs() -> None:
    trait = Pattern("trait", "属虎", needs=(Effect.REQUIRE,))
    assert places(gate(trait, cues=(REQUIRE, PASSES)).read(["属虎", "须为属虎", "属虎不限", "须为\n属虎"])) == {1: [(2, 0)]}


def test_lines_that_may_open_a_list_are_told_apart_from_patterns() -> None:
    heard = gate("限男性", leads=("以下人员勿扰",)).read(["限男性", "要求：\n以下人员勿扰：\n以下人员 勿扰"])
    assert (places(heard), heard.leads) == ({0: [(0, 0)]}, {1: {4, 12}})


def test_masked_texts_are_named_in_place() -> None:
    assert gate("限男性").read(["限男性", "限/男=性", "研发/测试/运维", "限\u200b/男\u3000=性"]).masked == {1, 3}


def test_signs_beyond_the_first_plane_are_found() -> None:
    assert places(gate("招𠮷人").read(["招𠮷人", "招🙂人", "🙂🙂招𠮷人"])) == {0: [(0, 0)], 2: [(2, 0)]}


def test_half_of_one_sign_and_half_of_the_next_are_no_sign() -> None:
    """Codes are two bytes each: what is found between them is nothing."""
    crossing = "".join(map(chr, (0x4E8E, 0x4F8E)))
    assert places(gate(chr(0x8E4E) * 2).read([crossing, "".join(map(chr, (0x4E11, 0x4E8E, 0x118E)))])) == {}
