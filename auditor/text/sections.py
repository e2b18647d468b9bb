"""Which part of an ad a clause stands in, read from headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from auditor.model.context import SectionKind
from auditor.model.span import Span
from auditor.text.clauses import clause_spans, clauses_of_parts
from auditor.text.normalise import normalise

_LONGEST_HEADING = 24


class Headings:
    """Heading words by section kind, compiled once.

    Args:
        words: section kind to a regex for the heading's words.
    """

    def __init__(self, words: Mapping[SectionKind, str]) -> None:
        self._any = regex.compile("|".join(f"(?:{word})" for word in words.values()))
        self._patterns = [
            (kind, regex.compile(rf"^[\s【\[(（<《]*(?P<heading>[^:：,，]{{0,8}}(?:{word})[^:：,，]{{0,6}}?)[\s】\])）>》]*(?:[:：]|$)"))
            for kind, word in words.items()
        ]

    def kind_of(self, clause: str) -> tuple[SectionKind, str] | None:
        """Return the section that the start of a raw clause opens, with the heading's words."""
        head = normalise(clause[: 2 * _LONGEST_HEADING]).text[:_LONGEST_HEADING]
        if not self._any.search(head):
            return None
        for kind, pattern in self._patterns:
            match = pattern.search(head)
            if match:
                return kind, match["heading"]
        return None


class Trail:
    """What has been read before a clause, to find the heading that it stands under; nothing is looked at before that is asked.

    Args:
        headings: tells what opens a section.
    """

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self._passed: list[tuple[str, Sequence[Span] | Span | None]] = []
        self._last: tuple[SectionKind, str] = (SectionKind.OTHER, "")

    def restart(self) -> None:
        """Forget everything: no section goes on."""
        self._passed.clear()
        self._last = (SectionKind.OTHER, "")

    def go_by(self, text: str, spans: Sequence[Span] | None = None, part: Span | None = None) -> None:
        """Take a text that comes next.

        Args:
            text: raw text.
            spans: its clauses that count; they are found when they are asked for, unless they are given.
            part: what of it counts, from one break to another; all by default.
        """
        self._passed.append((text, part if spans is None else spans))

    def section(self) -> tuple[SectionKind, str]:
        """Return the section in force at the end of all that was taken, with its heading."""
        found = (self._headings.kind_of(span.of(text)) for text, spans in reversed(self._passed) for span in reversed(_spans(text, spans)))
        self._last = next((opened for opened in found if opened), self._last)
        self._passed.clear()
        return self._last


def _spans(text: str, spans: Sequence[Span] | Span | None) -> Sequence[Span]:
    if spans is None:
        return list(clause_spans(text))
    return next(clauses_of_parts(text, (spans,))) if isinstance(spans, Span) else spans
