"""Compiled patterns, each made once and when first needed: a pack holds hundreds, a short text needs a few."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

SECONDS = 2.0  # for one regex on one text; honest ones take microseconds


class OutOfTime(Exception):  # noqa: N818 - no fault of the program or its user: the audit catches it and tells what was not judged
    """A regex of a pack took too long on a text.

    Args:
        part: what the regex is in its pack, such as ``exemption both-sexes``.
    """

    def __init__(self, part: str) -> None:
        super().__init__(f"{part} took too long")
        self.part = part


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return the compiled pattern; the module's own cache is too small for a pack and would compile again and again."""
    return regex.compile(pattern, cache_pattern=False)


def find(pattern: str, text: str, part: str, seconds: float | None = None) -> Iterator[regex.Match[str]]:
    """Yield the matches of a regex of a pack.

    Raises:
        OutOfTime: while iterating, if that takes longer than ``seconds``, by default ``SECONDS``.
    """
    try:
        yield from compiled(pattern).finditer(text, timeout=SECONDS if seconds is None else seconds)
    except TimeoutError as error:
        raise OutOfTime(part) from error


def found(pattern: str, text: str, part: str) -> bool:
    """Tell whether a regex of a pack matches somewhere.

    Raises:
        OutOfTime: if that takes too long.
    """
    return any(True for _ in find(pattern, text, part))
