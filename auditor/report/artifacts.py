"""Where a machine finds what a finding is about: the file on disk, as a path and as a URI, and the lines that are true of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from msgspec import Struct

from auditor.extract.source import parted
from auditor.model.document import Segment
from auditor.model.location import LinePlace, Location, RecordPlace
from auditor.model.span import Span

_MAILS = frozenset((".eml", ".mht", ".mhtml"))  # a subject is found by its line, but may be written in another way than it is read
_WITHOUT_LINES = frozenset((".msg", ".parquet", ".pq"))


class Region(NamedTuple):
    """Lines and columns of a text file, counted from 1, columns in code points; 0 where only the line is known.

    Lines end with LF or CRLF. ``end_column`` is the column behind the last sign.
    """

    start_line: int
    start_column: int = 0
    end_line: int = 0
    end_column: int = 0


class Artifact(Struct, frozen=True):
    """A file, and what is packed into it.

    Args:
        path: with slashes, from the root on where it lies below that, and otherwise from that of the system.
        is_below: whether it lies below the root.
        member: the name of the file inside it that is meant; empty for the file itself.
    """

    path: str
    is_below: bool
    member: str = ""

    @classmethod
    def of(cls, source: str, root: Path) -> Artifact:
        """Return the artifact that a document's source names.

        Args:
            source: as results name it.
            root: the folder that paths start from.
        """
        outer, member = parted(source)
        path = Path(os.path.abspath(root / outer))  # noqa: PTH100 - Path.resolve would follow links and lead out of the root
        if path != root and path.is_relative_to(root):
            return cls(path.relative_to(root).as_posix(), True, member)
        return cls(path.as_posix(), False, member)

    @property
    def uri(self) -> str:
        """The path as a URI: relative to the root where it lies below that, percent-encoded."""
        if self.is_below:
            return quote(_bytes(self.path))
        return f"file:{'' if self.path.startswith('//') else '//' if self.path.startswith('/') else '///'}{quote(_bytes(self.path), '/:')}"

    def region(self, segment: Segment, span: Span) -> Region | None:
        """Return where the code points of a segment's span stand in the file; None where that is no matter of lines."""
        first = self.start(segment.locate(span.start))
        if first is None or not first.start_column or not len(span):
            return first
        behind = segment.locate_end(span.end)
        return first._replace(end_line=behind.line, end_column=behind.column) if isinstance(behind, LinePlace) else first

    def start(self, location: Location) -> Region | None:
        """Return where a location starts in the file, without an end; None where it has no line there."""
        suffix = os.path.splitext(self.path)[1].lower()  # noqa: PTH122 - a name such as <stdin> is no path
        if self.member or suffix in _WITHOUT_LINES:
            return None
        match location:
            case LinePlace(line, column):
                return Region(line) if suffix in _MAILS else Region(line, column)
            case RecordPlace(line=line):
                return Region(line)
        return None


def _bytes(path: str) -> bytes:
    """Return a path as the system has it; one that it could not have in UTF-8."""
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")
