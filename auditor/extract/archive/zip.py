"""ZIP archives, whatever charset their names are in."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.errors import ExtractError
from auditor.extract import reasons
from auditor.extract.archive.intake import Intake, UnreadError, bomb_reason, broken_as_unread, is_bomb, read_exactly
from auditor.extract.archive.zip_cut import files_before_cut
from auditor.extract.names import decode_names, is_left_out
from auditor.extract.source import ReadOptions, Source
from auditor.extract.zip_list import BROKEN, open_zip
from auditor.model.document import Document
from auditor.model.wording import Wording

_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags
_UNICODE_PATH = 0x7075  # extra field
_HEADER = 30  # bytes before a member's name


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Yield the files packed into a ZIP archive; those that cannot be read as documents that say why.

    Raises:
        ExtractError: if it is damaged, holds no files, or more than may be read; after the files before the damage.
    """
    intake = Intake(source, options)
    with source.open() as stream:
        try:
            archive = open_zip(stream)
        except (*BROKEN, NotImplementedError):
            yield from files_before_cut(source.read(options.max_bytes), intake)
        else:
            yield from _files(archive, intake)
    intake.end()


def _files(archive: zipfile.ZipFile, intake: Intake) -> Iterator[Document | Source]:
    infos = archive.infolist()
    if _overlap(infos):
        raise ExtractError(intake.source.name, Wording("未读取：压缩炸弹，里面的文件互相重叠", "not read: a bomb, its files overlap"))
    for info, name in zip(infos, _names(infos), strict=True):
        if not is_left_out(name) and not (name.endswith(("/", "\\")) and not info.file_size):
            yield _member(archive, info, name, intake)


def _overlap(infos: Sequence[zipfile.ZipInfo]) -> bool:
    """Tell whether files share packed bytes, which lets a small archive hold the same bomb many times."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    return any(
        first.header_offset + _HEADER + len(_raw_name(first)) + first.compress_size > second.header_offset
        for first, second in pairwise(ordered)
    )


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, intake: Intake) -> Document | Source:
    try:
        intake.admit(info.file_size)
        _check(info)
        with broken_as_unread(*BROKEN), archive.open(info) as stream:
            return intake.member(name, read_exactly(stream, info.file_size))
    except (NotImplementedError, RuntimeError):
        return intake.unread(name, reasons.NO_METHOD)
    except UnreadError as error:
        return intake.unread(name, error.reason)


def _check(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadError(reasons.ENCRYPTED)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadError(reasons.NO_FILE)
    if is_bomb(info.compress_size, info.file_size):
        raise UnreadError(bomb_reason(info.compress_size, info.file_size))


def _names(infos: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the names as their makers meant them: programs on Chinese systems write GBK and mark it as nothing."""
    unmarked = decode_names([b"" if _is_utf8(info) else _raw_name(info) for info in infos])
    return [_unicode_path(info) or (info.orig_filename if _is_utf8(info) else name) for info, name in zip(infos, unmarked, strict=True)]


def _is_utf8(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & _UTF8)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if _is_utf8(info) else "cp437", "replace")


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """Return the UTF-8 name in a member's extra fields, if it still belongs to its name."""
    rest = info.extra
    while len(rest) >= 4:
        kind, size = struct.unpack("<HH", rest[:4])
        content, rest = rest[4 : 4 + size], rest[4 + size :]
        if kind == _UNICODE_PATH and len(content) > 5 and struct.unpack("<L", content[1:5])[0] == zlib.crc32(_raw_name(info)):
            return content[5:].decode("utf-8", "replace")
    return ""
