"""The ways to match a pattern, each with what it demands: a pattern is parted at its branchings as long as that makes it rarer."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp
from auditor.text.literals.rarity import Literals, rarity, rarity_of
from auditor.text.literals.required import Demand, demands_of, distance, strongest
from auditor.text.literals.strings import parts_of
from auditor.text.literals.syntax import GROUPS, Item, grouped, op, parsed

_MOST_WAYS = 12
_RARE_ENOUGH = 15.0  # bits: a way that is open once in so many signs
_SENTENCE = 20  # signs


def ways_to_match(pattern: str) -> list[list[Literals]]:
    """Return what each way to match demands: a text with a match holds at least one string of every set of some way."""
    return [[literals for literals, _ in way] for way in placed_ways(pattern)]


def placed_ways(pattern: str) -> list[list[Demand]]:
    """Return what each way to match demands, and where in a match."""
    return _WAYS.get(pattern, _ways)


def forget_ways() -> None:
    """Keep no ways in memory, once the gates that they are asked for are made: they are large."""
    _WAYS.forget()


_WAYS: Memo[list[list[Demand]]] = Memo("literals", lambda: stamp(code_version(["text/literals"])))


def _ways(pattern: str) -> list[list[Demand]]:
    """Part the most usual way at one of its branchings, as long as that makes it rarer."""
    ways = [_Way(_opened(parsed(pattern)))]
    while (commonest := min(ways, key=attrgetter("rarity"))).rarity < _RARE_ENOUGH:
        parts = max(commonest.parts(_MOST_WAYS - len(ways) + 1), key=_rarity_of_any, default=[])
        if not parts or _rarity_of_any(parts) < commonest.rarity:
            break
        ways = [*(way for way in ways if way is not commonest), *parts]
    return [way.demands for way in ways]


class _Way:
    """A sequence of items, without groups, that matches what a pattern does, or some of it.

    Attributes:
        demands: the strongest.
        rarity: how seldom it is open.
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self.demands = strongest(demands_of(items))
        self.rarity = _rarity_of_all(self.demands)

    def parts(self, most: int) -> Iterator[list[_Way]]:
        """Yield the ways that stand for this one when it is parted at one of its branchings."""
        for index, (kind, value) in enumerate(self._items):
            if kind is op.BRANCH and len(value[1]) <= most:
                yield [_Way([*self._items[:index], *_opened(branch), *self._items[index + 1 :]]) for branch in value[1]]


def _opened(items: Iterable[Item]) -> list[Item]:
    """Return a sequence with the items of its groups in place of these."""
    opened = (_opened(grouped(*item)) if item[0] in GROUPS else [item] for item in items)
    return list(chain.from_iterable(opened))


def _rarity_of_all(demands: Sequence[Demand]) -> float:
    """Weigh how seldom all of some demands are met: the first by a string that may meet others as well, these near it.

    Of others that one string may meet, the first counts alone.
    """
    if not demands:
        return 0.0
    (first, place), *others = demands
    chances: list[tuple[Literals, float]] = []
    for literals, reach in others:
        if all(literals.isdisjoint(other) for other, _ in chances):
            chances.append((literals, _chance_near(literals, *distance(place, reach))))
    met = (2 ** -rarity_of(one) * math.prod(chance for literals, chance in chances if not _meets(one, literals)) for one in first)
    return -math.log2(sum(met))


def _chance_near(literals: Literals, nearest: int, farthest: int) -> float:
    return min(1.0, min(farthest - nearest + 1, _SENTENCE) * 2 ** -rarity(literals))


def _meets(literal: str, literals: Literals) -> bool:
    return literal in literals or not literals.isdisjoint(parts_of(literal, set(map(len, literals))))


def _rarity_of_any(ways: Iterable[_Way]) -> float:
    """Weigh how seldom any of some ways is open."""
    return -math.log2(sum(2**-way.rarity for way in ways))
