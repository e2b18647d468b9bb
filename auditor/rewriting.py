"""Rewrites that hold: a clause rewritten is audited again, by all rules, before anybody is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.clause_folder import ClauseFolder
from auditor.clause_reader import ClauseReader
from auditor.judge import Reading, reread
from auditor.model.finding import Dismissal
from auditor.model.rewrite import Rewrite
from auditor.model.span import Span
from auditor.rewrite import Hit, Rewriter, located
from auditor.settling import Settled, Settler
from auditor.text.evasion import Evasion

_ROUNDS = 3  # of rewriting what was rewritten


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Rewrites clauses.

    Args:
        drafts: makes them.
        reader: finds what any rule looks for, whichever are selected.
        settler: judges it.
        folder: folds what was rewritten.
        evasion: tells whether that says something in disguise.
        is_complete: whether the audit is made with all rules.
    """

    drafts: Rewriter
    reader: ClauseReader
    settler: Settler
    folder: ClauseFolder
    evasion: Evasion
    is_complete: bool

    def rewrite(self, reading: Reading, settled: Sequence[Settled]) -> Rewrite | None:
        """Rewrite a clause so that no rule finds anything in it; None where that does not succeed.

        What is found only in what was written, such as a sex that an age stood before, is taken out in a next round. The choices of a
        form are not rewritten: which of them to tick is no matter of words.

        Args:
            reading: of the clause.
            settled: what the audit has found in it.
        """
        if reading.clause.choices:
            return None
        lead = 0 if reading.clause.label else reading.prefix  # the line that opens a list is none of the item's own words
        text, prefix = reading.text[lead:], reading.prefix - lead
        hits = _hits(reading, lead, settled) if self.is_complete else self._hits(reading, lead)
        for _ in range(_ROUNDS):
            draft = self.drafts.draft(text, hits, prefix)
            if draft is None:
                return None
            rewrite = located(draft, reading.clause, reading.folded, prefix)
            left = self._hits(reread(reading, rewrite.text, self.folder.fold), lead)
            if not left:
                return None if self._hides(reading, rewrite.text, lead) else rewrite
            hits += [(draft.source(span), ground) for span, ground in left]
        return None

    def _hides(self, reading: Reading, text: str, lead: int) -> bool:
        """Tell whether a clause rewritten still says something in disguise."""
        second = self.evasion.read(text)
        return second is not None and bool(self._hits(reread(reading, second.whole.text, self.folder.fold), lead))

    def _hits(self, reading: Reading, lead: int) -> list[Hit]:
        """Return where behind its lead any rule finds something in a clause; a pattern that takes too long counts as found."""
        said = self.reader.read(reading.text, 0 if reading.clause.label else reading.prefix)
        hits = _hits(reading, lead, self.settler.settle(reading, said.candidates))
        return [*hits, *((_behind(Span(0, len(reading.text)), lead, len(reading.text) - lead), each.rule.ground) for each in said.late)]


def _hits(reading: Reading, lead: int, settled: Iterable[Settled]) -> list[Hit]:
    """Return where behind its lead something is found in a clause, or could not be judged."""
    kept = ((candidate.span, candidate.rule.ground) for candidate, done in settled if not isinstance(done, Dismissal))
    return [(_behind(span, lead, len(reading.text) - lead), ground) for span, ground in kept]


def _behind(span: Span, lead: int, length: int) -> Span:
    """Move a span into the text behind a lead; one that lies in the lead alone stands for all of it."""
    inner = Span(max(span.start - lead, 0), max(span.end - lead, 0))
    return inner if len(inner) else Span(0, length)
