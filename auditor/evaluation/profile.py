"""Which regexes of the packs an audit spends its time on, and how often a gate has let one through for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from time import perf_counter

import regex
from msgspec import Struct

from auditor.batch.run import Batch
from auditor.engine import Auditor
from auditor.model.document import Failure
from auditor.packs.pack import Pack
from auditor.text.compiled import metered

_ROW = "{:<10} {:<42} {:>9} {:>7} {:>9} {:>9} {:>9} {:>9}"


class Cost(Struct, frozen=True):
    """What a regex, or all of a rule, has cost.

    Args:
        rule: id of the rule; empty for what no rule owns, such as a cue.
        part: what it is in its pack, such as ``pattern limited-to``; the name of the rule where all of it is meant.
        seconds: spent in matching.
        runs: texts that it was run on, which a gate has let through.
        matches: in all of these.
        idle: runs without a match.
    """

    rule: str
    part: str
    seconds: float
    runs: int
    matches: int
    idle: int

    @property
    def precision(self) -> float:
        """The share of the runs that found something."""
        return 1 - self.idle / self.runs if self.runs else 0.0


class Profile(Struct, frozen=True):
    """What an audit has cost.

    Args:
        costs: of each regex that was run, the slowest first.
        documents: audited.
        seconds: of the whole, reading included.
        failures: what could not be read or judged.
    """

    costs: Sequence[Cost]
    documents: int
    seconds: float
    failures: Sequence[Failure]

    @property
    def matching(self) -> float:
        """Seconds spent in matching."""
        return sum(cost.seconds for cost in self.costs)


class _Tally(Struct):
    seconds: float = 0.0
    runs: int = 0
    matches: int = 0
    idle: int = 0


class _Tallies:
    """Counts what each regex costs."""

    def __init__(self) -> None:
        self.by_regex: dict[tuple[str, str], _Tally] = {}

    def measured(self, part: str, pattern: str, matches: Iterator[regex.Match[str]]) -> Iterator[regex.Match[str]]:
        """Yield matches; only the time in which they are looked for counts, also where one takes too long or no more are asked for."""
        tally = self.by_regex.setdefault((part, pattern), _Tally())
        tally.runs += 1
        found = 0
        try:
            while match := self._next(tally, matches):
                found += 1
                yield match
        finally:
            tally.matches += found
            tally.idle += not found

    def _next(self, tally: _Tally, matches: Iterator[regex.Match[str]]) -> regex.Match[str] | None:
        start = perf_counter()
        try:
            return next(matches, None)
        finally:
            tally.seconds += perf_counter() - start


def profile_paths(auditor: Auditor, paths: Iterable[str]) -> Profile:
    """Audit some paths and return what that has cost.

    Args:
        auditor: one that has read nothing yet, because clauses are remembered.
        paths: files, folders, or ``-`` for standard input.
    """
    tallies = _Tallies()
    start = perf_counter()
    with metered(tallies):
        results = list(Batch(auditor, paths))
    owners = _owners(auditor.pack)
    costs = [
        Cost(owners.get((part, pattern), ""), part, tally.seconds, tally.runs, tally.matches, tally.idle)
        for (part, pattern), tally in tallies.by_regex.items()
    ]
    failures = [failure for result in results for failure in result.failures]
    return Profile(_slowest_first(costs), len(results), perf_counter() - start, failures)


def _owners(pack: Pack) -> Mapping[tuple[str, str], str]:
    """Return the rule that each pattern and exemption belongs to."""
    patterns = {(f"pattern {pattern.id}", pattern.regex): rule.id for rule in pack.rules for pattern in rule.patterns}
    exemptions = {(f"exemption {each.id}", each.regex): rule.id for rule in pack.rules for each in rule.exemptions}
    return {**patterns, **exemptions}


def by_rule(costs: Iterable[Cost]) -> list[Cost]:
    """Sum up what the patterns and exemptions of each rule cost; what no rule owns stays as it is."""
    costs = list(costs)
    owned = sorted((cost for cost in costs if cost.rule), key=attrgetter("rule"))
    sums = [_sum(rule, list(own)) for rule, own in groupby(owned, key=attrgetter("rule"))]
    return _slowest_first([*sums, *(cost for cost in costs if not cost.rule)])


def _sum(rule: str, costs: Sequence[Cost]) -> Cost:
    totals = [sum(getattr(cost, name) for cost in costs) for name in ("seconds", "runs", "matches", "idle")]
    return Cost(rule, f"{len(costs)} regexes", *totals)


def _slowest_first(costs: Iterable[Cost]) -> list[Cost]:
    return sorted(costs, key=lambda cost: (-cost.seconds, cost.rule, cost.part))


def table(profile: Profile, costs: Iterable[Cost]) -> str:
    """Return some costs as a table for a terminal."""
    head = _ROW.format("rule", "part", "ms", "share", "runs", "matches", "idle", "precision")
    rows = [
        _ROW.format(
            cost.rule or "-",
            cost.part,
            f"{cost.seconds * 1000:.1f}",
            f"{_share(cost, profile):.1%}",
            *(cost.runs, cost.matches, cost.idle, f"{cost.precision:.1%}"),
        )
        for cost in costs
    ]
    tail = f"{profile.documents} documents, {profile.seconds:.2f} s, {profile.matching:.2f} s of them in matching"
    return "\n".join([head, *rows, tail])


def _share(cost: Cost, profile: Profile) -> float:
    return cost.seconds / profile.matching if profile.matching else 0.0


def plain(profile: Profile, costs: Iterable[Cost]) -> dict[str, object]:
    """Return some costs as plain data; seconds, and shares of the time spent in matching."""
    rows = [
        {
            "rule": cost.rule,
            "part": cost.part,
            "seconds": round(cost.seconds, 6),
            "share": round(_share(cost, profile), 4),
            "runs": cost.runs,
            "matches": cost.matches,
            "idle": cost.idle,
            "precision": round(cost.precision, 4),
        }
        for cost in costs
    ]
    totals = {"documents": profile.documents, "seconds": round(profile.seconds, 3), "matching": round(profile.matching, 3)}
    return {**totals, "costs": rows}
