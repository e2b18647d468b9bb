"""Plain text: one segment, exactly as the file has it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.errors import ExtractError
from auditor.extract.charset import decode
from auditor.extract.comments import plain_comments
from auditor.extract.directives import blanked, directives, line_blocks
from auditor.extract.reasons import NO_TEXT
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace


def read_text(source: Source, options: ReadOptions) -> str:
    """Return the decoded text of a source, line ends as they are, without a byte order mark.

    Raises:
        ExtractError: if it cannot be decoded or holds only white space.
    """
    text = decode(source.read(options.max_bytes), source.name)
    if not text.strip():
        raise ExtractError(source.name, NO_TEXT)
    return text


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a text file, or standard input.

    Raises:
        ExtractError: if it cannot be read.
    """
    yield plain_document(read_text(source, options), source.name)


def plain_document(text: str, name: str) -> Document:
    """Return a text as a document: each line of it is a block for the comments that speak to this program."""
    spoken = directives(text, comments := plain_comments(text), line_blocks(blanked(text, comments)))
    return Document(name, name, (Segment.at(text, LinePlace(1, 1)),), directives=spoken)
