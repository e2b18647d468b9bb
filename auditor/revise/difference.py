"""The difference between a file and what becomes of it, in the form that ``patch`` and people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff

_NO_LINE_END = "\\ No newline at end of file"


def difference(name: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a unified diff, without line ends; nothing where nothing differs.

    Args:
        name: of the file, with ``/`` between folders.
        before: its lines, each with its end.
        after: the same of what it is to be.
    """
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}"):
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_LINE_END
