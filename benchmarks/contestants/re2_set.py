"""google-re2 tells in one pass which patterns of the frozen list match an ad; ``regex`` then finds where."""

from __future__ import annotations

import regex

from benchmarks.contestants.contestant import Counter
from benchmarks.contestants.one_by_one import chosen
from benchmarks.frozen import frozen_patterns

# RE2 knows only the spaces and digits of ASCII.
_WIDER = {r"\s": r"[\s\pZ\x{1c}-\x{1f}\x{85}]", r"\d": r"\p{Nd}"}


def with_re2() -> Counter:
    """Compile the set."""
    import re2

    patterns = frozen_patterns()
    together = re2.Set.SearchSet()
    for pattern in patterns:
        together.Add(_widened(pattern))
    together.Compile()
    return chosen(lambda text: together.Match(text) or (), [regex.compile(pattern) for pattern in patterns])


def _widened(pattern: str) -> str:
    for narrow, wide in _WIDER.items():
        pattern = pattern.replace(narrow, wide)
    return pattern
