"""Comments that speak to this program: each with what it stands in and before, told by the extractor that knows comments from text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from auditor.model.directive import Directive, Extent
from auditor.model.location import LinePlace
from auditor.model.span import Span

MARK = "auditor:"
"""What such a comment starts with."""

_LONGEST = 2_000  # code points of a comment that are kept


class Comment(Struct, frozen=True):
    """A comment of any kind.

    Args:
        span: all of it with its marks, code points of the text.
        words: what stands between the marks.
    """

    span: Span
    words: str


def directives(
    text: str, comments: Iterable[Comment], blocks: Sequence[Span], following: Sequence[Span] | None = None
) -> tuple[Directive, ...]:
    """Return the comments that speak to this program.

    A comment stands in the block that its span overlaps. Between blocks it belongs to the next one, but to the one before where that
    ends on the line on which the comment starts, and no other begins on the line on which the comment ends.

    Args:
        text: the whole source, with line ends as they are.
        comments: in order, at least those that start with the mark.
        blocks: what a person reads in one go, in order and none in another, without what is only comment.
        following: the same with those as one that a comment in front of them speaks for, such as the rows of a table.
    """
    spoken = [comment for comment in comments if comment.words.lstrip().startswith(MARK)]
    return tuple(_Page(text, blocks, following or blocks).directives(spoken)) if spoken else ()


def blanked(text: str, comments: Iterable[Comment]) -> str:
    """Return a text of the same length and lines with blanks in place of comments."""
    pieces: list[str] = []
    done = 0
    for comment in comments:
        pieces += (text[done : comment.span.start], re.sub(r"[^\n]", " ", comment.span.of(text)))
        done = comment.span.end
    return "".join((*pieces, text[done:]))


def line_blocks(text: str) -> list[Span]:
    """Return every line of a text that is not blank."""
    return [Span(*match.span()) for match in re.finditer(r"[^\n]*\S[^\n]*", text)]


class _Blocks:
    """Finds blocks by their places."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._ends = [span.end for span in spans]

    def around(self, place: Span) -> Span | None:
        """Return the first block that shares a code point with a place."""
        after = self.after(place.start)
        return after if after and after.start < place.end else None

    def after(self, offset: int) -> Span | None:
        """Return the first block that ends behind an offset."""
        index = bisect_right(self._ends, offset)
        return self._spans[index] if index < len(self._spans) else None

    def before(self, offset: int) -> Span | None:
        """Return the last block that ends at an offset or before it."""
        index = bisect_right(self._ends, offset)
        return self._spans[index - 1] if index else None


class _Page:
    """A text with its lines counted."""

    def __init__(self, text: str, blocks: Sequence[Span], following: Sequence[Span]) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._blocks = _Blocks(blocks)
        self._following = _Blocks(following)

    def directives(self, comments: Iterable[Comment]) -> Iterator[Directive]:
        for comment in comments:
            words = " ".join(comment.words.lstrip().removeprefix(MARK)[:_LONGEST].split())
            start, last = self._line(comment.span.start), self._line(comment.span.end - 1)
            block = self._block(comment.span)
            line = Extent(LinePlace(start, 1), LinePlace(last + 1, 1))
            extent = self._extent(block) if block else None
            yield Directive(words, self._extent(comment.span), line, self._next_line(last), extent)

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset)

    def _place(self, offset: int) -> LinePlace:
        line = self._line(offset)
        return LinePlace(line, offset - self._starts[line - 1] + 1)

    def _extent(self, span: Span) -> Extent:
        return Extent(self._place(span.start), self._place(span.end))

    def _next_line(self, line: int) -> Extent | None:
        found = re.compile(r"\S").search(self._text, self._starts[line]) if line < len(self._starts) else None
        if not found:
            return None
        number = self._line(found.start())
        return Extent(LinePlace(number, 1), LinePlace(number + 1, 1))

    def _block(self, comment: Span) -> Span | None:
        if around := self._blocks.around(comment):
            return around
        before, following = self._blocks.before(comment.start), self._following.after(comment.start)
        ends_here = before and self._line(before.end - 1) == self._line(comment.start)
        begins_here = following and self._line(following.start) == self._line(comment.end - 1)
        return before if ends_here and not begins_here else following
