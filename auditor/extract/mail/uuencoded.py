"""Files that old mail programs wrote into the text of a mail itself, between ``begin`` and ``end``."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^end\s*?$", re.MULTILINE)


def uuencoded(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each such file; what cannot be unpacked is text. Every line is looked at once, however many begin a file."""
    begin, end = _BEGIN.search(text), _END.search(text)
    while begin:
        following = _BEGIN.search(text, begin.end())
        if end and end.start() < begin.end():
            end = _END.search(text, begin.end())
        if end is None:
            return
        if (not following or end.start() < following.start()) and (data := _unpacked(text[begin.end() : end.start()])):
            yield begin[1].decode("utf-8", "replace").strip(), data
        begin = following


def _unpacked(lines: bytes) -> bytes:
    """Return what some lines hold; nothing where one of them is no line of such a file."""
    try:
        return b"".join(map(binascii.a2b_uu, filter(None, lines.splitlines())))
    except binascii.Error:
        return b""
