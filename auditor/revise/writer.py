"""What a writer is: one for each kind of file that can be written again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from auditor.extract.kinds import Kind
from auditor.model.document import Document
from auditor.model.wording import Wording
from auditor.revise.composed import Change


class RefusedError(Exception):
    """Some changes cannot be made.

    Args:
        reason: why, for the person who is to make them by hand.
    """

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Writer(Protocol):
    """A file that takes changes."""

    def write(self, changes: Sequence[Change]) -> bytes:
        """Return the whole file with changes made; all else in it stays as it is.

        Raises:
            RefusedError: if one of them cannot be made.
        """

    def lines(self, document: Document) -> list[str]:
        """Return what the file says, line by line with the line ends, to compare it by."""

    @property
    def cautions(self) -> tuple[Wording, ...]:
        """What the person who opens the changed file should know."""


WRITERS = {
    Kind.TEXT: "auditor.revise.text.writer:TextWriter",
    Kind.MARKDOWN: "auditor.revise.text.writer:TextWriter",
    Kind.HTML: "auditor.revise.html.writer:HtmlWriter",
    Kind.DOCX: "auditor.revise.word.writer:WordWriter",
}
"""Where the writer of a kind of file is made, from a source, how to read it, and whether Word is to track changes."""
