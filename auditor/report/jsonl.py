"""JSON Lines: one object a document, for pipelines. Every line says how it was made, because lines get parted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.plain import plain_result
from auditor.report.reporter import ReportOptions


class JsonlReporter:
    """Writes a line as soon as its document is judged."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language

    def begin(self, header: Header) -> None:
        """Keep what every line repeats."""
        self._made = {"caution": CAUTION.get(self._language), "as_of": header.as_of, "pack_digest": header.pack_digest}

    def add(self, result: DocumentResult) -> None:
        """Write one line."""
        self._stream.write(json.dumps(plain_result(result, self._language) | self._made, ensure_ascii=False) + "\n")

    def end(self, tally: Tally, inputs: Sequence[InputFile]) -> None:
        """Write nothing: every line stands for itself."""
