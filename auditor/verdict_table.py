"""Verdict tables as they stand on a day. What no clause has a say in is told once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.model.grounds import Severity
from auditor.model.legal import Citation, Verdict
from auditor.model.rule import Rule
from auditor.model.wording import Wording

_OUT_OF_DATE = Wording(
    "所引依据在所选日期均未生效，需人工核对当时的规定", "none of the bases was in force on the chosen day; check the rules of that time"
)
_BEFORE_POLICY = Wording(
    "所引政策在所选日期尚未施行，只能依平等就业的原则存疑",
    "the policy cited was not yet in force on the chosen day; doubtful by the principle of equal employment alone",
)
_POLICIES = frozenset(("party_state_policy", "normative_document"))
_BINDING = frozenset(("constitution", "law", "administrative_regulation", "department_rule", "judicial", "local"))
_REMEMBERED = 16_384  # facts
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a verdict table on a day.

    Args:
        verdict: the row as it is written.
        severity: the most that can be said with the bases in force; None where the wording is lawful.
        citations: these bases.
        why: the reason.
        cautions: what has to be checked by hand, because another text of a basis applied.
    """

    verdict: Verdict
    severity: Severity | None
    citations: tuple[Citation, ...]
    why: Wording
    cautions: tuple[Wording, ...]

    def holds(self, facts: Mapping[str, frozenset[str]]) -> bool:
        """Tell whether the row settles a match of which these facts are known."""
        return all(not facts.get(name, _NONE).isdisjoint(values) for name, values in self.verdict.when.items())


class VerdictTables:
    """The tables of rules on a day, each made when it is first asked for.

    Args:
        citations: every legal basis by ref.
        as_of: ISO day whose law applies.
    """

    def __init__(self, citations: Mapping[str, Citation], as_of: str) -> None:
        self._citations = citations
        self._as_of = as_of
        self._rows: dict[str, Sequence[Row]] = {}
        self._settled: dict[tuple[str, frozenset[tuple[str, frozenset[str]]]], Row] = {}

    def row(self, rule: Rule, facts: Mapping[str, frozenset[str]]) -> Row:
        """Return the first row of a rule's table that holds on the day; most matches have facts that another one had before."""
        key = rule.id, frozenset(facts.items())
        if key not in self._settled:
            if len(self._settled) >= _REMEMBERED:
                self._settled.clear()
            self._settled[key] = next(row for row in self._of(rule) if row.holds(facts))
        return self._settled[key]

    def _of(self, rule: Rule) -> Sequence[Row]:
        """Return the rows of a rule's table that stand on the day, in order."""
        rows = self._rows.get(rule.id)
        if rows is None:
            rows = self._rows[rule.id] = [self._row(verdict) for verdict in rule.verdicts if not self._lapsed(verdict)]
        return rows

    def _row(self, verdict: Verdict) -> Row:
        in_force = self._in_force(verdict)
        severity = verdict.severity and min(verdict.severity, self._most(verdict, in_force), key=lambda level: level.rank)
        return Row(verdict, severity, in_force, self._why(verdict, in_force), self._cautions(verdict))

    def _lapsed(self, verdict: Verdict) -> bool:
        """Tell whether a wording was lawful only by rules that did not hold on the day, not in an earlier text either."""
        if verdict.severity is not None or not verdict.basis or not verdict.when or self._in_force(verdict):
            return False
        return not any(self._citations[ref].basis.replaced_another(self._as_of) for ref in verdict.basis)

    def _cautions(self, verdict: Verdict) -> tuple[Wording, ...]:
        said = (self._citations[ref].basis.caution(self._as_of) for ref in verdict.basis)
        return tuple(dict.fromkeys(caution for caution in said if caution))

    def _in_force(self, verdict: Verdict) -> tuple[Citation, ...]:
        cited = (self._citations[ref] for ref in verdict.basis)
        return tuple(citation for citation in cited if citation.basis.in_force(self._as_of))

    def _why(self, verdict: Verdict, in_force: tuple[Citation, ...]) -> Wording:
        if verdict.severity and verdict.basis and not in_force:
            return _OUT_OF_DATE
        return _BEFORE_POLICY if self._before_policy(verdict, in_force) else verdict.why

    def _before_policy(self, verdict: Verdict, in_force: tuple[Citation, ...]) -> bool:
        """Tell whether a row rests on policy, none of which was in force on the day."""
        policies = [ref for ref in verdict.basis if self._citations[ref].basis.level in _POLICIES]
        held = any(citation.basis.level in _POLICIES for citation in in_force)
        return verdict.severity is Severity.POLICY and bool(policies) and not held

    def _most(self, verdict: Verdict, in_force: tuple[Citation, ...]) -> Severity:
        """Return the most that can be said with the bases in force: none, only policy, or all that the row needs."""
        if (verdict.basis and not in_force) or self._before_policy(verdict, in_force):
            return Severity.RISK
        bound = any(self._citations[ref].basis.level in _BINDING for ref in verdict.basis)
        return Severity.POLICY if bound and not any(citation.basis.level in _BINDING for citation in in_force) else Severity.VIOLATION
