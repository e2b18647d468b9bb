"""One pass of the bare automaton over all literals of our gate, nothing done with what it finds: a bound for all that stand behind it."""

from __future__ import annotations

from collections.abc import Iterable

import ahocorasick_rs

from auditor.packs.loader import load_pack
from auditor.text.literals.ways import ways_to_match
from benchmarks.contestants.contestant import Counter


def bare_automaton() -> Counter:
    """Build the automaton from the built-in rules."""
    automaton = ahocorasick_rs.AhoCorasick(gate_literals())

    def count(texts: Iterable[str]) -> int:
        return sum(len(automaton.find_matches_as_indexes(text, overlapping=True)) for text in texts)

    return count


def gate_literals() -> list[str]:
    """Return every literal that some pattern of the built-in rules demands."""
    patterns = [pattern.regex for rule in load_pack().rules for pattern in rule.patterns]
    return sorted({literal for pattern in patterns for way in ways_to_match(pattern) for literals in way for literal in literals})
