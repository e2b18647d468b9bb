"""Results of a function of a text, remembered from one run to the next."""

from __future__ import annotations

import atexit
from collections.abc import Callable
from functools import cached_property
from time import monotonic
from typing import Generic, TypeVar, cast

from auditor.cache.entries import read_entry, write_entry
from auditor.cache.pickles import from_bytes, to_bytes

Value = TypeVar("Value")
_MOST_BYTES = 8 * 1024 * 1024  # of one memo; then only what this run asked for stays
_EVERY = 1.0  # seconds between two writes at least; one takes a hundredth of that


class Memo(Generic[Value]):
    """Remembers plain values by text.

    Read when first asked; what a run adds is written at its end and, for a process that may be killed, now and then before.

    Args:
        name: of its file, the same only for the same function.
        stamp: tells the versions of all that a value depends on beside its text; None to remember nothing.
    """

    def __init__(self, name: str, stamp: Callable[[], str | None]) -> None:
        self._name = name
        self._stamp = stamp
        self._kept: dict[str, Value] | None = None
        self._asked: dict[str, Value] = {}
        self._grown = False
        self._saved = 0.0

    def get(self, text: str, make: Callable[[str], Value]) -> Value:
        """Return the value of a text, made where it is not remembered."""
        if text in self._asked:
            return self._asked[text]
        if self._kept is None:
            self._kept = self._read()
        if text in self._kept:
            value = self._asked[text] = self._kept[text]
        else:
            value = self._asked[text] = make(text)
            self._grow()
        return value

    def save(self) -> None:
        """Write what has been added, beside what other runs have added since."""
        name = self._file if self._grown else None
        if name:
            payload = to_bytes(self._read() | self._asked)
            write_entry(name, payload if len(payload) <= _MOST_BYTES else to_bytes(dict(self._asked)))
        self._grown, self._saved = False, monotonic()

    def forget(self) -> None:
        """Keep nothing in memory any longer: what is asked for again is read again."""
        if self._grown:
            self.save()
        self._kept, self._asked = None, {}

    @cached_property
    def _file(self) -> str | None:
        stamp = self._stamp()
        return f"{self._name}-{stamp}" if stamp else None

    def _read(self) -> dict[str, Value]:
        data = read_entry(self._file) if self._file else None
        kept = from_bytes(data) if data else None
        return cast(dict[str, Value], kept) if isinstance(kept, dict) else {}

    def _grow(self) -> None:
        if not self._saved:
            self._saved = monotonic()
            atexit.register(self.save)
        self._grown = True
        if monotonic() - self._saved > _EVERY:
            self.save()
