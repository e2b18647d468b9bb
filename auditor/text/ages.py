"""Ages as written: Arabic, Chinese and mixed numerals, and what a pair of bounds asks for."""

from __future__ import annotations

from dataclasses import dataclass

LAWFUL_MINIMUM = 16
ADULT = 18
_YOUNGEST, _OLDEST = 10, 80  # outside these a number is no applicant's age
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def read_number(text: str) -> int | None:
    """Read a whole number below 100, such as ``35``, ``三十五``, ``三五`` or ``3十``; None if it is none."""
    text = text.replace("廿", "二十").replace("卅", "三十")
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


@dataclass(frozen=True, slots=True)
class AgeBounds:
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
