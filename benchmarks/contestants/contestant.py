"""What a contestant in process is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

Counter: TypeAlias = Callable[[Iterable[str]], int]
"""Reads texts one after the other and returns how many hits they hold."""
Prepare: TypeAlias = Callable[[], Counter]
"""Makes a counter; raises ``ImportError`` where a package is missing, ``UnavailableError`` where this version cannot do it."""


class UnavailableError(Exception):
    """A contestant that cannot run here; says why."""
