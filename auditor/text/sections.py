"""Which part of an ad a clause stands in, read from headings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import TypeAlias

import regex

from auditor.model.context import SectionKind
from auditor.model.span import Span
from auditor.text.clauses import clause_spans, clauses_of_parts
from auditor.text.normalise import normalise

Under: TypeAlias = tuple[SectionKind, str]
"""What a section is about, and the words of its heading."""

_LONGEST_HEADING = 24


def no_section() -> Under:
    """Return what a clause stands under where no heading is."""
    return SectionKind.OTHER, ""


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

    def kind_of(self, clause: str) -> Under | None:
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
        self._way = _Way(headings)

    def restart(self) -> None:
        """Forget everything: no section goes on."""
        self._way = _Way(self._headings)

    def go_by(self, text: str, spans: Sequence[Span] | None = None, part: Span | None = None) -> None:
        """Take a text that comes next.

        Args:
            text: raw text.
            spans: its clauses that count; they are found when they are asked for, unless they are given.
            part: what of it counts, from one break to another; all by default.
        """
        self._way.passed.append((text, part if spans is None else spans))

    def here(self) -> Callable[[], Under]:
        """Return what tells the section in force at the end of all that was taken, with its heading; it may be asked later."""
        return partial(self._way.section, len(self._way.passed))


class _Way:
    """What was gone by since no section went on.

    Args:
        headings: tells what opens a section.

    Attributes:
        passed: texts, each with what of it counts.
    """

    def __init__(self, headings: Headings) -> None:
        self.passed: list[tuple[str, Sequence[Span] | Span | None]] = []
        self._headings = headings
        self._known: list[tuple[int, Under]] = [(0, no_section())]  # how much was passed, and the section in force there

    def section(self, end: int) -> Under:
        """Return the section in force behind so many of the texts; what lies before the last place that was asked about is known."""
        index = bisect_right(self._known, end, key=itemgetter(0))
        start, last = self._known[index - 1]
        if start == end:
            return last
        spans = ((text, span) for text, spans in reversed(self.passed[start:end]) for span in reversed(_spans(text, spans)))
        opened = next(filter(None, (self._headings.kind_of(span.of(text)) for text, span in spans)), last)
        self._known.insert(index, (end, opened))
        return opened


def _spans(text: str, spans: Sequence[Span] | Span | None) -> Sequence[Span]:
    if spans is None:
        return list(clause_spans(text))
    return next(clauses_of_parts(text, (spans,))) if isinstance(spans, Span) else spans
