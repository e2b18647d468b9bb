"""ZIP archives whose end is missing, and with it the list of their files: each file is also headed by its own name and sizes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from msgspec import Struct

from auditor.extract import reasons
from auditor.extract.archive.intake import Intake, UnreadError, bomb_reason, is_bomb
from auditor.extract.names import decode_names, is_left_out
from auditor.extract.source import Source
from auditor.model.document import Document
from auditor.model.wording import Wording

_MAGIC = b"PK\x03\x04"
_FORM = struct.Struct("<4sHHHHHLLLHH")
_ENCRYPTED, _SIZES_BEHIND, _UTF8 = 0x1, 0x8, 0x800  # flags
_STORED, _DEFLATED = 0, 8
_NO_LIST = Wording("不完整或已损坏，缺少末尾的文件目录", "cut short or damaged, the list of files at its end is missing")
_LONGEST_BEHIND = 24  # bytes between a file and the next header, where sizes stand behind it


class _Header(Struct, frozen=True):
    """What stands before a packed file; ``start`` is where its bytes do."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    start: int


def files_before_cut(data: bytes, intake: Intake) -> Iterator[Document | Source]:
    """Yield the files of an archive up to where it is cut, or where nothing tells where the next one starts.

    Args:
        data: the archive.
        intake: counts them.

    Raises:
        ExtractError: always, at the end: there is no telling how many files are missing.
    """
    position = 0
    while (header := _header(data, position)) is not None:
        try:
            content, end = _content(data, header, intake)
        except UnreadError as error:
            yield intake.unread(header.name, error.reason)
            end = header.start + header.packed
        else:
            if not is_left_out(header.name) and not (header.name.endswith(("/", "\\")) and not content):
                yield intake.member(header.name, content)
        position = data.find(b"PK", end, end + _LONGEST_BEHIND + 2) if header.flags & _SIZES_BEHIND else end
        while position >= 0 and data.startswith(b"PK\x07\x08", position):
            position = data.find(b"PK", position + 2, end + _LONGEST_BEHIND + 2)
    raise intake.exhausted(_NO_LIST)


def _header(data: bytes, position: int) -> _Header | None:
    """Return the header at a position; None where there is none, or not all of it."""
    fixed = data[position : position + _FORM.size] if position >= 0 else b""
    if len(fixed) < _FORM.size or not fixed.startswith(_MAGIC):
        return None
    _, _, flags, method, _, _, checksum, packed, _, name_size, extra_size = _FORM.unpack(fixed)
    start = position + _FORM.size
    raw = data[start : start + name_size]
    name = raw.decode("utf-8", "replace") if flags & _UTF8 else decode_names([raw])[0]
    return _Header(name, flags, method, checksum, packed, start + name_size + extra_size)


def _content(data: bytes, header: _Header, intake: Intake) -> tuple[bytes, int]:
    """Return a file and where its packed bytes end.

    Raises:
        UnreadError: if it cannot be read.
    """
    intake.count()
    if header.flags & _ENCRYPTED:
        raise UnreadError(reasons.ENCRYPTED)
    if header.method == _DEFLATED:
        content, end = _inflated(data, header, intake)
    elif header.method == _STORED and not header.flags & _SIZES_BEHIND:
        end = header.start + header.packed
        content = data[header.start : end]
    else:
        raise UnreadError(reasons.NO_METHOD)
    intake.take(len(content))
    if end > len(data) or (not header.flags & _SIZES_BEHIND and zlib.crc32(content) != header.checksum):
        raise UnreadError(reasons.CUT_SHORT)
    return content, end


def _inflated(data: bytes, header: _Header, intake: Intake) -> tuple[bytes, int]:
    limit = min(intake.options.max_bytes, intake.options.max_unpacked)
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(memoryview(data)[header.start :], limit + 1)
    except zlib.error as error:
        raise UnreadError(reasons.damaged(error)) from error
    if len(content) <= limit and not stream.eof:
        raise UnreadError(reasons.CUT_SHORT)
    packed = len(data) - header.start - len(stream.unused_data) - len(stream.unconsumed_tail)
    if is_bomb(packed, len(content)):
        raise UnreadError(bomb_reason(packed, len(content)))
    return content, header.start + packed
