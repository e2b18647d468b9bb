"""What many findings share (a rule, an article, a reason) is written once in a page, however many processes render it.

Each piece of text that a renderer writes names all that it shares by digest and brings it along on lines of its own; whoever puts
the pieces together leaves out what is there already. So every piece stands for itself, wherever and whenever it was made.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from auditor.report.html.inert import inert

_BYTES = 6  # of a digest: there are some thousand things to tell apart
SHARED = b"="
RESULT = b"+"


class Shared:
    """Gathers what one piece shares."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}

    def key(self, value: Any) -> str:
        """Return the digest that stands for a value."""
        text = inert(value)
        key = blake2b(text.encode("utf-8", "backslashreplace"), digest_size=_BYTES).hexdigest()
        self._lines[key] = text
        return key

    def lines(self) -> str:
        """Return a line for each value: digest and JSON."""
        return "".join(f"{SHARED.decode()}{key}{text}\n" for key, text in self._lines.items())


class SharedOnce:
    """Lets each shared value through once."""

    def __init__(self) -> None:
        self._known: dict[bytes, bytes] = {}

    def entry(self, line: bytes) -> bytes:
        """Return an entry of the page's data for a line that a renderer wrote; nothing for a value that is there already."""
        if line[:1] == RESULT:
            return line[1:]
        key, text = line[1 : 1 + 2 * _BYTES], line[1 + 2 * _BYTES :]
        if key in self._known:
            return b""
        self._known[key] = text
        return b'{"key":"%b","value":%b}' % (key, text)

    def value(self, key: str) -> Any:
        """Return what was let through under a digest."""
        return json.loads(self._known[key.encode()])
