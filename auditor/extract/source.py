"""What an extractor is given: bytes with a name and limits, and how they are to be read."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias, get_args

from msgspec import Struct

from auditor.errors import ExtractError, system_fault
from auditor.extract.names import shown
from auditor.extract.reasons import larger_than
from auditor.model.wording import Wording

if TYPE_CHECKING:
    from auditor.model.packed import PackedSheet

MEBIBYTE = 1 << 20
_EMPTY = Wording("空文件", "the file is empty")
INSIDE = "!/"
"""Stands in names between a file and what is packed into it; ``parted`` takes them apart."""

Ocr: TypeAlias = Literal["auto", "always", "never"]
OCR: tuple[Ocr, ...] = get_args(Ocr)

Early: TypeAlias = "Callable[[PackedSheet], None]"
"""Is told of a part of a large sheet while the rest is read, with what holds for all parts as far as that is known."""


def parted(source: str) -> tuple[str, str]:
    """Return the name of the outermost file of a document, and the name inside of what is packed into it; empty for the file itself.

    A folder may be called ``a!``, so that the first name that is a file counts; if none is, the first name.
    """
    if INSIDE not in source:
        return source, ""
    ends = [*(match.start() for match in re.finditer(INSIDE, source)), len(source)]
    end = next((end for end in ends if os.path.isfile(source[:end])), ends[0])  # noqa: PTH113 - Path.is_file fails where a name is too long
    return source[:end], source[end + len(INSIDE) :]


def no_progress() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How sources are read.

    Args:
        id_field: the record field that holds the record's id; found by its usual names when None.
        max_bytes: largest file, or part unpacked from a file, that is read whole.
        max_record_bytes: longest line of a JSONL file that is parsed.
        max_pages: largest number of pages read of a paged file.
        max_cells: largest number of table cells read of one file.
        max_record_cells: the same of a file of records, which go by one after the other: it bounds time, not memory.
        max_pixels: largest picture that is decoded, in pixels.
        max_members: largest number of files read out of one archive or mail, nested ones counted.
        max_unpacked: largest sum of bytes unpacked from one archive or mail.
        max_depth: how deep files inside files are followed.
        max_seconds: longest time without a document or ``progress``.
        max_memory: most bytes that the reading process may take, with the programs it started.
        isolate: whether files that are no plain text are read in a process of their own, so that they can crash or hang.
        ocr: whether text is read off pictures: where there is no other (``auto``), on every page (``always``), or ``never``.
        progress: called by slow extractors after each page, so that a long file is not taken for one that hangs.
        early: called with parts of large sheets, by whoever has something to do meanwhile; only the document says what there is.
    """

    id_field: str | None = None
    max_bytes: int = 64 * MEBIBYTE
    max_record_bytes: int = 8 * MEBIBYTE
    max_pages: int = 2_000
    max_cells: int = 5_000_000
    max_record_cells: int = 200_000_000
    max_pixels: int = 100_000_000
    max_members: int = 10_000
    max_unpacked: int = 1024 * MEBIBYTE
    max_depth: int = 4
    max_seconds: float = 300.0
    max_memory: int = 4096 * MEBIBYTE
    isolate: bool = True
    ocr: Ocr = "auto"
    progress: Callable[[], None] = field(default=no_progress, repr=False, compare=False)
    early: Early | None = field(default=None, repr=False, compare=False)


class Source(Struct, frozen=True):
    """A named stream of bytes: a file on disk, or what came over standard input.

    Args:
        name: the path as the user gave it, or ``<stdin>``.
        path: the file, where there is one.
        data: the bytes, where there is no file.
        depth: how many files this one is packed into.
        is_part: whether it is a part of the document around it, such as a picture on one of its pages, which need not say anything.
    """

    name: str
    path: Path | None = None
    data: bytes = b""
    depth: int = 0
    is_part: bool = False

    def member(self, name: str, data: bytes, is_part: bool = False) -> Source:
        """Return a file that is packed into this one, under a name that is safe to print and leads nowhere.

        Args:
            name: as the container writes it.
            data: its bytes, unpacked.
            is_part: whether it is a part of this document rather than a file beside others.
        """
        return Source(f"{self.name}{INSIDE}{shown(name)}", data=data, depth=self.depth + 1, is_part=is_part)

    @property
    def suffix(self) -> str:
        """The lower-case file suffix with its dot; empty where there is none."""
        return Path(self.name).suffix.lower()

    @property
    def stamp(self) -> tuple[int, ...]:
        """What is another after a file has been changed or replaced; empty for what is no file, or has gone."""
        try:
            status = self.path.stat() if self.path else None
        except OSError:
            return ()
        return (status.st_size, status.st_mtime_ns, status.st_ino) if status else ()

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
            raise ExtractError(self.name, system_fault(error)) from error

    def read(self, limit: int) -> bytes:
        """Return all bytes.

        Raises:
            ExtractError: if there are none, or more than ``limit``.
        """
        with self.open() as stream:
            data = stream.read(limit + 1)
        if not data:
            raise ExtractError(self.name, _EMPTY)
        if len(data) > limit:
            raise ExtractError(self.name, larger_than(limit))
        return data
