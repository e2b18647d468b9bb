"""TAR archives, packed or not, read as a stream; and single files packed with gzip, bzip2 or xz."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Self

from auditor.errors import one_line
from auditor.extract.archive.intake import Intake, UnreadError, read_exactly
from auditor.extract.archive.packed import BROKEN, UnpackedTooMuchError, is_packed, unpacked
from auditor.extract.names import decode_names, is_left_out
from auditor.extract.reasons import NO_FILE
from auditor.extract.source import INSIDE, MEBIBYTE, ReadOptions, Source
from auditor.model.document import Document
from auditor.model.wording import Wording, fill

_BLOCK = tarfile.BLOCKSIZE
_FILLED_UP = MEBIBYTE  # at the end of an archive
_LONGEST_HEADER = MEBIBYTE  # of names and the like, which tarfile reads whole
_HEADERS = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)
_BROKEN = (*BROKEN, tarfile.TarError)
_CUT = Wording("已损坏或不完整（{why}）", "damaged or cut short: {why}")
_DEVICE = Wording("是设备之类，不是文件", "a device or the like, not a file")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Yield the files of a TAR archive, or the one file that was packed; those that cannot be read as documents that say why.

    Raises:
        ExtractError: if it is damaged, cut short, holds no files, or more than may be read; after the files before the damage.
    """
    intake = Intake(source, options)
    try:
        yield from _members(intake) if _is_tar(source, options) else _single(intake)
    except UnpackedTooMuchError as error:
        raise intake.exhausted(error.reason) from error
    except _BROKEN as error:
        raise intake.exhausted(fill(_CUT, why=one_line(error))) from error
    intake.end()


def _is_tar(source: Source, options: ReadOptions) -> bool:
    with source.open() as stream:
        if not is_packed(stream):
            return True
        head = unpacked(stream, _limit(options)).read(_BLOCK)
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        return isinstance(error, tarfile.EOFHeaderError)  # type: ignore[attr-defined]
    return True


def _limit(options: ReadOptions) -> int:
    """Return what may come out of the stream: headers and what fills up blocks are no part of any file."""
    return options.max_unpacked + 4 * _BLOCK * options.max_members + _FILLED_UP


def _single(intake: Intake) -> Iterator[Document | Source]:
    """Yield what was packed without an archive."""
    name, limit = _inner_name(intake.source.name), intake.options.max_bytes
    with intake.source.open() as stream:
        data = unpacked(stream, intake.options.max_unpacked).read(limit + 1)
    try:
        intake.admit(len(data))
    except UnreadError as error:
        yield intake.unread(name, error.reason)
    else:
        yield intake.member(name, data)


def _inner_name(name: str) -> str:
    """Return what a packed file was called: its own name without the last suffix."""
    own = PurePosixPath(name.rpartition(INSIDE)[2].replace("\\", "/"))
    return own.stem if own.suffix.lower() in (".gz", ".bz2", ".xz") else own.name


def _members(intake: Intake) -> Iterator[Document | Source]:
    with intake.source.open() as stream:
        packed = unpacked(stream, _limit(intake.options))
        with tarfile.open(fileobj=packed, mode="r|", tarinfo=_Header, encoding="utf-8", errors="surrogateescape") as archive:
            yield from _each(archive, intake)


def _each(archive: tarfile.TarFile, intake: Intake) -> Iterator[Document | Source]:
    while header := archive.next():
        archive.members.clear()  # type: ignore[attr-defined]  # tarfile keeps them all
        name = decode_names([header.name.encode("utf-8", "surrogateescape")])[0]
        if not header.isdir() and not is_left_out(name):
            yield _member(archive, header, name, intake)


def _member(archive: tarfile.TarFile, header: tarfile.TarInfo, name: str, intake: Intake) -> Document | Source:
    try:
        intake.admit(header.size)
        content = archive.extractfile(header) if header.isreg() else None
        if content is None:
            raise UnreadError(NO_FILE if header.issym() or header.islnk() else _DEVICE)
        return intake.member(name, read_exactly(content, header.size))
    except UnreadError as error:
        return intake.unread(name, error.reason)


class _Header(tarfile.TarInfo):
    """A header that says so when it is none; tarfile takes it for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header.

        Raises:
            ReadError: if it is damaged, or the archive ends without its end mark.
        """
        if not buf:
            raise tarfile.ReadError("its end mark is missing")
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]
            raise
        except tarfile.HeaderError as error:
            raise tarfile.ReadError(str(error)) from error

    def _proc_member(self, archive: tarfile.TarFile) -> tarfile.TarInfo | None:
        """Refuse a name that fills the memory, and an extended header whose lengths or numbers mean nothing.

        Raises:
            ReadError: in both cases.
        """
        if self.type in _HEADERS and self.size > _LONGEST_HEADER:
            raise tarfile.ReadError("a header is too long")
        try:
            found: tarfile.TarInfo | None = super()._proc_member(archive)  # type: ignore[misc]
        except (ArithmeticError, LookupError) as error:
            raise tarfile.ReadError(str(error)) from error
        return found
