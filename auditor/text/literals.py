"""What a text must contain for a regex to match: the literals that no match can do without.

A sound over-approximation for texts whose digits are all ASCII: where nothing can be said of a part of a pattern, nothing is
demanded for it.
"""

from __future__ import annotations

import math
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any, TypeAlias

import regex

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from re import _constants as op  # type: ignore[attr-defined]
    from re import _parser  # type: ignore[attr-defined]  # the standard library's own parser

Literals: TypeAlias = frozenset[str]
Reach: TypeAlias = tuple[int, int, int, int]
"""Where a string of a set starts in a match: at a border of it that has so many code points of the match before it, at least and at
most, or so many before that border, or behind it, at most."""
Demand: TypeAlias = tuple[Literals, Reach]
_Border: TypeAlias = tuple[int, int, int]
_Item: TypeAlias = tuple[Any, Any]

_MOST = 1_500  # literals in one set; what would need more demands nothing
_MOST_JOINED = 250
_MOST_WAYS = 12
_RARE_ENOUGH = 15.0  # bits: a way that is open once in so many signs
_TELLING = 20.0  # bits: what a string says behind so many makes it hardly rarer, and what looks for it larger
_SENTENCE = 20  # signs
_REMEMBERED = 4_096  # groups of a pattern
MOST_SETS = 4
"""Sets that are demanded of one pattern at most."""
_WIDEST_CLASS = 40
# The signs of Chinese job ads, the most frequent first, as counted in public ads.
_COMMON = (
    "、,的;:工1.。作2有e能责a业30和o职发i以s上理及学t力n经计cr关开位求公p要l4验熟相务等用负人优5行通一专具司年)资d与任-据数岗算设件成(机系程分户历m悉产客品好技定对大/进法实+统管先合电项h应制者提目强术动销解中u本不在"
    '软时化或g方完信6并性协f试研良编生析可团网备*售文b习心市精沟为高员队度会场服练需维部v识薪8于日是模科语调自面较各基现个了y金w测保供招处新流聘建"事体主格过平地期内出常办使展问全入其报规器助台构单区题交划式间息写源月意商7k立利运参类'
    "表营护安领我知接x案架标你核同国路言决到型后握下前导证如神究量收联外训掌门财限多子种话控培他加根做代图元达结险集络从j点家考档向质码级效活端组q深库奖整来功持真操士们待这假费配情无每广策包周正物推准线够企别认名底独号岁福休9域善总积议述升础"
)
_SIGN_BITS: dict[str, float] = defaultdict(lambda: 13.0, {sign: 5 + 0.62 * math.log2(rank + 1) for rank, sign in enumerate(_COMMON)})
_SIGN_BITS[" "] = 4.5
_BITS_OF_MORE = 2.5
_FAR = 1 << 20  # code points, for what may be of any length
_NOTHING: Literals = frozenset()
_EMPTY: Literals = frozenset(("",))
_DIGITS = "0123456789"
_ANY_DIGIT: Literals = frozenset(_DIGITS)  # stands in most texts, so that it demands next to nothing
_WITHOUT_WIDTH = (op.AT, op.ASSERT, op.ASSERT_NOT)
_GROUPS = (op.SUBPATTERN, op.ATOMIC_GROUP)
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
# Syntax of the regex module that the standard parser does not know; what stands for it matches at least as much.
# Names of groups go, because it wants each only once, and with them what stands for such a group again, which may be of any length.
# Case is folded anyway, so the flag for it goes too: the standard parser wants it first.
_FOREIGN = [
    (regex.compile(r"\\[pP]\{\^?[^}]*\}"), r"\\D"),
    (regex.compile(r"\\K|\(\?i\)"), ""),
    (regex.compile(r"\(\?P=[^)]*\)"), r"(?:[\\s\\S]*)"),
    (regex.compile(r"\(\?P<[^>]*>"), "(?:"),
]

# Fuzzy matching, sets of classes, recursion: what the standard parser would read as something else.
_BEYOND = regex.compile(r"&&|~~|\|\||\[\[|\(\?(?:V1|R|&|\d)")
_FUZZY = regex.compile(r"\{(?![0-9,])")
_ESCAPED = regex.compile(r"\\[pP]\{[^}]*\}|\\.")
_CLASS = regex.compile(r"\[[^\[\]]*\]")


@cache
def required_literals(pattern: str) -> list[Literals]:
    """Return sets of case-folded strings: a text with a match holds at least one string of every set, strongest set first."""
    return [literals for literals, _ in _strongest(_demands(parsed(pattern)))]


def ways_to_match(pattern: str) -> list[list[Literals]]:
    """Return what each way to match demands: a text with a match holds at least one string of every set of some way."""
    return [[literals for literals, _ in way] for way in placed_ways(pattern)]


def placed_ways(pattern: str) -> list[list[Demand]]:
    """Return what each way to match demands, and where in a match."""
    return _WAYS.get(pattern, _ways)


def forget_ways() -> None:
    """Keep no ways in memory, once the gates that they are asked for are made: they are large."""
    _WAYS.forget()


def distance(one: Reach, other: Reach) -> tuple[int, int]:
    """Return how far behind the start of one demanded string that of another stands in the same match, at least and at most."""
    if other < one:
        nearest, farthest = distance(other, one)
        return -farthest, -nearest
    return other[0] - one[0] - other[2] - one[3], other[1] - one[1] + other[3] + one[2]


_WAYS: Memo[list[list[Demand]]] = Memo("literals", lambda: stamp(code_version(["text/literals.py"])))


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

    def __init__(self, items: Sequence[_Item]) -> None:
        self._items = items
        self.demands = _strongest(_demands(items))
        self.rarity = _rarity_of_all(self.demands)

    def parts(self, most: int) -> Iterator[list[_Way]]:
        """Yield the ways that stand for this one when it is parted at one of its branchings."""
        for index, (kind, value) in enumerate(self._items):
            if kind is op.BRANCH and len(value[1]) <= most:
                yield [_Way([*self._items[:index], *_opened(branch), *self._items[index + 1 :]]) for branch in value[1]]


def _opened(items: Iterable[_Item]) -> list[_Item]:
    """Return a sequence with the items of its groups in place of these."""
    opened = (_opened(_grouped(*item)) if item[0] in _GROUPS else [item] for item in items)
    return list(chain.from_iterable(opened))


def _grouped(kind: Any, value: Any) -> Iterable[_Item]:
    """Return the items of a group."""
    return list(value[3] if kind is op.SUBPATTERN else value)


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
    met = (2 ** -_rarity_of(one) * math.prod(chance for literals, chance in chances if not _meets(one, literals)) for one in first)
    return -math.log2(sum(met))


def _chance_near(literals: Literals, nearest: int, farthest: int) -> float:
    return min(1.0, min(farthest - nearest + 1, _SENTENCE) * 2 ** -rarity(literals))


def _meets(literal: str, literals: Literals) -> bool:
    return literal in literals or not literals.isdisjoint(_parts(literal, set(map(len, literals))))


def _rarity_of_any(ways: Iterable[_Way]) -> float:
    """Weigh how seldom any of some ways is open."""
    return -math.log2(sum(2**-way.rarity for way in ways))


@cache
def longest_match(pattern: str) -> int | None:
    """Return how many code points a match has at most, without what the pattern looks at around it; None if that is not known."""
    tree = _tree(pattern)
    longest = tree.getwidth()[1] if tree else op.MAXREPEAT
    return longest if longest < op.MAXREPEAT else None


def parsed(pattern: str) -> list[tuple[Any, Any]]:
    """Return the items of a pattern; none where it is beyond the standard parser."""
    return list(_tree(pattern))


def _tree(pattern: str) -> Any:
    bare = _ESCAPED.sub(".", pattern)
    if _BEYOND.search(bare) or _FUZZY.search(_CLASS.sub(".", bare)):
        return []
    plain = pattern
    for foreign, stand_in in _FOREIGN:
        plain = foreign.sub(stand_in, plain)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _parser.parse(plain)
    except (re.error, RecursionError, OverflowError):
        return []


def inside(kind: Any, value: Any) -> tuple[Iterable[tuple[Any, Any]] | None, int]:
    """Return the items inside a group or repeat, and how often they stand there at least; none for anything else."""
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return (value[3] if kind is op.SUBPATTERN else value), 1
    return (value[2], value[0]) if kind in REPEATS else (None, 1)


def _strongest(demands: Iterable[Demand]) -> list[Demand]:
    ranked = sorted(_apart(demands), key=lambda demand: (_strength(demand[0]), sorted(demand[0])), reverse=True)[:MOST_SETS]
    return ranked[:1] + [demand for demand in ranked[1:] if not demand[0] <= _ANY_DIGIT]


def _apart(demands: Iterable[Demand]) -> Iterable[Demand]:
    """Leave out what is demanded again elsewhere."""
    return {demand[0]: demand for demand in demands}.values()


def _demands(items: Iterable[_Item]) -> Iterator[Demand]:
    """Yield what each part of a sequence demands; neighbouring parts that can only be read in a few ways make one."""
    sequence = _Sequence()
    for kind, value in items:
        yield from sequence.look(kind, value) if kind in _WITHOUT_WIDTH else sequence.go_on(kind, value)
    yield from sequence.end()


class _Sequence:
    """Goes through a sequence: the strings that what was read last can be, where they start, and the border behind it.

    An edge, which is all that is known of an item beside it, is not demanded alone: what is inside the item is, and tells more.
    """

    def __init__(self) -> None:
        self._run, self._edge = _EMPTY, _NOTHING
        self._start: _Border = (0, 0, 0)
        self._here: _Border = (0, 0, 0)

    def look(self, kind: Any, value: Any) -> Iterator[Demand]:
        """Yield what a part without width demands: what it looks at stands in the same text, before or behind."""
        if kind is not op.ASSERT:
            return
        direction, items = value
        yield from _looked_at(direction, items, self._here)
        strings = _of_sequence(items)
        if strings and direction < 0 and self._run == _EMPTY:
            self._run, self._start = strings, (*self._here[:2], _longest(strings))
        elif strings and direction > 0:
            yield from _folded(_joined(self._run, strings) or _EMPTY, self._begin(), self._here[1] + _longest(strings))

    def go_on(self, kind: Any, value: Any) -> Iterator[Demand]:
        """Yield what is told when one more item is read."""
        self._start = self._begin()
        before, (least, most) = self._here, _width(kind, value)
        self._here = before[0] + least, before[1] + most, 0
        strings = _strings(kind, value)
        longer = _joined(self._run, strings) if strings else None
        if longer:
            self._run = _minimal_ends(longer)
        elif strings:
            yield from self._told(before[1])
            self._run, self._edge, self._start = strings, _NOTHING, before
        else:
            yield from self._before(_edge(kind, value, 1), before[1])
            yield from _moved(_of_item(kind, value), before)
            self._edge = _edge(kind, value, -1) or _NOTHING
            self._run = self._edge or _EMPTY
            self._start = (*self._here[:2], _longest(self._run))

    def end(self) -> Iterator[Demand]:
        """Yield what is left to be told at the end."""
        return self._told(self._here[1])

    def _begin(self) -> _Border:
        return self._here if self._run == _EMPTY else self._start

    def _before(self, edge: Literals | None, end: int) -> Iterator[Demand]:
        """Yield what was read, with how the next item begins."""
        joined = _joined(self._run, edge) if edge and self._run != _EMPTY else None
        return _folded(joined, self._start, end + _longest(edge)) if joined and edge else self._told(end)

    def _told(self, end: int) -> Iterator[Demand]:
        return iter(()) if self._run is self._edge else _folded(self._run, self._start, end)


def _moved(demands: Iterable[Demand], border: _Border) -> Iterator[Demand]:
    """Yield the demands of a part of a sequence as those of the whole."""
    for literals, (least, most, back, ahead) in demands:
        yield literals, (border[0] + least, border[1] + most, back, ahead)


def _looked_at(direction: int, items: Any, border: _Border) -> Iterator[Demand]:
    """Yield the demands of what a pattern looks at before or behind a border."""
    shortest, longest = _width(op.ATOMIC_GROUP, items) if direction < 0 else (0, 0)
    for literals, (least, most, back, ahead) in _of_group(items):
        yield literals, (*border[:2], max(0, longest - least + back), max(0, most + ahead - shortest))


def _width(kind: Any, value: Any) -> tuple[int, int]:
    """Return how many code points an item matches at least and at most; never less than where something in it may start."""
    if kind is op.GROUPREF:
        return 0, _FAR
    least, most = _parser.SubPattern(_parser.State(), [(kind, value)]).getwidth()
    return least, most if most < _FAR else _most(kind, value)


def _most(kind: Any, value: Any) -> int:
    """Return how many code points an item of any length matches at most; two such items in a row count twice."""
    if kind is op.BRANCH:
        return max(map(_most_of, value[1]))
    inner, _ = inside(kind, value)
    if inner is None:
        return _FAR
    return _most_of(inner) + (_FAR if kind in REPEATS else 0)


def _most_of(items: Iterable[_Item]) -> int:
    return sum(_width(*item)[1] for item in items)


def _longest(literals: Literals) -> int:
    return max(map(len, literals))


def _edge(kind: Any, value: Any, step: int) -> Literals | None:
    """Return every string that a match of an item can begin with (step 1) or end in (-1), if these are few; None if it may be empty."""
    strings = _strings(kind, value)
    if strings:
        return None if "" in strings else strings
    if kind is op.BRANCH:
        return _either(_edge_of(branch, step) for branch in value[1])
    group: Any
    group, least = inside(kind, value)
    return _edge_of(group, step) if group is not None and least else None


@lru_cache(maxsize=_REMEMBERED)
def _edge_of(items: Iterable[_Item], step: int) -> Literals | None:
    """Return every string that a match of a group can begin with or end in; it is asked at each level above it."""
    together = _NOTHING
    for kind, value in list(items)[::step]:
        strings = _EMPTY if kind in _WITHOUT_WIDTH else _strings(kind, value)
        if not strings or "" not in strings:
            edge = _edge(kind, value, step)
            return together | edge if edge else None
        together |= strings - _EMPTY
    return None


def _strings(kind: Any, value: Any) -> Literals | None:
    """Return every string that an item of a pattern can match, if these are few; None if not."""
    if kind in (op.AT, op.ASSERT_NOT):
        return _EMPTY
    if kind is op.LITERAL:
        return frozenset((chr(value),))
    if kind is op.IN:
        return signs_of_class(value, _WIDEST_CLASS)
    if kind is op.BRANCH:
        return _either(map(_of_sequence, value[1]))
    if kind in (op.SUBPATTERN, op.ATOMIC_GROUP):
        return _of_sequence(value[3] if kind is op.SUBPATTERN else value)
    once = _of_sequence(value[2]) if kind in REPEATS and value[1] == 1 else None
    return once | _EMPTY if once and not value[0] else once


@lru_cache(maxsize=_REMEMBERED)
def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Literals | None:
    """Return every string that a group can match; it is asked at each level above it."""
    whole: Literals | None = _EMPTY
    for kind, value in items:
        strings = _strings(kind, value) if whole else None
        whole = _joined(whole, strings) if whole and strings else None
    return whole


def _joined(heads: Literals, tails: Literals) -> Literals | None:
    """Return every head with every tail; None if these are too many."""
    return frozenset(head + tail for head in heads for tail in tails) if len(heads) * len(tails) <= _MOST_JOINED else None


def _either(sets: Iterable[Literals | None]) -> Literals | None:
    together = _NOTHING
    for strings in sets:
        if strings is None or len(together) + len(strings) > _MOST:
            return None
        together |= strings
    return together


def _of_item(kind: Any, value: Any) -> Iterator[Demand]:
    if kind is op.BRANCH:
        yield from _of_branches(value[1])
    elif kind is op.SUBPATTERN:
        yield from _of_group(value[3])
    elif kind is op.ATOMIC_GROUP:
        yield from _of_group(value)
    elif kind in REPEATS and value[0]:
        yield from _of_group(value[2])


@lru_cache(maxsize=_REMEMBERED)
def _of_group(items: Iterable[tuple[Any, Any]]) -> tuple[Demand, ...]:
    return tuple(_demands(items))


def _of_branches(branches: Iterable[Any]) -> Iterator[Demand]:
    """Yield all that any branch demands most, all that any demands next, and so on; a branch that demands nothing spoils it."""
    demands = list(map(_of_group, branches))
    if not all(demands):
        return
    for choice in (_strength, _fewest):
        ranked = [sorted(_apart(sets), key=lambda demand: choice(demand[0]), reverse=True) for sets in demands]
        found = [together for place in range(MOST_SETS) if len((together := _at(place, ranked))[0]) <= _MOST]
        yield from found
        if found:
            return


def _at(place: int, ranked: Iterable[Sequence[Demand]]) -> Demand:
    """Return what branches demand together, of each the demand of a rank or its last."""
    chosen = [sets[min(place, len(sets) - 1)] for sets in ranked]
    back = max(back - least for _, (least, _, back, _) in chosen)
    ahead = max(most + ahead for _, (_, most, _, ahead) in chosen)
    return _NOTHING.union(*(literals for literals, _ in chosen)), (0, 0, max(0, back), max(0, ahead))


def signs_of_class(members: Iterable[tuple[Any, Any]], widest: int) -> Literals | None:
    """Return each sign of a class, for digits the ASCII ones; None for one that is negated, large, or holds any other category."""
    signs: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            signs.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < widest:
            signs.update(map(chr, range(value[0], value[1] + 1)))
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:
            signs.update(_DIGITS)
        else:
            return None
    return frozenset(signs) if len(signs) <= widest else None


def _folded(literals: Literals, start: _Border, end: int) -> Iterator[Demand]:
    """Fold case as the gate folds the text: a pattern may not care for it; what may be empty demands nothing.

    Args:
        literals: that may stand somewhere between two borders.
        start: the first of these.
        end: code points before the second one, at most.
    """
    if literals and "" not in literals:
        beginnings = _minimal(frozenset(_beginning(literal.casefold()) for literal in literals))
        yield beginnings, (*start, end - start[1] - min(map(len, beginnings)))


@cache
def _beginning(literal: str) -> str:
    """Cut a string behind what tells enough: it stands wherever the whole does."""
    return next((literal[:length] for length in range(1, len(literal)) if _rarity_of(literal[:length]) >= _TELLING), literal)


@cache
def _minimal(literals: Literals) -> Literals:
    """Leave out what holds another string of the set: it demands no more."""
    lengths = {len(literal) for literal in literals}
    return literals if len(lengths) == 1 else frozenset(one for one in literals if literals.isdisjoint(_parts(one, lengths)))


@cache
def _minimal_ends(literals: Literals) -> Literals:
    """Leave out what ends in another string of the set, as whatever is joined to it will."""
    lengths = {len(literal) for literal in literals}
    return literals if len(lengths) == 1 else frozenset(one for one in literals if literals.isdisjoint(_ends(one, lengths)))


def _parts(literal: str, lengths: Iterable[int]) -> Iterator[str]:
    """Yield the parts of a string that have one of some lengths, without the whole."""
    return (literal[i : i + length] for length in lengths if length < len(literal) for i in range(len(literal) - length + 1))


def _ends(literal: str, lengths: Iterable[int]) -> Iterator[str]:
    return (literal[len(literal) - length :] for length in lengths if length < len(literal))


@cache
def _strength(literals: Literals) -> tuple[float, int]:
    """Rarer is stronger, then fewer."""
    return rarity(literals), -len(literals)


def _fewest(literals: Literals) -> tuple[int, float]:
    return -len(literals), rarity(literals)


@cache
def rarity(literals: Literals) -> float:
    """Weigh how seldom any string of a set stands in an ad: minus the binary logarithm of how often a sign begins one, roughly."""
    return -math.log2(sum(2 ** -_rarity_of(literal) for literal in literals))


def _rarity_of(literal: str) -> float:
    """Weigh one string by its rarest sign, and a little for each further one, because signs come in words."""
    return max(map(_SIGN_BITS.__getitem__, literal)) + _BITS_OF_MORE * (len(literal) - 1)
