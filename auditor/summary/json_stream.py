"""JSON values one after the other from a stream of any length; only the value at hand is in memory."""

from __future__ import annotations

import json
import re
from typing import Any, TextIO

ENDS_EARLY = "the report ends in the middle"
_CHUNK = 1 << 20  # code points
_LARGEST = 1 << 28  # code points of one value
_CUT = 16  # code points at the end of what was read in which a value that goes on may look wrong
_KEY = 4_096  # code points in which a first key stands
_SPACE = re.compile(r"[ \t\n\r]*+")
_FIRST_KEY = re.compile(r'\{[ \t\n\r]*+"([^"\\]*+)"')
_DECODER = json.JSONDecoder()


class JsonStream:
    """Reads a stream; what is wrong is raised as ``ValueError``.

    Args:
        stream: the text.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._buffer = stream.read(_CHUNK)
        self._at = 0
        self._lines = 1  # before the buffer, and its first
        self._ended = not self._buffer

    @property
    def line(self) -> int:
        """The line that is read, counted from 1."""
        return self._lines + self._buffer.count("\n", 0, self._at)

    def peek(self) -> str:
        """Return the sign that the next value or mark begins with; empty at the end."""
        while True:
            self._at = _end(_SPACE, self._buffer, self._at)
            if self._at < len(self._buffer) or not self._more():
                return self._buffer[self._at : self._at + 1]

    def mark(self, *signs: str) -> str:
        """Go over one of some signs, which is returned."""
        sign = self.peek()
        if not sign:
            raise ValueError(ENDS_EARLY)
        if sign not in signs:
            raise ValueError(f"not JSON: {sign!r} where {' or '.join(signs)} should stand")
        self._at += 1
        return sign

    def first_key(self) -> str:
        """Return the first key of the object that comes next, without reading it; empty if it has none."""
        if self.peek() and len(self._buffer) - self._at < _KEY:
            self._more()
        found = _FIRST_KEY.match(self._buffer, self._at)
        return found[1] if found else ""

    def value(self) -> Any:
        """Read the next value."""
        if not self.peek():
            raise ValueError(ENDS_EARLY)
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                self._ask_for_more(error)
            except RecursionError as error:
                raise ValueError("not JSON: nested too deeply") from error
            else:
                if end < len(self._buffer) or not self._more():
                    self._at = end
                    return value

    def _ask_for_more(self, error: json.JSONDecodeError) -> None:
        """Read on if the value may go on behind what was read."""
        goes_on = error.pos >= len(self._buffer) - _CUT or error.msg.startswith("Unterminated string")
        if not goes_on:
            raise ValueError(f"not JSON: {error.msg}") from error
        if len(self._buffer) - self._at > _LARGEST:
            raise ValueError(f"one value is longer than {_LARGEST:,} characters") from error
        if not self._more():
            cut = error.msg.startswith("Unterminated string") or not self._buffer[error.pos :].strip()
            raise ValueError(ENDS_EARLY if cut else f"not JSON, or cut: {error.msg}") from error

    def _more(self) -> bool:
        """Read on, as much as is still in use, and forget what was used."""
        if self._ended:
            return False
        chunk = self._stream.read(max(_CHUNK, len(self._buffer) - self._at))
        self._ended = not chunk
        if chunk:
            self._lines += self._buffer.count("\n", 0, self._at)
            self._buffer, self._at = self._buffer[self._at :] + chunk, 0
        return bool(chunk)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start
