"""Group texts by their signatures: candidates by locality-sensitive hashing, each checked against the first of its group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from auditor.duplicates.sketch import Signatures

    Indexes: TypeAlias = NDArray[np.int64]

_BANDS, _ROWS = 25, 5  # of two texts that have 0.7 in common, 99 in 100 share a band
_FACTOR = 0x9E3779B97F4A7C15
_PAIRS = 16_384  # compared at once


def group(signatures: Signatures, threshold: float) -> Indexes:
    """Return for each text the first text of its group, itself where it is alone; all by row.

    A text stands in a group only if it is alike enough to the group's first, so that no chain of small steps joins what differs.

    Args:
        signatures: a row a text.
        threshold: least share of equal values, an estimate of the Jaccard similarity of the texts' shingles, 0 to 1.
    """
    import numpy as np

    root = np.arange(len(signatures), dtype=np.int64)
    for band in range(_BANDS if len(signatures) > 1 else 0):
        for one, other in _candidates(signatures, band):
            apart = root[one] != root[other]
            one, other = one[apart], other[apart]  # noqa: PLW2901 - what is left to compare
            alike = similarity(signatures, one, other) >= threshold
            _unite(root, one[alike], other[alike])
            _flatten(root)
    return _led(signatures, root, threshold)


def similarity(signatures: Signatures, one: Indexes, other: Indexes) -> NDArray[np.float64]:
    """Return the share of equal values of pairs of texts."""
    import numpy as np

    parts = [
        (signatures[one[start : start + _PAIRS]] == signatures[other[start : start + _PAIRS]]).mean(axis=1)
        for start in range(0, len(one), _PAIRS)
    ]
    return np.concatenate(parts) if parts else np.empty(0)


def _candidates(signatures: Signatures, band: int) -> Iterator[tuple[Indexes, Indexes]]:
    """Yield pairs of texts that share a band: each with the first of those that share it, and with the one before it."""
    import numpy as np

    keys = np.zeros(len(signatures), dtype=np.uint64)
    for column in range(band * _ROWS, (band + 1) * _ROWS):
        keys = (keys ^ signatures[:, column].astype(np.uint64)) * np.uint64(_FACTOR)
        keys ^= keys >> np.uint64(31)
    order = np.argsort(keys, kind="stable")
    same = keys[order[1:]] == keys[order[:-1]]
    del keys
    places = np.flatnonzero(same) + 1
    starts = np.arange(len(order), dtype=np.int64)
    starts[places] = 0
    first = np.maximum.accumulate(starts)[places]
    yield order[places], order[first]
    yield order[places], order[places - 1]


def _unite(root: Indexes, one: Indexes, other: Indexes) -> None:
    """Join the groups of pairs; the least row of a group is its root."""
    for left, right in zip(one.tolist(), other.tolist(), strict=True):
        a, b = _root(root, left), _root(root, right)
        if a != b:
            root[max(a, b)] = min(a, b)


def _root(root: Indexes, index: int) -> int:
    while (above := int(root[index])) != index:
        root[index] = root[above]
        index = int(root[index])
    return index


def _flatten(root: Indexes) -> None:
    """Let every text point at its root."""
    while ((above := root[root]) != root).any():
        root[:] = above


def _led(signatures: Signatures, root: Indexes, threshold: float) -> Indexes:
    """Part what is joined by steps: the first text leads those that are alike to it, the first of the rest the next group."""
    import numpy as np

    order = np.argsort(root, kind="stable")
    ends = np.flatnonzero(np.diff(root[order])) + 1
    for rest in np.split(order, ends) if len(order) else []:
        while len(rest) > 1:
            leader = np.full(len(rest), rest[0])
            alike = similarity(signatures, rest, leader) >= threshold
            root[rest[alike]] = rest[0]
            rest = rest[~alike]  # noqa: PLW2901 - what is left to lead
        root[rest] = rest
    return root
