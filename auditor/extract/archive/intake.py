"""What may be read of one archive: so many files, so many bytes, and none that unpacks to far more than it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from msgspec import Struct

from auditor.errors import ExtractError
from auditor.extract.reasons import damaged, larger_than, unpacks_to_more
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.extract.unread import unread
from auditor.model.document import Document
from auditor.model.wording import Wording, fill

# Text packs to a tenth and tables of repeated values to a hundredth; only white pictures pack better, and below 16 MiB they may.
_MOST_RATIO = 200
_RATIO_FROM = 16 * MEBIBYTE
_CHUNK = MEBIBYTE
_BOMB = Wording("压缩炸弹：{packed} 字节解压出 {size} 字节", "a bomb, {size} bytes packed into {packed}")
_MEMBERS = Wording("里面的文件超过 {most} 个", "more than {most} files inside")
_NOT_TO_END = Wording("没有读完：{why}", "not read to its end: {why}")


class UnreadError(Exception):
    """A packed file cannot be read, and why. The others can."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


def is_bomb(packed: int, unpacked: int) -> bool:
    """Tell whether bytes unpack to far more than any document does."""
    return unpacked > max(_RATIO_FROM, _MOST_RATIO * packed)


def bomb_reason(packed: int, unpacked: int) -> Wording:
    """Return why a bomb is not read."""
    return fill(_BOMB, size=f"{unpacked:,}", packed=f"{packed:,}")


class Intake(Struct):
    """Counts what is read of an archive.

    Args:
        source: the archive.
        options: limits; those on members and bytes are what nested files have left.
        members: files met so far.
        unpacked: bytes read so far.
    """

    source: Source
    options: ReadOptions
    members: int = 0
    unpacked: int = 0

    def admit(self, size: int) -> None:
        """Count one more file of a size.

        Raises:
            UnreadError: if it alone is too large.
            ExtractError: if nothing more may be read of the archive.
        """
        self.count()
        self.take(size)

    def count(self) -> None:
        """Count one more file.

        Raises:
            ExtractError: if that is too many.
        """
        self.members += 1
        if self.members > self.options.max_members:
            raise self.exhausted(fill(_MEMBERS, most=f"{self.options.max_members:,}"))

    def take(self, size: int) -> None:
        """Count the bytes of a file.

        Raises:
            UnreadError: if it alone is too large.
            ExtractError: if nothing more may be read of the archive.
        """
        if size > self.options.max_bytes:
            raise UnreadError(larger_than(self.options.max_bytes))
        if self.unpacked + size > self.options.max_unpacked:
            raise self.exhausted(unpacks_to_more(self.options.max_unpacked))
        self.unpacked += size

    def exhausted(self, reason: Wording) -> ExtractError:
        """Return the error that ends the reading of an archive before its end."""
        return ExtractError(self.source.name, fill(_NOT_TO_END, why=reason))

    def member(self, name: str, data: bytes) -> Source:
        """Return a file of the archive; ``name`` as the archive writes it."""
        return self.source.member(name, data)

    def unread(self, name: str, reason: Wording) -> Document:
        """Return the failure of a file of the archive."""
        return unread(self.source, name, reason)

    def end(self) -> None:
        """Say so if the archive held nothing.

        Raises:
            ExtractError: if no file was met.
        """
        if not self.members:
            raise ExtractError(self.source.name, Wording("压缩包里没有文件", "the archive holds no files"))


def read_exactly(stream: IO[bytes], size: int) -> bytes:
    """Read a packed file of a declared size.

    Raises:
        UnreadError: if it is shorter or longer.
    """
    data = bytearray()
    while len(data) <= size and (piece := stream.read(min(_CHUNK, size + 1 - len(data)))):
        data += piece
    if len(data) != size:
        raise UnreadError(Wording("已损坏：大小与登记的不符", "damaged: its size is not the one declared"))
    return bytes(data)


@contextmanager
def broken_as_unread(*faults: type[Exception]) -> Iterator[None]:
    """Turn what a library raises over a damaged file into its reason.

    Raises:
        UnreadError: in place of any of ``faults``.
    """
    try:
        yield
    except faults as error:
        raise UnreadError(damaged(error)) from error
