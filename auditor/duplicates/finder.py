"""Find near-duplicates among many ads: what is kept of each is a sketch on disk, its name, and a few numbers in memory."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType

from msgspec import Struct

from auditor.duplicates.grouping import group, similarity
from auditor.duplicates.sketch import SHORTEST, VALUES, masked, signatures

MOST_ADS = 4_000_000
"""Ads that are compared, unless told otherwise: about 0.6 GB of memory, and 1.2 GB on disk that the system may keep in memory, too."""
THRESHOLD = 0.7
"""How alike two ads have to be."""
_BATCH = 1_024
_LONGEST = 200_000  # code points that are compared of one ad; a workbook may hold hundreds of millions


class Member(Struct, frozen=True):
    """An ad that is nearly the same as others.

    Args:
        group: from 1, in order of the groups' first ads.
        source: the file that it was read from, as a report names it.
        id: its own id, as a report names it.
        similarity: to the first ad of its group, 0 to 1.
    """

    group: int
    source: str
    id: str
    similarity: float


class Finder(AbstractContextManager["Finder"]):
    """Takes ads one by one, then tells which are nearly the same.

    Args:
        most: ads that are compared; further ones are counted.

    Attributes:
        compared: how many ads are compared.
        short: how many have too little text for that.
        beyond: how many came after the most that are compared.
    """

    def __init__(self, most: int = MOST_ADS) -> None:
        self.compared = self.short = self.beyond = 0
        self._most = most
        self._sketches = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the finder
        self._names = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")  # noqa: SIM115
        self._texts: list[str] = []

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None) -> None:
        self._sketches.close()
        self._names.close()

    def add(self, source: str, id_: str, texts: Iterable[str]) -> None:
        """Take one ad.

        Args:
            source: the file that it was read from.
            id_: its own id.
            texts: what it says.
        """
        text = masked("".join(_beginning(texts)))
        if len(text) < SHORTEST:
            self.short += 1
        elif self.compared == self._most:
            self.beyond += 1
        else:
            self.compared += 1
            self._names.write(json.dumps([source, id_]) + "\n")
            self._texts.append(text)
            if len(self._texts) == _BATCH:
                self._sketch()

    def members(self, threshold: float = THRESHOLD) -> Iterator[Member]:
        """Yield the ads that stand in a group of two or more, in order."""
        import numpy as np

        self._sketch()
        if not self.compared:
            return
        self._sketches.flush()
        kept = np.memmap(self._sketches, dtype=np.uint16, mode="r", shape=(self.compared, VALUES))
        first = group(kept, threshold)
        sizes = np.bincount(first, minlength=self.compared)
        numbers = np.cumsum((sizes > 1) & (first == np.arange(self.compared)))
        self._names.seek(0)
        for start in range(0, self.compared, _BATCH):
            rows = np.arange(start, min(start + _BATCH, self.compared))
            leaders = first[rows]
            told = zip(sizes[leaders].tolist(), numbers[leaders].tolist(), similarity(kept, rows, leaders).tolist(), strict=True)
            for size, number, share in told:
                source, id_ = json.loads(self._names.readline())
                if size > 1:
                    yield Member(number, source, id_, round(share, 3))

    def _sketch(self) -> None:
        if self._texts:
            self._sketches.write(signatures(self._texts).tobytes())
            self._texts.clear()


def _beginning(texts: Iterable[str]) -> Iterator[str]:
    length = 0
    for text in texts:
        yield text[: _LONGEST - length]
        length += len(text)
        if length >= _LONGEST:
            return
