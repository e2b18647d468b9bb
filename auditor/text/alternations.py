"""The groups of a regex: where each stands, and how many ways to match it offers."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from msgspec import Struct

_TOKEN = regex.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]"  # an escape, a class
    r"|(?P<group>\((?:\?:|\?P<\w++>|(?!\?)))|(?P<other>\()|(?P<or>\|)|(?P<end>\))(?P<may_fail>[?*]|\{0?,|\{0\})?",
    regex.DOTALL,
)


class Alternation(Struct, frozen=True):
    """A group of a regex, with or without a name.

    Args:
        place: where it starts in the regex.
        branches: all of them, with what stands between them.
        count: how many they are.
        is_needed: whether no match of what stands around it does without it.
    """

    place: int
    branches: str
    count: int
    is_needed: bool


def alternations(pattern: str) -> Iterator[Alternation]:
    """Yield the groups of a regex, inner ones before outer ones; the verbose style, in which gaps mean nothing, is not known."""
    opened: list[tuple[regex.Match[str], int]] = []
    for token in _TOKEN.finditer(pattern):
        if token["group"] or token["other"]:
            opened.append((token, 1))
        elif token["or"] and opened:
            opened[-1] = opened[-1][0], opened[-1][1] + 1
        elif token["end"] and opened:
            opening, count = opened.pop()
            if opening["group"]:
                yield Alternation(opening.start(), pattern[opening.end() : token.start()], count, not token["may_fail"])
