"""The gate before everything: one look at raw texts, many at once, says which of their sentences any pattern could match at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias, TypeVar

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

from auditor.model.context import FORCES, Cue
from auditor.model.rule import Pattern
from auditor.text.doubts import Doubts
from auditor.text.literals import MOST_SETS, Literals, rarity, ways_to_match
from auditor.text.signs import BREAK_CODE, CODE_BYTES, LEFT_OUT, Codes, SignTable, code_points

_Numbers: TypeAlias = NDArray[np.intp]
_Met: TypeAlias = NDArray[np.bool_]  # sets in rows, sentences in columns
_Way: TypeAlias = Sequence[tuple[frozenset[bytes], float]]  # sets of literals, and how rare they are

_BITS = {effect: 1 << bit for bit, effect in enumerate(sorted(FORCES))}
_RARE_ENOUGH = 10.0  # bits of what is looked for in all sentences


@dataclass(frozen=True, slots=True)
class Heard:
    """What a look at some texts tells; texts, and the sentences between their breaks, are counted from 0.

    Args:
        places: text to where a pattern may match in it: a code point that such a match holds, and the number of the pattern. A text
            that is not there says nothing, unless it is in doubt.
        leads: text to the sentences in it that may open a list, whose meaning the next ones have as well.
        masked: texts of which folding may leave out marks, so that signs stand together that are apart here.
        disguised: texts that may read otherwise than they are written.
        laid_out: texts that may have to be read otherwise than line by line.
        choices: texts that may hold marks of choices.
    """

    places: Mapping[int, Set[tuple[int, int]]]
    leads: Mapping[int, Set[int]]
    masked: Set[int]
    disguised: Set[int]
    laid_out: Set[int]
    choices: Set[int]


class RawGate:
    """Sound over-approximation: may let a place through where nothing is said, never keep one back where something is.

    What is demanded of a match is looked for in its sentence, as far as one goes in any case: between two breaks.

    Args:
        patterns: of all rules that are looked for.
        cues: of the packs; those that are forces count.
        leads: regular expressions of what opens a list.
        doubts: tells of texts that have to be looked at in another way.
    """

    def __init__(self, patterns: Sequence[Pattern], cues: Iterable[Cue], leads: Iterable[str], doubts: Doubts) -> None:
        looked_for = [(sum(_BITS[effect] for effect in pattern.needs), way) for pattern in patterns for way in ways_to_match(pattern.regex)]
        openers = [(0, way) for lead in leads for way in ways_to_match(lead)]
        pattern_of = [number for number, pattern in enumerate(patterns) for _ in ways_to_match(pattern.regex)]
        forces = [(_BITS[cue.effect], way) for cue in cues if cue.is_force for way in ways_to_match(cue.regex)]
        every = [*looked_for, *openers, *forces]
        literals = sorted({literal for _, way in every for demand in way for literal in demand})
        self._table = SignTable(literals)
        written = dict(zip(literals, self._table.literals(literals), strict=True))
        self._bits = np.array([bits for bits, _ in every], np.uint8)
        self._openers, self._forces = len(looked_for), len(looked_for) + len(openers)
        self._pattern_of = np.array(pattern_of, np.intp)
        self._number([_written(way, written) for _, way in every])
        self._doubts = doubts

    def _number(self, ways: Sequence[_Way]) -> None:
        """Give each set a number, and each way those of its sets, the number of no demand in the places left."""
        number = {one: index for index, one in enumerate(dict.fromkeys(one for way in ways for one, _ in way))}
        self._none = len(number)
        self._need = np.array([_filled([number[one] for one, _ in way], self._none) for way in ways], np.intp)
        rare = [_rare_enough([bits for _, bits in way]) for way in ways[: self._forces]]
        self._first = np.where(np.arange(MOST_SETS) < np.array(rare)[:, None], self._need[: self._forces], self._none)
        in_all = set(self._first.flat)
        self._in_all = _Finder((literal, index) for one, index in number.items() if index in in_all for literal in one)
        self._in_some = _Finder((literal, index) for one, index in number.items() for literal in one)
        self._ways_of = _Groups(self._none, ((key, way) for way, key in enumerate(self._first[:, 0].tolist())))

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
        is_opener = ways >= self._openers
        said = ~is_opener
        found = _grouped(text[said], zip(offsets[said].tolist(), self._pattern_of[ways[said]].tolist(), strict=True))
        first = np.concatenate(([0], np.cumsum(codes == BREAK_CODE)[ends[:-1] - 1]))  # sentence of each text
        sentence = np.cumsum(codes == BREAK_CODE)[raw[is_opener]] - first[text[is_opener]]
        leads = _grouped(text[is_opener], sentence.tolist())
        return Heard(found, leads, frozenset(masked.tolist()), *self._doubts.of(points, ends))

    def _open(self, codes: Codes) -> tuple[_Numbers, _Numbers]:
        """Return where a way may be open, by what it demands first, and the way; all that it demands stands in the sentence."""
        number = _sentences(codes)
        places, sets = self._in_all.find(codes)
        met = self._met(number[places], sets, int(number[-1]) + 1)
        rows, ways = self._ways_of.of(sets)
        places = places[rows]
        is_near = met[self._first[ways], number[places][:, None]].all(axis=1)
        return self._looked_at_closely(codes, number, places[is_near], ways[is_near])

    def _looked_at_closely(self, codes: Codes, number: _Numbers, places: _Numbers, ways: _Numbers) -> tuple[_Numbers, _Numbers]:
        """Return those of some places and ways where all is met that the way demands."""
        sentences = number[places]
        near = np.zeros(int(number[-1]) + 1, bool)
        near[sentences] = True
        row = np.cumsum(near) - 1
        codes = codes[near[number]]
        stands, sets = self._in_some.find(codes)
        met = self._met(_sentences(codes)[stands], sets, int(row[-1]) + 1)
        is_open = met[self._need[ways], row[sentences][:, None]].all(axis=1)
        is_open &= (self._bits[ways] == 0) | ((self._bits[ways] & self._at_hand(met)[row[sentences]]) != 0)
        return places[is_open], ways[is_open]

    def _met(self, sentences: _Numbers, sets: _Numbers, count: int) -> _Met:
        """Return which sets are met by which sentences, the demand of nothing by all."""
        met = np.zeros((self._none + 1, count), bool)
        met[sets, sentences] = True
        met[self._none] = True
        return met

    def _at_hand(self, met: _Met) -> NDArray[np.uint8]:
        """Return the forces that may stand in each sentence, as bits."""
        stands = met[self._need[self._forces :]].all(axis=1)
        bits: NDArray[np.uint8] = np.bitwise_or.reduce(stands * self._bits[self._forces :, None], axis=0)
        return bits


def _written(way: Iterable[Literals], written: Mapping[str, bytes]) -> _Way:
    """Return the sets of a way as they are written in codes, with their rarity; one that holds what is left out demands nothing."""
    sets = ((frozenset(written[literal] for literal in literals), rarity(literals)) for literals in way)
    return [(one, bits) for one, bits in sets if b"" not in one]


def _filled(numbers: Sequence[int], none: int) -> list[int]:
    return [*numbers, *[none] * (MOST_SETS - len(numbers))]


def _rare_enough(bits: Sequence[float]) -> int:
    """Return how many sets, the first of them, are rare enough together."""
    return next((count for count in range(1, len(bits)) if sum(bits[:count]) >= _RARE_ENOUGH), len(bits))


def _sentences(codes: Codes) -> _Numbers:
    """Return the number of the sentence that each sign stands in; what ends one belongs to it."""
    is_end = codes == BREAK_CODE
    numbers: _Numbers = np.cumsum(is_end) - is_end
    return numbers


_Member = TypeVar("_Member")


def _grouped(texts: _Numbers, members: Iterable[_Member]) -> Mapping[int, Set[_Member]]:
    """Return members by their text."""
    grouped: dict[int, set[_Member]] = defaultdict(set)
    for text, member in zip(texts.tolist(), members, strict=True):
        grouped[text].add(member)
    return grouped


class _Groups:
    """Numbers in groups, which have numbers themselves.

    Args:
        count: of groups.
        members: group and member, in any order.
    """

    def __init__(self, count: int, members: Iterable[tuple[int, int]]) -> None:
        groups, numbers = np.array(list(members), np.intp).reshape(-1, 2).T
        order = np.argsort(groups, kind="stable")
        self._members = numbers[order]
        self._counts = np.bincount(groups, minlength=count)
        self._starts = np.cumsum(self._counts) - self._counts

    def of(self, groups: _Numbers) -> tuple[_Numbers, _Numbers]:
        """Return for every member of some groups the place of its group among these, and the member."""
        counts = self._counts[groups]
        rows = np.repeat(np.arange(len(groups)), counts)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        return rows, self._members[self._starts[groups][rows] + within]


class _Finder:
    """Finds literals in codes: those of one sign by a table, longer ones by an automaton.

    Args:
        owners: a literal and the number of whom it belongs to; one literal may have many.
    """

    def __init__(self, owners: Iterable[tuple[bytes, int]]) -> None:
        pairs = list(owners)
        literals = sorted({literal for literal, _ in pairs}, key=lambda literal: (len(literal), literal))
        number = {literal: index for index, literal in enumerate(literals)}
        self._owners = _Groups(len(literals), ((number[literal], owner) for literal, owner in pairs))
        self._singles = sum(len(literal) == CODE_BYTES for literal in literals)
        self._single = np.full(1 << 16, -1, np.intp)
        self._single[np.frombuffer(b"".join(literals[: self._singles]), np.uint16)] = np.arange(self._singles)
        self._automaton = ahocorasick_rs.BytesAhoCorasick(literals[self._singles :])

    def find(self, codes: Codes) -> tuple[_Numbers, _Numbers]:
        """Return where literals start among some codes, and whose they are."""
        singles = self._single[codes]
        places = np.flatnonzero(singles >= 0)
        found = self._automaton.find_matches_as_indexes(codes.tobytes(), overlapping=True)
        hits = np.fromiter(chain.from_iterable(found), np.intp, 3 * len(found)).reshape(-1, 3)
        hits = hits[hits[:, 1] % CODE_BYTES == 0]
        rows, owners = self._owners.of(np.concatenate((singles[places], hits[:, 0] + self._singles)))
        return np.concatenate((places, hits[:, 1] // CODE_BYTES))[rows], owners
