"""Where py7zr writes what it unpacks: into memory. Imported only where py7zr is installed."""

from __future__ import annotations

import io
from collections.abc import Container

from py7zr import Py7zIO, WriterFactory


class Memory(WriterFactory):
    """Keeps the files of one batch.

    Args:
        names: of the files asked for.

    Attributes:
        created: names of the files that were begun.
        whole: names and bytes of the files that were read to their end, their checksums right.
        cut: the name of the file that was begun and not ended; empty where there is none.
    """

    def __init__(self, names: Container[str]) -> None:
        self._names = names
        self.created: set[str] = set()
        self.whole: list[tuple[str, bytes]] = []
        self.cut = ""

    def create(self, filename: str) -> Py7zIO:
        """Begin a file; py7zr numbers those that have one name."""
        self.cut = filename if filename in self._names else filename.rpartition("_")[0]
        self.created.add(self.cut)
        return _Writer(self.cut, self)


class _Writer(Py7zIO):
    def __init__(self, name: str, memory: Memory) -> None:
        self._name = name
        self._memory = memory
        self._buffer = io.BytesIO()

    def write(self, s: bytes | bytearray) -> int:
        return self._buffer.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self._buffer.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._buffer.seek(offset, whence)

    def flush(self) -> None:
        pass

    def size(self) -> int:
        return len(self._buffer.getbuffer())

    def close(self) -> None:
        """Take note that the file is whole."""
        self._memory.whole.append((self._name, self._buffer.getvalue()))
        self._memory.cut = ""
