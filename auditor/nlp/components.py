"""What the spaCy components do: clause borders, candidates, context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from auditor.match.matcher import Matcher, longest
from auditor.model.context import Cue, CueHit, SectionKind
from auditor.model.finding import Candidate
from auditor.model.grounds import Ground
from auditor.model.remembered import remembered
from auditor.model.span import Span as TextSpan
from auditor.nlp.context import CANDIDATES, ContextReader
from auditor.nlp.limits import limits_of
from auditor.nlp.tokenizer import MixedTokenizer
from auditor.packs.pack import Pack
from auditor.text.clauses import clause_spans
from auditor.text.gate import LiteralGate, MakesGate

_Place: TypeAlias = tuple[TextSpan, Ground, str]
_REMEMBERED = 1_024  # clauses; ads repeat themselves, and tables even more

if not Span.has_extension("auditor_cues"):
    Span.set_extension("auditor_cues", default=())


def mark_clauses(doc: Doc) -> Doc:
    """Start a sentence at every clause."""
    starts = {span.start for span in clause_spans(doc.text)}
    marks = [1 if token.i == 0 or token.idx in starts else -1 for token in doc]
    column = np.array(marks, dtype="int32").reshape(-1, 1).astype("uint64")
    return doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]


class CandidateMarker:
    """Marks what the patterns match, clause by clause, as ``doc.spans["auditor_candidates"]``, labelled by ground.

    The text is matched as it stands; the engine folds it first.
    """

    def __init__(self, pack: Pack) -> None:
        self._matcher = Matcher(pack.rules)

    def __call__(self, doc: Doc) -> Doc:
        """Mark the candidates of every clause."""
        spans: list[Span] = []
        for clause in clause_spans(doc.text):
            text = clause.of(doc.text)
            found, _ = self._matcher.match(text)
            spans.extend(candidate_spans(doc, longest(found), clause.start))
        doc.spans[CANDIDATES] = spans
        return doc


def candidate_spans(doc: Doc, candidates: Sequence[Candidate], offset: int = 0) -> list[Span]:
    """Turn candidates, ``offset`` code points into the Doc, into token spans labelled by ground with the rule as id."""
    return [_token_span(doc, candidate.span.shift(offset), candidate.rule.ground, candidate.rule.id) for candidate in candidates]


def _token_span(doc: Doc, place: TextSpan, ground: Ground, rule: str) -> Span:
    span = doc.char_span(place.start, place.end, label=ground.value, span_id=rule, alignment_mode="expand")
    if span is None:
        raise ValueError(f"no tokens at [{place.start}, {place.end})")
    return span


class CueReader:
    """The pipeline that the engine runs on one normalised clause.

    Args:
        cues: of the packs.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Sequence[Cue], gate: MakesGate = LiteralGate) -> None:
        self._tokenizer = MixedTokenizer(Vocab())
        self._context = ContextReader(cues, gate)

    def read(self, text: str, candidates: Sequence[Candidate], section: SectionKind = SectionKind.OTHER) -> list[tuple[CueHit, ...]]:
        """Return the cues that bear on each candidate of a normalised clause, which stands in a section."""
        places = tuple((candidate.span, candidate.rule.ground, candidate.rule.id) for candidate in candidates)
        return self._bearing_on(text, places, section)

    @remembered(_REMEMBERED)
    def _bearing_on(self, text: str, places: tuple[_Place, ...], section: SectionKind) -> list[tuple[CueHit, ...]]:
        doc = self._tokenizer.one_sentence(text)
        return self._context.read(doc, [_token_span(doc, *place) for place in places], section)

    def limits(self, text: str, traits: Sequence[Candidate]) -> list[Candidate]:
        """Return the traits of a normalised clause on which a force bears that their pattern needs."""
        if not traits:
            return []
        doc = self._tokenizer.one_sentence(text)
        forces = self._context.forces(doc, candidate_spans(doc, traits))
        return [limit for trait, hits in zip(traits, forces, strict=True) for limit in limits_of(text, trait, hits)]
