"""Patterns of file names, as .gitignore files have them."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_OUTSIDE = "\0"  # a folder that no pattern names


class Globs(Struct, frozen=True):
    """Which files are meant.

    Args:
        patterns: as in a .gitignore file, the last that fits counts: ``*.bak``, ``drafts/``, ``/campus/**``, ``!keep.bak``.
        root: the folder that patterns with a slash start from. Of files that do not lie in it only those without are meant.
    """

    patterns: tuple[str, ...]
    root: Path

    def fit(self, path: str | Path) -> bool:
        """Tell whether a file is meant; a path that is not absolute starts from the working directory."""
        return bool(self.patterns) and _spec(self.patterns).match_file(self._from_root(Path(os.path.abspath(path))))  # noqa: PTH100 - links stay links

    def _from_root(self, path: Path) -> str:
        root = Path(os.path.abspath(self.root))  # noqa: PTH100 - as above
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
        return f"{_OUTSIDE}/{path.relative_to(path.anchor).as_posix()}"

    def __str__(self) -> str:
        return ", ".join(self.patterns)


@lru_cache(maxsize=256)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def fault_in(pattern: str) -> bool:
    """Tell whether a pattern means nothing: it cannot be read, is empty, or a comment."""
    try:
        return all(read.include is None for read in _spec((pattern,)).patterns)
    except ValueError:
        return True
