"""Which part of an ad a clause stands in, read from headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from auditor.model.context import SectionKind
from auditor.model.span import Span
from auditor.text.normalise import normalise

_LONGEST_HEADING = 24


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause span with the section it stands in."""

    span: Span
    section: SectionKind
    heading: str


class Headings:
    """Heading words by section kind, compiled once.

    Args:
        words: section kind to a regex for the heading's words.
    """

    def __init__(self, words: Mapping[SectionKind, str]) -> None:
        self._patterns = [
            (kind, regex.compile(rf"^[\s【\[(（<《]*(?P<heading>[^:：,，]{{0,8}}(?:{word})[^:：,，]{{0,6}}?)[\s】\])）>》]*(?:[:：]|$)"))
            for kind, word in words.items()
        ]

    def kind_of(self, clause: str) -> tuple[SectionKind, str] | None:
        """Return the section that the start of a raw clause opens, with the heading's words."""
        head = normalise(clause[: 2 * _LONGEST_HEADING]).text[:_LONGEST_HEADING]
        for kind, pattern in self._patterns:
            match = pattern.search(head)
            if match:
                return kind, match["heading"]
        return None

    def place(self, text: str, spans: Iterable[Span], before: Placed | None = None) -> Iterator[Placed]:
        """Yield each clause with the section in force there; a heading opens a section for itself and what follows.

        Args:
            text: one segment.
            spans: its clauses.
            before: the last clause of the segment before it, whose section goes on.
        """
        section, heading = (before.section, before.heading) if before else (SectionKind.OTHER, "")
        for span in spans:
            opened = self.kind_of(span.of(text))
            if opened:
                section, heading = opened
            yield Placed(span, section, heading)
