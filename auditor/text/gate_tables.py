"""What a gate looks for, and what finding it tells: made once for many patterns, and kept from one run to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import NamedTuple, TypeAlias

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, digest_of, stamp
from auditor.text.literals.required import MOST_SETS
from auditor.text.literals.ways import ways_to_match

_WORTH_KEEPING = 30  # patterns; the tables of fewer are made sooner than found
_Plain: TypeAlias = tuple[list[str], list[int], list[int], list[int], int]


class GateTables(NamedTuple):
    """The tables of a gate. Each set that a way to match demands has a bit; ways have ``MOST_SETS`` bits each.

    Args:
        literals: all that are looked for.
        meets: for each of these, the number of what it meets.
        met: what literals meet, as bits of the sets that they belong to; many literals meet the same.
        pattern_of: the number of the pattern of each way.
        demanded: the bits of all sets.
    """

    literals: list[str]
    meets: list[int]
    met: list[int]
    pattern_of: list[int]
    demanded: int

    @property
    def firsts(self) -> int:
        """The first bit of each way."""
        return bits_of(range(0, len(self.pattern_of) * MOST_SETS, MOST_SETS))


def tables_of(patterns: Sequence[str], sets: int) -> GateTables:
    """Return the tables for some regular expressions, in the order of their indexes.

    Args:
        patterns: the regular expressions.
        sets: of literals, the strongest, that are looked for of each way to match.
    """
    if len(patterns) < _WORTH_KEEPING:
        return GateTables(*_tables(patterns, sets))
    key = digest_of((tuple(patterns), sets))
    return GateTables(*_KEPT.get(key, lambda _key: _tables(patterns, sets)))


def forget_tables() -> None:
    """Keep no tables in memory that no gate has."""
    _KEPT.forget()


def bits_of(numbers: Iterable[int]) -> int:
    """Return an integer in which the bits with some numbers are set."""
    return reduce(or_, (1 << number for number in numbers), 0)


def _tables(patterns: Sequence[str], sets: int) -> _Plain:
    ways = [(index, way[:sets]) for index, pattern in enumerate(patterns) for way in ways_to_match(pattern)]
    owners: dict[str, list[int]] = defaultdict(list)
    for number, (_, way) in enumerate(ways):
        for place, literals in enumerate(way, number * MOST_SETS):
            for literal in literals:
                owners[literal].append(place)
    shared = {places: number for number, places in enumerate(dict.fromkeys(map(tuple, owners.values())))}
    meets = [shared[tuple(places)] for places in owners.values()]
    demanded = bits_of(number * MOST_SETS + place for number, (_, way) in enumerate(ways) for place in range(len(way)))
    return list(owners), meets, list(map(bits_of, shared)), [index for index, _ in ways], demanded


_KEPT: Memo[_Plain] = Memo("gates", lambda: stamp(code_version(["text/literals", "text/gate_tables.py"])))
