"""What the audit says of a text: candidates, and what they are judged to be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.about import NOTHING_ABOUT, About
from auditor.model.circumstances import NOTHING_KNOWN, Circumstances
from auditor.model.document import Segment
from auditor.model.evidence import Evidence
from auditor.model.grounds import Severity
from auditor.model.legal import Citation
from auditor.model.location import Location
from auditor.model.on_demand import OnDemand
from auditor.model.rewrite import Rewrite
from auditor.model.rule import Pattern, Rule
from auditor.model.span import Span
from auditor.model.wording import Wording


class Candidate(Struct, frozen=True):
    """A match that no context has been read for yet.

    Args:
        span: code points in the normalised text of its clause.
        facts: what the match means for the verdict table.
        ages: lower and upper bound in years, where the rule reads ages.
    """

    rule: Rule
    pattern: Pattern
    span: Span
    facts: Mapping[str, str]
    ages: tuple[int | None, int | None] = (None, None)


class Outcome:
    """What a finding and a dismissal have in common: words, and the clause around them, in a segment."""

    __slots__ = ()
    segment: Segment
    span: Span
    clause: Span

    @property
    def text(self) -> str:
        """The underlined words as the source writes them."""
        return self.span.of(self.segment.text)

    @property
    def clause_text(self) -> str:
        """The clause around them as the source writes it."""
        return self.clause.of(self.segment.text)

    @property
    def post(self) -> str:
        """What the post is called that the words are about; empty where the source does not say."""
        return self.segment.post


_NO_REWRITE: OnDemand[Rewrite | None] = OnDemand.known(None)


class Ruling(Struct, frozen=True):
    """What is said of words, wherever they stand: rows of a table that hold the same words share it.

    Args:
        span: code points of the underlined words in their segment's raw text.
        clause: raw text of the clause around them.
        why: the reason of the verdict.
        fingerprint: the same for the same words in the same clause, wherever it moves.
        cautions: what has to be checked by hand, because another text of a basis applied on the day; that the user has set the severity.
        rewriting: makes the rewrite.
    """

    rule: Rule
    severity: Severity
    span: Span
    clause: Span
    citations: tuple[Citation, ...]
    why: Wording
    fingerprint: str
    cautions: tuple[Wording, ...] = ()
    rewriting: OnDemand[Rewrite | None] = _NO_REWRITE


class Finding(Outcome, Struct, frozen=True):
    """A candidate upheld: a pointer for a person's decision.

    Args:
        ruling: what is said of it.
        segment: where the words stand.
        evidence: every piece the finding rests on, the underlined words first.
        circumstances: who was assumed to hire, and where.
        about: what is known of the ad beside its text.
    """

    ruling: Ruling
    segment: Segment
    evidence: tuple[Evidence, ...]
    circumstances: Circumstances = NOTHING_KNOWN
    about: About = NOTHING_ABOUT

    def at(self, segment: Segment, evidence: tuple[Evidence, ...], circumstances: Circumstances) -> Finding:
        """Return it as one of another segment, for whose post something is assumed; sooner than replaced, for a table has thousands."""
        return Finding(self.ruling, segment, evidence, circumstances, self.about)

    def ruled(self, **changes: Any) -> Finding:
        """Return it with parts of its ruling changed, by their names."""
        return replace(self, ruling=replace(self.ruling, **changes))

    @property
    def rule(self) -> Rule:
        """The rule that found it."""
        return self.ruling.rule

    @property
    def severity(self) -> Severity:
        """How much it weighs."""
        return self.ruling.severity

    @property
    def span(self) -> Span:  # type: ignore[override]  # read only, as all fields here are
        """Code points of the underlined words in the segment's raw text."""
        return self.ruling.span

    @property
    def clause(self) -> Span:  # type: ignore[override]
        """Raw text of the clause around them."""
        return self.ruling.clause

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles it rests on."""
        return self.ruling.citations

    @property
    def why(self) -> Wording:
        """The reason of the verdict."""
        return self.ruling.why

    @property
    def fingerprint(self) -> str:
        """The same for the same words in the same clause, wherever it moves."""
        return self.ruling.fingerprint

    @property
    def cautions(self) -> tuple[Wording, ...]:
        """What has to be checked by hand."""
        return self.ruling.cautions

    @property
    def location(self) -> Location:
        """Where the underlined words start."""
        return self.evidence[0].location

    @property
    def rewrite(self) -> Rewrite | None:
        """The clause without any of its limits, the same for all of its findings; None where no sure one is known.

        It is made, and audited again to be sure, when it is first asked for.
        """
        return self.ruling.rewriting.value


class Dismissal(Outcome, Struct, frozen=True):
    """A candidate that was not upheld, and what spoke for it.

    Args:
        by: id of the cue, exemption, exception or verdict row that dismissed it.
        why: the reason.
        cautions: as for a finding.
    """

    rule: Rule
    segment: Segment
    span: Span
    clause: Span
    location: Location
    by: str
    why: Wording
    cautions: tuple[Wording, ...] = ()


class Late(Struct, frozen=True):
    """What could not be judged by a rule, because a part of it, or of the context around it, took too long.

    Args:
        part: such as ``pattern limited-to``.
    """

    rule: Rule
    part: str
