"""Words of ours in the dress of the text that they are put into: its characters and its marks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from auditor.text.characters import replacements

if TYPE_CHECKING:
    import opencc

_HAN = regex.compile(r"\p{Han}")
_LETTER = regex.compile(r"[A-Za-z]")
_ENGLISH = {"不限": "any"}  # what stands under a label is judged, and written again, under its Chinese name
_WIDE = str.maketrans({",": "，", ":": "：", ";": "；"})


def as_written(words: str, text: str) -> str:
    """Return words in simplified characters with half-width marks as the author of a text would write them.

    Args:
        words: to be put into the text.
        text: raw; English where it holds letters and no Chinese sign; traditional where far more of its signs are than simplified, with
            wide marks unless it has narrow ones only.
    """
    if not _HAN.search(text) or not words:
        return _ENGLISH.get(words, words) if _LETTER.search(text) else words
    if any(mark in words for mark in ",:;") and not _has_narrow_marks_only(text):
        words = words.translate(_WIDE)
    return _traditional(words) if _HAN.search(words) and _is_traditional(text) else words


def _has_narrow_marks_only(text: str) -> bool:
    return "," in text and "，" not in text and "：" not in text


def _is_traditional(text: str) -> bool:
    signs = _HAN.findall(text)
    table = replacements()
    traditional = sum(ord(sign) in table for sign in signs)
    if not traditional:  # as of nearly all texts: what tells more takes a large table
        return False
    simplified = sum(sign != _traditional(sign) for sign in signs if ord(sign) not in table)
    return bool(traditional > simplified * 2)


def _traditional(words: str) -> str:
    return str(_converter().convert(words)).replace("週歲", "周歲")  # a week is written so, a year of life is not


@cache
def _converter() -> opencc.OpenCC:
    import opencc  # few texts are traditional

    return opencc.OpenCC("s2t")
