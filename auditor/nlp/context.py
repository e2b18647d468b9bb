"""Read what bears on a candidate: cues with direction, scope, terminators and pseudo-cues, as in ConText."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from auditor.model.context import Cue, CueHit, Effect, Scope, SectionKind
from auditor.model.grounds import Ground
from auditor.model.span import Span as TextSpan
from auditor.nlp.scopes import Scopes
from auditor.text.compiled import find
from auditor.text.gate import LiteralGate, MakesGate

CANDIDATES = "auditor_candidates"
CUES = "auditor_cues"


class _Reach(Struct, frozen=True):
    """A cue that was said, and the tokens that it bears on."""

    hit: CueHit
    start: int
    end: int

    def holds(self, place: Span) -> bool:
        """Tell whether a cue bears on some tokens: they lie in its reach, or run on into it where it is their head."""
        if self.hit.cue.scope is Scope.HEAD:
            return place.start < self.start <= place.end < self.end
        return self.start <= place.start and place.end <= self.end


class _Cluster(Struct, frozen=True):
    """Cues that overlap each other, the tokens from the first to the last of them, and what reach those have that none swallows."""

    cues: Sequence[Span]
    start: int
    end: int
    kept: Sequence[_Reach]


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
        scopes = Scopes(doc)
        excuses = {label: self._excuses(cues, Ground(label), scopes) for label in {candidate.label_ for candidate in candidates}}
        return [tuple(_bearing(excuses[candidate.label_], candidate)) for candidate in candidates]

    def _said(self, doc: Doc) -> list[Span]:
        """Return the cues that stand in a Doc; most are ruled out by one look at it."""
        text = doc.text
        return [span for index in self._gate.admits(text) for span in _spans(doc, text, self._ordered[index])]

    def _excuses(self, cues: Sequence[Span], ground: Ground, scopes: Scopes) -> list[_Reach]:
        """Return the cues that let candidates of a ground pass; a longer one swallows a shorter only where both are about it.

        A head swallows none and is swallowed by none: it bears on nothing but what stands in front of it.
        """
        about = [span for span in self._about(cues, ground) if not self._cues[span.label_].is_about_traits]
        heads = [span for span in about if self._cues[span.label_].scope is Scope.HEAD]
        wide = [span for span in about if self._cues[span.label_].scope is not Scope.HEAD]
        return [self._reach(span, scopes) for span in (*filter_spans(wide), *heads) if self._cues[span.label_].dismisses]

    def _about(self, cues: Sequence[Span], ground: Ground) -> Iterator[Span]:
        return (span for span in cues if not (grounds := self._cues[span.label_].grounds) or ground in grounds)

    def _reach(self, span: Span, scopes: Scopes) -> _Reach:
        cue = self._cues[span.label_]
        return _Reach(CueHit(cue, TextSpan(span.start_char, span.end_char)), *scopes.of(span, cue))

    def forces(self, doc: Doc, traits: Sequence[Span]) -> list[tuple[CueHit, ...]]:
        """Return for each trait the forces that bear on it: who has it is turned away, comes first, or is the only one wanted."""
        scopes = Scopes(doc, traits)
        reaches = {span: self._reach(span, scopes) for span in self._said(doc) if not self._cues[span.label_].dismisses}
        about = {label: list(self._about(list(reaches), Ground(label))) for label in {trait.label_ for trait in traits}}
        clusters = {label: [_cluster(cues, reaches) for cues in _overlapping(about[label])] for label in about}
        return [tuple(_forcing(clusters[trait.label_], reaches, trait)) for trait in traits]


def _spans(doc: Doc, text: str, cue: Cue) -> Iterator[Span]:
    for match in find(cue.regex, text, f"cue {cue.id}"):
        span = doc.char_span(match.start(), match.end(), label=cue.id, alignment_mode="expand")
        if span is not None and len(span):
            yield span


def _bearing(reaches: Iterable[_Reach], candidate: Span) -> Iterator[CueHit]:
    """Yield the cues in whose scope a candidate lies."""
    return (reach.hit for reach in reaches if reach.holds(candidate))


def _overlapping(cues: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield cues with all that overlap them, directly or by way of others."""
    run: list[Span] = []
    end = 0
    for span in sorted(cues, key=_start):
        if run and span.start >= end:
            yield run
            run = []
        run.append(span)
        end = max(end, span.end)
    if run:
        yield run


def _start(span: Span) -> int:
    return int(span.start)


def _cluster(cues: Sequence[Span], reaches: Mapping[Span, _Reach]) -> _Cluster:
    kept = [reaches[span] for span in filter_spans(cues)]
    return _Cluster(cues, cues[0].start, max(span.end for span in cues), kept)


def _forcing(clusters: Iterable[_Cluster], reaches: Mapping[Span, _Reach], trait: Span) -> list[CueHit]:
    """Return the forces in whose scope a trait lies; none where it is the object of some work."""
    hits = list(_bearing(chain.from_iterable(_apart(cluster, reaches, trait) for cluster in clusters), trait))
    return [] if any(hit.cue.effect is Effect.WORK for hit in hits) else [hit for hit in hits if hit.cue.is_force]


def _apart(cluster: _Cluster, reaches: Mapping[Span, _Reach], trait: Span) -> Iterable[_Reach]:
    """Return the reaches of those cues that stand apart from a trait and that none of them swallows: no word forces itself."""
    start, end = trait.start, trait.end
    if cluster.end <= start or end <= cluster.start:
        return cluster.kept
    return [reaches[span] for span in filter_spans(span for span in cluster.cues if span.end <= start or end <= span.start)]
