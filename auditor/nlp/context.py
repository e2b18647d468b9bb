"""Read what bears on a candidate: cues with direction, scope, terminators and pseudo-cues, as in ConText."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from auditor.model.context import Cue, CueHit, Direction, Effect, Scope, SectionKind
from auditor.model.grounds import Ground
from auditor.model.span import Span as TextSpan
from auditor.text.compiled import find
from auditor.text.gate import LiteralGate, MakesGate

CANDIDATES = "auditor_candidates"
CUES = "auditor_cues"
_ITEM_BORDERS = frozenset(",|/")
_TAIL = 1  # tokens that may follow a force in an item of its own
_NAMES_PEOPLE = frozenset("的者")  # at the end of an item


class ContextReader:
    """Finds cues in a Doc and the stretch of tokens that each bears on.

    Args:
        cues: of the packs; a longer cue swallows a shorter one inside it.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Iterable[Cue], gate: MakesGate = LiteralGate) -> None:
        self._cues = {cue.id: cue for cue in cues}
        self._ordered = tuple(self._cues.values())
        self._gate = gate([cue.regex for cue in self._ordered])

    def __call__(self, doc: Doc) -> Doc:
        """Mark cues as ``doc.spans["auditor_cues"]``, and on each candidate the hits in whose scope it lies."""
        candidates = list(doc.spans.get(CANDIDATES, ()))
        for candidate, hits in zip(candidates, self.read(doc, candidates), strict=True):
            candidate._.auditor_cues = hits
        return doc

    def read(self, doc: Doc, candidates: Sequence[Span], section: SectionKind = SectionKind.OTHER) -> list[tuple[CueHit, ...]]:
        """Mark cues that speak in a section, and return for each candidate, labelled by ground, the hits in whose scope it lies."""
        cues = [span for span in self._said(doc) if not (only := self._cues[span.label_].sections) or section in only]
        doc.spans[CUES] = cues
        return [tuple(self._bearing_on(candidate, cues)) for candidate in candidates]

    def _said(self, doc: Doc) -> list[Span]:
        """Return the cues that stand in a Doc; most are ruled out by one look at it."""
        text = doc.text
        return [span for index in self._gate.admits(text) for span in _spans(doc, text, self._ordered[index])]

    def _bearing_on(self, candidate: Span, cues: Sequence[Span]) -> Iterator[CueHit]:
        """Yield the cues in whose scope a candidate lies; a longer one swallows a shorter only where both are about its ground."""
        about = [span for span in cues if self._is_about(span, Ground(candidate.label_)) and not self._cues[span.label_].is_about_traits]
        for span in filter_spans(about):
            cue = self._cues[span.label_]
            if cue.dismisses and self._reaches(span, candidate):
                yield CueHit(cue, TextSpan(span.start_char, span.end_char))

    def forces(self, doc: Doc, traits: Sequence[Span]) -> list[tuple[CueHit, ...]]:
        """Return for each trait the forces that bear on it: who has it is turned away, comes first, or is the only one wanted."""
        cues = self._said(doc)
        return [tuple(self._forcing(trait, cues)) for trait in traits]

    def _forcing(self, trait: Span, cues: Sequence[Span]) -> Iterator[CueHit]:
        about = [span for span in cues if self._is_about(span, Ground(trait.label_)) and not self._cues[span.label_].dismisses]
        apart = [span for span in about if span.end <= trait.start or trait.end <= span.start]
        bearing = [span for span in filter_spans(apart) if self._reaches(span, trait)]
        if any(self._cues[span.label_].effect is Effect.WORK for span in bearing):
            return
        for span in bearing:
            cue = self._cues[span.label_]
            if cue.is_force:
                yield CueHit(cue, TextSpan(span.start_char, span.end_char))

    def _reaches(self, cue: Span, candidate: Span) -> bool:
        scope = self._scope(cue)
        return scope.start <= candidate.start and candidate.end <= scope.end

    def _is_about(self, span: Span, ground: Ground) -> bool:
        grounds = self._cues[span.label_].grounds
        return not grounds or ground in grounds

    def _scope(self, span: Span) -> Span:
        """Return the tokens that a cue bears on, its own included."""
        cue = self._cues[span.label_]
        sentence = span.sent
        start, end = sentence.start, sentence.end
        if cue.direction is Direction.FORWARD:
            start = span.start
        elif cue.direction is Direction.BACKWARD:
            end = span.end
        if cue.scope is Scope.ITEM:
            start, end = _within_item(span, start, end)
            if cue.is_force and cue.direction is Direction.BACKWARD:
                start = _subject(span, start, sentence.start)
        return _terminated(span, start, end, cue)


def _spans(doc: Doc, text: str, cue: Cue) -> Iterator[Span]:
    for match in find(cue.regex, text, f"cue {cue.id}"):
        span = doc.char_span(match.start(), match.end(), label=cue.id, alignment_mode="expand")
        if span is not None and len(span):
            yield span


def _within_item(span: Span, start: int, end: int) -> tuple[int, int]:
    """Narrow a range of tokens to the item, between commas, that the cue stands in."""
    borders = [token.i for token in span.doc[start:end] if token.text in _ITEM_BORDERS and not span.start <= token.i < span.end]
    before = [i + 1 for i in borders if i < span.start]
    after = [i for i in borders if i >= span.end]
    return max([start, *before]), min([end, *after])


def _subject(span: Span, item: int, start: int) -> int:
    """Return where the subject of a force may begin.

    The item before belongs to a force that stands as an item of its own (属虎的,请绕道; not 会修表,优先录用属虎的), and so
    does one that only names people and so lacks its predicate (属虎的,店里人手够,不收).
    """
    doc = span.doc
    _, end = _within_item(span, item, span.sent.end)
    if item == span.start > start and end - span.end <= _TAIL:
        item = _item_before(doc, item, start)
    while item - 2 > start and doc[item - 1].text == "," and doc[item - 2].text in _NAMES_PEOPLE:
        item = _item_before(doc, item, start)
    return item


def _item_before(doc: Doc, item: int, start: int) -> int:
    """Return where the item before an item begins."""
    border = item - 1
    return _within_item(doc[border : border + 1], start, border)[0]


def _terminated(span: Span, start: int, end: int, cue: Cue) -> Span:
    """Cut a range of tokens at the nearest terminator on either side of the cue."""
    doc = span.doc
    if not cue.terminator:
        return doc[start:end]
    for match in find(cue.terminator, doc.text, f"terminator of the cue {cue.id}"):
        stop = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if stop is None or (stop.start < span.end and span.start < stop.end):
            continue
        if stop.end <= span.start:
            start = max(start, stop.end)
        else:
            end = min(end, stop.start)
    return doc[start : max(start, end)]
