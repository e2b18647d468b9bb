"""Every pattern of the frozen list, one after the other, over every ad: what a careful author of a word list writes first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import regex

from auditor.text.gate import LiteralGate
from benchmarks.contestants.contestant import Counter
from benchmarks.frozen import frozen_patterns


class Compiled(Protocol):
    """A pattern of ``re`` or ``regex``."""

    def finditer(self, string: str, /) -> Iterator[object]:
        """Yield the matches."""


def with_re() -> Counter:
    """Use the standard library."""
    return each([re.compile(pattern) for pattern in frozen_patterns()])


def with_regex() -> Counter:
    """Use the module that our own patterns are written for."""
    return each([regex.compile(pattern) for pattern in frozen_patterns()])


def behind_our_gate() -> Counter:
    """Let our gate choose, by required literals, which of the patterns are run at all."""
    patterns = frozen_patterns()
    return chosen(LiteralGate(patterns).admits, [regex.compile(pattern) for pattern in patterns])


def each(patterns: Sequence[Compiled]) -> Counter:
    """Run all patterns over each text."""

    def count(texts: Iterable[str]) -> int:
        return sum(1 for text in texts for pattern in patterns for _ in pattern.finditer(text))

    return count


def chosen(choose: Callable[[str], Iterable[int]], patterns: Sequence[Compiled]) -> Counter:
    """Run only the patterns whose indexes are chosen for a text."""

    def count(texts: Iterable[str]) -> int:
        return sum(1 for text in texts for index in choose(text) for _ in patterns[index].finditer(text))

    return count
