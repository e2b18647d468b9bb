"""Rewrites that hold: a clause rewritten is audited again, by all rules, before anybody is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.clause_folder import ClauseFolder
from auditor.clause_reader import ClauseReader
from auditor.judge import Reading, reread
from auditor.model.clause import Clause
from auditor.model.finding import Dismissal
from auditor.model.rewrite import Edit, Rewrite
from auditor.model.span import Span
from auditor.rewrite import Hit, Rewriter, located
from auditor.settling import Settled, Settler
from auditor.text.evasion import Evasion
from auditor.text.normalise import Normalised
from auditor.text.template.reader import TemplateReader

_ROUNDS = 3  # of rewriting what was rewritten


class Rewriting(Struct, frozen=True):
    """Rewrites clauses.

    Args:
        drafts: makes them.
        reader: finds what is to be taken out.
        settler: judges it.
        folder: folds what was rewritten.
        evasion: tells whether that says something in disguise.
        templates: tells what templates print.
        is_complete: whether what the audit has found is all that is to be taken out.
    """

    drafts: Rewriter
    reader: ClauseReader
    settler: Settler
    folder: ClauseFolder
    evasion: Evasion
    templates: TemplateReader
    is_complete: bool

    def rewrite(self, reading: Reading, settled: Sequence[Settled]) -> Rewrite | None:
        """Rewrite a clause so that no rule, also of those not selected, finds anything in it; None where that does not succeed.

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
            if rewrite is None:
                return None
            left = self._hits(reread(reading, rewrite.text, self._folded_anew), lead)
            if not left:
                return None if self._hides(reading, rewrite.text, lead) or self._spoils(reading.clause, rewrite) else rewrite
            hits += [(draft.source(span), ground) for span, ground in left]
        return None

    def _hides(self, reading: Reading, text: str, lead: int) -> bool:
        """Tell whether a clause rewritten still says something in disguise."""
        second = self.evasion.read(text)
        return second is not None and bool(self._hits(reread(reading, second.whole.text, self._folded_anew), lead))

    def _spoils(self, clause: Clause, rewrite: Rewrite) -> bool:
        """Tell whether a rewrite would break the template that a clause stands in."""
        printed = self.templates.read(clause.text)
        return printed is not None and not printed.stays_whole([Edit(e.span.shift(-clause.span.start), e.text) for e in rewrite.edits])

    def _folded_anew(self, clause: Clause) -> Normalised:
        """Fold a clause that was written anew, one of a template as it is printed."""
        printed = self.templates.read(clause.text)
        if printed is None:
            return self.folder.fold(clause)
        text = printed.whole.text
        segment = replace(clause.segment, text=text)
        return printed.whole.then(self.folder.fold(replace(clause, segment=segment, span=Span(0, len(text)))))

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
