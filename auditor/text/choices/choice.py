"""One choice of a form."""

from __future__ import annotations

import regex
from msgspec import Struct

from auditor.model.span import Span

ANY = "*"
"""The kind of a choice that leaves all others open."""


class Choice(Struct, frozen=True):
    """One choice: its mark, the words beside it, and the id of its kind, empty where that is not known."""

    mark: Span
    words: Span
    kind: str
    is_ticked: bool

    @property
    def span(self) -> Span:
        """Mark and words."""
        return Span(min(self.mark.start, self.words.start), max(self.mark.end, self.words.end))

    @classmethod
    def marked(cls, mark: regex.Match[str], words: Span, kind: str) -> Choice:
        """Return the choice that a mark stands beside."""
        return cls(Span(*mark.span()), words, kind, bool(mark["ticked"] or mark["crossed"]))

    @classmethod
    def unmarked(cls, words: Span, kind: str) -> Choice:
        """Return a choice without a mark of its own."""
        return cls(Span(words.start, words.start), words, kind, is_ticked=False)
