"""The clause and the rewrite of a finding, cut down to what stands around the words."""

from __future__ import annotations

from typing import NamedTuple

from msgspec.structs import replace
from rich.text import Text

from auditor.model.finding import Dismissal, Finding
from auditor.model.rewrite import Rewrite
from auditor.report.printable import printable

_CONTEXT = 60  # code points shown on each side of the underlined words


class Quote(NamedTuple):
    """A clause, or what of a long one stands around the words."""

    before: str
    words: str
    behind: str

    @classmethod
    def of(cls, outcome: Finding | Dismissal) -> Quote:
        """Return the clause of an outcome."""
        text, clause, span = outcome.segment.text, outcome.clause, outcome.span
        start = max(clause.start, span.start - _CONTEXT)
        end = min(clause.end, span.end + _CONTEXT)
        before, behind = text[start : span.start], text[span.end : end]
        return cls(f"{'…' if start > clause.start else ''}{before}", span.of(text), f"{behind}{'…' if end < clause.end else ''}")

    def text(self, style: str) -> Text:
        """Return it with the words marked, by brackets too: colour may be off."""
        marked = f"【{printable(self.words)}】", f"{style} underline"
        return Text.assemble(printable(self.before), marked, printable(self.behind))


def near(finding: Finding, rewrite: Rewrite) -> Rewrite:
    """Cut the text of a rewrite down to what stands around the place of a finding."""
    moved = sum(len(edit.text) - len(edit.span) for edit in rewrite.edits if edit.span.end <= finding.span.start)
    middle = min(max(finding.span.start - finding.clause.start + moved, 0), len(rewrite.text))
    start, end = max(0, middle - _CONTEXT), min(middle + _CONTEXT, len(rewrite.text))
    return replace(rewrite, text=f"{'…' if start else ''}{rewrite.text[start:end]}{'…' if end < len(rewrite.text) else ''}")
