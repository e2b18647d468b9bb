"""The reader of cues, made when a clause first holds one: importing spaCy takes longer than most audits of one text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from auditor.model.collection import without_collection
from auditor.model.context import Cue, CueHit, SectionKind
from auditor.model.finding import Candidate
from auditor.text.gate import Gate, LiteralGate, MakesGate

if TYPE_CHECKING:
    from auditor.nlp.components import CueReader


class CueReaderOnDemand:
    """Reads as ``CueReader`` does, but makes tokens only of clauses that may hold a cue to let something pass, or a trait.

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
        from auditor.nlp.components import CueReader

        return CueReader(self._cues, self._gate)

    @cached_property
    def _excuses(self) -> Gate:
        return self._gate([cue.regex for cue in self._cues if cue.dismisses])

    def read(self, text: str, candidates: Sequence[Candidate], section: SectionKind = SectionKind.OTHER) -> list[tuple[CueHit, ...]]:
        """Return the cues that bear on each candidate of a normalised clause, which stands in a section."""
        if not candidates or not self._excuses.admits(text):
            return [() for _ in candidates]
        return self._reader.read(text, candidates, section)

    def limits(self, text: str, traits: Sequence[Candidate]) -> list[Candidate]:
        """Return the traits of a normalised clause on which a force bears that their pattern needs."""
        return self._reader.limits(text, traits) if traits else []
