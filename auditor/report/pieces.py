"""What formats have in common that are put together from pieces: these say nothing of the header and mark no text that repeats."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from msgspec import Struct

from auditor.batch.chunk import Rendered, Renderer, in_utf8
from auditor.model.report import DocumentResult, Header, InputFile, Occurrence, Tally
from auditor.model.wording import Language
from auditor.report.reporter import whole, write


class PieceRenderer(Renderer):
    """Writes a document as pieces of text; what has a place wherever a text stands needs no mark where it repeats."""

    __slots__ = ()

    @abstractmethod
    def pieces(self, result: DocumentResult) -> Iterator[str]:
        """Yield what the report says of one document."""

    def render(self, result: DocumentResult) -> Rendered:
        """Return what the report says of one document."""
        return Rendered(self.pieces(result), "", takes_mark=False)

    def mark(self, first: Occurrence | None) -> str:
        """Return nothing."""
        del first
        return ""


@dataclass(frozen=True, slots=True)
class PlacedRenderer(PieceRenderer):
    """Writes a piece for each finding, for all that could not be judged, and for what is told of suppressions, each at its file.

    Args:
        language: of what the program says.
        root: the folder that paths start from.
    """

    language: Language
    root: Path


class PieceRendering(Struct, frozen=True):
    """Hands out a renderer, which goes to other processes and is told nothing of the header."""

    renderer: PieceRenderer

    def __call__(self, header: Header) -> Renderer:
        """Return it."""
        del header
        return self.renderer


class PieceReporter:
    """Writes pieces one after the other as they come; formats add what stands before and after them.

    Args:
        stream: that the report goes to.
        renderer: writes the pieces.
    """

    def __init__(self, stream: TextIO, renderer: PieceRenderer) -> None:
        self._stream = stream
        self._pieces = renderer
        self.renderer = PieceRendering(renderer)

    def begin(self, header: Header) -> None:
        """Keep how the audit is made."""
        self._header = header

    def add(self, result: DocumentResult) -> None:
        """Write the pieces of one result."""
        self.put(whole(self._pieces, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write pieces."""
        write(self._stream, pieces)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write nothing."""

    def _write(self, text: str) -> None:
        write(self._stream, [in_utf8(text)])
