"""Fold a text into the form that patterns are written for, and keep the way back to the raw offsets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import regex
from msgspec import Struct

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.characters import fold_each
from auditor.text.circled import plain_digits

# Signs without width, marks struck through a sign, and colour codes of a terminal.
_DELETABLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]+|(?<=\p{Han})\p{Mn}+|\x1b\[[0-9;]{0,16}m")
_USUAL = re.compile(r"[\t-\x1a\x1c-~“”‘’…—\u3001-\u3029\u4e00-\u9fff]*")  # none of them is among these; a quick look for most texts
# White space that a reader does not see as a gap: between single ideographs set wide (限 女 性), between a number and
# its unit or dash (18 - 30 岁), and beside a colon or another mark that ends a Chinese word.
_INNER_SPACE = regex.compile(
    r"(?<=(?<![\p{Han}\d])\p{Han}) +(?=\p{Han}(?!\p{Han}))"
    r"|(?<=[年性要学户婚]) +(?=[龄别求历籍口姻](?!\p{Han}))"
    r"|(?<=\d) +(?=[-至到岁周年月届级cCmM厘%])|(?<=[-至到岁龄在满]) +(?=\d)|(?<=岁) +(?=[-至到])|(?<=:) +|(?<=\p{Han}) +(?=:)"
    r"|(?<=[,、]) +(?=\p{Han})|(?<=\p{Han}[,、]) +(?=\d)|(?<=\p{Han}) +(?=[,、])"
)
_WRAP = regex.compile(r"(?<=[A-Za-z0-9,.)])(?P<latin>\s*[\r\n]\s*)(?=[A-Za-z0-9(])|\s*[\r\n]\s*")
_WIDTH = {0xFF01 + sign: chr(0x21 + sign) for sign in range(94)} | {0x3000: " "}
# Marks put between signs to hide a word from filters (限*女*性, 男.性); a mask that stands for a sign is left alone.
INNER_MARKS = r"*._|/\^&=·•●☆★-"
_MARK = rf"[{regex.escape(INNER_MARKS)}]"
_MARKS_APART = re.compile(rf"{_MARK}[^ -~]{_MARK}")  # no hidden word is without; a quick look for most texts
_INNER_MARK = regex.compile(rf"(?<=\p{{Han}}){_MARK}(?=\p{{Han}}{_MARK}\p{{Han}})|(?<=\p{{Han}}{_MARK}\p{{Han}}){_MARK}(?=\p{{Han}})")


class Normalised(Struct, frozen=True):
    """A folded text with its offset map.

    Args:
        text: the folded text.
        offsets: for each code point of ``text``, the first raw code point it stands for; one entry more for the end.
        ends: for each code point, the raw code point behind those it stands for; empty where each stands for one.
        units: raw ranges, in order, of which a span takes all unless it lies inside, such as the places of a template.
    """

    text: str
    offsets: tuple[int, ...] | range
    ends: tuple[int, ...] = ()
    units: tuple[Span, ...] = ()

    def raw(self, span: Span) -> Span:
        """Return the raw code points that a span of the folded text stands for; deleted signs inside belong to it."""
        if not len(span):
            return Span(self.offsets[span.start], self.offsets[span.start])
        place = Span(self.offsets[span.start], self._end(span.end - 1))
        return self._with_whole_units(place) if self.units else place

    def edited(self, edits: Sequence[Edit]) -> Normalised:
        """Return the text with edits made, in order and none over another; new signs stand for all that they replace."""
        if not edits:
            return self
        kept: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        position, known = 0, self.ends or [offset + 1 for offset in self.offsets[:-1]]
        for edit in (*edits, Edit(Span(len(self.text), len(self.text)), "")):
            kept += (self.text[position : edit.span.start], edit.text)
            starts.extend(self.offsets[position : edit.span.start])
            ends.extend(known[position : edit.span.start])
            place = self.raw(edit.span)
            starts.extend([place.start] * len(edit.text))
            ends.extend([place.end] * len(edit.text))
            position = edit.span.end
        return Normalised("".join(kept), (*starts, self.offsets[-1]), tuple(ends), self.units)

    def within(self, span: Span) -> Normalised:
        """Return the reading of a part alone, with raw offsets counted from where the part starts."""
        place = self.raw(span)
        start = place.start
        ends = tuple(self._end(i) - start for i in range(span.start, span.end))
        offsets = (*(i - start for i in self.offsets[span.start : span.end]), max(ends, default=0))
        return Normalised(span.of(self.text), offsets, ends, tuple(unit.shift(-start) for unit in self._units_in(place)))

    def then(self, folded: Normalised) -> Normalised:
        """Return the reading of this reading: ``folded`` has this text for its raw text."""
        ends = tuple(self._end(folded._end(i) - 1) for i in range(len(folded.text)))
        return Normalised(folded.text, tuple(self.offsets[i] for i in folded.offsets), ends, self.units)

    def _units_in(self, place: Span) -> Sequence[Span]:
        """Return the units that lie in a raw place, or touch it."""
        first = bisect_left(self.units, place.start, key=_start)
        return [unit for unit in self.units[first : bisect_left(self.units, place.end, key=_start)] if place.covers(unit)]

    def _with_whole_units(self, place: Span) -> Span:
        """Return a raw place with all of the units that it cuts."""
        start = self._unit_around(place.start)
        end = self._unit_around(place.end)
        if start == end:  # inside one unit, or in none
            return place
        return Span(start.start if start else place.start, end.end if end else place.end)

    def _unit_around(self, offset: int) -> Span | None:
        """Return the unit that an offset cuts in two."""
        index = bisect_left(self.units, offset, key=_start) - 1
        return self.units[index] if index >= 0 and offset < self.units[index].end else None

    def _end(self, index: int) -> int:
        return self.ends[index] if self.ends else self.offsets[index] + 1


def _start(span: Span) -> int:
    return span.start


def fold_signs(raw: str) -> Normalised:
    """Fold width, variants and traditional characters, and leave out signs without width."""
    folded = fold_each(raw)
    offsets: range | tuple[int, ...] = range(len(raw) + 1)
    spans = _deleted(folded)
    return Normalised(*_without(folded, offsets, spans)) if spans else Normalised(folded, offsets)


def fold_width(raw: str) -> Normalised:
    """Fold width alone, and leave out signs without width."""
    folded = raw.translate(_WIDTH)
    offsets: range | tuple[int, ...] = range(len(raw) + 1)
    spans = _deleted(folded)
    return Normalised(*_without(folded, offsets, spans)) if spans else Normalised(folded, offsets)


def normalise(raw: str, one_clause: bool = False) -> Normalised:
    """Fold width, variants, traditional characters and hidden signs; lengths change only by deletion.

    Args:
        raw: a text, or a clause of one.
        one_clause: read a line break as a wrap and circled digits as digits: as borders they would have ended the clause.
    """
    if raw.isascii() and raw.isalnum():  # a number or code, as fill the columns of tables
        return Normalised(raw, range(len(raw) + 1))
    folded = fold_each(plain_digits(raw) if one_clause else raw)
    offsets: range | tuple[int, ...] = range(len(raw) + 1)
    if one_clause and ("\n" in raw or "\r" in raw):
        folded, offsets = _without(folded, offsets, _wraps(folded))
        folded = folded.replace("\n", " ").replace("\r", " ")
    for gaps in (_deleted, _inner_spaces, _inner_marks):
        spans = gaps(folded)
        if spans:
            folded, offsets = _without(folded, offsets, spans)
    return Normalised(folded, offsets)


def without_gaps(raw: str) -> Normalised:
    """Leave out what folding does, but for the circles of a form; all other signs stay as they are."""
    text, folded = raw, fold_each(raw)
    offsets: range | tuple[int, ...] = range(len(raw) + 1)
    for gaps in (_deleted, _inner_spaces, _inner_marks):
        spans = [span for span in gaps(folded) if span.of(text) != "●"]
        if spans:
            text, offsets = _without(text, offsets, spans)
            folded = fold_each(text)
    return Normalised(text, offsets)


def _wraps(text: str) -> list[Span]:
    return [Span(match.start() + (match["latin"] is not None), match.end()) for match in _WRAP.finditer(text)]


def _deleted(text: str) -> list[Span]:
    return [] if _USUAL.fullmatch(text) else [Span(*match.span()) for match in _DELETABLE.finditer(text)]


def _inner_spaces(text: str) -> list[Span]:
    if " " not in text:
        return []
    return [Span(*match.span()) for match in _INNER_SPACE.finditer(text)]


def _inner_marks(text: str) -> list[Span]:
    if not _MARKS_APART.search(text):
        return []
    return [Span(*match.span()) for match in _INNER_MARK.finditer(text) if match.end() > match.start()]


def _without(text: str, offsets: range | tuple[int, ...], gaps: list[Span]) -> tuple[str, tuple[int, ...]]:
    """Cut the gaps out of the text and out of its offset map."""
    kept: list[str] = []
    mapped: list[int] = []
    position = 0
    for gap in gaps:
        kept.append(text[position : gap.start])
        mapped.extend(offsets[position : gap.start])
        position = gap.end
    kept.append(text[position:])
    mapped.extend(offsets[position:])
    return "".join(kept), tuple(mapped)
