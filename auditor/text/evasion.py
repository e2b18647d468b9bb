"""The second reading: an evasive text as a person reads it who wants to know what it says.

The first reading folds what is written for the same sign everywhere. This one also joins words that were cut up, and
reads look-alikes, symbols, numbers in disguise and pinyin as the words they stand for. It is made only of a text that
shows such signs, for a whole segment, because they cut words at what are clause borders elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import ahocorasick_rs
from msgspec import Struct

from auditor.model.remembered import remembered
from auditor.model.rewrite import Edit
from auditor.model.span import Apart, Span
from auditor.text.compiled import deferred
from auditor.text.disguise import Disguises
from auditor.text.markup import mark_edits, markup_edits
from auditor.text.normalise import Normalised, fold_signs
from auditor.text.numerals import numeral_edits
from auditor.text.separators import separator_edits

# What lets a text through to the second reading. Each looks for a rare sign first: they run over every text.
_HAN = "[㐀-鿿]"
_UNIT = "[㐀-鿿A-Za-z0-9]"
_CUT = "[^㐀-鿿A-Za-z0-9，。；：、,;:！!？?()（）+&]{1,4}|[,、]"
_FORMAL = "壹贰貳叁肆伍陆陸柒捌玖拾卅廿"
_RINGED = "\u20e3⓪①-⑳㉑-㊿➀-➓❶-❿⓵-⓾Ⅰ-Ⅸ"
_NUMERAL = rf"[\d零〇○oO一二三四五六七八九十{_FORMAL}⓪①-⑳]"
_RARE = deferred(rf"[{_FORMAL}{_RINGED}<&\u0300-\u036f●*×□\u2190-\u2bff\U0001f000-\U0001faff]")
_SHOWS_RARE = deferred(
    rf"[{_FORMAL}](?:{_NUMERAL}|周?[岁歲后後届]|(?<={_NUMERAL}.))|[{_RINGED}](?:\ufe0f?(?:{_NUMERAL}|[周岁歲后届以月年分至到-])|(?<={_NUMERAL}.))"
    rf"|</?[A-Za-z][^<>]{{0,200}}>|&(?:#x?[0-9a-fA-F]{{1,6}}|[a-z]{{2,8}}\d{{0,2}});|[\u0300-\u036f]|[●*×□]周?[岁歲]"
    rf"|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?{_HAN}"
)
_SHOWS = (
    # equal cuts on both sides of a sign, and another sign that stands alone beside them
    deferred(rf"({_CUT}){_UNIT}\1{_UNIT}(?:(?!{_UNIT})|(?<=(?<!{_UNIT}){_UNIT}\1{_UNIT}\1{_UNIT}))"),
    # one odd mark between two Han signs
    deferred(rf"[*^_~.·](?<={_HAN}.){_HAN}"),
    # the one Latin word of two letters
    deferred(r"[._*·-](?<=[nN].)[vVüÜ](?![A-Za-z])"),
    # letters beside digits and digits in words, Han numerals behind digits
    deferred(
        r"[OolI](?:(?<=\d.)(?![a-kmnp-zA-HJ-NP-Z])|(?<![A-Za-z].)(?=\.?\d))|[Oo](?<=[零〇○一二三四五六七八九].)"
        r"|[零〇○十](?<=\d.)|[01345@$](?:(?<=[A-Za-z].)[A-Za-z]|(?<![A-Za-z0-9].)[a-z]{3})"
    ),
)
_BORDER = deferred(r"[\n。;!?,]")
_REMEMBERED = 256  # segments; one is asked for when it is listened to, and again when it is audited
_BESIDE = 2  # signs that a reader takes in with a word
_SELECTOR = "\ufe0f"
_Stage: TypeAlias = Callable[[str], Iterator[Edit]]
_LATIN = deferred(r"[A-Za-zÀ-ǜ]+")


class SecondReading(Struct, frozen=True):
    """A segment as it is meant.

    Args:
        text: as it is written.
        whole: the reading, with the way back to the raw text.
        printed: of a template, what it prints, and the second reading of that.
    """

    text: str
    whole: Normalised
    printed: tuple[Normalised, SecondReading] | None = None

    def of_template(self, text: str, printed: Normalised) -> SecondReading:
        """Return the second reading of a template; this one is that of what it prints."""
        return SecondReading(text, printed.then(self.whole), (printed, self))

    def changes(self, raw: Span, beside: int = _BESIDE) -> bool:
        """Tell whether a raw place, or a sign beside it in its clause, reads otherwise than as it is written, or printed."""
        if self.printed:
            printed, second = self.printed
            return second.changes(Span(bisect_left(printed.offsets, raw.start), bisect_left(printed.offsets, raw.end)), beside)
        offsets, text = self.whole.offsets, self.whole.text
        first, last = bisect_left(offsets, raw.start), min(bisect_left(offsets, raw.end), len(text))
        first -= len(_BORDER.split(text[max(first - beside, 0) : first])[-1])
        last += len(_BORDER.split(text[last : last + beside])[0])
        return text[first : max(first, last)] != fold_signs(Span(offsets[first], offsets[max(first, last)]).of(self.text)).text


class Evasion:
    """Makes the second reading.

    Args:
        disguises: the tables.
    """

    def __init__(self, disguises: Disguises) -> None:
        self._disguises = disguises
        joined, substituted = partial(separator_edits, spells=disguises.spells), disguises.substitution_edits
        self._stages: tuple[_Stage, ...] = (
            markup_edits,
            mark_edits,
            disguises.look_alike_edits,
            substituted,
            joined,
            numeral_edits,
            disguises.pinyin_edits,
            substituted,
            joined,
            disguises.english_edits,
            disguises.phrase_edits,
        )
        self._signs = ahocorasick_rs.AhoCorasick(sorted(disguises.telling_signs))

    @remembered(_REMEMBERED)
    def read(self, text: str, kept: tuple[Span, ...] = ()) -> SecondReading | None:
        """Return the second reading of a raw text; None where it would be the first again.

        Args:
            text: raw.
            kept: what is read as it is written: the choices of a form, whose boxes cut up no words.
        """
        if not self.shows(text):
            return None
        folded = _as_written(_with_selectors(fold_signs(text), text), text, kept)
        reading = _edited(folded, self._stages, kept)
        return SecondReading(text, reading) if reading.text != folded.text else None

    def shows(self, text: str) -> bool:
        """Tell whether a text holds anything that the second reading would read otherwise. Cheap, and never too strict."""
        return bool(
            any(pattern.search(text) for pattern in _SHOWS)
            or (_RARE.search(text) and _SHOWS_RARE.search(text))
            or self._signs.find_matches_as_indexes(text.encode(errors="replace").decode())
            or (self._may_spell(text) and self._disguises.spell(fold_signs(text).text))
        )

    def _may_spell(self, text: str) -> bool:
        """Tell whether a Latin word of a text could be a syllable."""
        return not self._disguises.syllables.isdisjoint(token.lower() for token in _LATIN.findall(text))


def _with_selectors(folded: Normalised, raw: str) -> Normalised:
    """Let an emoji's variation selector, which folding leaves out, belong to the emoji."""
    if _SELECTOR not in raw:
        return folded
    ends = (i + 2 if raw[i + 1 : i + 2] == _SELECTOR else i + 1 for i in folded.offsets[:-1])
    return Normalised(folded.text, folded.offsets, tuple(ends))


def _as_written(folded: Normalised, raw: str, kept: Sequence[Span]) -> Normalised:
    """Put the raw signs back into the parts of a text that are read as they are written."""
    indices = (i for span in kept for i in range(bisect_left(folded.offsets, span.start), bisect_left(folded.offsets, span.end)))
    return folded.edited([Edit(Span(i, i + 1), raw[folded.offsets[i]]) for i in indices if folded.text[i] != raw[folded.offsets[i]]])


def _edited(reading: Normalised, stages: Iterable[_Stage], kept: Sequence[Span]) -> Normalised:
    apart = Apart(kept)
    idle: dict[_Stage, Normalised] = {}  # the reading in which a stage, of those that come twice, has found nothing
    for stage in stages:
        if idle.get(stage) is reading:
            continue
        edits = [edit for edit in stage(reading.text) if not apart.overlap(reading.raw(edit.span))]
        reading, idle[stage] = reading.edited(edits), reading
    return reading
