"""What the spaCy components do: clause borders, candidates, context."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from auditor.match.matcher import Matcher, longest
from auditor.model.context import Cue, CueHit
from auditor.model.finding import Candidate
from auditor.nlp.context import CANDIDATES, ContextReader
from auditor.nlp.tokenizer import MixedTokenizer
from auditor.packs.loader import Pack
from auditor.text.clauses import clause_spans

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
    spans = []
    for candidate in candidates:
        start, end = candidate.span.start + offset, candidate.span.end + offset
        span = doc.char_span(start, end, label=candidate.rule.ground.value, span_id=candidate.rule.id, alignment_mode="expand")
        if span is None:
            raise ValueError(f"no tokens at [{start}, {end})")
        spans.append(span)
    return spans


class CueReader:
    """The pipeline that the engine runs on one normalised clause.

    Args:
        cues: of the packs.
    """

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._tokenizer = MixedTokenizer(Vocab())
        self._context = ContextReader(cues)

    def read(self, text: str, candidates: Sequence[Candidate]) -> list[tuple[CueHit, ...]]:
        """Return the cues that bear on each candidate of a normalised clause."""
        doc = self._tokenizer.one_sentence(text)
        return self._context.read(doc, candidate_spans(doc, candidates))
