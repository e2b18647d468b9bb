"""Circled digits: a list mark before an item, but a digit inside a number (``②⓪-②⑧岁``)."""

from __future__ import annotations

import re

import regex

_DIGITS = {char: str(value) for row in ("⓪①②③④⑤⑥⑦⑧⑨", "⓿❶❷❸❹❺❻❼❽❾", "🄋➀➁➂➃➄➅➆➇➈") for value, char in enumerate(row)}
_CIRCLED = "[" + "".join(_DIGITS) + "]"
_DASH = "[-‐‑–—~～至到]"
_NUMBER = regex.compile(
    rf"{_CIRCLED}{{2}}(?=\s?(?:周?[岁歲]|{_DASH}|以[上下内]))|(?<={_DASH}\s?){_CIRCLED}{{2}}|(?<=\d){_CIRCLED}(?=周?[岁歲])"
)
_ANY = re.compile(_CIRCLED)


PLAIN = {ord(char): digit for char, digit in _DIGITS.items()}
"""Every circled digit as a plain one, for ``str.translate``."""


def plain_digits(text: str) -> str:
    """Write circled digits inside a number as plain ones, sign for sign; list marks stay."""
    if text.isascii() or not _ANY.search(text):
        return text
    return str(_NUMBER.sub(lambda match: "".join(_DIGITS.get(char, char) for char in match.group()), text))
