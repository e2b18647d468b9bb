"""Signs as numbers: one look at many texts at once says which of them hold anything worth a closer look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
import regex
from numpy.typing import NDArray

from auditor.cache.memo import Memo
from auditor.cache.stamp import code_version, stamp
from auditor.text.characters import replacements
from auditor.text.circled import PLAIN
from auditor.text.clauses import BREAK, LINE_ENDS, SENTENCE_ENDS
from auditor.text.normalise import INNER_MARKS

Points: TypeAlias = NDArray[np.uint32]
Codes: TypeAlias = NDArray[np.uint16]
Flags: TypeAlias = NDArray[np.uint32]

BREAK_CODE = 0x0A
"""The code of every sign that a clause ends at wherever it stands: line ends and the marks that end a sentence."""
CODE_BYTES = 2
LEFT_OUT = 0
"""The code of signs that folding may leave out."""

ALL_POINTS = 0x110000
_PLANE = range(0x10000)
_OTHER = 0xFFFF
_OWN = range(0xE000, 0xF800)  # private use: codes of signs beyond the first plane that are asked for
_HAN, _MARK = 1, 2
_MEMBERS: Memo[bytes] = Memo("signs", lambda: stamp(code_version(["text/signs.py"]), regex.__version__))  # classes come with Unicode
_GAPS = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\p{Mn}]")


def code_points(text: str) -> Points:
    """Return the code points of a text, half pairs of surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


class SignTable:
    """Folds texts for a gate: width, variants, case; whatever folding may leave out is left out, but for marks and breaks.

    A sign that folding turns into one sign has the code of that one. Two texts with equal codes may read otherwise, but
    what stands in a folded clause stands, as ``literals`` writes it, among the codes between two breaks.

    Args:
        literals: what will be looked for.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        astral = sorted({sign for literal in literals for sign in literal if ord(sign) > 0xFFFF})
        self._codes = _codes().copy()
        for code, sign in zip(_OWN, astral, strict=False):
            self._codes[ord(sign)] = code

    @classmethod
    def with_codes(cls, codes: Codes) -> SignTable:
        """Return a table that was made before, by the codes of all code points."""
        table = cls.__new__(cls)
        table._codes = codes
        return table

    @property
    def all_codes(self) -> Codes:
        """The codes of all code points."""
        return self._codes

    def codes(self, points: Points) -> Codes:
        """Return the codes of some code points; ``LEFT_OUT`` for signs that a reader of codes has to leave out."""
        return self._codes[points]

    def literals(self, texts: Sequence[str]) -> list[bytes]:
        """Return how literals are written among codes; empty for one of which nothing is left, or which no clause can hold."""
        codes = self.codes(code_points("\n".join("" if BREAK.search(text) else text for text in texts)))
        return [text.encode("utf-16-le") for text in bytes(codes[codes != LEFT_OUT]).decode("utf-16-le").split("\n")]

    def masks(self, codes: Codes) -> NDArray[np.intp]:
        """Return where, among codes of which none is left out, marks stand that folding may leave out: on both sides of one Han sign."""
        kinds = _kinds()[codes]
        mark, han = kinds == _MARK, kinds == _HAN
        between = mark[1:-1] & han[:-2] & han[2:]
        return np.flatnonzero(between[:-2] & between[2:]) + 1


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return for every code whether it is that of a Han sign, or of a mark; one that stands for many signs may be Han."""
    kinds = np.zeros(_PLANE.stop, np.uint8)
    kinds[_members(r"\p{Han}")] = _HAN
    kinds[[*_OWN, _OTHER]] = _HAN
    kinds[list(map(ord, INNER_MARKS))] = _MARK
    return kinds


@cache
def _codes() -> Codes:
    """Return the code of every code point, but for those beyond the first plane that are asked for."""
    codes = np.full(ALL_POINTS, _OTHER, np.uint16)
    codes[: _PLANE.stop] = _PLANE
    for point, sign in (PLAIN | replacements()).items():
        codes[point] = min(ord(replacements().get(ord(sign), sign)), _OTHER)
    folded = _folded_plane()[codes]
    folded[list(map(ord, LINE_ENDS + SENTENCE_ENDS))] = BREAK_CODE  # not their variants, which only folding turns into them
    folded[[ord(sign) for sign in _GAPS.findall("".join(map(chr, (*range(0x10000, 0x20000), *range(0xE0000, 0xE1000)))))]] = LEFT_OUT
    return folded


def _folded_plane() -> Codes:
    """Return the code of every code point of the first plane: of small letters for capital ones, of none for gaps."""
    folded = np.array(_PLANE, np.uint16)
    signs = _signs_of_plane()
    for sign in filter(_changes_case, signs):
        folded[ord(sign)] = ord(sign.casefold())
    folded[[ord(sign) for sign in _GAPS.findall(signs)]] = LEFT_OUT
    folded[[0, *_OWN]] = _OTHER
    return folded


def _changes_case(sign: str) -> bool:
    folded = sign.casefold()
    return folded != sign and len(folded) == 1


def flags(classes: Iterable[str]) -> Flags:
    """Return for every code point which classes of signs it belongs to: bit n for the n-th.

    Args:
        classes: each the inside of a bracketed class of signs; those beyond the first plane are told by ranges.
    """
    table = np.zeros(ALL_POINTS, np.uint32)
    for bit, inside in enumerate(classes):
        table[: _PLANE.stop] |= _members(inside).astype(np.uint32) << np.uint32(bit)
    return table


def _members(inside: str) -> NDArray[np.bool_]:
    """Return for every code point of the first plane whether it belongs to a class, of which the inside of the brackets is given."""
    packed = np.frombuffer(_MEMBERS.get(inside, _packed_members), np.uint8)
    return np.unpackbits(packed).view(np.bool_)


def _packed_members(inside: str) -> bytes:
    is_member = np.zeros(_PLANE.stop, np.bool_)
    is_member[list(map(ord, regex.findall(f"[{inside}]", _signs_of_plane())))] = True
    return np.packbits(is_member).tobytes()


@cache
def _signs_of_plane() -> str:
    return "".join(map(chr, (point for point in _PLANE if not 0xD800 <= point < 0xE000)))
