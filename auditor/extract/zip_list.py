"""The list of files at the end of a ZIP archive, read only while it is of a size that an honest one has."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from typing import BinaryIO

from auditor.extract.source import MEBIBYTE

BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error)
"""What opening a damaged archive or reading its members raises."""
UNREADABLE = (*BROKEN, NotImplementedError, RuntimeError)
"""The same with what encrypted members raise, and those packed by methods that zipfile does not know."""
_LARGEST_LIST = 8 * MEBIBYTE  # of 50,000 files; in Python's form it is twenty times as large


class _Bounded:
    """A stream that refuses, until the archive is opened, to be read in one piece larger than the list may be.

    Attributes:
        is_opened: whether what is read are members.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self.is_opened = False
        self.seek = stream.seek
        self.tell = stream.tell
        self._read = stream.read

    def seekable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        if self.is_opened:
            return self._read(size)
        data = self._read(min(size, _LARGEST_LIST + 1) if size >= 0 else _LARGEST_LIST + 1)
        if len(data) > _LARGEST_LIST:
            raise zipfile.BadZipFile("the list of its files is too long")
        return data


def open_zip(stream: BinaryIO) -> zipfile.ZipFile:
    """Open an archive for reading.

    Raises:
        BadZipFile: if it is none, damaged, or lists too many files.
        Exception: any of ``UNREADABLE``, if it is damaged in ways of which zipfile does not know.
    """
    bounded = _Bounded(stream)
    archive = zipfile.ZipFile(bounded)
    bounded.is_opened = True
    return archive
