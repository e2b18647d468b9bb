"""The components that any spaCy pipeline can add by name.

spaCy imports this module in every process that makes a pipeline, so what the components need is imported when one is made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from auditor.engine import Auditor
    from auditor.model.finding import Finding

Component: TypeAlias = Callable[[Doc], Doc]

RESTRICTIONS = "auditor_restrictions"


@cache
def _auditor() -> Auditor:
    from auditor.engine import Auditor

    return Auditor()


@Language.factory("auditor_clauses", assigns=["token.is_sent_start"])
def create_clauses(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Make the component that starts a sentence at every clause."""
    from auditor.nlp.components import mark_clauses

    return mark_clauses


@Language.factory("auditor_matches", assigns=["doc.spans"])
def create_matches(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Make the component that marks what the patterns match, before context: ``doc.spans["auditor_candidates"]``."""
    from auditor.nlp.components import CandidateMarker

    return CandidateMarker(_auditor().pack)


@Language.factory("auditor_context", requires=["doc.spans", "token.is_sent_start"], assigns=["doc.spans", "span._.auditor_cues"])
def create_context(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Make the component that reads cues into ``doc.spans["auditor_cues"]`` and ties them to candidates."""
    from auditor.nlp.context import ContextReader

    return ContextReader(_auditor().pack.cues)


@Language.factory(RESTRICTIONS, assigns=["doc.spans", "doc._.auditor_result", "span._.auditor_finding"])
def create_restrictions(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Make the component that runs the whole audit and keeps what is upheld.

    The spans of ``doc.spans["auditor_restrictions"]`` are labelled by ground and carry the rule as ``span.id_`` and the
    ``Finding`` as ``span._.auditor_finding``; ``doc._.auditor_result`` is the ``DocumentResult`` with dismissals.
    """
    if not Doc.has_extension("auditor_result"):
        Doc.set_extension("auditor_result", default=None)
        Span.set_extension("auditor_finding", getter=_finding_of)
    auditor = _auditor()

    def restrictions(doc: Doc) -> Doc:
        result = auditor.audit_text(doc.text)
        doc._.auditor_result = result
        doc.spans[RESTRICTIONS] = [_span(doc, finding) for finding in result.findings]
        return doc

    return restrictions


def _span(doc: Doc, finding: Finding) -> Span:
    span = doc.char_span(
        finding.span.start, finding.span.end, label=finding.rule.ground.value, span_id=finding.rule.id, alignment_mode="expand"
    )
    if span is None:
        raise ValueError(f"no tokens at {finding.span}")
    return span


def _finding_of(span: Span) -> Finding | None:
    """Return the finding of a span: by rule and place, because two rules may underline the same words."""
    for finding in span.doc._.auditor_result.findings if span.doc._.auditor_result else ():
        if finding.rule.id == span.id_ and _span(span.doc, finding).start == span.start:
            found: Finding = finding
            return found
    return None
