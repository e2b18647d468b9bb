"""How to write a clause lawfully: edits of its own words, and the phrases that they are made from."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from auditor.model.grounds import Ground
from auditor.model.span import Span
from auditor.model.wording import Wording

MARK = "⌫"  # stands in a draft where words were dropped
OTHER = "other"  # a group that must lie outside the words of the finding
SUM = "sum"  # {sum} in a phrase adds the numbers of the groups a and b


class Edit(Struct, frozen=True, order=True):
    """Put ``text`` in place of the code points of ``span``; an empty span inserts."""

    span: Span
    text: str


class Rewrite(Struct, frozen=True):
    """A clause without any of its limits.

    Args:
        edits: in rising order, in code points of the segment's raw text; they touch nothing outside the clause.
        text: what the clause then says; empty where the whole sentence is to go.
    """

    edits: tuple[Edit, ...]
    text: str

    @property
    def wording(self) -> Wording:
        """What to do, in a few words."""
        if not self.text:
            return Wording("删去本句", "delete this sentence")
        return Wording(f"改为“{self.text}”", f"write “{self.text}”")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return a text with edits made; they must not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits):
        pieces += (text[end : edit.span.start], edit.text)
        end = edit.span.end
    return "".join((*pieces, text[end:]))


class Phrase(Struct, frozen=True):
    """What to write in place of some words, with the example that proves it.

    Args:
        regex: over a folded clause; a tidying phrase has a mark in it where words were dropped.
        write: what stands in place of the match; ``{name}`` keeps the words of a group, and an empty text drops all.
        grounds: the grounds of the findings that it is for; empty for all.
        text: an example, and
        rewrite: what becomes of it.
        label: the field that the example stands in.
        place: file and line in the pack, for messages.
    """

    regex: str
    write: str
    grounds: tuple[Ground, ...]
    text: str
    rewrite: str
    label: str
    place: str


class Style(Struct, frozen=True):
    """All that is known about writing lawfully; of phrases the first that fits counts.

    Args:
        phrases: put in place of the words of a finding; a finding that none fits is dropped.
        tidying: run in this order over a clause with the marks of what was dropped.
        doubts: a draft in which one of them is found makes no sense.
        nothing: what is left of a sentence that says nothing any more.
    """

    phrases: tuple[Phrase, ...] = ()
    tidying: tuple[Phrase, ...] = ()
    doubts: tuple[Phrase, ...] = ()
    nothing: str = ""
