"""The reader of cues, made when a clause first holds one: importing spaCy takes longer than most audits of one text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model.collection import without_collection
from auditor.model.context import Cue, CueHit
from auditor.model.finding import Candidate
from auditor.model.grounds import Ground
from auditor.model.span import Span
from auditor.nlp.bare_spacy import without_command_line
from auditor.nlp.limits import limits_of
from auditor.nlp.places import may_bear, only_one
from auditor.text.compiled import find
from auditor.text.gate import LiteralGate, MakesGate
from auditor.text.sections import NOWHERE, Standing

if TYPE_CHECKING:
    from auditor.nlp.components import CueReader

_SHORT = 400  # code points
_FEW = 16  # cues, or candidates


class _Words:
    """The words of some cues, looked for without tokens.

    Args:
        cues: in the order of the packs.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Sequence[Cue], gate: MakesGate) -> None:
        self._cues = cues
        self._gate = gate([cue.regex for cue in cues])

    def said(self, text: str, counts: Callable[[Cue], bool]) -> Iterator[CueHit]:
        """Yield where a normalised clause holds those of the cues that ``counts`` tells to count.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        for cue in filter(counts, map(self._cues.__getitem__, self._gate.admits(text))):
            for match in find(cue.regex, text, f"cue {cue.id}"):
                yield CueHit(cue, Span(*match.span()))


class CueReaderOnDemand:
    """Reads as ``CueReader`` does, but makes tokens only of clauses in which the places of cues do not tell what they bear on.

    Args:
        cues: of the packs.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Sequence[Cue], gate: MakesGate = LiteralGate) -> None:
        self._cues = cues
        self._gate = gate

    @cached_property
    @without_collection()
    def _reader(self) -> CueReader:
        with without_command_line():
            from auditor.nlp.components import CueReader

        return CueReader(self._cues, self._gate)

    @cached_property
    def _excuses(self) -> _Words:
        return _Words([cue for cue in self._cues if cue.dismisses], self._gate)

    @cached_property
    def _others(self) -> _Words:
        return _Words([cue for cue in self._cues if not cue.dismisses], self._gate)

    def read(self, text: str, candidates: Sequence[Candidate], standing: Standing = NOWHERE) -> list[tuple[CueHit, ...]]:
        """Return the cues that bear on each candidate of a normalised clause.

        Args:
            text: the clause.
            candidates: in it.
            standing: tells in what it stands; most cues speak anywhere.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        said = list(self._excuses.said(text, lambda cue: not cue.sections or standing.is_in(cue.sections))) if candidates else []
        if not said or (_is_small(text, said, candidates) and not any(_may_excuse(text, said, candidate) for candidate in candidates)):
            return [() for _ in candidates]
        return self._reader.read(text, candidates, standing.section[0])

    def limits(self, text: str, traits: Sequence[Candidate]) -> list[Candidate]:
        """Return the traits of a normalised clause on which a force bears that their pattern needs.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        said = list(self._others.said(text, lambda _: True)) if traits else []
        needed = {force for trait in traits for force in trait.pattern.needs}
        if not any(hit.cue.effect in needed for hit in said):
            return []
        plain = _plain_limits(text, said, traits) if _is_small(text, said, traits) else None
        return self._reader.limits(text, traits) if plain is None else plain


def _is_small(text: str, said: Sequence[CueHit], candidates: Sequence[Candidate]) -> bool:
    """Tell whether it is sooner told of each cue and candidate of a clause where they stand than tokens are made."""
    return len(text) <= _SHORT and len(said) <= _FEW and len(candidates) <= _FEW


def _may_excuse(text: str, said: Sequence[CueHit], candidate: Candidate) -> bool:
    return any(may_bear(text, hit, candidate.span) for hit in said if _is_about(hit.cue, candidate.rule.ground))


def _plain_limits(text: str, said: Sequence[CueHit], traits: Sequence[Candidate]) -> list[Candidate] | None:
    """Return the limits that forces make of traits on which no other cue can bear (未婚者优先); None where tokens have to tell."""
    whole = [trait.span for trait in traits]
    limits: list[Candidate] = []
    for trait in traits:
        about = [hit for hit in said if _is_about(hit.cue, trait.rule.ground)]
        if any(hit.cue.effect in trait.pattern.needs and may_bear(text, hit, trait.span, whole) for hit in about):
            hit = only_one(text, about, trait.span, whole)
            if hit is None:
                return None
            limits += limits_of(text, trait, [hit])
    return limits


def _is_about(cue: Cue, ground: Ground) -> bool:
    return not cue.grounds or ground in cue.grounds
