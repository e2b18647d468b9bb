"""Files that old mail programs wrote into the text of a mail itself, between ``begin`` and ``end``."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator

_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_END = re.compile(rb"^end\s*?$", re.MULTILINE)


def uuencoded(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each such file; what cannot be unpacked is text."""
    behind = 0
    for begin in _BEGIN.finditer(text):
        end = _END.search(text, begin.end()) if begin.start() >= behind else None
        if end is None:
            continue
        try:
            data = b"".join(map(binascii.a2b_uu, filter(None, text[begin.end() : end.start()].splitlines())))
        except binascii.Error:
            continue
        if data:
            yield begin[1].decode("utf-8", "replace").strip(), data
            behind = end.end()
