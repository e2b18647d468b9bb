"""What is left out of a text, or written for something else, so that it reads as its choices mean it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.choices.choice import Choice
from auditor.text.choices.marks import GAP

OPEN = "☐"
"""What stands before a word that is not chosen; folding leaves no other sign of this kind in a text."""

_SEPARATORS = regex.compile(rf"(?:{GAP}|[,，、/|;；])*+")
_SEPARATORS_BEFORE = regex.compile(rf"(?:{GAP}|[,，、/|;；])*$")
_ENDED = regex.compile(r"\s*(?:$|[,，;；。:：|)）\n\r])")


def opened(text: str, field: Sequence[Choice]) -> Iterator[Edit]:
    """Yield the edits that put the sign of an open choice before each, and end the last one."""
    for choice in field:
        if choice.mark.start < choice.words.start:
            yield Edit(choice.mark, OPEN)
        else:
            yield Edit(Span(choice.words.start, choice.words.start), OPEN)
            yield Edit(choice.mark, "")
    end = field[-1].span.end
    if not _ENDED.match(text, end):
        yield Edit(Span(end, end), ",")


def narrowed(text: str, field: Sequence[Choice], chosen: Sequence[Choice]) -> Iterator[Edit]:
    """Yield the edits that leave only what is chosen, without marks."""
    stays = set(chosen)
    for index, choice in enumerate(field):
        if choice in stays:
            gap = len(text[choice.mark.end : choice.words.start]) if choice.mark.end <= choice.words.start else 0
            yield Edit(Span(choice.mark.start, choice.mark.end + gap), "")
            continue
        start, end = choice.span.start, choice.span.end
        if index:
            start -= len(_SEPARATORS_BEFORE.search(text, field[index - 1].span.end, start)[0])
        else:
            end = _SEPARATORS.match(text, end, field[1].span.start).end()
        yield Edit(Span(start, end), "")
