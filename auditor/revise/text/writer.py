"""Text files, Markdown and templates written again, byte for byte but for the edits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.extract.charset import charset_of, decode
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.rewrite import Edit
from auditor.model.wording import Wording, fill
from auditor.placing import NotPlacedError, TextFile
from auditor.revise.composed import Change
from auditor.revise.repair import UNPLACED
from auditor.revise.text.bytes import LacksSignError, edited
from auditor.revise.writer import RefusedError

LACKS = Wording("文件编码 {charset} 里没有“{sign}”字，写不进去", "the file's charset {charset} has no code for “{sign}”")


class TextWriter:
    """A text file.

    Args:
        source: its bytes.
        options: how it is read.
        tracked: of no meaning here.
    """

    cautions = ()

    def __init__(self, source: Source, options: ReadOptions, tracked: bool) -> None:  # noqa: ARG002 - writers are made alike
        self._data = source.read(options.max_bytes)
        self._charset = charset_of(self._data)
        self._file = TextFile(decode(self._data, source.name))

    def write(self, changes: Sequence[Change]) -> bytes:
        """Return the file with changes made.

        Raises:
            RefusedError: if the words do not stand in the file as they were read, or its charset lacks a sign.
        """
        try:
            edits = [edit for change in changes for edit in self._file.placed(change.segment, change.edits)]
        except NotPlacedError:
            raise RefusedError(UNPLACED) from None
        return in_bytes(self._data, self._charset, edits)

    def lines(self, document: Document) -> list[str]:  # noqa: ARG002 - the file itself says more
        """Return the lines of the file."""
        return lines_of(self._file.source)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, as programs that compare files tell them."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def in_bytes(data: bytes, charset: str, edits: Sequence[Edit], *, references: bool = False) -> bytes:
    """Return a file with edits made.

    Raises:
        RefusedError: if its charset lacks a sign.
    """
    try:
        return edited(data, charset, sorted(edits), references=references)
    except LacksSignError as error:
        raise RefusedError(fill(LACKS, charset=error.charset.upper(), sign=error.sign)) from None
