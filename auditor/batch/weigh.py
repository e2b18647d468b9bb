"""How much there is to do, told from sizes: for the number of processes, and for the time left."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from auditor.batch.inputs import STDIN, Exclusion, find_sources
from auditor.extract.source import Source

MOST_JOBS = 256
"""Processes that may be asked for."""

_RECORDS = frozenset((".jsonl", ".ndjson", ".csv", ".tsv"))
_TEXTS = frozenset((".txt", ".md", ".html", ".htm", ".json", ""))
_MOST = 8  # processes that are started unasked: each takes some 200 MB
_WORTH = 6 << 20  # bytes of text for each process beyond which it takes less time than it costs to start
_AS_TEXT = 400_000  # bytes of text that take the time of one file of another kind, such as a page to be laid out


def sources(paths: Iterable[str], exclusion: Exclusion | None = None) -> Iterator[Source]:
    """Yield the files that will be read; what cannot be found is left out."""
    found = find_sources((path for path in paths if path != STDIN), 0, exclusion)
    yield from (source for source in found if isinstance(source, Source))


def size_of(paths: Iterable[str], exclusion: Exclusion | None = None) -> int:
    """Return the bytes of the input; 0 where they are not known beforehand."""
    return 0 if STDIN in (paths := tuple(paths)) else sum(map(_size, sources(paths, exclusion)))


def jobs_for(paths: Iterable[str], exclusion: Exclusion | None = None) -> int:
    """Return how many processes will audit some paths fastest: one, this one, for little input."""
    most = min(cpus(), _MOST)
    if most == 1:
        return 1
    parts = weight = 0
    for source in sources(paths, exclusion):
        weight += _weight(source)
        parts += 1 if source.suffix not in _RECORDS else 1 + _size(source) // (1 << 20)
        if weight > most * _WORTH and parts >= most:
            return most
    return max(1, min(most, weight // _WORTH, parts))


def cpus() -> int:
    """Return the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _weight(source: Source) -> int:
    size = _size(source)
    return size if source.suffix in _RECORDS or source.suffix in _TEXTS else max(size, _AS_TEXT)


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size if source.path else 0
    except OSError:
        return 0
