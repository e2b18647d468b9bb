"""Cut raw text into clauses. Borders are found on raw text, so that nothing has to be folded before a gate has looked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import regex

from auditor.model.span import Span
from auditor.text.circled import plain_digits
from auditor.text.wraps import wrap_breaks

SENTENCE_ENDS = "。｡；;！!"
"""Signs that end a clause wherever they stand, but for the cell of a table."""
LINE_ENDS = "\n\r\f\v\u2028\u2029"
"""Every sign that ends a line."""
# What the press quotes is one clause with who said it: “…。”店主对记者说
_TO_THE_PRESS = "(?:对|向|告诉|接受)(?:本报|本台)?(?:记者|笔者)"
_TOLD_THE_PRESS = rf"[^“”\"{LINE_ENDS}]{{0,120}}[”\"][^“”\"{LINE_ENDS}{SENTENCE_ENDS}]{{0,20}}{_TO_THE_PRESS}"
_END = rf"(?:[{LINE_ENDS}]|[{SENTENCE_ENDS}](?!{_TOLD_THE_PRESS}))"
BREAK = regex.compile(_END)
"""What no clause goes on behind, unless a line is wrapped, a question answered there, or a cell holds it."""
_LAST_BREAK = regex.compile(rf"(?r){BREAK.pattern}[?？]{{0,8}}")  # question marks behind it belong to it

_EMOJI = "✅⭐✨❗👉🔸🔹🔶🔷🔺📌📍💥🔥🌟🔴🔵🟢🟡🟠"  # as posts of chats open their items
BULLETS = f"•●◆■★▪◇▲►➤➢☛☞❖▶➡※✔✓{_EMOJI}\uf06c\uf06e\uf071\uf075-\uf077\uf09f\uf0a7\uf0a8\uf0b7\uf0d8\uf0e8\uf0fc"
"""Signs that open an item wherever they stand; the last ones are Word's bullets of the fonts Symbol and Wingdings."""

TICKS = frozenset("✓✔✅")
"""Bullets that answer with yes where they are all that a field holds."""

_THOUSANDS = r"(?<=,)\d{3}(?:,\d{3})?(?:[人名元户家万]|[\s，。;；)）]|$)"  # 员工总数：1,560 counts; 1,180cm以上 begins an item

# A full stop after a Latin word that is no abbreviation, a sentence mark, a line end, a bullet, a dash before a line, a letter
# that Word's Wingdings draw as an arrow or a tick (Ø is a diameter before a digit), or the number of a list item. A question
# that is answered at once (A smoker? Please look elsewhere) is one clause with its answer. The number needs a gap or a mark
# before it: 身高1、50m and 2.5年 are no lists; above 19 it is rather an age.
_BORDER = regex.compile(
    rf"(?:{_END}|[?？](?!\s{{1,3}}(?i:then|please|kindly|sorry|do not|don['’]t|look|skip|this (?:is|isn))))+"
    r"|(?<=[A-Za-z0-9)])(?<!(?<![A-Za-z])(?i:e\.g|i\.e|incl|approx|vs|mr|mrs|ms|dr|st))\.(?=\s+[A-Z]|[^\S\n\r]*(?:[\n\r]|$))"
    r"|(?:(?<=^)|(?<=[\n\r]))[^\S\n\r]*[-–—*+·][^\S\n\r]+"
    r"|Ø(?=[^\S\n\r]*\p{Han})(?<!径[^\S\n\r]*Ø)|(?<=^|[\n\r])[^\S\n\r]*[Øü§](?=[^\S\n\r]*[\p{Han}(（【])"
    rf"|[①-⑳⑴-⒇❶-❿➀-➓{BULLETS}]+"
    r"|(?:(?<=^|[\s:：,，。;；)）\]】])(?<![0-9０-９][:：])|(?<=[\n\r]))(?:"
    rf"[0-9０-９]{{1,2}}[)）]|[1１]?[0-9０-９](?:[、,，](?!\d{{2}} ?[mM米]|{_THOUSANDS})|[.．](?!\d))"
    r"|[(（][0-9０-９一二三四五六七八九十]{1,2}[)）]"
    r"|[一二三四五六七八九十]{1,2}、)"
)
_NO_BORDER = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]*")  # as most fields of tables
_ANSWERED = regex.compile(
    r"(?<![?？])[?？]++(?=\s{0,4}(?:(?:答|回复|回答|A|Answer)\s?[:：.、]|(?:当然|本店|我们|本岗位?)?(?:[都均]|全部)?(?:不|没|否|无需|可以|男女)))"
)
LINE_END = regex.compile(f"[{LINE_ENDS}]")
LONGEST_GAP = 8
"""Code points between the first question mark and its answer."""
_LONGEST = 1_500  # code points; what reads context takes time by the square of a clause
_PAUSES, _CLOSINGS = "，, \t\u3000", "、/|)）]】》”"
_CONTENT = regex.compile(r"[^\s\x1c-\x1f](?:.*[^\s\x1c-\x1f])?", regex.DOTALL)


def clause_spans(text: str, cells: Sequence[Span] = (), marks: Set[int] = frozenset()) -> Iterator[Span]:
    """Yield the clauses of a raw text as code-point spans, without borders and surrounding white space.

    Args:
        text: raw text.
        cells: the cells of tables in it, in order; each is a clause of its own.
        marks: where signs stand that tick a choice of a form and are no bullets.
    """
    if text.strip() in TICKS:
        yield from _trimmed(text, 0, len(text))
        return
    inner = wrap_breaks(text).union(_answered(text), marks)
    marked = plain_digits(text)
    position = 0
    for cell in cells:
        yield from _between(marked, position, cell.start, inner)
        yield cell
        position = cell.end
    yield from _between(marked, position, len(text), inner)


def clauses_of_parts(text: str, parts: Iterable[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Yield some parts of a raw text in which no line is wrapped, each with its clauses; what is in no part is not looked at.

    Args:
        text: raw text.
        parts: in order, each from one break to another; each is taken when the clauses of the one before have been read.
    """
    inner = frozenset(_answered(text))
    marked = plain_digits(text)
    for part in parts:
        yield part, _in_part(marked, part, inner)


def sentences(text: str, following: Callable[[int], int | None]) -> Iterator[Span]:
    """Yield the sentences, from one break to the next, in which some places of a text stand.

    Args:
        text: raw text.
        following: returns the first of these places from an offset on; it is asked when the sentence before has been read.
    """
    start = end = 0
    while (offset := following(start)) is not None:
        before, behind = _LAST_BREAK.search(text, end, offset), BREAK.search(text, offset)
        sentence = Span(before.end() if before else end, behind.start() if behind else len(text))
        yield sentence
        end = sentence.end
        start = max(end, offset + 1)


def first_from(offsets: Sequence[int], start: int) -> int | None:
    """Return the first of some offsets, in order, that does not stand before another one."""
    index = bisect_left(offsets, start)
    return offsets[index] if index < len(offsets) else None


def behind_borders(text: str) -> Sequence[str]:
    """Return what stands behind each sign of a raw text that may be a border of clauses, up to the next one."""
    if _NO_BORDER.fullmatch(text):
        return ()
    parts: Sequence[str] = _BORDER.split(plain_digits(text))
    return parts[1:]


def joins_lines(text: str) -> bool:
    """Tell whether a clause of a raw text goes on behind a line end: where it is wrapped, or its question answered there."""
    if wrap_breaks(text):
        return True
    return any(LINE_END.search(text, mark, mark + LONGEST_GAP) for mark in _answered(text))


def _in_part(text: str, part: Span, inner: Set[int]) -> list[Span]:
    """Return the clauses of a part; what follows it is looked at as well, because it tells full stops from points."""
    spans: list[Span] = []
    position = part.start
    for border in _BORDER.finditer(text, position):
        start, end = border.span()
        if start >= part.end:
            break
        if start not in inner:
            spans += _trimmed(text, position, start)
            position = end
    return spans + _trimmed(text, position, part.end)


def _between(text: str, position: int, end: int, inner: Set[int]) -> Iterator[Span]:
    """Yield the clauses of a part of a text; ``inner`` are borders by their sign that stand inside a clause."""
    for border in _BORDER.finditer(text, position, end):
        if border.start() in inner:
            continue
        yield from _trimmed(text, position, border.start())
        position = border.end()
    yield from _trimmed(text, position, end)


def _answered(text: str) -> Iterator[int]:
    """Yield the question marks that an answer follows: question and answer are read together."""
    if "?" in text or "？" in text:
        yield from (match.start() for match in _ANSWERED.finditer(text))


def _trimmed(text: str, start: int, end: int) -> list[Span]:
    """Return the content of a range, in pieces where no writer of a sentence would go on so long without a border."""
    pieces: list[Span] = []
    while end - start > _LONGEST:
        cut = _cut(text, start)
        pieces += _trimmed(text, start, cut)
        start = cut
    content = _CONTENT.search(text, start, end)
    return [*pieces, Span(*content.span())] if content else pieces


def _cut(text: str, start: int) -> int:
    """Return where what begins at a place is cut: before the last pause, else behind what closes an item, else where it gets too long."""
    end = start + _LONGEST
    pause = max(text.rfind(mark, start + 1, end) for mark in _PAUSES)
    return pause if pause > start else max(text.rfind(mark, start + 1, end) for mark in _CLOSINGS) + 1 or end
