"""Ages as written: Arabic, Chinese and mixed numerals, and what a pair of bounds asks for."""

from __future__ import annotations

from msgspec import Struct

LAWFUL_MINIMUM = 16
ADULT = 18
_YOUNGEST, _OLDEST = 10, 80  # outside these a number is no applicant's age
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_OLD_TENS = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})
# Upper bounds, men's and women's, that only mirror the retirement ages: those until 2024, those from 2040 on, and the
# whole years between.
_RETIREMENT = {(60, 55), (60, 50), (61, 56), (61, 52), (62, 57), (62, 54), (63, 58), (63, 55)}


def read_number(text: str) -> int | None:
    """Read a whole number below 100, such as ``35``, ``3 5``, ``三十五``, ``三五``, ``3十``, ``卅五``; None if it is none."""
    text = text.replace(" ", "").translate(_OLD_TENS)
    if text.isascii():
        return int(text) if text.isdigit() else None
    tens, ten, units = text.partition("十")
    if ten:
        return _digits(tens or "1", 1) * 10 + _digits(units or "0", 1)
    return _digits(text, 2)


def _digits(text: str, most: int) -> int:
    value = 0
    for char in text[:most]:
        value = value * 10 + (int(char) if char.isascii() and char.isdigit() else _DIGITS.get(char, 0))
    return value


class AgeBounds(Struct, frozen=True):
    """Lower and upper bound in years, either may be open."""

    low: int | None
    high: int | None

    @property
    def plausible(self) -> bool:
        """Tell whether the numbers can be ages of applicants, in the right order."""
        given = [age for age in (self.low, self.high) if age is not None]
        return bool(given) and all(_YOUNGEST <= age <= _OLDEST for age in given) and given == sorted(given)

    @property
    def kind(self) -> str:
        """``under-16``, ``minimum`` (no more than the law itself asks) or ``bound``."""
        if self.low is not None and self.low < LAWFUL_MINIMUM:
            return "under-16"
        if self.high is None and self.low is not None and self.low <= ADULT:
            return "minimum"
        return "bound"


def read_bounds(low: str | None, high: str | None) -> AgeBounds:
    """Read two bounds as matched; an absent one is open."""
    return AgeBounds(read_number(low) if low else None, read_number(high) if high else None)


def stricter_for_women(women: AgeBounds, men: AgeBounds) -> bool | None:
    """Tell whose bounds are stricter; None where they are the same, mirror the retirement ages, or cannot be compared.

    Upper bounds are compared first; lower bounds where the upper ones are the same, or where neither has one.
    """
    if women.high != men.high:
        if women.high is None or men.high is None or (men.high, women.high) in _RETIREMENT:
            return None
        return women.high < men.high
    if women.low == men.low or women.low is None or men.low is None:
        return None
    return women.low > men.low
