from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.span import Span
from auditor.text.normalise import normalise

HOSTILE = st.text(alphabet=st.sampled_from("限女性男 　年龄１８-—~岁①②\u200b\u200d\ufeff*._·嵗戶籍優ＡＢ：，\n\t0189ab"), max_size=60)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("限　女　性", "限女性"),
        ("限*女*性", "限女性"),
        ("限·女·性", "限女性"),
        ("限\u200b女\u200d性", "限女性"),
        ("ＡＧＥ：１８—３０周嵗", "AGE:18-30周岁"),
        ("戶籍不限，已婚優先", "户籍不限,已婚优先"),
        ("年 龄： 18 - 28 岁", "年龄:18-28岁"),
        ("性 别 ： 女", "性别:女"),
        ("限⼥性", "限女性"),
        ("♀优先", "女优先"),
        ("保洁员， 女， 30岁以下", "保洁员,女,30岁以下"),
        ("统招 、 全日制", "统招、全日制"),
    ],
)
def test_what_a_reader_sees_is_folded(raw: str, folded: str) -> None:
    assert normalise(raw).text == folded


@pytest.mark.parametrize(
    "text",
    [
        "①18-30岁",
        "限女性 男性优先",
        "前台收银 女 会电脑",
        "仅限*性",
        "著作权管理",
        "Java开发 3年经验",
        "C++/C#",
        "3.5年",
        "ages, 18 to 30",
        "UI/UX, 3年",
        "本科, Java",
        "张三·李四有限公司",
    ],
)
def test_what_has_a_meaning_of_its_own_stays(text: str) -> None:
    assert normalise(text).text == text


def test_a_list_mark_does_not_become_part_of_an_age() -> None:
    assert "118" not in normalise("①18-30岁").text


def test_the_raw_span_takes_hidden_signs_along() -> None:
    raw = "要求限\u200b女 性格"
    folded = normalise("限\u200b女\u200b性")
    assert folded.raw(Span(0, 3)) == Span(0, 5)
    assert Span(2, 5).of(raw) == "限\u200b女"


@given(st.one_of(st.text(max_size=80), HOSTILE))
def test_every_span_of_the_folded_text_has_its_place_in_the_raw_text(raw: str) -> None:
    folded = normalise(raw)
    assert len(folded.offsets) == len(folded.text) + 1
    assert list(folded.offsets) == sorted(set(folded.offsets))
    assert folded.offsets[-1] == len(raw)
    for start in range(len(folded.text)):
        span = folded.raw(Span(start, start + 1))
        assert len(span) == 1
        assert normalise(span.of(raw)).text == folded.text[start]


@given(HOSTILE)
def test_folding_what_a_span_covers_gives_the_matched_text_again(raw: str) -> None:
    """For every match the raw span folds to the matched text, but for gaps that only their surroundings make inner."""
    folded = normalise(raw)
    for start in range(0, len(folded.text), 3):
        matched = Span(start, min(len(folded.text), start + 4))
        again = normalise(matched.of(folded.text)).text
        raw_again = normalise(folded.raw(matched).of(raw)).text
        assert _bare(raw_again) == _bare(again)


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in " *._·-")


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_but_gaps(raw: str) -> None:
    once = normalise(raw).text
    assert _bare(normalise(once).text) == _bare(once)
