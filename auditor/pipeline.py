"""The components that any spaCy pipeline can add by name.

spaCy imports this module in every process that makes a pipeline, so what the components need is imported when one is made.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from auditor.engine import Auditor
    from auditor.model.finding import Finding
    from auditor.model.report import DocumentResult

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


@cache
def _declare() -> None:
    """Declare the attributes once. They are read from the text when asked for: a Doc can only store plain data."""
    Doc.set_extension("auditor_result", getter=lambda doc: _result(doc.text))
    Span.set_extension("auditor_finding", getter=_finding_of)


@lru_cache(maxsize=64)
def _result(text: str) -> DocumentResult:
    return _auditor().audit_text(text)


@Language.factory(RESTRICTIONS, assigns=["doc.spans", "doc._.auditor_result", "span._.auditor_finding"])
def create_restrictions(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy's signature
    """Make the component that runs the whole audit and keeps what is upheld.

    The spans of ``doc.spans["auditor_restrictions"]`` are labelled by ground and carry the rule as ``span.id_`` and the
    ``Finding`` as ``span._.auditor_finding``; ``doc._.auditor_result`` is the ``DocumentResult`` with dismissals.
    """
    _declare()
    return mark_restrictions


def mark_restrictions(doc: Doc) -> Doc:
    """Put the findings of a Doc's text into its spans."""
    doc.spans[RESTRICTIONS] = [_span(doc, finding) for finding in _result(doc.text).findings]
    return doc


def _span(doc: Doc, finding: Finding) -> Span:
    span = doc.char_span(
        finding.span.start, finding.span.end, label=finding.rule.ground.value, span_id=finding.rule.id, alignment_mode="expand"
    )
    if span is None:
        raise ValueError(f"no tokens at {finding.span}")
    return span


def _finding_of(span: Span) -> Finding | None:
    """Return the finding of a span: by rule and place, because two rules may underline the same words."""
    for finding in _result(span.doc.text).findings:
        if finding.rule.id == span.id_ and _span(span.doc, finding).start == span.start:
            return finding
    return None
