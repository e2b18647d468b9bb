"""Files inside files: what is read of them under a name that is safe to print, and what is not with its reason."""

from __future__ import annotations

from auditor.extract.names import shown
from auditor.extract.source import INSIDE, Source
from auditor.model.document import Document, Failure


def member(source: Source, name: str, data: bytes, is_part: bool = False) -> Source:
    """Return a file inside a source.

    Args:
        source: the archive or mail.
        name: as the source writes it.
        data: its bytes, unpacked.
        is_part: whether it is a part of the text, such as a picture in a mail, rather than a file beside it.
    """
    return source.member(shown(name), data, is_part)


def unread(source: Source, name: str, reason: object) -> Document:
    """Return the failure of a file inside a source, in the place of its text."""
    full = f"{source.name}{INSIDE}{shown(name)}"
    return Document(full, full, (), (Failure(full, "", str(reason)),))
