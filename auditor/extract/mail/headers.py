"""Mail headers as they come: encoded words cut in the middle of a character, and raw GBK where only ASCII may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import Compat32
from typing import TypeAlias

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.names import decode_names

Mail: TypeAlias = "Message[str, str]"

_LONGEST = 32_768  # bytes of a header: beyond, the standard library takes quadratic time
_WORD = re.compile(r"=\?[^?\s]{1,40}\?[bBqQ]\?")


class MailPolicy(Compat32):
    """Reads raw bytes in headers by what charset they fit; the standard library replaces them."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        """Return the name and value of a header, unfolded."""
        name, _, value = "".join(sourcelines)[:_LONGEST].partition(":")
        raw = value.encode("ascii", "surrogateescape")
        return name, "".join(decode_names([raw])[0].splitlines()).strip(" \t")


POLICY = MailPolicy(mangle_from_=False)


def words(value: str) -> str:
    """Return the text of a header with its encoded words read; as it stands where they cannot be."""
    if not _WORD.search(value):
        return value
    try:
        pieces = decode_header(value)
    except HeaderParseError:
        return value
    return "".join(_piece(piece, charset or "") for piece, charset in pieces)


def _piece(piece: bytes | str, charset: str) -> str:
    if isinstance(piece, str):
        return piece
    if not charset:
        return piece.decode("raw_unicode_escape", "replace")  # as decode_header packs what stands between words
    try:
        return decode(piece, "", charset)
    except ExtractError:
        return decode_names([piece])[0]


def subject(mail: Mail) -> str:
    """Return the subject of a mail; empty where there is none."""
    return words(mail.get("Subject", "")).strip()


def filename(part: Mail) -> str:
    """Return the file name of a part, however it is encoded; empty where there is none."""
    try:
        return words(part.get_filename() or "").strip()
    except (ValueError, LookupError, TypeError):  # a broken RFC 2231 name
        return ""
