"""The alternatives of a regex, each of which has to be proved by an example."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.text.compiled import compiled


def unproved(regex: str, texts: Sequence[str]) -> Iterator[str]:
    """Yield the alternatives at the top level of a regex that stand in none of some folded texts."""
    for alternative in _alternatives(regex):
        if not any(map(compiled(alternative).search, texts)):
            yield alternative


def _alternatives(pattern: str) -> Iterator[str]:
    """Yield the alternatives at the top level of a regex."""
    depth, start, in_class, position = 0, 0, False, 0
    while position < len(pattern):
        char = pattern[position]
        if char == "\\":
            position += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth:
            yield pattern[start:position]
            start = position + 1
        position += 1
    yield pattern[start:]
