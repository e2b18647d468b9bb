"""Files inside files that are not read, with the reason."""

from __future__ import annotations

from auditor.extract.names import shown
from auditor.extract.source import INSIDE, Source
from auditor.model.document import Document, Failure
from auditor.model.wording import NOTHING, Wording


def unread(source: Source, name: str, reason: Wording) -> Document:
    """Return the failure of a file inside a source, in the place of its text."""
    full = f"{source.name}{INSIDE}{shown(name)}"
    return Document(full, full, (), (Failure(full, NOTHING, reason),))
