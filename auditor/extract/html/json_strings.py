"""The strings of a JSON text that stands in a page: by which keys they are reached, and where each of their signs stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct, field

from auditor.extract.html.tokens import Text

_TOKEN = re.compile(r'"((?:[^"\\]++|\\.)*+)"|[{}\[\]:,]', re.DOTALL)
_PIECE = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})|\\(.)|[^\\]+", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": " ", "f": " "}
_DEEPEST = 40


class JsonString(Struct, frozen=True):
    """A string.

    Args:
        path: the keys that lead to it, the outermost first; lists have none.
        objects: numbers of the objects around it, the outermost first.
        text: what it says.
        breaks: offsets in ``text`` from which on it stands in the source without an escape, in rising order.
        places: where in the source those offsets stand.
    """

    path: tuple[str, ...]
    objects: tuple[int, ...]
    text: str
    breaks: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Return where in the source a sign of the text stands."""
        index = bisect_right(self.breaks, offset) - 1
        return self.places[index] + offset - self.breaks[index]

    def breaks_in(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the breaks between two offsets of the text, and where they stand in the source."""
        inside = slice(bisect_right(self.breaks, start), bisect_left(self.breaks, end))
        yield from zip(self.breaks[inside], self.places[inside], strict=True)


class _Level(Struct):
    """An object or list that is open."""

    number: int  # of an object, 0 for a list
    key: str = ""
    in_key: bool = True


class _Reader(Struct):
    levels: list[_Level] = field(default_factory=list)
    objects: int = 0
    too_deep: int = 0

    def mark(self, sign: str) -> None:
        """Read a bracket, colon or comma."""
        if sign in "{[":
            self._open(sign)
        elif sign in "}]":
            self._close()
        elif self.levels:
            self.levels[-1].in_key = sign == ","

    def _open(self, sign: str) -> None:
        if len(self.levels) >= _DEEPEST:
            self.too_deep += 1
            return
        self.objects += sign == "{"
        self.levels.append(_Level(self.objects if sign == "{" else 0))

    def _close(self) -> None:
        if self.too_deep:
            self.too_deep -= 1
        elif self.levels:
            self.levels.pop()

    def string(self, raw: str, start: int) -> JsonString | None:
        """Read a string that is a value; None for a key, and for what stands too deep to be told apart."""
        if self.too_deep:
            return None
        last = self.levels[-1] if self.levels else None
        if last and last.number and last.in_key:
            last.key = _decoded(raw, start)[0]
            return None
        path = tuple(level.key for level in self.levels if level.number)
        objects = tuple(level.number for level in self.levels if level.number)
        text, breaks, places = _decoded(raw, start)
        return JsonString(path, objects, text, tuple(breaks), tuple(places))


def json_strings(source: str, content: Text) -> Iterator[JsonString]:
    """Yield the strings of a JSON text in order; where it is broken, what can be read of it.

    Args:
        source: the page.
        content: where the JSON text stands in it.
    """
    reader = _Reader()
    for match in _TOKEN.finditer(source, content.start, content.end):
        if match[1] is None:
            reader.mark(match[0])
        elif found := reader.string(match[1], match.start(1)):
            yield found


def width_of(source: str, offset: int) -> int:
    """Return how many code points of the source the sign of a string takes that is written at an offset."""
    match = _PIECE.match(source, offset) if source.startswith("\\", offset) else None
    return len(match[0]) if match else 1


def _decoded(raw: str, start: int) -> tuple[str, list[int], list[int]]:
    """Return the text of a raw string, where escapes break it, and where those places stand in the source."""
    parts: list[str] = []
    breaks: list[int] = []
    places: list[int] = []
    length = 0
    for match in _PIECE.finditer(raw):
        piece = _piece(match)
        breaks.append(length)
        places.append(start + match.start())
        parts.append(piece)
        length += len(piece)
    return "".join(parts), breaks or [0], places or [start]


def _piece(match: re.Match[str]) -> str:
    high, low, code, escape = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    if code:
        sign = chr(int(code, 16))
        return "\ufffd" if "\ud800" <= sign <= "\udfff" else sign
    return _ESCAPES.get(escape, escape) if escape else match[0]
