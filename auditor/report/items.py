"""Items of a list in a report, which come in pieces as results stream past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from auditor.report.reporter import write


class Items:
    """Writes items, each of which begins with the comma that parts it from the one before; there is none before the first.

    Args:
        stream: that the list goes to.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._is_first = True

    def put(self, pieces: Iterable[bytes]) -> None:
        """Write the next items, or nothing."""
        written: Iterator[bytes] = filter(None, pieces)
        if self._is_first and (first := next(written, b"")):
            self._is_first = False
            written = chain((first[1:],), written)
        write(self._stream, written)
