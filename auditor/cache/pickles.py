"""Objects as bytes and back. Only what the reader knows by name is made; bytes that name anything else are refused.

Pickle, because it is the form in which the ``regex`` module gives away its compiled patterns, and because a pack is thousands of
small objects that share others.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from typing import Any, TypeAlias

Known: TypeAlias = Callable[[str, str], bool]
"""Tells by module and name whether something may be made."""


class _Reader(pickle.Unpickler):
    """Makes nothing but plain values and what is known."""

    def __init__(self, data: bytes, known: Known) -> None:
        super().__init__(io.BytesIO(data))
        self._known = known

    def find_class(self, module: str, name: str) -> Any:
        """Return what a name in the data stands for.

        Raises:
            UnpicklingError: if it is not known, or only passes through the module that the data name.
        """
        found = super().find_class(module, name) if self._known(module, name) else None
        if getattr(found, "__module__", None) != module:
            raise pickle.UnpicklingError(f"{module}.{name} is not made from a cache")
        return found


def to_bytes(value: object) -> bytes:
    """Return a value as bytes."""
    return pickle.dumps(value, protocol=5)


def from_bytes(data: bytes, known: Known = lambda _module, _name: False) -> Any:
    """Return the value of some bytes, with a plain value's parts or known things in it; None if it cannot be made."""
    try:
        return _Reader(data, known).load()
    except Exception:  # whatever damaged or foreign bytes lead to, the value is made anew
        return None
