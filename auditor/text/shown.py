"""Find in a folded text the words that show a circumstance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from msgspec import Struct

from auditor.model.circumstances import CircumstanceCue
from auditor.model.span import Span
from auditor.text import compiled


class CueFound(Struct, frozen=True):
    """A cue, and where its words stand in the folded text."""

    cue: CircumstanceCue
    span: Span


def find(cues: Iterable[CircumstanceCue], text: str) -> Iterator[CueFound]:
    """Yield every cue found in a folded text.

    Raises:
        OutOfTime: while iterating, if a cue takes too long.
    """
    for cue in cues:
        for match in compiled.find(cue.regex, text, f"cue {cue.id}"):
            yield CueFound(cue, place_of(match))


def place_of(match: regex.Match[str]) -> Span:
    """Return where the words stand that a match shows something by."""
    return Span(*match.span("hit" if match.groupdict().get("hit") else 0))
