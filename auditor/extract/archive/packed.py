"""Streams packed with gzip, bzip2 or xz, unpacked no further than they may be."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from auditor.extract.archive.intake import is_bomb
from auditor.extract.reasons import unpacks_to_more
from auditor.extract.source import MEBIBYTE
from auditor.model.wording import Wording, fill

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MAGIC = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
_CHUNK = 1 << 16
_XZ_MEMORY = 256 * MEBIBYTE  # the strongest setting of xz takes 65 MiB; a header can ask for 4 GiB
BROKEN = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError)
"""What reading a damaged stream raises."""

_BOMB = Wording("压缩炸弹：{packed} 字节已解压出 {size} 字节，还没完", "a bomb, {size} bytes out of {packed} and more to come")

_Inner: TypeAlias = gzip.GzipFile | bz2.BZ2File | io.BufferedReader


class UnpackedTooMuchError(Exception):
    """A stream unpacks to more than it may, and to how much."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


def is_packed(stream: BinaryIO) -> bool:
    """Tell whether the first bytes of a stream, to which it returns, are those of a packed one."""
    head = stream.read(max(map(len, _MAGIC)))
    stream.seek(0)
    return head.startswith(_MAGIC)


def unpacked(stream: BinaryIO, limit: int) -> io.BufferedReader:
    """Return a stream unpacked by what its first bytes say; as it is if they say nothing.

    Args:
        stream: at its start.
        limit: bytes after which reading on raises UnpackedTooMuchError.
    """
    head = stream.read(2)
    stream.seek(0)
    return io.BufferedReader(_Metered(stream, _opened(stream, head), limit), _CHUNK)


def _opened(stream: BinaryIO, head: bytes) -> _Inner:
    if head == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=stream, mode="rb")
    if head == b"BZ":
        return bz2.BZ2File(stream)
    return io.BufferedReader(_Xz(stream)) if head == b"\xfd7" else cast(io.BufferedReader, stream)


class _Metered(io.RawIOBase):
    """A stream that refuses to go on when too much has come out of it, or far more than went in."""

    def __init__(self, packed: BinaryIO, stream: _Inner, limit: int) -> None:
        self._packed = packed
        self._stream = stream
        self._limit = limit
        self.count = 0

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer, or a part of it.

        Raises:
            UnpackedTooMuchError: past the limit.
        """
        size = self._stream.readinto(buffer)
        self.count += size
        if self.count > self._limit:
            raise UnpackedTooMuchError(unpacks_to_more(self._limit))
        if self._packed is not self._stream and is_bomb(self._packed.tell(), self.count):
            raise UnpackedTooMuchError(fill(_BOMB, size=f"{self.count:,}", packed=f"{self._packed.tell():,}"))
        return size


class _Xz(io.RawIOBase):
    """An xz stream with a limit on memory, which the standard library's file has none for."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._decompressor = self._fresh()

    @staticmethod
    def _fresh() -> lzma.LZMADecompressor:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer, or a part of it; streams that follow one another are one."""
        view = memoryview(buffer)
        while True:
            data = self._input()
            if data is None:
                return 0
            piece = self._decompressor.decompress(data, len(view))
            if piece:
                view[: len(piece)] = piece
                return len(piece)

    def _input(self) -> bytes | None:
        """Return what the decompressor wants next; None at the end.

        Raises:
            EOFError: if the file is cut short.
        """
        if self._decompressor.eof:
            rest = self._decompressor.unused_data.lstrip(b"\0") or self._stream.read(_CHUNK).lstrip(b"\0")
            if rest:
                self._decompressor = self._fresh()
            return rest or None
        if not self._decompressor.needs_input:
            return b""
        data = self._stream.read(_CHUNK)
        if not data:
            raise EOFError("cut short")
        return data
