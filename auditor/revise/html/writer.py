"""Pages written again: text alone, and the items and paragraphs that hold nothing else; tags, attributes and scripts stay."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.extract.charset import charset_of, decode
from auditor.extract.html.html import declared_charset
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.rewrite import Edit
from auditor.placing import HtmlFile, NotPlacedError
from auditor.revise.composed import Change
from auditor.revise.repair import UNPLACED
from auditor.revise.text.writer import in_bytes, lines_of
from auditor.revise.writer import RefusedError


class HtmlWriter:
    """A page.

    Args:
        source: its bytes.
        options: how it is read.
        tracked: of no meaning here.
    """

    cautions = ()

    def __init__(self, source: Source, options: ReadOptions, tracked: bool) -> None:  # noqa: ARG002 - writers are made alike
        self._data = source.read(options.max_bytes)
        declared = declared_charset(self._data)
        self._charset = charset_of(self._data, declared)
        self._file = HtmlFile(decode(self._data, source.name, declared))

    def write(self, changes: Sequence[Change]) -> bytes:
        """Return the page with changes made.

        Raises:
            RefusedError: if the words are no text of the page.
        """
        try:
            edits = [edit for change in changes for edit in self._edits(change)]
        except NotPlacedError:
            raise RefusedError(UNPLACED) from None
        return in_bytes(self._data, self._charset, edits, references=True)

    def _edits(self, change: Change) -> list[Edit]:
        return self._file.emptied(change.segment) if change.empties else self._file.placed(change.segment, change.edits)

    def lines(self, document: Document) -> list[str]:  # noqa: ARG002 - the page itself says more
        """Return the lines of the source."""
        return lines_of(self._file.source)
