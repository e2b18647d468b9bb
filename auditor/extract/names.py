"""Names of files, packed ones above all: which charset they are in, how they are shown, and which are no document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from auditor.extract.charset import plausibility

CONFIG_FILE = "auditor.toml"
_CHARSETS = ("utf-8", "gb18030", "big5hkscs")
_NO_CHARSET = "cp437"  # what the zip format was made with: every byte means something
_LONGEST = 500
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SYSTEM = frozenset(("__macosx", "thumbs.db", "desktop.ini"))
_LOCK = "~$"  # what Word and Excel write beside an open file


def decode_names(raw_names: Sequence[bytes]) -> list[str]:
    """Decode the names of one archive, which all have one charset unless they are UTF-8.

    A name of its own is too short to tell GBK from Big5, so that those which are no UTF-8 are looked at together.
    """
    rest = {raw for raw in raw_names if _charset(raw) != "utf-8"}
    charset = _charset(b"\n".join(raw for raw in raw_names if raw in rest))
    return [_decode(raw, charset) if raw in rest else raw.decode() for raw in raw_names]


def _charset(raw: bytes) -> str:
    """Return the charset that fits best, the first of equals: two GBK characters can be valid UTF-8, but then make no sense."""
    best = max(_CHARSETS, key=lambda charset: plausibility(raw, charset))
    if plausibility(raw, best):
        return best
    return next((charset for charset in _CHARSETS if _fits(raw, charset)), _NO_CHARSET)


def _fits(raw: bytes, charset: str) -> bool:
    try:
        raw.decode(charset)
    except UnicodeDecodeError:
        return False
    return True


def _decode(raw: bytes, charset: str) -> str:
    return raw.decode(charset if _fits(raw, charset) else _NO_CHARSET)


def shown(name: str) -> str:
    """Return a name that can be printed and leads nowhere: unsafe signs and ``..`` are percent-encoded, the rest stays."""
    parts = (_safe(part) for part in name.replace("\\", "/").split("/") if part not in ("", "."))
    path = "/".join(parts) or "unnamed"
    return path if len(path) <= _LONGEST else f"{path[: _LONGEST // 2]}…{path[-_LONGEST // 2 :]}"


def _safe(part: str) -> str:
    return "%2E%2E" if part == ".." else _UNSAFE.sub(lambda sign: quote(sign[0], errors="surrogatepass"), part)


def is_left_out(name: str) -> bool:
    """Tell whether a file is none that a person packed: made by the system, hidden as in folders, or a lock."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return any(part.startswith((".", _LOCK)) or part.lower() in _SYSTEM for part in parts)
