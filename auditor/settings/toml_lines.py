"""On which line each key of a TOML file stands.

No reader of TOML that is well kept tells lines. One that reads can tell where a statement ends, though: lines are taken together until
they can be read by themselves, and what was read says which keys they hold. So no second grammar is needed beside that of ``tomllib``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
_MOST = 4_000_000  # code points that are read again for the sake of lines


def lines_of(text: str, table: KeyPath = ()) -> dict[KeyPath, int]:
    """Return the line, counted from 1, of each key, table and list item of a file that can be read.

    Args:
        text: of the file.
        table: only what stands below it is looked at; paths in the result start there, and items of lists count from 0.

    Returns:
        The lines, of a file that is written to be slow only those that are found soon.
    """
    lines = _Reader(table).read(text)
    return {path[len(table) :]: line for path, line in lines.items() if path[: len(table)] == table}


class _Reader:
    """Reads statement by statement."""

    def __init__(self, table: KeyPath) -> None:
        self._asked = table
        self._lines: dict[KeyPath, int] = {}
        self._table: KeyPath = ()
        self._counts: dict[KeyPath, int] = {}  # tables of each list of tables
        self._left = _MOST

    def read(self, text: str) -> dict[KeyPath, int]:
        with suppress(_TooLongError, RecursionError):
            for start, lines, data in self._statements(text.split("\n")):
                if lines[0].lstrip().startswith("["):
                    self._enter(data, start)
                elif self._is_asked(self._table):
                    self._take(self._table, data, start, lines)
        return self._lines

    def _statements(self, lines: Sequence[str]) -> Iterator[tuple[int, list[str], dict[str, Any]]]:
        """Yield each statement with its first line, its lines, and what it says."""
        pending: list[str] = []
        for number, line in enumerate(lines, 1):
            pending.append(line)
            data = self._parsed("\n".join(pending))
            if data:
                yield number - len(pending) + 1, pending, data
            if data is not None:
                pending = []

    def _parsed(self, text: str) -> dict[str, Any] | None:
        self._left -= len(text)
        if self._left < 0:
            raise _TooLongError
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError:
            return None

    def _is_asked(self, path: KeyPath) -> bool:
        """Tell whether a table holds what is asked for, or is held by it."""
        return all(mine == other for mine, other in zip(path, self._asked, strict=False))

    def _enter(self, data: Mapping[str, Any], line: int) -> None:
        """Go into the table that a header names."""
        self._table = ()
        inner: Any = data
        while isinstance(inner, dict) and inner:
            (key, inner), *_ = inner.items()
            self._table = (*self._table, key)
            if isinstance(inner, list):
                self._counts[self._table] = self._counts.get(self._table, -1) + 1
                self._lines.setdefault(self._table, line)
            if self._table in self._counts:
                self._table = (*self._table, self._counts[self._table])
            self._lines.setdefault(self._table, line)

    def _take(self, path: KeyPath, data: Any, line: int, lines: Sequence[str]) -> None:
        """Note the line of all that a statement holds."""
        if isinstance(data, dict):
            for key, value in data.items():
                self._lines.setdefault((*path, key), line)
                self._take((*path, key), value, line, lines)
        elif isinstance(data, list):
            below = self._lines_of_items(lines, path[len(self._table) :], len(data))
            for index, value in enumerate(data):
                at = line + below[index]
                self._lines.setdefault((*path, index), at)
                self._take((*path, index), value, at, ())

    def _lines_of_items(self, lines: Sequence[str], path: KeyPath, count: int) -> list[int]:
        """Return how far below the first line of a list its items stand: the list, closed before its end, tells which it has by then."""
        below: list[int] = []
        for number in range(len(lines)):
            value: Any = self._parsed("\n".join([*lines[: number + 1], "]"]))
            for key in path:
                value = value.get(key) if isinstance(value, dict) else None
            if isinstance(value, list):
                below += [number] * (len(value) - len(below))
        return below + [max(len(lines) - 1, 0)] * (count - len(below))  # the line that closes the list cannot be closed again


class _TooLongError(Exception):
    """Lines are not worth that much time."""
