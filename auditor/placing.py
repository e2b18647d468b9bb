"""From edits of a segment to edits of the file that it was read from, for files that are text: .txt, .md, .html, templates.

A place is an offset in code points of the decoded file, counted behind its byte order mark. Whatever may not be written where it stands,
such as words in a script, an attribute or the logic of a template, is refused.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from auditor.extract.html.flow import Page
from auditor.extract.html.tokens import Tag, Text, Token, tokens
from auditor.model.document import Segment
from auditor.model.location import LinePlace
from auditor.model.rewrite import Edit
from auditor.model.span import Span

_LOGIC = re.compile(r"\{%|%\}|\{#|#\}|<%|%>|\$\{")
_SPACE = " \t\n\r\f"


class NotPlacedError(Exception):
    """Words do not stand in the file as they were read, or must not be changed there."""


def breaks_logic(text: str) -> bool:
    """Tell whether a template would lose a part of its logic, or half of a placeholder, with some words."""
    return bool(_LOGIC.search(text)) or text.count("{{") != text.count("}}")


class TextFile(Struct, frozen=True, dict=True):
    """The decoded text of a file whose segments are read from it as they stand.

    Args:
        source: the text.
    """

    source: str

    @cached_property
    def _page(self) -> Page:
        return Page(self.source)

    def placed(self, segment: Segment, edits: Iterable[Edit]) -> list[Edit]:
        """Return edits of a segment as edits of the file.

        Raises:
            NotPlacedError: if one cannot be made.
        """
        return [self._place(segment, edit) for edit in edits]

    def _place(self, segment: Segment, edit: Edit) -> Edit:
        start = self._offset(segment, edit.span.start)
        place = Span(start, start + len(edit.span))
        words = edit.span.of(segment.text)
        if place.of(self.source) != words or breaks_logic(words):
            raise NotPlacedError
        return Edit(place, edit.text)

    def _offset(self, segment: Segment, offset: int) -> int:
        """Return where a code point of a segment stands; that behind its last one is reached from there."""
        return _offset(self._page, segment, offset) if offset < len(segment.text) else _offset(self._page, segment, offset - 1) + 1


class HtmlFile(Struct, frozen=True, dict=True):
    """The source of a page, whose tags stay as they are; what is written is text of the page.

    Args:
        source: the decoded page.
    """

    source: str

    @cached_property
    def _page(self) -> Page:
        return Page(self.source)

    @cached_property
    def _tokens(self) -> list[Token]:
        return list(tokens(self.source))

    @cached_property
    def _runs(self) -> list[Text]:
        return [token for token in self._tokens if isinstance(token, Text)]

    @cached_property
    def _breaks(self) -> list[Text]:
        return [token.whole for token in self._tokens if isinstance(token, Tag) and token.name == "br"]

    def placed(self, segment: Segment, edits: Iterable[Edit]) -> list[Edit]:
        """Return edits of a segment as edits of the page: of its text alone, and of line breaks that stand for those of the segment.

        Raises:
            NotPlacedError: if one cannot be made, because the words stand in an attribute or a script.
        """
        return [placed for edit in edits for placed in self._place(segment, edit)]

    def emptied(self, segment: Segment) -> list[Edit]:
        """Return the edits that take a whole segment out, with the paragraph or the item of a list that holds nothing else.

        Raises:
            NotPlacedError: if it cannot be done.
        """
        edits = self.placed(segment, [Edit(Span(0, len(segment.text)), "")])
        element = self._element(Span(edits[0].span.start, edits[-1].span.end)) if edits else None
        return [Edit(element, "")] if element else edits

    def _place(self, segment: Segment, edit: Edit) -> Iterator[Edit]:
        if breaks_logic(edit.span.of(segment.text)):
            raise NotPlacedError
        written = html.escape(edit.text, quote=False)
        cut = self._cut(segment, edit.span)
        if not cut and edit.text:
            at = self._insertion(segment, edit.span.start)
            cut = [Span(at, at)]
        for index, span in enumerate(cut):
            yield Edit(span, "" if index else written)

    def _cut(self, segment: Segment, span: Span) -> list[Span]:
        """Return the stretches of the source to be taken out for some words."""
        found: list[Span] = []
        for index in range(span.start, span.end):
            if segment.text[index] in _SPACE:
                found += self._gap(segment, index)
            else:
                found.append(self._sign(segment, index))
        return _joined(found)

    def _sign(self, segment: Segment, index: int) -> Span:
        """Return where a sign is written; one that is written by a reference stands for it.

        Raises:
            NotPlacedError: if it is written there in another way, or not as text of the page.
        """
        start = _offset(self._page, segment, index)
        place = Span(start, self._page.end_of(start))
        written = html.unescape(place.of(self.source))
        if not self._is_text(place) or not written.startswith(segment.text[index]):
            raise NotPlacedError
        if written != segment.text[index] and segment.text[index : index + len(written)] != written:
            raise NotPlacedError
        return place

    def _gap(self, segment: Segment, index: int) -> list[Span]:
        """Return the white space and line breaks that a gap of the segment stands for."""
        if index == 0 or index + 1 == len(segment.text):
            return []
        start = _offset(self._page, segment, index)
        if self._is_text(Span(start, start + 1)) and self.source[start] == segment.text[index] != " ":
            return [Span(start, start + 1)]
        return self._between(*self._neighbours(segment, index), breaks=segment.text[index] == "\n")

    def _neighbours(self, segment: Segment, index: int) -> tuple[int, int]:
        """Return the end of the last sign before a gap and the start of the first behind it."""
        before = next((i for i in range(index - 1, -1, -1) if segment.text[i] not in _SPACE), None)
        behind = next((i for i in range(index + 1, len(segment.text)) if segment.text[i] not in _SPACE), None)
        if before is None or behind is None:
            raise NotPlacedError
        return self._sign(segment, before).end, self._sign(segment, behind).start

    def _between(self, start: int, end: int, breaks: bool) -> list[Span]:
        """Return the text between two places, and the line breaks there if asked for."""
        runs = self._runs[bisect_right(self._runs, start, key=_end) : bisect_left(self._runs, end, key=_start)]
        blank = (Span(max(run.start, start), min(run.end, end)) for run in runs)
        tags = self._breaks[bisect_left(self._breaks, start, key=_start) : bisect_left(self._breaks, end, key=_start)] if breaks else ()
        return [*(span for span in blank if len(span)), *(Span(tag.start, tag.end) for tag in tags)]

    def _insertion(self, segment: Segment, offset: int) -> int:
        """Return where words are to be written that replace none: behind the sign before, or before the first one."""
        if not offset or (segment.text[offset - 1] in _SPACE and offset < len(segment.text)):
            return self._sign(segment, offset).start
        return self._sign(segment, offset - 1).end

    def _is_text(self, place: Span) -> bool:
        index = bisect_right(self._runs, place.start, key=_start) - 1
        return index >= 0 and place.end <= self._runs[index].end

    def _element(self, inside: Span) -> Span | None:
        """Return the item or paragraph that holds some stretch and nothing but white space beside it; None where there is none.

        Raises:
            NotPlacedError: if an item of a list would be left that is empty.
        """
        before = self._tags_around(inside.start, backwards=True)
        behind = self._tags_around(inside.end, backwards=False)
        opening, closing = next(before, None), next(behind, None)
        while opening and closing and opening.name == closing.name and closing.closing and not opening.closing:
            if opening.name in ("li", "p"):
                return self._with_line(Span(opening.whole.start, closing.whole.end))
            opening, closing = next(before, None), next(behind, None)
        if opening and opening.name == "li" and not opening.closing:
            return self._open_item(opening, closing)
        return None

    def _open_item(self, opening: Tag, following: Tag | None) -> Span:
        """Return an item of a list that ends where the next one begins, or the list ends.

        Raises:
            NotPlacedError: if something else stands in it.
        """
        if (
            following is None
            or (following.closing and following.name not in ("ul", "ol"))
            or (not following.closing and following.name != "li")
        ):
            raise NotPlacedError
        return Span(opening.whole.start, following.whole.start)

    def _tags_around(self, at: int, backwards: bool) -> Iterator[Tag]:
        """Yield the tags before or behind a place as long as no text stands between."""
        before, behind = bisect_left(self._tokens, at, key=_start), bisect_right(self._tokens, at, key=_end)
        for index in range(before - 1, -1, -1) if backwards else range(behind, len(self._tokens)):
            token = self._tokens[index]
            if isinstance(token, Tag):
                yield token
            elif self.source[slice(token.start, min(token.end, at)) if backwards else slice(max(token.start, at), token.end)].strip():
                return

    def _with_line(self, element: Span) -> Span:
        """Return a stretch with the line that it stands on, if nothing else does."""
        line = self.source.rfind("\n", 0, element.start) + 1
        end = self.source.find("\n", element.end)
        if end >= 0 and not self.source[line : element.start].strip() and not self.source[element.end : end].strip():
            return Span(line, end + 1)
        return element


def _start(token: Token) -> int:
    return token.whole.start if isinstance(token, Tag) else token.start


def _end(token: Token) -> int:
    return token.whole.end if isinstance(token, Tag) else token.end


def _offset(page: Page, segment: Segment, offset: int) -> int:
    place = segment.locate(offset)
    if not isinstance(place, LinePlace):
        raise NotPlacedError
    return page.offset(place)


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return stretches in order, those that touch or overlap as one."""
    found: list[Span] = []
    for span in sorted(set(spans)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
