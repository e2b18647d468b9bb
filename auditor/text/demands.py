"""What the patterns of a pack demand of raw texts, as arrays: made once, and kept from one run to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from auditor.cache.entries import read_entry, write_entry
from auditor.cache.pickles import from_bytes, to_bytes
from auditor.cache.stamp import code_version, digest_of, stamp
from auditor.model.context import FORCES, Cue
from auditor.model.rule import Pattern
from auditor.text.literals.required import MOST_SETS, Demand, Reach, distance
from auditor.text.literals.ways import placed_ways
from auditor.text.signs import Codes, SignTable

Numbers: TypeAlias = NDArray[np.intp]
_Ways: TypeAlias = Sequence[Sequence[tuple[frozenset[bytes], Reach]]]  # the sets of literals that each way demands, as they are written

_BITS = {effect: 1 << bit for bit, effect in enumerate(sorted(FORCES))}


class Groups(NamedTuple):
    """Numbers in groups, which have numbers themselves.

    Args:
        members: of all groups, one group behind the other.
        counts: how many members each group has.
        starts: where they begin.
    """

    members: Numbers
    counts: Numbers
    starts: Numbers

    @classmethod
    def of(cls, count: int, pairs: Iterable[tuple[int, int]]) -> Groups:
        """Make so many groups of pairs of a group and a member, in any order."""
        groups, numbers = np.array(list(pairs), np.intp).reshape(-1, 2).T
        counts = np.bincount(groups, minlength=count)
        return cls(numbers[np.argsort(groups, kind="stable")], counts, np.cumsum(counts) - counts)


class Demands(Struct, frozen=True, eq=False):
    """The ways to match patterns, leads of lists and forces, and the sets of literals of which each demands some.

    Args:
        codes: of each code point, as ``SignTable`` writes it.
        literals: as they are written in codes, the shortest first; a literal is known by its place here.
        owners: literal and set, in rows: which literals belong to which sets.
        none: the number of the set that demands nothing, behind all others.
        need: the sets that each way demands.
        reach: how far behind the first set of its way each stands, at least and at most.
        ways_of: the ways that demand a literal first, by literal.
        bits: the forces that each way needs, or, for a force, is.
        openers: the number of the first way of a lead.
        forces: the number of the first way of a force.
        pattern_of: the pattern of each way.
        need_of_forces: the sets that forces demand, in numbers of their own.
        none_of_forces: the number of the one that demands nothing among these.
        forces_of: those sets, by literal.
    """

    codes: Codes
    literals: Sequence[bytes]
    owners: Numbers
    none: int
    need: Numbers
    reach: Numbers
    ways_of: Groups
    bits: NDArray[np.uint8]
    openers: int
    forces: int
    pattern_of: Numbers
    need_of_forces: Numbers
    none_of_forces: int
    forces_of: Groups


def demands_of(patterns: Sequence[Pattern], cues: Iterable[Cue], leads: Sequence[str]) -> Demands:
    """Return what is demanded, from the cache where the same has been asked before.

    Args:
        patterns: of all rules that are looked for.
        cues: of the packs; those that are forces count.
        leads: regular expressions of what opens a list.
    """
    asked = _Asked([(pattern.regex, _bits_of(pattern)) for pattern in patterns], _forces(cues), leads)
    name = asked.name
    kept = _restored(read_entry(name)) if name else None
    if kept is None:
        kept = _Maker(asked).demands
        if name:
            write_entry(name, to_bytes({field: _plain(getattr(kept, field)) for field in Demands.__struct_fields__}))
    return kept


def _bits_of(pattern: Pattern) -> int:
    return sum(_BITS[effect] for effect in pattern.needs)


def _forces(cues: Iterable[Cue]) -> list[tuple[str, int]]:
    return [(cue.regex, _BITS[cue.effect]) for cue in cues if cue.is_force]


class _Asked(Struct, frozen=True):
    """Regular expressions, those of patterns and forces with the bits of forces."""

    patterns: Sequence[tuple[str, int]]
    forces: Sequence[tuple[str, int]]
    leads: Sequence[str]

    @property
    def name(self) -> str | None:
        """The name of their entry in the cache."""
        digest = digest_of((self.patterns, self.forces, tuple(self.leads)))
        version = stamp(code_version(["text", "text/literals"]), np.__version__, digest)
        return f"demands-{version}" if version else None


class _Maker:
    """Numbers ways, sets and literals."""

    def __init__(self, asked: _Asked) -> None:
        looked_for = [(bits, way) for regex, bits in asked.patterns for way in placed_ways(regex)]
        openers = [(0, way) for lead in asked.leads for way in placed_ways(lead)]
        forces = [(bits, way) for regex, bits in asked.forces for way in placed_ways(regex)]
        every = [*looked_for, *openers, *forces]
        literals = sorted({literal for _, way in every for demand, _ in way for literal in demand})
        self._table = SignTable(literals)
        written = dict(zip(literals, self._table.literals(literals), strict=True))
        self._bits = np.array([bits for bits, _ in every], np.uint8)
        self._openers, self._forces = len(looked_for), len(looked_for) + len(openers)
        self._pattern_of = [number for number, (regex, _) in enumerate(asked.patterns) for _ in placed_ways(regex)]
        self._ways = [_written(way, written) for _, way in every]

    @cached_property
    def _sets(self) -> Mapping[frozenset[bytes], int]:
        return {one: index for index, one in enumerate(dict.fromkeys(one for way in self._ways for one, _ in way))}

    @cached_property
    def _literals(self) -> Mapping[bytes, int]:
        ordered = sorted({literal for one in self._sets for literal in one}, key=lambda literal: (len(literal), literal))
        return {literal: index for index, literal in enumerate(ordered)}

    @cached_property
    def _owners(self) -> Sequence[tuple[int, int]]:
        return [(self._literals[literal], index) for one, index in self._sets.items() for literal in one]

    @property
    def demands(self) -> Demands:
        """All of it."""
        none = len(self._sets)
        need = np.array([_filled([self._sets[one] for one, _ in way], none) for way in self._ways], np.intp)
        every, of_forces = np.unique(np.append(need[self._forces :].ravel(), none), return_inverse=True)
        number = {index: place for place, index in enumerate(every.tolist())}
        return Demands(
            codes=self._table.all_codes,
            literals=list(self._literals),
            owners=np.array(self._owners, np.intp).reshape(-1, 2),
            none=none,
            need=need,
            reach=np.array([_filled([_distance(way[0], demand) for demand in way], (0, 0)) for way in self._ways], np.intp),
            ways_of=Groups.of(len(self._literals), self._led()),
            bits=self._bits,
            openers=self._openers,
            forces=self._forces,
            pattern_of=np.array(self._pattern_of, np.intp),
            need_of_forces=of_forces[:-1].reshape(-1, MOST_SETS),
            none_of_forces=len(every) - 1,
            forces_of=Groups.of(len(self._literals), ((one, number[index]) for one, index in self._owners if index in number)),
        )

    def _led(self) -> Iterator[tuple[int, int]]:
        """Yield the literals that each way demands first, and the way."""
        led = (way for way in enumerate(self._ways[: self._forces]) if way[1])
        yield from ((self._literals[literal], number) for number, way in led for literal in way[0][0])


def _written(way: Iterable[Demand], written: Mapping[str, bytes]) -> Sequence[tuple[frozenset[bytes], Reach]]:
    """Return the demands of a way as they are written in codes; one that holds what is left out demands nothing."""
    sets = ((frozenset(written[literal] for literal in literals), reach) for literals, reach in way)
    return [(one, reach) for one, reach in sets if b"" not in one]


def _distance(first: tuple[frozenset[bytes], Reach], other: tuple[frozenset[bytes], Reach]) -> tuple[int, int]:
    """Return how far behind the first demand of a way another stands among codes: nearer than in a match, where signs are left out."""
    nearest, farthest = distance(first[1], other[1])
    return min(nearest, 0), max(farthest, 0)


_Filling = TypeVar("_Filling")


def _filled(numbers: Sequence[_Filling], rest: _Filling) -> list[_Filling]:
    return [*numbers, *[rest] * (MOST_SETS - len(numbers))]


def _plain(value: Any) -> Any:
    """Return a value in plain parts."""
    if isinstance(value, Groups):
        return {"groups": [_plain(part) for part in value]}
    return {"type": value.dtype.str, "shape": value.shape, "bytes": value.tobytes()} if isinstance(value, np.ndarray) else value


def _value(plain: Any) -> Any:
    """Return what some plain parts were."""
    if not isinstance(plain, dict):
        return plain
    if "groups" in plain:
        return Groups(*map(_value, plain["groups"]))
    return np.frombuffer(plain["bytes"], plain["type"]).reshape(plain["shape"])


def _restored(data: bytes | None) -> Demands | None:
    """Return what was kept; None where it cannot be read."""
    plain = from_bytes(data) if data else None
    try:
        return Demands(**{name: _value(part) for name, part in plain.items()}) if plain else None
    except (AttributeError, TypeError, ValueError, KeyError):  # another program's entry under our name
        return None
