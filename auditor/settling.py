"""Settle the candidates of a clause: read the cues around them, then judge each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from auditor.judge import Judge, Reading
from auditor.model.context import CueHit
from auditor.model.finding import Candidate, Dismissal, Finding, Late
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.text.compiled import OutOfTime

Settled: TypeAlias = tuple[Candidate, Finding | Dismissal | Late]


class Settler(Struct, frozen=True):
    """Settles candidates.

    Args:
        cues: reads what lets a candidate pass.
        judge: judges each.
    """

    cues: CueReaderOnDemand
    judge: Judge

    def settle(self, reading: Reading, candidates: Sequence[Candidate]) -> list[Settled]:
        """Judge the candidates of one clause; a cue that takes too long leaves them without a judgement."""
        try:
            cues = self.cues.read(reading.text, candidates, reading.standing)
        except OutOfTime as error:
            return [(candidate, Late(candidate.rule, error.part)) for candidate in candidates]
        return [(candidate, self._judged(reading, candidate, hits)) for candidate, hits in zip(candidates, cues, strict=True)]

    def _judged(self, reading: Reading, candidate: Candidate, hits: Sequence[CueHit]) -> Finding | Dismissal | Late:
        try:
            return self.judge.settle(reading, candidate, hits)
        except OutOfTime as error:
            return Late(candidate.rule, error.part)
