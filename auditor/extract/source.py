"""What an extractor is given: bytes with a name and limits, and how they are to be read."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from auditor.errors import ExtractError

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    Args:
        id_field: the record field that holds the record's id; found by its usual names when None.
        max_bytes: largest file, or part unpacked from a file, that is read whole.
        max_record_bytes: longest line of a JSONL file that is parsed.
        max_pages: largest number of pages read of a paged file.
        max_cells: largest number of table cells read of one file.
    """

    id_field: str | None = None
    max_bytes: int = 64 * MEBIBYTE
    max_record_bytes: int = 8 * MEBIBYTE
    max_pages: int = 2_000
    max_cells: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A named stream of bytes: a file on disk, or what came over standard input.

    Args:
        name: the path as the user gave it, or ``<stdin>``.
        path: the file, where there is one.
        data: the bytes, where there is no file.
    """

    name: str
    path: Path | None = None
    data: bytes = field(default=b"", repr=False)

    @property
    def suffix(self) -> str:
        """The lower-case file suffix with its dot; empty where there is none."""
        return Path(self.name).suffix.lower()

    def open(self) -> BinaryIO:
        """Open the bytes for reading.

        Raises:
            ExtractError: if the file cannot be opened.
        """
        if self.path is None:
            return io.BytesIO(self.data)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise ExtractError(self.name, error.strerror or str(error)) from error

    def read(self, limit: int) -> bytes:
        """Return all bytes.

        Raises:
            ExtractError: if there are none, or more than ``limit``.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if not data:
            raise ExtractError(self.name, "the file is empty")
        if len(data) > limit:
            raise ExtractError(self.name, f"larger than the limit of {limit:,} bytes")
        return data
