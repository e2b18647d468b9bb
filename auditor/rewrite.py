"""Write a clause without its limits: words of findings are replaced or dropped, then what was around them is tidied."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cached_property
from typing import TypeAlias

import regex

from auditor.model.clause import Clause
from auditor.model.grounds import Ground
from auditor.model.rewrite import MARK, OTHER, Edit, Rewrite, Style, apply
from auditor.model.span import Span
from auditor.text.compiled import compiled
from auditor.text.draft import SECONDS, Draft, tidied
from auditor.text.dress import as_written
from auditor.text.gate import LiteralGate
from auditor.text.literals.syntax import longest_match
from auditor.text.normalise import Normalised

_CELL_BORDER = "\t"

Hit: TypeAlias = tuple[Span, Ground]


class Rewriter:
    """Makes drafts of clauses.

    Args:
        style: of the packs.
    """

    def __init__(self, style: Style) -> None:
        self._style = style

    @cached_property
    def _gate(self) -> LiteralGate:
        return LiteralGate([phrase.regex for phrase in self._style.phrases])

    @cached_property
    def _tidying(self) -> LiteralGate:
        return LiteralGate([phrase.regex for phrase in self._style.tidying])

    def draft(self, text: str, hits: Sequence[Hit], prefix: int = 0) -> Draft | None:
        """Return a clause without the words of some findings; None where what is left makes no sense.

        Args:
            text: folded, behind the label of its field where it has one.
            hits: where the findings are.
            prefix: code points of the label, which has to stay and keep something behind it.
        """
        if MARK in text:
            return None
        try:
            draft = self._tidied(self._lawful(Draft.of(text), hits))
            finished = None if self._doubtful(draft.text) else self._finished(draft, text)
        except TimeoutError:
            return None
        return finished if finished and (not prefix or finished.holds(prefix)) else None

    def _tidied(self, draft: Draft) -> Draft:
        """Run the tidying phrases over a draft, one after the other, but for those of which it lacks the words."""
        text: str | None = None
        admitted: Set[int] = frozenset()
        for number, phrase in enumerate(self._style.tidying):
            if draft.text != text:
                text, admitted = draft.text, frozenset(self._tidying.admits(draft.text))
            if number in admitted:
                draft = tidied(draft, phrase)
        return draft

    def _doubtful(self, text: str) -> bool:
        return any(compiled(doubt.regex).search(text, timeout=SECONDS) for doubt in self._style.doubts)

    def _lawful(self, draft: Draft, hits: Sequence[Hit]) -> Draft:
        """Put the first phrase that fits in place of each hit, or drop the hit; the last hit first, so that those before it stay put."""
        settled: set[int] = set()
        for hit, ground in sorted(hits, reverse=True):
            span = draft.where(hit)
            if span is None or settled.issuperset(draft.old(span)):
                continue
            fit = self._fit(draft.text, span, ground)
            if fit is None:
                draft = draft.drop(span)
                continue
            place, behind = Span(*fit[0].span()), len(draft.text) - fit[0].end()
            before, draft = draft.old(place), draft.put(*fit)
            settled |= before.intersection(draft.origins[place.start : len(draft.text) - behind])
        return draft

    def _fit(self, text: str, span: Span, ground: Ground) -> tuple[regex.Match[str], str] | None:
        """Return the first phrase that covers a span, as its match and what to write there."""
        for index in self._gate.admits(text):
            phrase = self._style.phrases[index]
            if not phrase.grounds or ground in phrase.grounds:
                match = _covering(phrase.regex, text, span)
                if match:
                    return match, phrase.write or MARK
        return None

    def _finished(self, draft: Draft, before: str) -> Draft:
        """Take the marks out, leave nothing of a sentence that says nothing, and start it with a capital if it had one."""
        draft = draft.put_all(list(compiled(MARK).finditer(draft.text)), "")
        if compiled(self._style.nothing).fullmatch(draft.text, timeout=SECONDS):
            return Draft("", ())
        return draft.capitalised() if before[0].isupper() else draft


def located(draft: Draft, clause: Clause, folded: Normalised, prefix: int) -> Rewrite | None:
    """Turn a draft into edits of the segment's raw text; None where what is written would run over the border of a cell."""
    places = [Edit(Span(edit.span.start - prefix, edit.span.end - prefix), edit.text) for edit in draft.edits(prefix + len(folded.text))]
    edits = [Edit(_raw(clause.text, folded, edit), as_written(edit.text, clause.text)) for edit in places]
    if any(edit.text and _CELL_BORDER in clause.text[edit.span.end : edit.span.end + 1] for edit in edits):
        return None
    return Rewrite(tuple(Edit(edit.span.shift(clause.span.start), edit.text) for edit in edits), apply(clause.text, edits))


def _raw(text: str, folded: Normalised, edit: Edit) -> Span:
    """Return the raw code points of an edit; with gaps beside them that folding left out, where something is written there."""
    raw = folded.raw(edit.span)
    if not edit.text or not len(edit.span):
        return raw
    before = folded.raw(Span(edit.span.start - 1, edit.span.start)).end if edit.span.start else 0
    behind = folded.offsets[edit.span.end]
    closes = not text[before : raw.start].strip(" ") and text[before - 1 : before].isalnum() and edit.text[0].isalnum()
    opens = not text[raw.end : behind].strip(" ") and text[behind : behind + 1].isalnum() and edit.text[-1].isalnum()
    return Span(before if closes else raw.start, behind if opens else raw.end)


def _covering(pattern: str, text: str, span: Span) -> regex.Match[str] | None:
    """Return the first match that covers a span, with none of it in the group that holds words of others.

    One that starts too far before the span cannot reach its end.
    """
    longest = longest_match(pattern)
    first = 0 if longest is None else max(span.end - longest, 0)
    for match in compiled(pattern).finditer(text, first, overlapped=True, timeout=SECONDS):
        if match.start() > span.start:
            break
        others = Span(*match.span(OTHER)) if match.groupdict().get(OTHER) else Span(0, 0)
        if Span(*match.span()).covers(span) and not others.overlaps(span):
            return match
    return None
