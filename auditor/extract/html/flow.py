"""Text as a browser lays it out, with the way back to the page's source."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator

from auditor.extract.html.tokens import Text
from auditor.model.document import Anchor, Segment, Written
from auditor.model.location import LinePlace

_REFERENCE = r"(?P<reference>&(?:#[0-9]{1,9}+(?![0-9]);?|#[xX][0-9a-fA-F]{1,8}+(?![0-9a-fA-F]);?|[a-zA-Z][a-zA-Z0-9]{1,31};?))"
_SPACE = " \t\n\r\f"
_PIECE = re.compile(_REFERENCE + rf"|(?P<space>[{_SPACE}]+)|[^&{_SPACE}]+|&")
_KEPT_PIECE = re.compile(_REFERENCE + r"|(?P<space>(?!))|[^&]+|&")


class Page:
    """The source of a page, with its lines counted.

    Args:
        source: the decoded page.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", source))]

    def place(self, offset: int) -> LinePlace:
        """Return line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return LinePlace(line, offset - self._line_starts[line - 1] + 1)

    def offset(self, place: LinePlace) -> int:
        """Return the offset of a line and column; the end of the page for what line breaks of a segment count behind its last line."""
        if place.line > len(self._line_starts):
            return len(self.source)
        return self._line_starts[place.line - 1] + place.column - 1

    def end_of(self, offset: int) -> int:
        """Return where the character that is written at an offset ends: a character reference is written in several."""
        match = _KEPT_PIECE.match(self.source, offset)
        return match.end() if match and match["reference"] else offset + 1


def _of_reference(start: int, piece: str, place: LinePlace, width: int) -> Iterator[Anchor]:
    """Yield the anchors of what one reference stands for, which may be two code points."""
    yield from (Anchor(start + index, place) for index in range(len(piece) - 1))
    yield Written(start + len(piece) - 1, place, width)


class Flow:
    """Collects the text of one block: white space collapsed, every piece anchored where it stands in the source."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._parts: list[str] = []
        self._anchors: list[Anchor] = []
        self._length = 0
        self._next: LinePlace | None = None
        self._gap = False

    def add(self, text: Text, keep_space: bool = False) -> None:
        """Add a run of the source, with its white space as it is if asked for."""
        for match in (_KEPT_PIECE if keep_space else _PIECE).finditer(self._page.source, text.start, text.end):
            piece = html.unescape(match.group()) if match["reference"] else match.group()
            if match["space"] or (piece and not keep_space and piece in _SPACE):
                self._gap = True
            elif piece:
                self._write(piece, match.start(), len(match.group()) if piece != match.group() else 0)

    def gap(self) -> None:
        """Keep what follows apart from what stands before it."""
        self._gap = True

    def sign(self, sign: str, offset: int) -> None:
        """Add a sign that a browser draws for a tag, such as the circle of a choice, apart from what stands before it."""
        self._gap = True
        self._write(sign, offset)

    def line_break(self) -> None:
        """Start a new line."""
        self._gap = False
        if self._parts:
            self._append("\n")

    def segment(self) -> Segment | None:
        """Return what was collected; None where it is nothing but white space."""
        text = "".join(self._parts).rstrip()
        return Segment(text, tuple(anchor for anchor in self._anchors if anchor.start < len(text))) if text else None

    def _write(self, piece: str, offset: int, written: int = 0) -> None:
        """Add a piece of text.

        Args:
            piece: the text.
            offset: where it stands in the source.
            written: code points of the character reference that it is written by; 0 where it stands there as it is.
        """
        if self._gap and self._parts and not self._parts[-1].endswith("\n"):
            self._append(" ")
        self._gap = False
        place = self._page.place(offset)
        if written:
            self._anchors += _of_reference(self._length, piece, place, written)
        elif place != self._next:
            self._anchors.append(Anchor(self._length, place))
        self._next = place
        self._append(piece)

    def _append(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
        if self._next is None:
            return
        breaks = piece.count("\n")
        column = len(piece) - piece.rfind("\n") if breaks else self._next.column + len(piece)
        self._next = LinePlace(self._next.line + breaks, column)
