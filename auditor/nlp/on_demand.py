"""The reader of cues, made when a clause first holds one: importing spaCy takes longer than most audits of one text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model.collection import without_collection
from auditor.model.context import Cue, CueHit
from auditor.model.finding import Candidate
from auditor.nlp.bare_spacy import without_command_line
from auditor.text.compiled import found
from auditor.text.gate import LiteralGate, MakesGate
from auditor.text.sections import NOWHERE, Standing

if TYPE_CHECKING:
    from auditor.nlp.components import CueReader


class _Words:
    """The words of some cues, looked for without tokens.

    Args:
        cues: in the order of the packs.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Sequence[Cue], gate: MakesGate) -> None:
        self._cues = cues
        self._gate = gate([cue.regex for cue in cues])

    def stand_in(self, text: str, bears: Callable[[Cue], bool]) -> bool:
        """Tell whether a normalised clause holds those of a cue that ``bears`` on what is asked about.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        near = (self._cues[index] for index in self._gate.admits(text))
        return any(bears(cue) and found(cue.regex, text, f"cue {cue.id}") for cue in near)


class CueReaderOnDemand:
    """Reads as ``CueReader`` does, but makes tokens only of clauses that hold a cue to let a candidate pass, or a force upon a trait.

    Args:
        cues: of the packs.
        gate: makes the gate before them.
    """

    def __init__(self, cues: Sequence[Cue], gate: MakesGate = LiteralGate) -> None:
        self._cues = cues
        self._gate = gate

    def get_ready(self) -> None:
        """Have ready what makes tokens."""
        self._reader  # noqa: B018 - made when it is first asked for

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
    def _forces(self) -> _Words:
        return _Words([cue for cue in self._cues if cue.is_force], self._gate)

    def read(self, text: str, candidates: Sequence[Candidate], standing: Standing = NOWHERE) -> list[tuple[CueHit, ...]]:
        """Return the cues that bear on each candidate of a normalised clause.

        Args:
            text: the clause.
            candidates: in it.
            standing: tells in what it stands; most cues speak anywhere.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        grounds = {candidate.rule.ground for candidate in candidates}

        def bears(cue: Cue) -> bool:
            return (not cue.grounds or not grounds.isdisjoint(cue.grounds)) and (not cue.sections or standing.is_in(cue.sections))

        if not candidates or not self._excuses.stand_in(text, bears):
            return [() for _ in candidates]
        return self._reader.read(text, candidates, standing.section[0])

    def limits(self, text: str, traits: Sequence[Candidate]) -> list[Candidate]:
        """Return the traits of a normalised clause on which a force bears that their pattern needs.

        Raises:
            OutOfTime: if a cue takes too long.
        """
        needed = {force for trait in traits for force in trait.pattern.needs}
        if not traits or not self._forces.stand_in(text, lambda cue: cue.effect in needed):
            return []
        return self._reader.limits(text, traits)
