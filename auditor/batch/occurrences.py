"""Which document of a run first had a text."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.batch.chunk import NO_KEY, Chunk, documents
from auditor.model.report import Occurrence

_MOST = 1 << 19  # texts that are remembered


class Occurrences:
    """Remembers who had a text first; of many texts those that came last.

    Args:
        most: texts that are remembered; at least half as many are.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._before: dict[bytes, Occurrence] = {}
        self._first: dict[bytes, Occurrence] = {}

    def repeats(self, chunk: Chunk) -> list[tuple[int, Occurrence]]:
        """Return the documents of a chunk that repeat a text, by their index, with the one that had it first; keep the others."""
        return list(self._repeats(chunk))

    def _repeats(self, chunk: Chunk) -> Iterator[tuple[int, Occurrence]]:
        for index, key in enumerate(documents(chunk.keys)):
            if key == NO_KEY:
                continue
            first = self._before.get(key) or self._first.setdefault(key, chunk.names[index])
            if first is not chunk.names[index]:
                yield index, first
            elif len(self._first) > self._most // 2:
                self._before, self._first = self._first, {}
