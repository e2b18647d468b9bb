"""The gate before everything: one look at raw texts, many at once, says which of their sentences any pattern could match at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import TypeVar

import ahocorasick_rs
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from auditor.model.context import Cue
from auditor.model.rule import Pattern
from auditor.text.demands import Demands, Groups, Numbers, demands_of
from auditor.text.doubts import Doubts
from auditor.text.literals.required import MOST_SETS
from auditor.text.signs import BREAK_CODE, CODE_BYTES, LEFT_OUT, Codes, SignTable, code_points

_MOST_LOOKS = 100  # for each sign of a sentence; of those in ads some need 70
_AT_ONCE = 1 << 20
_DIGITS = re.compile(rb"(?:[0-9]\0)+")  # among codes


class Heard(Struct, frozen=True):
    """What a look at some texts tells; texts are counted from 0.

    Args:
        places: text to where a pattern may match in it: a code point that such a match holds, and the number of the pattern. A text
            that is not there says nothing, unless it is in doubt.
        leads: text to where a list may be opened in it, whose meaning the next clauses have as well: a code point of what opens it.
        masked: texts of which folding may leave out marks, so that signs stand together that are apart here.
        disguised: texts that may read otherwise than they are written.
        wrapped: texts in which a sentence may go on behind the end of a line.
        tabular: texts that may hold a table or a form.
        choices: texts that may hold marks of choices.
    """

    places: Mapping[int, Set[tuple[int, int]]]
    leads: Mapping[int, Set[int]]
    masked: Set[int]
    disguised: Set[int]
    wrapped: Set[int]
    tabular: Set[int]
    choices: Set[int]

    @property
    def told(self) -> Set[int]:
        """The texts of which anything is told."""
        doubted = self.masked | self.disguised | self.wrapped | self.tabular | self.choices
        return doubted | self.places.keys() | self.leads.keys()


class RawGate:
    """Sound over-approximation: may let a place through where nothing is said, never keep one back where something is.

    What is demanded of a match is looked for as near as it stands in one, and in its sentence, as far as one goes in any case: between
    two breaks.

    Args:
        patterns: of all rules that are looked for.
        cues: of the packs; those that are forces count.
        leads: regular expressions of what opens a list.
        doubts: tells of texts that have to be looked at in another way.
    """

    def __init__(self, patterns: Sequence[Pattern], cues: Iterable[Cue], leads: Sequence[str], doubts: Doubts) -> None:
        self._demands = demands = demands_of(patterns, cues, leads)
        self._table = SignTable.with_codes(demands.codes)
        self._finder = _Finder(demands.literals)
        self._belongs = _Members(len(demands.literals), demands.none, demands.owners)
        self._ways_of, self._forces_of = _GroupReader(demands.ways_of), _GroupReader(demands.forces_of)
        self._doubts = doubts
        self._number = re.compile("|".join(_numbers(demands)) or "(?!)")

    def hears_number(self, digits: str) -> bool:
        """Tell whether anything may be said in texts of nothing but ASCII digits, one a line, more quickly than ``read``."""
        return self._number.search(digits) is not None

    def read(self, texts: Sequence[str]) -> Heard:
        """Return what may be said in some raw texts."""
        points = code_points("".join(f"{text}\n" for text in texts))
        ends = np.cumsum([len(text) + 1 for text in texts])
        codes = self._table.codes(points)
        kept = np.flatnonzero(codes != LEFT_OUT)
        places, ways = self._open(codes[kept])
        raw = kept[places]
        text = np.searchsorted(ends, raw, side="right")
        offsets = raw - (ends[text] - np.array([len(each) + 1 for each in texts])[text])
        masked = np.searchsorted(ends, kept[self._table.masks(codes[kept])], side="right")
        is_opener = ways >= self._demands.openers
        said = ~is_opener
        found = _grouped(text[said], zip(offsets[said].tolist(), self._demands.pattern_of[ways[said]].tolist(), strict=True))
        leads = _grouped(text[is_opener], offsets[is_opener].tolist())
        return Heard(found, leads, frozenset(masked.tolist()), *self._doubts.of(points, ends))

    def _open(self, codes: Codes) -> tuple[Numbers, Numbers]:
        """Return where a way may be open, by what it demands first, and the way; all that it demands stands around that place."""
        hits = _Hits(codes, *self._finder.find(codes))
        rows, ways = self._ways_of.of(hits.literals)
        places = hits.places[rows]
        for column in range(1, MOST_SETS):
            is_near = self._is_near(hits, places, ways, column)
            places, ways = places[is_near], ways[is_near]
        bits = self._demands.bits[ways]
        at_hand = bits == 0
        at_hand |= (bits & self._at_hand(hits)[hits.sentence[places]]) != 0
        return places[at_hand], ways[at_hand]

    def _is_near(self, hits: _Hits, places: Numbers, ways: Numbers, column: int) -> NDArray[np.bool_]:
        """Tell at which places one of the other demands of a way stands as near as in a match."""
        sets, (nearest, farthest) = self._demands.need[ways, column], self._demands.reach[ways, column].T
        first, count = hits.around(places, nearest, farthest)
        is_near: NDArray[np.bool_] = (sets == self._demands.none) | hits.is_crowded(places, count)
        asked = np.flatnonzero(~is_near)
        for some in _in_pieces(asked, count[asked]):
            rows, looks = _ranges(first[some], count[some])
            is_met = self._belongs.tell(hits.literals[looks], sets[some][rows])
            is_near[some[rows[is_met]]] = True
        return is_near

    def _at_hand(self, hits: _Hits) -> NDArray[np.uint8]:
        """Return the forces that may stand in each sentence, as bits."""
        demands = self._demands
        rows, sets = self._forces_of.of(hits.literals)
        met = np.zeros((demands.none_of_forces + 1, hits.sentences), bool)
        met[sets, hits.sentence[hits.places[rows]]] = True
        met[demands.none_of_forces] = True
        stands = met[demands.need_of_forces].all(axis=1)
        bits: NDArray[np.uint8] = np.bitwise_or.reduce(stands * demands.bits[demands.forces :, None], axis=0)
        return bits


def _numbers(demands: Demands) -> Iterator[str]:
    """Yield the numbers one of which stands in every text of nothing but digits in which something may be said."""
    is_number = np.array([_DIGITS.fullmatch(literal) is not None for literal in demands.literals], bool)
    met = np.zeros(demands.none + 1, bool)
    met[demands.none] = True
    numbers, sets = demands.owners.T
    met[sets[is_number[numbers]]] = True
    is_open = np.all(met[demands.need], axis=1)
    ways_of = _GroupReader(demands.ways_of)
    for number in np.flatnonzero(is_number).tolist():
        if is_open[ways_of.of(np.array([number]))[1]].any():
            yield demands.literals[number].decode("utf-16-le")


def _sentences(codes: Codes) -> Numbers:
    """Return the number of the sentence that each sign stands in; what ends one belongs to it."""
    is_end = codes == BREAK_CODE
    numbers: Numbers = np.cumsum(is_end) - is_end
    return numbers


_Member = TypeVar("_Member")


def _grouped(texts: Numbers, members: Iterable[_Member]) -> Mapping[int, Set[_Member]]:
    """Return members by their text."""
    grouped: dict[int, set[_Member]] = defaultdict(set)
    for text, member in zip(texts.tolist(), members, strict=True):
        grouped[text].add(member)
    return grouped


def _ranges(starts: Numbers, counts: Numbers) -> tuple[Numbers, Numbers]:
    """Return all numbers of some ranges, each with the row of its range before it."""
    rows = np.repeat(np.arange(len(counts)), counts)
    return rows, np.arange(len(rows)) + np.repeat(starts - np.cumsum(counts) + counts, counts)


def _in_pieces(numbers: Numbers, counts: Numbers) -> Sequence[Numbers]:
    """Split numbers into runs that count for so much together as memory bears."""
    ends = np.cumsum(counts)
    return np.split(numbers, np.searchsorted(ends, np.arange(_AT_ONCE, int(counts.sum()), _AT_ONCE)))


class _GroupReader:
    """Looks up members of groups.

    Args:
        groups: all of them.
    """

    def __init__(self, groups: Groups) -> None:
        self._groups = groups

    def of(self, groups: Numbers) -> tuple[Numbers, Numbers]:
        """Return for every member of some groups the place of its group among these, and the member."""
        rows, places = _ranges(self._groups.starts[groups], self._groups.counts[groups])
        return rows, self._groups.members[places]


class _Members:
    """Tells which numbers belong to which sets.

    Args:
        count: of numbers.
        sets: how many there are.
        members: number and set, in rows in any order.
    """

    def __init__(self, count: int, sets: int, members: Numbers) -> None:
        numbers, owners = members.T
        self._bits = np.zeros((count, sets // 8 + 1), np.uint8)
        np.bitwise_or.at(self._bits, (numbers, owners >> 3), _bit(owners))

    def tell(self, numbers: Numbers, sets: Numbers) -> NDArray[np.bool_]:
        """Tell of each number whether it belongs to the set beside it."""
        belongs: NDArray[np.bool_] = (self._bits[numbers, sets >> 3] & _bit(sets)) != 0
        return belongs


def _bit(sets: Numbers) -> NDArray[np.uint8]:
    bits: NDArray[np.uint8] = np.left_shift(1, sets & 7).astype(np.uint8)
    return bits


class _Hits:
    """Where literals stand among codes, in order.

    Args:
        codes: in which they stand.
        places: where each starts.
        literals: the number of each.

    Attributes:
        sentence: the number of the sentence that each code stands in.
        sentences: how many there are.
    """

    def __init__(self, codes: Codes, places: Numbers, literals: Numbers) -> None:
        order = np.argsort(places, kind="stable")
        self.places, self.literals = places[order], literals[order]
        self.sentence = _sentences(codes)
        self._borders = np.concatenate(([0], np.flatnonzero(codes == BREAK_CODE) + 1))
        self.sentences = len(self._borders) - 1
        self._before = np.concatenate(([0], np.cumsum(np.bincount(places, minlength=len(codes)))))  # hits before each code

    def around(self, places: Numbers, nearest: Numbers, farthest: Numbers) -> tuple[Numbers, Numbers]:
        """Return the first of the hits that start so far behind some places in their sentence, and how many there are."""
        sentence = self.sentence[places]
        first = self._before[np.maximum(places + nearest, self._borders[sentence])]
        return first, self._before[np.minimum(places + farthest + 1, self._borders[sentence + 1])] - first

    def is_crowded(self, places: Numbers, counts: Numbers) -> NDArray[np.bool_]:
        """Tell which places stand in a sentence where looking at so many hits for each would take too long: one written to be slow."""
        sentence = self.sentence[places]
        looks = np.bincount(sentence, counts, self.sentences)
        crowded: NDArray[np.bool_] = (looks > _MOST_LOOKS * np.diff(self._borders))[sentence]
        return crowded


class _Finder:
    """Finds literals in codes: those of one sign by a table, longer ones by an automaton.

    Args:
        literals: the shortest first; their numbers are their places here.
    """

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._singles = sum(len(literal) == CODE_BYTES for literal in literals)
        self._single = np.full(1 << 16, -1, np.intp)
        self._single[np.frombuffer(b"".join(literals[: self._singles]), np.uint16)] = np.arange(self._singles)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(literals[self._singles :])

    def find(self, codes: Codes) -> tuple[Numbers, Numbers]:
        """Return where literals start among some codes, and their numbers."""
        singles = self._single[codes]
        places = np.flatnonzero(singles >= 0)
        found = self._automaton.find_matches_as_indexes(codes.tobytes(), overlapping=True)
        hits = np.fromiter(chain.from_iterable(found), np.intp, 3 * len(found)).reshape(-1, 3)
        hits = hits[hits[:, 1] % CODE_BYTES == 0]
        return np.concatenate((places, hits[:, 1] // CODE_BYTES)), np.concatenate((singles[places], hits[:, 0] + self._singles))
