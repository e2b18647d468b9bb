"""JSON Lines: one object a document, for pipelines. Every line says how it was made, because lines get parted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TextIO

from msgspec import Struct

from auditor.batch.chunk import Renderer
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.wording import Language
from auditor.report.objects import ObjectRenderer, encoded
from auditor.report.reporter import ReportOptions, whole, write


class JsonlReporter:
    """Writes a line as soon as its document is judged."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self.renderer = LineRendering(options.language)

    def begin(self, header: Header) -> None:
        """Keep what every line repeats."""
        self._renderer = self.renderer(header)

    def add(self, result: DocumentResult) -> None:
        """Write one line."""
        self.put(whole(self._renderer, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write lines."""
        write(self._stream, pieces)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write nothing: every line stands for itself."""


class LineRendering(Struct, frozen=True):
    """Makes a renderer of lines.

    Args:
        language: of what the program says.
        in_law: whether findings tell the law that they rest on.
    """

    language: Language
    in_law: bool = True

    def __call__(self, header: Header) -> Renderer:
        """Return one whose lines say how they were made."""
        made = {"caution": CAUTION.get(self.language), "as_of": header.as_of, "pack_digest": header.pack_digest}
        return ObjectRenderer(self.language, after=f", {encoded(made)[1:]}\n", in_law=self.in_law)
