"""Read a patch without context lines: which lines of each file are new."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

_FILE = b"+++ "
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_SIGNS = {b"a": b"\a", b"b": b"\b", b"f": b"\f", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"v": b"\v"}


def new_lines(patch: Iterable[bytes]) -> dict[str, list[range]]:
    """Return the new lines of each file by its path from the top; a file that only loses lines has none.

    Args:
        patch: lines of ``git diff --unified=0`` with the prefixes ``a/`` and ``b/``, each without its end. A file whose content is not
            shown, such as a binary one, is not among the keys.
    """
    files: dict[str, list[range]] = {}
    lines = iter(patch)
    path = ""
    for line in lines:
        if line.startswith(_FILE):
            path = _path(line.removeprefix(_FILE))
        elif hunk := _HUNK.match(line):
            gone, first, new = (int(number) if number else 1 for number in hunk.groups())
            found = files.setdefault(path, [])
            if new:
                found.append(range(first, first + new))
            _skip(lines, gone + new)
    return files


def _skip(lines: Iterator[bytes], count: int) -> None:
    """Pass over the lines of a hunk: they may look like anything, the start of a file, too."""
    while count and (line := next(lines, None)) is not None:
        count -= not line.startswith(b"\\")  # a remark of git, of a last line without an end


def _path(written: bytes) -> str:
    """Return a path as git means it: in quotes where it has signs that are not plain, with a tab behind it where it has a space."""
    path = written.removesuffix(b"\t")
    if path.startswith(b'"'):
        path = _ESCAPE.sub(_sign, path[1:-1])
    return os.fsdecode(path.removeprefix(b"b/"))


def _sign(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) & 0xFF]) if len(code) == 3 else _SIGNS.get(code, code)
