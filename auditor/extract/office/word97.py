"""Binary Word files before LibreOffice reads them: which version they are, and what it would leave out.

WPS Office writes "not hidden as field code" beside plain text. LibreOffice hears "hidden" whatever the value, and drops that text, so
it is told nothing at all. The layout is that of [MS-DOC]: a plex leads to pages of 512 bytes, each with runs and their properties.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress

from msgspec import Struct

from auditor.errors import ExtractError
from auditor.extract.ole import OleError, open_ole
from auditor.extract.reasons import CUT_SHORT, ENCRYPTED
from auditor.model.wording import Wording

_PAGE = 512
_HEAD = 0x200
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200  # flags
_FIRST_OF_WORD_97 = 0x00C1
_PLEX = 0xFA  # where the head says where the plex of character runs is
_PAGE_NUMBER = 0x3FFFFF
_MOST_PAGES = 1_000_000
_FIELD_HIDDEN = b"\x02\x08"
_NOT_HIDDEN = _FIELD_HIDDEN + b"\0"
_HARMLESS = b"\x75\x08\0"  # "may be checked for spelling"
_OPERANDS = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes, by the kind of property


class WordFile(Struct, frozen=True):
    """A binary word-processor file.

    Args:
        data: the whole file, so that LibreOffice reads all of it.
        version: ``97``, ``95`` or ``Works``.
    """

    data: bytes
    version: str


def open_word(name: str, data: bytes) -> WordFile:
    """Look into a binary file.

    Raises:
        ExtractError: if it is encrypted or damaged.
    """
    try:
        with open_ole(data) as container:
            if not container.exists("WordDocument"):
                return WordFile(data, "Works")
            stream = container.openstream("WordDocument").read()
            flags = int.from_bytes(stream[10:12], "little")
            table_name = "1Table" if flags & _TABLE_1 else "0Table"
            table = container.openstream(table_name).read() if container.exists(table_name) else b""
    except OleError as error:
        raise ExtractError(name, Wording(f"文件已损坏或不完整（{error}）", f"damaged, or cut short: {error}")) from error
    if len(stream) < _HEAD:
        raise ExtractError(name, CUT_SHORT)
    if flags & _ENCRYPTED:
        raise ExtractError(name, ENCRYPTED)
    if int.from_bytes(stream[2:4], "little") < _FIRST_OF_WORD_97:
        return WordFile(data, "95")
    return WordFile(_mended(data, stream, table), "97")


def _mended(data: bytes, stream: bytes, table: bytes) -> bytes:
    """Return the file without properties that LibreOffice misunderstands."""
    import olefile

    mended = bytearray(stream)
    with suppress(struct.error, IndexError):  # of a damaged page LibreOffice makes what it can
        for start in list(_misunderstood(stream, table)):
            mended[start : start + len(_HARMLESS)] = _HARMLESS
    if mended == stream:
        return data
    out = io.BytesIO(data)
    with olefile.OleFileIO(out, write_mode=True) as container:
        container.write_stream("WordDocument", bytes(mended))
        return out.getvalue()


def _misunderstood(stream: bytes, table: bytes) -> Iterator[int]:
    """Yield the offsets of properties that say ``not hidden``."""
    for start, end in _properties(stream, table):
        yield from (at for at in _each(stream, start, end) if stream[at : at + 3] == _NOT_HIDDEN)


def _properties(stream: bytes, table: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the properties of runs of characters begin and end."""
    start, size = struct.unpack_from("<II", stream, _PLEX)
    count = min((size - 4) // 8, len(table) // 8, _MOST_PAGES)
    for number in range(count):
        entry = struct.unpack_from("<I", table, start + 4 * (count + 1 + number))[0]
        page = (entry & _PAGE_NUMBER) * _PAGE
        runs = stream[page + _PAGE - 1]
        for offset in set(stream[page + 4 * (runs + 1) : page + 4 * (runs + 1) + runs]) - {0}:
            first = page + 2 * offset
            yield first + 1, min(first + 1 + stream[first], page + _PAGE - 1)


def _each(stream: bytes, start: int, end: int) -> Iterator[int]:
    """Yield where each property of a list begins."""
    while start + 2 < end:
        yield start
        kind = stream[start + 1] >> 5
        start += 2 + (1 + stream[start + 2] if kind == 6 else _OPERANDS[kind])
