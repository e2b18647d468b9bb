"""What the places of cues tell; that it is what tokens tell is tested where both are read (``test_on_demand``)."""

from __future__ import annotations

import pytest

from auditor.model.context import Cue, CueHit, Direction, Effect, Scope
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.nlp.places import may_bear, only_one


def hit(
    text: str, words: str, direction: Direction, scope: Scope = Scope.ITEM, *, terminator: str = "", effect: Effect = Effect.DISMISS
) -> CueHit:
    return CueHit(Cue("c", words, direction, scope, terminator, (), effect, Wording("说", "say")), place(text, words))


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("限男性不限", "限男性", True),
        ("不限男性", "男性", False),  # it does not look forward
        ("男性,学历不限", "男性", False),  # a border of items parts them
        ("1,000人男性不限", "1,000人男性", True),  # a comma inside a number does not
        ("男性35,不限", "男性", False),
    ],
)
def test_a_cue_that_looks_back(text: str, words: str, expected: bool) -> None:
    assert may_bear(text, hit(text, "不限", Direction.BACKWARD), place(text, words)) is expected


@pytest.mark.parametrize(
    ("text", "words", "scope", "expected"),
    [
        ("不收属虎的", "属虎", Scope.ITEM, True),
        ("属虎的不收", "属虎", Scope.ITEM, False),
        ("不收属羊,属虎的", "属虎", Scope.ITEM, False),
        ("不收属羊,属虎的", "属虎", Scope.CLAUSE, True),
    ],
)
def test_a_cue_that_looks_ahead(text: str, words: str, scope: Scope, expected: bool) -> None:
    assert may_bear(text, hit(text, "不收", Direction.FORWARD, scope), place(text, words)) is expected


def test_a_cue_inside_a_word_may_look_at_all_of_it() -> None:
    assert may_bear("salesman only", hit("salesman only", "man", Direction.FORWARD), Span(0, 8))
    assert may_bear("woman", hit("woman", "wo", Direction.BACKWARD), Span(0, 5))


def test_a_mark_inside_a_trait_parts_nothing() -> None:
    text = "不收处女座/天蝎座"
    cue = hit(text, "不收", Direction.FORWARD)
    assert may_bear(text, cue, place(text, "天蝎座"), whole=[place(text, "处女座/天蝎座")])
    assert not may_bear(text, cue, place(text, "天蝎座"))


def test_a_force_may_speak_of_the_item_before() -> None:
    text = "属虎的,请绕道"
    assert may_bear(text, hit(text, "请绕道", Direction.BACKWARD, effect=Effect.REJECT), place(text, "属虎的"))


@pytest.mark.parametrize(
    ("text", "expected"), [("限女子俱乐部", True), ("限女子 俱乐部", True), ("限女子的俱乐部", False), ("俱乐部限女子", False)]
)
def test_a_head_bears_on_what_runs_on_into_it(text: str, expected: bool) -> None:
    assert may_bear(text, hit(text, "俱乐部", Direction.BACKWARD, Scope.HEAD), place(text, "女子")) is expected


def test_a_cue_of_both_sides_may_bear_on_all() -> None:
    assert may_bear("不歧视,限女性", hit("不歧视,限女性", "不歧视", Direction.BOTH), place("不歧视,限女性", "限女性"))


@pytest.mark.parametrize(
    ("text", "cue", "terminator", "is_told"),
    [
        ("未婚优先", "优先", "", True),
        ("未婚 者 优先", "优先", "", True),
        ("未婚,优先", "优先", "", False),  # parted by a border of items
        ("|未婚优先", "优先", "", True),
        ("未婚但优先", "优先", "但", False),  # its reach may end before
        ("未婚优先", "优先", "婚", False),
        ("未婚优先,但限本市", "优先", "但", True),
        ("未婚A优先", "A优先", "", True),
        ("未婚 优先", " 优先", "", False),  # a space goes with the token before it
        ("未婚A preferred", "preferred", "", True),
        ("未婚者优先于他人", "未婚者优先", "", False),  # no word forces itself
    ],
)
def test_the_only_cue_that_is_said(text: str, cue: str, terminator: str, is_told: bool) -> None:
    said = hit(text, cue, Direction.BACKWARD, terminator=terminator, effect=Effect.PREFER)
    assert only_one(text, [said], place(text, "未婚")) == (said if is_told else None)


def test_a_cue_in_the_words_themselves_is_none() -> None:
    text = "仅限民进会员"
    said = [hit(text, "仅限", Direction.FORWARD), hit(text, "会员", Direction.BACKWARD, Scope.HEAD, effect=Effect.WORK)]
    assert only_one(text, said, place(text, "民进会员")) == said[0]
    assert only_one(text, said, place(text, "民进")) is None


def test_cues_that_cannot_bear_on_it_are_others() -> None:
    text = "要求端正,未婚优先"
    said = [hit(text, "要求", Direction.FORWARD), hit(text, "优先", Direction.BACKWARD, effect=Effect.PREFER)]
    assert only_one(text, said, place(text, "未婚")) == said[1]
    assert only_one(text, [*said, hit(text, "婚优先", Direction.FORWARD)], place(text, "未婚")) is None  # one that may swallow it
    assert only_one(text, [hit(text, "优先", Direction.FORWARD), said[1]], place(text, "未婚")) is None  # or does


def test_half_a_word_is_no_token() -> None:
    text = "women preferred"
    said = hit(text, "preferred", Direction.BACKWARD)
    assert only_one(text, [said], Span(0, 5)) == said
    assert only_one(text, [said], Span(2, 5)) is None
    assert only_one(text, [hit(text, "prefer", Direction.BACKWARD)], Span(0, 5)) is None


def test_a_candidate_that_begins_with_a_border_is_of_two_items() -> None:
    assert only_one("/未婚优先", [hit("/未婚优先", "优先", Direction.BACKWARD)], Span(0, 3)) is None


def test_of_the_same_words_the_first_cue_speaks_and_tokens_tell_of_different_ones() -> None:
    text = "未婚优先考虑"
    first, same = (hit(text, "优先", Direction.BACKWARD, effect=effect) for effect in (Effect.PREFER, Effect.PSEUDO))
    longer = hit(text, "优先考虑", Direction.BACKWARD, effect=Effect.PSEUDO)
    assert only_one(text, [first, same], place(text, "未婚")) == first
    assert only_one(text, [first, longer], place(text, "未婚")) is None
    assert only_one(text, [], place(text, "未婚")) is None


@pytest.mark.parametrize(("direction", "scope"), [(Direction.FORWARD, Scope.ITEM), (Direction.BACKWARD, Scope.HEAD)])
def test_one_that_does_not_look_back_tells_nothing(direction: Direction, scope: Scope) -> None:
    assert only_one("未婚优先", [hit("未婚优先", "优先", direction, scope)], Span(0, 2)) is None


def test_one_that_looks_ahead() -> None:
    assert only_one("只限未婚", [said := hit("只限未婚", "只限", Direction.FORWARD)], Span(2, 4)) == said
    assert only_one("只限未婚", [hit("只限未婚", "只限", Direction.BACKWARD)], Span(2, 4)) is None
