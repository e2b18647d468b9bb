"""What a regex of a pack must not hold, because it cannot work over Chinese text or takes too long."""

from __future__ import annotations

from collections.abc import Iterator

import regex

# Word borders and word classes count Han signs as letters: \b never holds between 岗 and 限.
_FAILS_BESIDE_HAN = regex.compile(r"(?<!\\)(?:\\\\)*\\[bBwW]")
_UNBOUNDED = regex.compile(r"(?:\.|\[\^[^\]]*\]|\\[SDpP](?:\{[^}]*\})?|\))(?:[*+]|\{\d*,\})")


def lint_regex(pattern: str) -> Iterator[str]:
    """Yield what in a regex cannot work over Chinese text."""
    if _FAILS_BESIDE_HAN.search(pattern):
        yield r"\b, \B, \w and \W fail beside Han text; write the signs out"
    if _UNBOUNDED.search(pattern):
        yield "unbounded repetition of a wide class; write {0,n}"
