"""Line breaks inside a sentence: where a program has wrapped a text at a width, as in mails and text taken from a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from auditor.text.compiled import deferred

_LINE = deferred(r"[^\r\n]+")
_BREAK = r"[ \t]*(?P<break>\r\n|\r|\n)"
_ONE_BREAK = deferred(_BREAK)
_WIDTHS = range(36, 170)  # columns at which texts are wrapped; an ideograph takes two
_FEWEST_FULL = 3
# No line begins so: a unit behind a number, the second number of a range, a closing mark.
_TORN = deferred(
    rf"(?<=\d){_BREAK}(?=周?[岁歲]|厘米|公分|[cC][mM](?![A-Za-z]))"
    rf"|(?<=\d[-~～—–至到]){_BREAK}(?=\d)"
    rf"|(?<=\S){_BREAK}(?=[，、：）,)](?!\d))"
)
_ENDED = tuple("。；！？：…;!?:.")
_PAUSES = tuple("，、,")  # a border of items anyway
# What opens a line of its own: an indent, a list mark, a heading in brackets, a field with its colon.
_OPENS = deferred(
    r"\u3000| {2,}"
    r"|[^\p{L}\p{N}\s（(“\"《，、。；：！？）)]|[（(]?[0-9０-９一二三四五六七八九十]{1,3}[)）.．、,，:：]|[（(][^（）()]{1,3}[)）]|[A-Za-z][.、)）]"
    r"|[^\s:：，,。；;]{1,12}[:：]"
)
_FIRST_WORD = regex.compile(r"(?:[A-Za-z0-9]+|.)[，。、；：！？）]*", regex.DOTALL)


def wrap_breaks(text: str) -> frozenset[int]:
    """Return the offsets of the line breaks that stand inside a sentence."""
    if "\n" not in text and "\r" not in text:
        return frozenset()
    return frozenset([*(match.start("break") for match in _TORN.finditer(text)), *_at_the_edge(text)])


def _at_the_edge(text: str) -> Iterator[int]:
    """Yield the breaks after lines that are full, in a text of which other lines are full too and few end early."""
    lines = [(match.start(), match.group().rstrip()) for match in _LINE.finditer(text) if not match.group().isspace()]
    edge = max((_width(line) for _, line in lines), default=0)
    if edge not in _WIDTHS or len(lines) <= _FEWEST_FULL:
        return
    full: list[int] = []
    pausing = early = 0
    for (start, line), (following, after) in pairwise(lines):
        one = _ONE_BREAK.fullmatch(text, start + len(line), following)
        if one is None or line.endswith(_ENDED) or _OPENS.match(after):
            continue
        if _width(line) + _first_width(after) <= edge:
            early += not line.endswith(_PAUSES)
        elif line.endswith(_PAUSES):
            pausing += 1
        else:
            full.append(one.start("break"))
    if len(full) + pausing >= _FEWEST_FULL and len(full) + pausing > 2 * early:
        yield from full


def _first_width(line: str) -> int:
    """Return the columns that the start of a line would have taken on the line before: a sign, or a gap and a Latin word."""
    match = _FIRST_WORD.match(line)
    return _width(match.group()) + match.group()[0].isascii() if match else 0


def _width(line: str) -> int:
    return len(line.encode("gbk", "replace"))
