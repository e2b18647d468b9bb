"""What a clause says by itself, whatever post it stands in. It is remembered, because ads repeat themselves and tables even more."""

from __future__ import annotations

from collections.abc import Sequence, Set

from msgspec import Struct

from auditor.match.matcher import Matcher, longest
from auditor.model.finding import Candidate, Late
from auditor.model.rule import Rule
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.pack import Pack
from auditor.text.compiled import OutOfTime
from auditor.text.gate import ForceGate, LiteralGate, MakesGate

_MOST_REMEMBERED = 1 << 17  # code points of clauses


class Said(Struct, frozen=True):
    """What was found in a clause.

    Args:
        candidates: one for each stretch and ground, in order.
        late: what could not be told, because it took too long.
    """

    candidates: tuple[Candidate, ...]
    late: tuple[Late, ...]


class ClauseReader:
    """Finds what some rules look for in clauses.

    Args:
        rules: in pack order.
        pack: the cues that make a limit of a trait, and the words that may be read behind the items of a list.
        reader: reads these cues.
        gate: makes the gates before patterns and forces.
    """

    def __init__(self, rules: Sequence[Rule], pack: Pack, reader: CueReaderOnDemand, gate: MakesGate = LiteralGate) -> None:
        self._matcher = Matcher(rules, gate)
        self._cues = reader
        self._forces = ForceGate(pack.cues, gate)
        self._said: dict[tuple[str, int], Said] = {}
        self._remembered = 0  # code points

    def read(self, text: str, lead: int = 0, only: Set[int] | None = None) -> Said:
        """Return what is found in a folded clause, or what is left without a judgement where a force takes too long.

        Args:
            text: after the canonical label and a colon where the clause has a label.
            lead: code points of the line that opens the clause's list; its own words are found there.
            only: numbers of the patterns that can match, where that is known.
        """
        key = text, lead
        if key not in self._said:
            self._remembered += len(text)
            if self._remembered > _MOST_REMEMBERED:
                self._said.clear()
                self._remembered = len(text)
            self._said[key] = self._read(text, lead, only)
        return self._said[key]

    def _read(self, text: str, lead: int, only: Set[int] | None) -> Said:
        found, late = self._matcher.match(text, self._forces.admits, only)
        found = [candidate for candidate in found if candidate.span.end > lead]
        try:
            return Said(tuple(longest(self._limits(text, found))), tuple(late))
        except OutOfTime as error:
            return Said((), (*late, *(Late(candidate.rule, error.part) for candidate in longest(found))))

    def _limits(self, text: str, found: Sequence[Candidate]) -> list[Candidate]:
        """Leave out the traits on which no force bears."""
        traits = [candidate for candidate in found if candidate.pattern.needs]
        said = [candidate for candidate in found if not candidate.pattern.needs]
        return [*said, *self._cues.limits(text, traits)]
