"""Memory that was freed, but that the C library keeps for later."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Give freed memory back to the system: beside a program that judges a large table for long it would be missed.

    Only the C library of GNU keeps much and can be asked; elsewhere nothing is done.
    """
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Callable[[int], object] | None:
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), "malloc_trim", None)
