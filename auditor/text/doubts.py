"""Which of many raw texts hold signs that the exact, slower ways of reading have to look at: disguise, choices, tables, wraps.

Never too strict: a text that is not named here is read by them as it is written, line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache, reduce
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from auditor.text.clauses import LINE_ENDS, LONGEST_GAP
from auditor.text.signs import ALL_POINTS, Flags, Points, flags

_Signs = NDArray[np.bool_]
_Numbers = NDArray[np.intp]
_Number = TypeVar("_Number", int, NDArray[np.uint64])

_HAN = "㐀-鿿"
FOLDED_TO_SEVERAL = "".join(
    sign for sign in map(chr, chain(range(0xDF, 0x588), range(0x1E96, 0x1FFD), range(0xFB00, 0xFB18))) if len(sign.casefold()) > 1
)
"""The signs that case folding turns into more than one."""
_CLASSES = {
    "han": _HAN,
    "unit": f"{_HAN}A-Za-z0-9",
    "cut": f"^{_HAN}A-Za-z0-9，。；：、;:！!？?()（）+&",
    "odd": r"*\^_~.·",
    "rare": r"壹贰貳叁肆伍陆陸柒捌玖拾卅廿\u20e3⓪①-⑳㉑-㊿➀-➓❶-❿⓵-⓾Ⅰ-Ⅸ<&\u0300-\u036f●*×□\u2190-\u2bff",
    "latin": "A-Za-z",
    "digit": r"\d",
    "small": "OolI",  # letters that are read as digits
    "numeral": "零〇○一二三四五六七八九",
    "zero_or_ten": "零〇○十",
    "leet": "01345@$",
    "n": "nN",
    "mark": r"._*·\-",
    "v": "vVüÜ",
    "tick": "□☐◻▢⬜○◯☑☒🗹✅◉⦿⊙■◼⬛●◎✔✓√",
    "mouth": "口〇",  # written for a box
    "of_mouth": r"户戶入人胃门門出窗接进進\d二三四五六七八九",
    "opens": r"\[［【(（",
    "plain": r"A-UWYZa-uwyz0-9\p{Han}",
    "foreign": r"\x1b\p{Nd}" + FOLDED_TO_SEVERAL,
    "ascii_digit": "0-9０-９",
    "line_end": LINE_ENDS,
    "torn": "周岁歲厘公cC",  # what no line begins with: a unit behind a number
    "closing": "，、：）,)",  # nor a closing mark
    "dash": "-~～—–至到",
    "ended": "。；！？：…;!?:.",
    "gap": r"\s\x1c-\x1f",
    "wide": r"^\x00-\x7f",
    "surely_wide": r"\p{Han}、-〗！-～",
    "toned": "À-ǜ",
    "alnum": "A-Za-z0-9",
}
_BIT = {name: np.uint32(1 << bit) for bit, name in enumerate(_CLASSES)}
_MASKS = "●*×□"  # of a digit
_UNITS = "周岁歲后後届以月年分至到-\ufe0f"  # what stands behind a number in disguise
_HANGING = "，。、；：！？）"  # what stays with the word before it
_LONGEST_CUT = 4
_BEHIND_NAMES = ':：)）]］】"'  # of fields
_FEWEST_COMMAS, _FEWEST_GAPS, _LONGEST_NAME = 4, 4, 12  # of names with the mark of a list before them
_FEWEST_FULL, _NARROWEST, _LONG_WORD = 3, 36, 14


class Doubts:
    """Tells of the texts that may be in disguise, hold choices or tables, or be wrapped.

    Args:
        syllables: of pinyin, in small letters.
        telling: signs and phrases that show by themselves that a text is in disguise.
        names: of fields, as they are written.
        never_before_digits: small letters that are syllables, but none before a digit.
    """

    def __init__(
        self, syllables: Set[str], telling: Set[str] = frozenset(), names: Iterable[str] = (), never_before_digits: Set[str] = frozenset()
    ) -> None:
        self._never_before_digits = _table({*never_before_digits, *map(str.upper, never_before_digits)})
        self._ends_name = _table({*_BEHIND_NAMES, *(sign for name in names for sign in (name[-1].lower(), name[-1].upper()))})
        self._alone = _table(phrase for phrase in telling if len(phrase) == 1)
        self._first = _table(phrase[0] for phrase in telling if len(phrase) > 1)
        self._short = np.array(sorted({_pair(*map(ord, phrase)) for phrase in telling if len(phrase) == 2}), np.uint64)
        self._long = np.array(sorted({_pair(_pair(*map(ord, one[:2])), ord(one[2])) for one in telling if len(one) > 2}), np.uint64)
        self._longest = max(map(len, syllables), default=0)
        words = np.zeros((len(syllables), self._longest), np.uint32)
        for row, syllable in enumerate(syllables):
            words[row, : len(syllable)] = list(map(ord, syllable))
        self._syllables = np.sort(_hashed(words))

    def of(self, points: Points, ends: _Numbers) -> tuple[set[int], set[int], set[int], set[int]]:
        """Return the numbers of the texts that may be in disguise, of those with lines that may go on, with cells, and with choices.

        Args:
            points: code points of all texts, each followed by a line end.
            ends: behind that line end, for each text.
        """
        signs = _Looks(points)
        disguised = _disguised(signs) | signs.astral() | (signs["foreign"] & ~signs["ascii_digit"])
        disguised |= self._alone[points]
        disguised[self._phrased(points)] = True
        disguised[self._spelt(signs)] = True
        lines = _Lines(signs, ends)
        wrapped = _texts(_torn(signs), ends) | set(_wrapped(signs, lines, ends).tolist())
        tabular = _texts(signs.is_one_of("|\t"), ends) | set(_tabular(signs, lines, ends, self._ends_name).tolist())
        return _texts(disguised, ends), wrapped, tabular, _texts(_chosen(signs), ends)

    def _phrased(self, points: Points) -> _Numbers:
        """Return where two or three signs stand that a telling phrase begins with."""
        places = np.flatnonzero(self._first[points[:-1]])
        first, second, third = (points[np.minimum(places + more, len(points) - 1)].astype(np.uint64) for more in range(3))
        pairs = _pair(first, second)
        return places[_are_among(pairs, self._short) | _are_among(_pair(pairs, third), self._long)]

    def _spelt(self, signs: _Looks) -> _Numbers:
        """Return where Latin words start that are syllables of pinyin."""
        letters = signs["latin"] | signs["toned"]
        starts = np.flatnonzero(letters & ~_before(letters))
        stops = np.flatnonzero(letters & ~_after(letters)) + 1
        short = stops - starts <= self._longest
        short &= ~((stops - starts == 1) & self._never_before_digits[signs.points[starts]] & signs["digit"][stops])
        starts, stops = starts[short], stops[short]
        words = np.zeros((len(starts), self._longest), np.uint32)
        for place in range(self._longest):
            inside = starts + place < stops
            words[inside, place] = signs.points[starts[inside] + place]
        return starts[_are_among(_hashed(_small_letters()[words]), self._syllables)]


def _pair(first: _Number, second: _Number) -> _Number:
    """Return one number for two code points."""
    return first * ALL_POINTS + second


def _are_among(numbers: NDArray[np.uint64], some: NDArray[np.uint64]) -> _Signs:
    """Tell which numbers are among some others, which are in order."""
    places = np.searchsorted(some, numbers)
    among: _Signs = some[np.minimum(places, len(some) - 1)] == numbers if len(some) else np.zeros(len(numbers), bool)
    return among


def _table(signs: Iterable[str]) -> _Signs:
    table = np.zeros(ALL_POINTS, bool)
    table[list(map(ord, signs))] = True
    return table


def _texts(signs: _Signs, ends: _Numbers) -> set[int]:
    """Return the numbers of the texts in which some signs stand."""
    return set(np.searchsorted(ends, np.flatnonzero(signs), side="right").tolist())


class _Looks:
    """What each sign of some texts looks like, class by class."""

    def __init__(self, points: Points) -> None:
        self.points = points
        self._flags = _flags()[points]

    def __getitem__(self, name: str) -> _Signs:
        """Tell of every sign whether it belongs to a class."""
        found: _Signs = (self._flags & _BIT[name]) != 0
        return found

    def is_one_of(self, few: str) -> _Signs:
        """Tell of every sign whether it is one of a few."""
        return _is_one_of(self.points, few)

    def astral(self) -> _Signs:
        """Tell of every sign whether it is an emoji, or a letter or digit beyond the first plane but an ideograph, or half a pair."""
        half = (self.points >= 0xD800) & (self.points < 0xE000)
        return half | ((self.points > 0xFFFF) & (self.points < 0x20000))


def _is_one_of(points: Points, few: str) -> _Signs:
    found: _Signs = reduce(np.bitwise_or, (points == ord(sign) for sign in few))
    return found


def _before(signs: _Signs, distance: int = 1) -> _Signs:
    """Tell of every sign what holds of the one some places before it."""
    moved = np.zeros_like(signs)
    moved[distance:] = signs[:-distance]
    return moved


def _after(signs: _Signs, distance: int = 1) -> _Signs:
    moved = np.zeros_like(signs)
    moved[:-distance] = signs[distance:]
    return moved


def _disguised(signs: _Looks) -> _Signs:
    """Tell where a text may read otherwise than it is written: what lets it through to the second reading, and more."""
    digit, latin, cut, small = signs["digit"], signs["latin"], signs["cut"], signs["small"]
    leet = signs["leet"] & _after(latin) & (_before(latin) | (_after(latin, 2) & _after(latin, 3)))
    as_digit = (small & (_before(digit) | _after(digit) | _after(signs.is_one_of(".")) | _before(signs["numeral"]))) | (
        signs["zero_or_ten"] & _before(digit)
    )
    odd = signs["odd"] & _before(signs["han"]) & _after(signs["han"])
    letter_v = signs["v"] & _before(signs["mark"]) & _before(signs["n"], 2)
    alone = signs["unit"] & _before(cut) & _after(cut)
    found: _Signs = leet | as_digit | odd | letter_v
    found[_rare(signs)] = True
    found[_cut_alike(signs, np.flatnonzero(alone))] = True
    return found


def _rare(signs: _Looks) -> _Numbers:
    """Return where rare signs stand beside what lets them be read otherwise."""
    places = np.flatnonzero(signs["rare"])
    at, behind = signs.points[places], signs.points[places + 1]
    number = (signs["digit"] | signs["numeral"] | signs["zero_or_ten"] | signs["small"] | signs["rare"]).take
    letter, han = signs["latin"][places + 1], signs["han"][places + 1]
    mask, tag, entity = _is_one_of(at, _MASKS), at == ord("<"), at == ord("&")
    unit = _is_one_of(behind, _UNITS)
    counts = ~(mask | tag | entity) & (number(places - 1) | number(places + 1) | unit)
    before_han = (at >= ord("\u2190")) & (at <= ord("\u2bff")) & (han | (behind == ord("\ufe0f")))
    struck = (at >= ord("\u0300")) & (at <= ord("\u036f"))
    markup = (tag & (letter | (behind == ord("/")))) | (entity & (letter | (behind == ord("#"))))
    found: _Numbers = places[counts | before_han | struck | markup | (mask & unit)]
    return found


def _cut_alike(signs: _Looks, places: _Numbers) -> _Numbers:
    """Return those of some signs between two cuts where these are equal, and signs that stand alone beside them."""
    points, last = signs.points, len(signs.points) - 1
    cut, unit = signs["cut"], signs["unit"]
    found = np.zeros(len(places), bool)
    for length in range(1, _LONGEST_CUT + 1):
        alike = np.ones(len(places), bool)
        for back in range(length):
            before = np.maximum(places - 1 - back, -1)  # before the first text stands the line end of the last
            alike &= cut[before] & (points[before] == points[np.minimum(places + length - back, last)])
        behind = np.minimum(places + length + 1, last)
        ends = ~unit[np.minimum(behind + 1, last)]
        begins = unit[np.maximum(places - length - 1, -1)] & ~unit[np.maximum(places - length - 2, -1)]
        found |= alike & unit[behind] & (ends | begins)
    return places[found]


def _chosen(signs: _Looks) -> _Signs:
    """Tell where the mark of a choice may stand."""
    brackets = signs["opens"] & ~_after(signs["plain"])
    return signs["tick"] | brackets | (signs["mouth"] & ~_before(signs["of_mouth"]))


def _torn(signs: _Looks) -> _Signs:
    """Tell which line ends may stand inside a sentence by what is around them: in a range, before a unit, behind a question."""
    ends = np.flatnonzero(signs["line_end"])
    behind, next_but_one = (np.minimum(ends + more, len(signs.points) - 1) for more in (1, 2))
    full = np.flatnonzero(~signs["gap"])
    before = full[np.searchsorted(full, ends) - 1] if len(full) else ends  # the last sign of a line
    in_range = signs["digit"][behind] & signs["dash"][before]
    before_unit = signs["torn"][behind] & signs["digit"][before]
    before_mark = signs["closing"][behind] & ~signs["digit"][next_but_one]
    asked = np.flatnonzero(signs.is_one_of("?？"))
    behind_question = np.searchsorted(asked, ends) > np.searchsorted(asked, ends - LONGEST_GAP, side="right")
    torn = np.zeros_like(signs["line_end"])
    torn[ends[in_range | before_unit | before_mark | behind_question]] = True
    return torn


class _Lines:
    """The lines of some texts.

    Attributes:
        stops: where each ends.
        text: the number of its text.
        begins: the first line of each text.
        length: signs in each line that are no gaps.
        last: where the last of them stands; anywhere for lines without.
    """

    def __init__(self, signs: _Looks, ends: _Numbers) -> None:
        self.stops = np.flatnonzero(signs["line_end"])
        self.text = np.searchsorted(ends, self.stops, side="right")
        first = np.searchsorted(self.stops, ends - 1) + 1  # behind the lines of each text
        self.begins = first - np.diff(first, prepend=0)
        full = ~signs["gap"]
        self.length = _per_line(full, self.stops)
        self.last = np.append(np.flatnonzero(full), 0)[np.maximum(np.cumsum(self.length) - 1, 0)]


def _tabular(signs: _Looks, lines: _Lines, ends: _Numbers, ends_name: _Signs) -> _Numbers:
    """Return the texts that may hold a table parted by commas or gaps, or the name of a field on a line of its own, before another line."""
    is_name = (lines.length > 0) & (lines.length <= _LONGEST_NAME) & ends_name[signs.points[lines.last]]
    is_name &= np.append(lines.text[1:] == lines.text[:-1], False)
    names = np.bincount(lines.text[is_name], minlength=len(ends))
    commas = np.bincount(np.searchsorted(ends, np.flatnonzero(signs.is_one_of(",")), side="right"), minlength=len(ends))
    gap, line_end = signs["gap"], signs["line_end"]
    gapped = gap & _after(gap) & ~line_end & ~_after(line_end) & ~_before(gap | line_end)
    gaps = np.bincount(np.searchsorted(ends, np.flatnonzero(gapped), side="right"), minlength=len(ends))
    return np.flatnonzero((names > 0) | (commas >= _FEWEST_COMMAS) | (gaps >= _FEWEST_GAPS))


def _wrapped(signs: _Looks, lines: _Lines, ends: _Numbers) -> _Numbers:
    """Return the texts that may be wrapped at a width."""
    most = np.diff(lines.stops, prepend=-1) + _per_line(signs["wide"], lines.stops)  # columns, with the white space at the end
    edge = np.maximum.reduceat(lines.length + _per_line(signs["surely_wide"], lines.stops), lines.begins)
    is_full = (most + _first_words(signs, lines.stops, most) >= edge[lines.text]) & ~_before(signs["ended"])[lines.stops]
    full = np.bincount(lines.text[is_full], minlength=len(ends)) >= _FEWEST_FULL
    long_words = np.zeros(len(ends), bool)
    long_words[np.searchsorted(ends, _long_words(signs["alnum"]), side="right")] = True
    return np.flatnonzero((np.maximum.reduceat(most, lines.begins) >= _NARROWEST) & (full | long_words))


def _first_words(signs: _Looks, stops: _Numbers, most: _Numbers) -> _Numbers:
    """Return the columns that the first word of the next line takes at most, as many as the line has where that cannot be told."""
    last = len(signs.points) - 1
    starts = np.minimum(stops + 1, last)
    no_letter = np.flatnonzero(~signs["alnum"])
    ends = np.maximum(no_letter[np.searchsorted(no_letter, starts)], starts + 1)
    is_told = ~signs["line_end"][starts] & ~_is_one_of(signs.points[np.minimum(ends, last)], _HANGING)
    columns: _Numbers = np.where(is_told, ends - starts + 2, most)
    return columns


def _long_words(alnum: _Signs) -> _Numbers:
    """Return the signs behind which a word of letters and digits goes on for long."""
    count = np.concatenate(([0], np.cumsum(alnum)))
    return np.flatnonzero(count[_LONG_WORD:] - count[:-_LONG_WORD] == _LONG_WORD)


def _per_line(signs: _Signs, stops: _Numbers) -> _Numbers:
    """Count signs in each line."""
    return np.diff(np.cumsum(signs)[stops], prepend=0)


def _hashed(words: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Return a number for each row of letters; equal rows have equal ones."""
    powers = np.uint64(1_000_003) ** np.arange(words.shape[1], dtype=np.uint64)
    hashes: NDArray[np.uint64] = (words.astype(np.uint64) * powers).sum(axis=1, dtype=np.uint64)
    return hashes


@cache
def _flags() -> Flags:
    return flags(_CLASSES.values())


@cache
def _small_letters() -> Points:
    """Return for every letter of a syllable the small one."""
    return np.array([ord(chr(point).lower()[0]) for point in range(ord("ǜ") + 1)], np.uint32)
