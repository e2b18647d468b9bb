"""Names of documents taken apart: the file on disk, and what is packed into it."""

from __future__ import annotations

from pathlib import Path

from auditor.extract.source import INSIDE


def parted(source: str) -> tuple[str, str]:
    """Return the name of the outermost file of a document, and the name inside of what is packed into it; empty for the file itself.

    A folder may be called ``a!``, so that the first name that is a file counts; if none is, the first name.
    """
    if INSIDE not in source:
        return source, ""
    at = source.find(INSIDE)
    while at >= 0:
        if Path(source[:at]).is_file():
            return source[:at], source[at + len(INSIDE) :]
        at = source.find(INSIDE, at + 1)
    outer, _, inner = source.partition(INSIDE)
    return (source, "") if Path(source).is_file() else (outer, inner)
