"""Segments of large tables without personal data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from msgspec.structs import replace

from auditor.model.document import LazySegments, Segment, Stretch


class RedactedSegments(LazySegments):
    """Segments that are redacted while they are iterated over.

    Args:
        segments: as they are.
        redacted: returns one without personal data.
    """

    def __init__(self, segments: LazySegments, redacted: Callable[[Segment], Segment]) -> None:
        self._segments = segments
        self._redacted = redacted

    def __len__(self) -> int:
        return len(self._segments)

    def __iter__(self) -> Iterator[Segment]:
        return map(self._redacted, self._segments)

    @overload
    def __getitem__(self, index: int) -> Segment: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Segment]: ...
    def __getitem__(self, index: int | slice) -> Segment | Sequence[Segment]:
        found = self._segments[index]
        return self._redacted(found) if isinstance(found, Segment) else tuple(map(self._redacted, found))

    def stretches(self) -> Iterator[Stretch]:
        """Yield stretch by stretch."""
        known: dict[int, tuple[Segment, Segment]] = {}
        for stretch in self._segments.stretches():
            known = known if all(id(segment) in known for segment in stretch.common) else {}
            known.update((id(segment), (segment, self._redacted(segment))) for segment in stretch.common if id(segment) not in known)
            segments = tuple(known[id(segment)][1] if id(segment) in known else self._redacted(segment) for segment in stretch.segments)
            yield replace(stretch, segments=segments, common=tuple(known[id(segment)][1] for segment in stretch.common))
