"""The gate before the patterns: one look at a clause says which patterns can match it at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import ahocorasick_rs
import regex

from auditor.model.context import Cue, Effect
from auditor.text.literals import required_literals

_FOREIGN_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)  # a digit to the patterns, but in no literal


class Gate(Protocol):
    """Sound over-approximation: may admit a pattern that finds nothing, never keep one out that would."""

    def admits(self, text: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a folded clause, in rising order."""


class OpenGate:
    """Admits every pattern to every clause.

    Args:
        patterns: the regular expressions, in the order of their indexes.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._all = range(len(patterns))

    def admits(self, text: str) -> Iterable[int]:  # noqa: ARG002 - the open gate does not look
        """Return all indexes."""
        return self._all


class LiteralGate:
    """Admits the patterns of which a clause holds the required literals, found by one automaton over all of them.

    Args:
        patterns: the regular expressions, in the order of their indexes.
        written: how the literals are written in the texts to come; as they are by default.
    """

    def __init__(self, patterns: Sequence[str], written: Callable[[str], str] = str) -> None:
        demands = [required_literals(pattern) for pattern in patterns]
        owners: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, sets in enumerate(demands):
            for bit, literals in enumerate(sets):
                for literal in set(map(written, literals)):
                    owners[literal].append((index, 1 << bit))
        self._all = range(len(patterns))
        self._demanded = [(1 << len(sets)) - 1 for sets in demands]
        self._undemanding = [index for index, sets in enumerate(demands) if not sets]
        self._owners = list(owners.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(owners))

    def admits(self, text: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a folded clause, in rising order."""
        if not text.isascii() and _FOREIGN_DIGIT.search(text):
            return self._all
        met: dict[int, int] = defaultdict(int)
        for literal in {index for index, _, _ in self._automaton.find_matches_as_indexes(text.casefold(), overlapping=True)}:
            for pattern, bit in self._owners[literal]:
                met[pattern] |= bit
        return sorted([*self._undemanding, *(pattern for pattern, bits in met.items() if bits == self._demanded[pattern])])


class ForceGate:
    """Tells which forces a text may hold.

    Args:
        cues: of the packs; those that are forces count.
        written: as for ``LiteralGate``.
    """

    def __init__(self, cues: Iterable[Cue], written: Callable[[str], str] = str) -> None:
        forces = [cue for cue in cues if cue.is_force]
        self._effects = [cue.effect for cue in forces]
        self._gate = LiteralGate([cue.regex for cue in forces], written)

    def admits(self, text: str) -> frozenset[Effect]:
        """Return the forces that may stand in a text."""
        return frozenset(self._effects[index] for index in self._gate.admits(text))
