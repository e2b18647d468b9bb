"""7z archives, unpacked in memory batch by batch: a solid block can only be read from its start."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from auditor.errors import ExtractError, one_line
from auditor.extract import reasons
from auditor.extract.archive.intake import Intake, UnreadError, bomb_reason, is_bomb
from auditor.extract.names import is_left_out
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.model.document import Document
from auditor.model.wording import Wording, fill

if TYPE_CHECKING:
    from py7zr import FileInfo, SevenZipFile

_BATCH = 64 * MEBIBYTE
_MOST_FAULTS = 8  # of one batch: each costs one more pass over it
_DRIVE = re.compile(r"[A-Za-z]:")
_HINT = reasons.needs_extra(".7z", "7z")
_NOT_READ = Wording("已损坏、不完整，或采用了读不了的压缩方式（{why}）", "damaged, cut short or packed by a method that is not read: {why}")
_NOT_HELD = Wording("已损坏：目录里有，包里没有", "damaged: the archive lists it and does not hold it")
_BEHIND = Wording("已损坏，或排在损坏的文件后面", "damaged, or packed behind a damaged file")
_TOO_MANY = Wording("未读取：压缩包损坏之处太多", "not read: the archive is damaged in too many places")
_LEADS_OUT = Wording("未读取：文件名指向压缩包之外", "not read: its name leads out of the archive")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Yield the files of a 7z archive; those that cannot be read as documents that say why.

    Raises:
        ExtractError: if it is damaged, encrypted, holds no files, or more than may be read, or if py7zr is not installed.
    """
    try:
        import py7zr
    except ImportError as error:
        raise ExtractError(source.name, _HINT) from error
    intake = Intake(source, options)
    try:
        with source.open() as stream, py7zr.SevenZipFile(stream, max_extract_size=options.max_unpacked) as archive:
            yield from _members(archive, intake)
    except ExtractError:
        raise
    except py7zr.PasswordRequired as error:
        raise ExtractError(source.name, reasons.ENCRYPTED) from error
    except Exception as error:  # py7zr raises whatever a damaged file leads to
        raise ExtractError(source.name, fill(_NOT_READ, why=one_line(error))) from error
    intake.end()


def _members(archive: SevenZipFile, intake: Intake) -> Iterator[Document | Source]:
    if archive.needs_password():
        raise ExtractError(intake.source.name, reasons.ENCRYPTED)
    _refuse_bomb(archive, intake)
    batch: dict[str, int] = {}
    for info in archive.list():
        if info.is_directory or is_left_out(info.filename):
            continue
        if batch and sum(batch.values()) + info.uncompressed > _BATCH:
            yield from _unpack(archive, list(batch), intake)
            batch.clear()
        try:
            intake.admit(info.uncompressed)
            _check(info)
        except UnreadError as error:
            yield intake.unread(info.filename, error.reason)
        except ExtractError:
            yield from _unpack(archive, list(batch), intake)
            raise
        else:
            batch[info.filename] = batch.get(info.filename, 0) + info.uncompressed
    yield from _unpack(archive, list(batch), intake)


def _refuse_bomb(archive: SevenZipFile, intake: Intake) -> None:
    with intake.source.open() as stream:
        packed = stream.seek(0, io.SEEK_END)
    total = sum(info.uncompressed for info in archive.list())
    if is_bomb(packed, total):
        raise ExtractError(intake.source.name, bomb_reason(packed, total))


def _check(info: FileInfo) -> None:
    if info.is_symlink:
        raise UnreadError(reasons.NO_FILE)
    path = PurePosixPath(info.filename)
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(info.filename) or str(path) != info.filename:
        raise UnreadError(_LEADS_OUT)


def _unpack(archive: SevenZipFile, names: Sequence[str], intake: Intake) -> Iterator[Document | Source]:
    """Yield the files of one batch; one that is damaged is passed over in another pass."""
    from py7zr.exceptions import CrcError

    from auditor.extract.archive.seven_zip_memory import Memory

    for _ in range(_MOST_FAULTS):
        if not names:
            return
        memory = Memory(names)
        archive.reset()
        try:
            archive.extract(targets=names, factory=memory)
        except Exception as error:  # py7zr raises whatever a damaged file leads to
            fault = _BEHIND if isinstance(error, CrcError) else reasons.damaged(error)
        else:
            fault = _NOT_HELD
        yield from (intake.member(name, data) for name, data in memory.whole)
        names = [name for name in names if name not in memory.created]
        faulty = memory.cut or "".join(names[:1])
        if faulty:
            yield intake.unread(faulty, fault)
        names = [name for name in names if name != faulty]
    yield from (intake.unread(name, _TOO_MANY) for name in names)
