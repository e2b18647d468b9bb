"""A clause: the unit in which patterns match and context is read."""

from __future__ import annotations

from msgspec import Struct

from auditor.model.document import Segment
from auditor.model.rewrite import Edit
from auditor.model.span import Span


class Lead(Struct, frozen=True):
    """The line that opens a list, or a header; ``span`` counts code points in the raw text of ``segment``."""

    segment: Segment
    span: Span

    @property
    def text(self) -> str:
        """Its raw text."""
        return self.span.of(self.segment.text)


class Clause(Struct, frozen=True):
    """A run of a segment's text between clause borders.

    Args:
        segment: where it stands.
        span: code points in the segment's raw text, without surrounding white space.
        label: the canonical field name that gives the text its meaning, such as ``性别``; empty for free text.
        lead: the line whose meaning carries over the list that the clause is an item of (``以下人员勿扰：``), or the header of its
            column in a table inside the text.
        choices: what the ticks of a form leave of its text, in code points from its start.
    """

    segment: Segment
    span: Span
    label: str = ""
    lead: Lead | None = None
    choices: tuple[Edit, ...] = ()

    @property
    def text(self) -> str:
        """The clause's raw text."""
        return self.span.of(self.segment.text)

    @property
    def is_left_out(self) -> bool:
        """Whether it is a choice of a form beside which another one is ticked, and so says nothing."""
        return any(not edit.text and len(edit.span) == len(self.span) for edit in self.choices)
