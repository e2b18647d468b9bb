"""A clause that is being rewritten, and the way back to the clause as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from string import Formatter

import regex

from auditor.model.rewrite import MARK, SUM, Edit, Phrase
from auditor.model.span import Span
from auditor.text.ages import read_number
from auditor.text.compiled import compiled

SECONDS = 0.5  # for one phrase on one clause; honest ones take microseconds
_NEW = -1


@dataclass(frozen=True, slots=True)
class Draft:
    """A folded clause on its way; each code point knows its offset in the clause as it was, new ones have -1."""

    text: str
    origins: tuple[int, ...]
    intact: int = field(default=0, compare=False)  # up to here it is the clause as it was, and no word from there stands behind

    @classmethod
    def of(cls, text: str) -> Draft:
        """Start from a clause as it stands."""
        return cls(text, tuple(range(len(text))), len(text))

    def where(self, span: Span) -> Span | None:
        """Return where that which is left of a span of the clause stands now; None if nothing is."""
        if span.end <= self.intact:
            return span if len(span) else None
        kept = [index for index, origin in enumerate(self.origins) if span.start <= origin < span.end]
        return Span(kept[0], kept[-1] + 1) if kept else None

    def source(self, span: Span) -> Span:
        """Return the stretch of the clause that a span of the draft came from, with what a new first sign replaced."""
        old = self.old(span)
        replaced = bool(old) and self.origins[span.start] == _NEW and min(old) > 0
        return Span(min(old) - replaced, max(old) + 1) if old else Span(0, 0)

    def old(self, span: Span) -> set[int]:
        """Return where the words of a stretch of the draft stood in the clause, as far as they are from there."""
        return {origin for origin in self.origins[span.start : span.end] if origin != _NEW}

    def holds(self, prefix: int) -> bool:
        """Tell whether the clause still starts as it did and goes on."""
        return len(self.text) > prefix and self.origins[:prefix] == tuple(range(prefix))

    def drop(self, span: Span) -> Draft:
        """Leave a mark in place of some words."""
        return self._with(span, _new(MARK))

    def put(self, match: regex.Match[str], write: str) -> Draft:
        """Write a phrase in place of a match; words of its groups stay the words they were."""
        return self._with(Span(*match.span()), _joined(tuple(self._pieces(match, write))))

    def put_all(self, matches: Sequence[regex.Match[str]], write: str) -> Draft:
        """Write a phrase in place of several matches in this draft, which are in order and apart."""
        if not matches:
            return self
        pieces: list[Draft] = []
        end = 0
        for match in matches:
            pieces += (self._cut(end, match.start()), *self._pieces(match, write))
            end = match.end()
        return _joined((*pieces, self._cut(end, len(self.text))))

    def capitalised(self) -> Draft:
        """Start with a capital letter."""
        first = self.text[0]
        return Draft(first.upper() + self.text[1:], (_NEW, *self.origins[1:])) if first.islower() else self

    def edits(self, length: int) -> Iterator[Edit]:
        """Yield what was done to a clause of so many code points."""
        position, added = 0, ""
        for char, origin in zip((*self.text, ""), (*self.origins, length), strict=True):
            if origin < position:
                added += char
                continue
            if added or origin > position:
                yield Edit(Span(position, origin), added)
            position, added = origin + 1, ""

    def _with(self, span: Span, draft: Draft) -> Draft:
        """Return this draft with another one in place of a span."""
        first = min((origin for origin in draft.origins if origin != _NEW), default=span.start)
        return Draft(
            self.text[: span.start] + draft.text + self.text[span.end :],
            self.origins[: span.start] + draft.origins + self.origins[span.end :],
            min(self.intact, span.start, first),
        )

    def _cut(self, start: int, end: int) -> Draft:
        return Draft(self.text[start:end], self.origins[start:end])

    def _pieces(self, match: regex.Match[str], write: str) -> Iterator[Draft]:
        for literal, name, _, _ in Formatter().parse(write):
            yield _new(literal)
            if name == SUM:
                yield _new(str(sum(read_number(match[group]) or 0 for group in "ab")))
            elif name and match[name]:
                yield self._cut(*match.span(name))


def _new(text: str) -> Draft:
    return Draft(text, (_NEW,) * len(text))


def _joined(pieces: Sequence[Draft]) -> Draft:
    return Draft("".join(piece.text for piece in pieces), tuple(chain.from_iterable(piece.origins for piece in pieces)))


def tidied(draft: Draft, phrase: Phrase) -> Draft:
    """Run a tidying phrase over a draft."""
    return draft.put_all(list(compiled(phrase.regex).finditer(draft.text, timeout=SECONDS)), phrase.write)
