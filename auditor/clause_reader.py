"""What a clause says by itself, whatever post it stands in. It is remembered, because ads repeat themselves and tables even more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from auditor.match.matcher import Matcher, longest
from auditor.model.finding import Candidate, Late
from auditor.model.rule import Rule
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.pack import Pack
from auditor.text.compiled import OutOfTime
from auditor.text.gate import ForceGate, LiteralGate
from auditor.text.normalise import squeezed, squeezed_literal

_REMEMBERED = 8_192  # clauses
_MOST_SILENT = 65_536  # fields


@dataclass(frozen=True, slots=True)
class Said:
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
    """

    def __init__(self, rules: Sequence[Rule], pack: Pack, reader: CueReaderOnDemand) -> None:
        self._matcher = Matcher(rules)
        self._cues = reader
        self._forces = ForceGate(pack.cues)
        self._patterns = [pattern for rule in rules for pattern in rule.patterns]
        self._force_cues = pack.cues
        self._added = "".join(pack.stand_ins.values())
        self._silent: dict[tuple[str, str], bool] = {}

    @lru_cache(maxsize=_REMEMBERED)  # noqa: B019 - one reader an audit
    def read(self, text: str, lead: int = 0) -> Said:
        """Return what is found in a folded clause, or what is left without a judgement where a force takes too long.

        Args:
            text: after the canonical label and a colon where the clause has a label.
            lead: code points of the line that opens the clause's list; its own words are found there.
        """
        found, late = self._matcher.match(text, self._forces.admits)
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

    @cached_property
    def _field_gate(self) -> LiteralGate:
        return LiteralGate([pattern.regex for pattern in self._patterns], squeezed_literal)

    @cached_property
    def _field_forces(self) -> ForceGate:
        return ForceGate(self._force_cues, squeezed_literal)

    def is_silent(self, label: str, text: str, evades: Callable[[str], bool]) -> bool:
        """Tell whether a field holds nothing that any pattern could match, without reading its clauses. Never wrong where it says so.

        Args:
            label: the canonical name of the field.
            text: its raw text.
            evades: whether a text could read otherwise than it is written.
        """
        key = label, text
        if key not in self._silent:
            if len(self._silent) >= _MOST_SILENT:
                self._silent.clear()
            self._silent[key] = not self._could_match(label, text) and not evades(text)
        return self._silent[key]

    def _could_match(self, label: str, text: str) -> bool:
        added = self._added if ":" in text or "：" in text else ""
        signs = squeezed(f"{label}:{text}{added}")
        admitted = [self._patterns[index] for index in self._field_gate.admits(signs)]
        if all(pattern.needs for pattern in admitted):
            forces = self._field_forces.admits(signs) if admitted else frozenset()
            return any(not forces.isdisjoint(pattern.needs) for pattern in admitted)
        return True
