"""Run the patterns of the packs over normalised clauses. No context is read here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Set

import regex

from auditor.model.context import Effect
from auditor.model.finding import Candidate, Late
from auditor.model.grounds import Ground
from auditor.model.rule import Pattern, Rule
from auditor.model.span import Apart, Span
from auditor.text.ages import read_bounds
from auditor.text.compiled import OutOfTime, find
from auditor.text.gate import LiteralGate, MakesGate


class Matcher:
    """The compiled patterns of some rules, behind a gate.

    Args:
        rules: in pack order.
        gate: makes the gate from the patterns' regular expressions.
        seconds: time that one pattern may take on one clause; the usual limit by default.
    """

    def __init__(self, rules: Iterable[Rule], gate: MakesGate = LiteralGate, seconds: float | None = None) -> None:
        self._patterns = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        self._gate = gate([pattern.regex for _, pattern in self._patterns])
        self._seconds = seconds

    def match(
        self, text: str, forces: Callable[[str], Set[Effect]] | None = None, only: Iterable[int] | None = None
    ) -> tuple[list[Candidate], list[Late]]:
        """Return every match in one normalised clause, and the patterns that ran out of time.

        Args:
            text: the clause.
            forces: tells which forces a text may hold; a trait on which none of those it needs can bear is not looked for.
            only: numbers of the patterns that can match, where that is known; else the gate is asked.
        """
        found: list[Candidate] = []
        late: list[Late] = []
        at_hand: Set[Effect] | None = None
        for index in self._gate.admits(text) if only is None else sorted(only):
            rule, pattern = self._patterns[index]
            if pattern.needs and forces:
                at_hand = forces(text) if at_hand is None else at_hand
                if at_hand.isdisjoint(pattern.needs):
                    continue
            try:
                found.extend(self._run(rule, pattern, text))
            except OutOfTime as error:
                late.append(Late(rule, error.part))
        return found, late

    def _run(self, rule: Rule, pattern: Pattern, text: str) -> Iterator[Candidate]:
        for match in find(pattern.regex, text, f"pattern {pattern.id}", self._seconds):
            candidate = _candidate(rule, pattern, match)
            if candidate:
                yield candidate


def _candidate(rule: Rule, pattern: Pattern, match: regex.Match[str]) -> Candidate | None:
    groups = match.groupdict()
    span = Span(*match.span("hit" if groups.get("hit") else 0))
    facts = dict(pattern.facts)
    for group, captured in pattern.captures.items():
        if groups.get(group):
            facts.update(captured)
    if not len(span):
        return None
    if rule.quantity != "age" or not (groups.get("lo") or groups.get("hi")):
        return Candidate(rule, pattern, span, facts)
    bounds = read_bounds(groups.get("lo"), groups.get("hi"))
    if not bounds.plausible:
        return None
    return Candidate(rule, pattern, span, {"kind": bounds.kind, **facts}, (bounds.low, bounds.high))


def longest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep one candidate for each stretch of text and ground: the longest, then the earliest rule."""
    taken: dict[Ground, Apart] = defaultdict(Apart)
    longest_first = sorted(candidates, key=lambda c: (-len(c.span), c.span.start, c.rule.id))
    kept = [candidate for candidate in longest_first if taken[candidate.rule.ground].add(candidate.span)]
    return sorted(kept, key=lambda c: (c.span, c.rule.id))
