from __future__ import annotations

import pytest

from auditor.text.dress import _converter, as_written


@pytest.mark.parametrize(
    ("words", "text", "dressed"),
    [
        ("年满", "年齡：18-30歲，會焊接", "年滿"),
        ("周岁", "年齡：18-30歲，會焊接", "周歲"),
        ("年满", "年龄：18-30岁，会焊接", "年满"),
        ("员工", "找大姐，包住", "员工"),  # no sign tells
        (",年满", "性别不限（女生优先），会焊接", "，年满"),
        (",年满", "性别不限(女生优先),会焊接", ",年满"),
        (", person", "Waiter, female", ", person"),
        ("", "年齡", ""),
        ("不限", "male", "any"),
        ("不限", "18-30", "不限"),
    ],
)
def test_words_are_written_as_the_text_is(words: str, text: str, dressed: str) -> None:
    assert as_written(words, text) == dressed


def test_the_large_table_is_not_loaded_for_texts_without_a_traditional_sign() -> None:
    _converter.cache_clear()
    as_written("年满", "年龄：18-30岁，会焊接")
    assert not _converter.cache_info().currsize
    as_written("年满", "年齡：18-30歲，會焊接")
    assert _converter.cache_info().currsize
