from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from auditor.nlp.tokenizer import MixedTokenizer

TOKENIZE = MixedTokenizer(Vocab())


def test_latin_words_and_numbers_stay_whole() -> None:
    doc = TOKENIZE("Female  preferred，限女性 18-30岁，well-known 1.75米")
    assert [token.text for token in doc if token.text.strip()] == [
        *("Female", "preferred", "，", "限", "女", "性", "18", "-", "30", "岁", "，", "well-known", "1.75", "米")
    ]


def test_a_comma_between_numbers_is_a_border_but_for_thousands() -> None:
    assert [token.text for token in TOKENIZE("30-50,35岁,1,234,567元")] == [*("30", "-", "50", ",", "35", "岁", ",", "1,234,567", "元")]


@given(st.text(max_size=80))
def test_nothing_is_lost(text: str) -> None:
    assert TOKENIZE(text).text == text
