"""The gate before the patterns: one look at a clause says which patterns can match it at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property, lru_cache, reduce
from itertools import accumulate, chain
from operator import itemgetter, or_
from typing import Protocol, TypeAlias

import ahocorasick_rs
import regex

from auditor.model.context import Cue, Effect
from auditor.model.remembered import remembered
from auditor.text.gate_tables import tables_of
from auditor.text.literals.required import MOST_SETS

FOREIGN = regex.compile(r"[[\p{Nd}--[0-9]]İ]", regex.V1)
"""A digit, or a letter i, to the patterns of the packs, but in no literal."""
_USUAL = re.compile("[\0-\u012f\u0131-\u065f\u2000-\u9fff]*")  # none of those is among these; a quick look for most texts
_REMEMBERED = 1_024  # texts that several readers look at, such as the lines of a table
_FIRST = itemgetter(0)
_IN_TURN = 16  # texts that several gates are asked about


class Gate(Protocol):
    """Sound over-approximation: may admit a pattern that finds nothing, never keep one out that would."""

    def admits(self, text: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a folded clause, in rising order."""


MakesGate: TypeAlias = Callable[[Sequence[str]], Gate]
"""Makes a gate from regular expressions, in the order of their indexes."""


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
        sets: of literals, the strongest, that are looked for of each way to match; fewer admit more, and are found sooner.
    """

    def __init__(self, patterns: Sequence[str], sets: int = MOST_SETS) -> None:
        tables = tables_of(patterns, sets)
        self._all = range(len(patterns))
        self._pattern_of, self._demanded, self._firsts = tables.pattern_of, tables.demanded, tables.firsts
        self._met_by = list(map(tables.met.__getitem__, tables.meets))
        self._automaton = ahocorasick_rs.AhoCorasick(tables.literals)
        self._always = tuple(self._admitted(0))  # all that most cells of tables need to be told

    def admits(self, text: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a folded clause, in rising order."""
        folded = _folded(text)
        if folded is None:
            return self._all
        met = 0
        for literal in set(map(_FIRST, self._automaton.find_matches_as_indexes(folded, overlapping=True))):
            met |= self._met_by[literal]
        return self._admitted(met) if met else self._always

    def lines_of(self, lines: Sequence[str]) -> Mapping[int, Sequence[int]]:
        """Return for each pattern that may match any of some folded lines which these are, in rising order; one look tells it of all."""
        foreign = _foreign(lines)
        usual = [("" if line in foreign else text) for line, text in enumerate(lines)] if foreign else lines
        admitted: dict[int, list[int]] = defaultdict(list)
        for line, indexes in chain(self._of_usual(usual), ((line, self.admits(lines[line])) for line in foreign)):
            for index in indexes:
                admitted[index].append(line)
        return {
            **{index: sorted(some) for index, some in admitted.items()},
            **dict.fromkeys(self._always if lines else (), range(len(lines))),
        }

    def _of_usual(self, lines: Sequence[str]) -> Iterator[tuple[int, Iterable[int]]]:
        """Yield the lines that hold literals, each with the patterns that may match it; lines hold the same ones again and again."""
        told: dict[frozenset[int], Sequence[int]] = {}
        for line, literals in self._held_by(lines):
            if literals not in told:
                told[literals] = self._admitted(reduce(or_, map(self._met_by.__getitem__, literals), 0))
            yield line, told[literals]

    def _held_by(self, lines: Sequence[str]) -> Iterator[tuple[int, frozenset[int]]]:
        """Yield the lines that hold literals, each with the numbers of those."""
        ends = list(accumulate(len(line) + 1 for line in lines))
        held: set[int] = set()
        line = 0
        for literal, start, _ in self._automaton.find_matches_as_indexes("\n".join(lines).casefold(), overlapping=True):
            if start >= ends[line]:
                yield line, frozenset(held)
                held = set()
                line = bisect_right(ends, start)
            held.add(literal)
        if lines:
            yield line, frozenset(held)

    def _admitted(self, met: int) -> Sequence[int]:
        """Return the patterns of which a way has all that it demands."""
        missing = self._demanded & ~met
        any_missing = missing | missing >> 1 | missing >> 2 | missing >> 3  # in the first bit of each way; the others say nothing
        return sorted({self._pattern_of[number] for number in _set_bits(self._firsts & ~any_missing)})


@lru_cache(maxsize=_IN_TURN)
def _folded(text: str) -> str | None:
    """Return a text as literals are written, None for one with signs that they are not written in; many gates are asked about one text."""
    return None if not _USUAL.fullmatch(text) and FOREIGN.search(text) else text.casefold()


def _foreign(lines: Sequence[str]) -> Set[int]:
    """Return which lines hold signs that literals are not written in, or such as are two of these."""
    if _is_usual("\n".join(lines)):
        return frozenset()
    return {number for number, line in enumerate(lines) if not _is_usual(line)}


def _is_usual(text: str) -> bool:
    return (bool(_USUAL.fullmatch(text)) or not FOREIGN.search(text)) and len(text.casefold()) == len(text)


def _set_bits(bits: int) -> Iterator[int]:
    """Yield the numbers of the ways whose first bit is set."""
    while bits:
        lowest = bits & -bits
        yield (lowest.bit_length() - 1) // MOST_SETS
        bits ^= lowest


class SharedGate:
    """One gate for several readers of the same texts: one look at a text tells all of them what may stand there.

    Args:
        gate: makes it.
    """

    def __init__(self, gate: MakesGate = LiteralGate) -> None:
        self._make = gate
        self._patterns: list[str] = []

    def part(self, patterns: Sequence[str]) -> Gate:
        """Return the gate before the patterns of one reader; all of them have to be known before the first look."""
        first = len(self._patterns)
        self._patterns.extend(patterns)
        return _Part(self, first, len(self._patterns))

    @cached_property
    def _gate(self) -> Gate:
        return self._make(self._patterns)

    @remembered(_REMEMBERED)
    def admits(self, text: str) -> Sequence[int]:
        """Return the indexes of the patterns of all readers that may match a folded text, in rising order."""
        return tuple(self._gate.admits(text))


class _Part:
    """The gate of one reader of several.

    Args:
        whole: the gate for all.
        first: the number of the reader's first pattern there.
        behind: the number behind its last one.
    """

    def __init__(self, whole: SharedGate, first: int, behind: int) -> None:
        self._whole = whole
        self._first = first
        self._behind = behind

    def admits(self, text: str) -> Iterable[int]:
        """Return the indexes of the patterns that may match a folded text, in rising order."""
        every = self._whole.admits(text)
        own = every[bisect_left(every, self._first) : bisect_left(every, self._behind)]
        return [index - self._first for index in own]


class ForceGate:
    """Tells which forces a text may hold.

    Args:
        cues: of the packs; those that are forces count.
        gate: makes the gate from the cues' regular expressions.
    """

    def __init__(self, cues: Iterable[Cue], gate: MakesGate = LiteralGate) -> None:
        forces = [cue for cue in cues if cue.is_force]
        self._effects = [cue.effect for cue in forces]
        self._gate = gate([cue.regex for cue in forces])

    def admits(self, text: str) -> frozenset[Effect]:
        """Return the forces that may stand in a text."""
        return frozenset(self._effects[index] for index in self._gate.admits(text))
