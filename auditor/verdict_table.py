"""Verdict tables as they stand on a day. What no clause has a say in is told once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from msgspec import Struct

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
OF_PLACE = ("employer", "section", "region", "occupation")
"""Facts about the place of a match, which no match has by itself."""


class Row(Struct, frozen=True):
    """A row of a verdict table on a day, for a match whose own facts hold in it.

    Args:
        when: what else must hold: names of facts about its place, each to the values of which one must be among them.
        severity: the most that can be said with the bases in force; None where the wording is lawful.
        citations: these bases.
        why: the reason.
        cautions: what has to be checked by hand, because another text of a basis applied.
        kind: of a wording that the row is about; empty where it is about all.
    """

    when: Mapping[str, tuple[str, ...]]
    severity: Severity | None
    citations: tuple[Citation, ...]
    why: Wording
    cautions: tuple[Wording, ...]
    kind: str


class Table(Struct, frozen=True):
    """The rows that may settle a match, in order.

    Args:
        rows: the last one settles what no other does.
        asks: the facts about its place that decide between them.
    """

    rows: tuple[Row, ...]
    asks: frozenset[str]

    def row(self, place: Mapping[str, Set[str]]) -> Row:
        """Return the first row that holds in a place of which all facts are known that the table asks for."""
        return next(row for row in self.rows if all(not place[name].isdisjoint(values) for name, values in row.when.items()))


class VerdictTables:
    """The tables of rules on a day, each made when it is first asked for.

    Args:
        citations: every legal basis by ref.
        as_of: ISO day whose law applies.
    """

    def __init__(self, citations: Mapping[str, Citation], as_of: str) -> None:
        self._citations = citations
        self._as_of = as_of
        self._tables: dict[tuple[str, frozenset[tuple[str, str]]], Table] = {}

    def of(self, rule: Rule, facts: Mapping[str, str]) -> Table:
        """Return what may settle a match of a rule by the facts that it has itself."""
        key = rule.id, frozenset(facts.items())
        if key not in self._tables:
            rows = tuple(self._rows(rule, facts))
            self._tables[key] = Table(rows, frozenset(name for row in rows for name in row.when))
        return self._tables[key]

    def _rows(self, rule: Rule, facts: Mapping[str, str]) -> Iterator[Row]:
        """Yield the rows that stand on the day and hold by these facts, up to the first that asks for nothing else."""
        for verdict in rule.verdicts:
            own = (facts.get(name) in values for name, values in verdict.when.items() if name not in OF_PLACE)
            if all(own) and not self._lapsed(verdict):
                row = self._row(verdict)
                yield row
                if not row.when:
                    return

    def _row(self, verdict: Verdict) -> Row:
        in_force = self._in_force(verdict)
        severity = verdict.severity and min(verdict.severity, self._most(verdict, in_force), key=lambda level: level.rank)
        when = {name: values for name, values in verdict.when.items() if name in OF_PLACE}
        kind = verdict.when.get("kind", ("",))[0]
        return Row(when, severity, in_force, self._why(verdict, in_force), self._cautions(verdict), kind)

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
