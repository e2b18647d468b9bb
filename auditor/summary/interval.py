"""How far a share may lie from the one that was counted."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from msgspec import Struct

LEVEL = 0.95
_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


class Share(Struct, frozen=True):
    """A share, and the bounds of its Wilson score interval at ``LEVEL``; all from 0 to 1."""

    share: float
    low: float
    high: float


def share(part: int, whole: int) -> Share | None:
    """Return a share with its interval; None of nothing."""
    if not whole:
        return None
    p, z2 = part / whole, _Z * _Z
    middle = p + z2 / (2 * whole)
    reach = _Z * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    scale = 1 + z2 / whole
    return Share(p, max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale))
