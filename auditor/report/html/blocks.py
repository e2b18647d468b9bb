"""The data of a page, in blocks: one string with all of it could be longer than a browser takes."""

from __future__ import annotations

from typing import TextIO

from auditor.report.reporter import write

_FULL = 1 << 22  # bytes
_OPEN = '<script type="application/json" class="data">[\n'
_CLOSE = "\n]</script>\n"


class Blocks:
    """Writes entries as JSON arrays, each in an element of its own."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._size = 0  # of the open block; 0 where there is none

    def add(self, entry: bytes) -> None:
        """Write one entry, in UTF-8."""
        self._stream.write(",\n" if self._size else _OPEN)
        write(self._stream, [entry])
        self._size += len(entry)
        if self._size >= _FULL:
            self.close()

    def close(self) -> None:
        """Close the open block, if there is one."""
        if self._size:
            self._stream.write(_CLOSE)
        self._size = 0
