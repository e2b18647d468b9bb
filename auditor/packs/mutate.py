"""Spellings of an example that must not change what is found in it: other width, marks, gaps, signs, neighbours."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import opencc
import regex
from msgspec import Struct

from auditor.model.span import Span

_HAN_RUN = regex.compile(r"\p{Han}{3,}")
_MARK_AFTER_HAN = regex.compile(r"(?<=\p{Han})[，、：](?=[\p{Han}\d])")
_PAIRS = "，,：:；;（(）)！!？?"
_OTHER_MARK = {mark: _PAIRS[i ^ 1] for i, mark in enumerate(_PAIRS)} | {"-": "—", "~": "～", "“": '"', "”": '"', "【": "［", "】": "］"}
_UNSEEN = "\u200b\u2060\ufeff\u00ad\u200d\ufe0f\u202c"
_FULL_WIDTH = {chr(0x21 + i): chr(0xFF01 + i) for i in range(94)}


class Spelling(Struct, frozen=True):
    """A text sign by sign, so that spans are known whatever is put between.

    Args:
        signs: what is written for each code point of the original.
        gaps: what is written after it; inside a span it belongs to the span.
        before: what is written before the text.
        after: what is written after it.
    """

    signs: tuple[str, ...]
    gaps: tuple[str, ...]
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The text as written."""
        return self.before + "".join(sign + gap for sign, gap in zip(self.signs, self.gaps, strict=True)) + self.after

    def place(self, span: Span) -> Span:
        """Return where a span of the original stands."""
        widths = [len(sign) + len(gap) for sign, gap in zip(self.signs, self.gaps, strict=True)]
        start = len(self.before) + sum(widths[: span.start])
        return Span(start, start + sum(widths[span.start : span.end]) - len(self.gaps[span.end - 1]))


class Mutation(Struct, frozen=True):
    """A way to write the same thing.

    Args:
        name: kebab-case; examples that cannot be written so name it.
        spell: the original and the spans of the words that are looked at, to the spelling.
        in_fields: whether it also fits the value of a field, where no sentence stands before or after.
    """

    name: str
    spell: Callable[[str, Sequence[Span]], Spelling]
    in_fields: bool = True


def spellings(text: str, spans: Sequence[Span], field: bool) -> Iterator[tuple[Mutation, Spelling]]:
    """Yield every mutation that makes a difference to a text, with what it makes of it."""
    for mutation in MUTATIONS:
        if mutation.in_fields or not field:
            spelling = mutation.spell(text, spans)
            if spelling.text != text:
                yield mutation, spelling


def _signs(text: str, table: dict[str, str]) -> Spelling:
    return Spelling(tuple(table.get(sign, sign) for sign in text), ("",) * len(text))


def _gaps(text: str, after: frozenset[int], gap: str) -> Spelling:
    return Spelling(tuple(text), tuple(gap if i in after else "" for i in range(len(text))))


def _around(text: str, before: str = "", after: str = "") -> Spelling:
    return Spelling(tuple(text), ("",) * len(text), before, after)


def _wide(text: str, spans: Sequence[Span]) -> Spelling:
    """Set runs of Han signs wide."""
    del spans
    return _gaps(text, _within_runs(text), " ")


def _marks_between(text: str, spans: Sequence[Span]) -> Spelling:
    del spans
    return _gaps(text, _within_runs(text), "·")


def _within_runs(text: str) -> frozenset[int]:
    """Return the signs after which a gap stands in a run of Han signs; two alone could be two words."""
    return frozenset(i for run in _HAN_RUN.finditer(text) for i in range(run.start(), run.end() - 1))


def _gaps_after_marks(text: str, spans: Sequence[Span]) -> Spelling:
    """Leave a space after each mark that follows a Chinese word, as people do who write in English too."""
    del spans
    return _gaps(text, frozenset(mark.start() for mark in _MARK_AFTER_HAN.finditer(text)), " ")


def _zero_width(text: str, spans: Sequence[Span]) -> Spelling:
    inside = {i for span in spans for i in range(span.start, span.end - 1)}
    return Spelling(tuple(text), tuple(_UNSEEN[i % len(_UNSEEN)] if i in inside else "" for i in range(len(text))))


def _traditional(text: str, spans: Sequence[Span]) -> Spelling:
    """Convert by phrases where that keeps the length, else sign by sign."""
    del spans
    converted = _converter().convert(text)
    signs = converted if len(converted) == len(text) else [_converter().convert(sign) for sign in text]
    return Spelling(tuple(signs), ("",) * len(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _beside(han: tuple[str, str], latin: tuple[str, str]) -> Callable[[str, Sequence[Span]], Spelling]:
    """Return what puts neutral words before and after an example, in its own script."""
    return lambda text, _: _around(text, *(latin if text.isascii() else han))


def _force_after(item: str) -> Callable[[str, Sequence[Span]], Spelling]:
    """Go on with an item that opens with a force of its own, which must not be read as the force of what stands before."""
    return lambda text, _: _around(text, after="" if text.isascii() else item)


MUTATIONS = (
    Mutation("wide", _wide),
    Mutation("marks-between", _marks_between),
    Mutation("zero-width", _zero_width),
    Mutation("full-width", lambda text, _: _signs(text, _FULL_WIDTH)),
    Mutation("other-marks", lambda text, _: _signs(text, _OTHER_MARK)),
    Mutation("gaps-after-marks", _gaps_after_marks),
    Mutation("traditional", _traditional),
    Mutation("dash", lambda text, _: _around(text, before="- "), in_fields=False),
    Mutation("circled-number", lambda text, _: _around(text, before="①"), in_fields=False),
    Mutation("numbered", lambda text, _: _around(text, before="2、"), in_fields=False),
    Mutation("bracketed-number", lambda text, _: _around(text, before="（3）"), in_fields=False),
    Mutation("item-before", _beside(("包工作餐，", ""), ("Weekly pay, ", "")), in_fields=False),
    Mutation("item-after", _beside(("", "，包工作餐"), ("", ", weekly pay")), in_fields=False),
    Mutation("item-after", _force_after("，谢绝中介"), in_fields=False),
    Mutation("item-after", _force_after("，最好带上作品"), in_fields=False),
    Mutation("clause-before", _beside(("厂区在河边；", ""), ("The site is by the river.\n", "")), in_fields=False),
    Mutation("clause-after", _beside(("", "；厂区在河边。"), ("", "\nThe site is by the river.")), in_fields=False),
    Mutation("line-end", lambda text, _: _around(text, after="\n")),
)
