"""Versions of what made an entry of the cache: another program, Python or library makes another entry."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def stamp(*versions: str | None) -> str | None:
    """Return a short digest of versions, and of the Python and the machine that run; None where a version is not known."""
    if None in versions:
        return None
    python = (sys.implementation.cache_tag, sys.version, sys.platform, sys.byteorder, sys.maxsize)
    return hashlib.sha256("\0".join(map(str, (*python, *versions))).encode()).hexdigest()[:24]


def code_version(names: Iterable[str]) -> str | None:
    """Return a digest of modules of ours: an edit changes it where the program's version stays the same.

    Args:
        names: modules and packages as paths below ``auditor``, such as ``text/literals.py`` or ``model``.

    Returns:
        None where the program came without its sources.
    """
    digest = hashlib.sha256()
    for name in names:
        try:
            sources = [path.read_bytes() for path in _files(_PACKAGE / name)]
        except OSError:
            return None
        if not sources:
            return None
        digest.update(b"\0".join([name.encode(), *sources, b""]))
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.py")) if path.is_dir() else [path]
