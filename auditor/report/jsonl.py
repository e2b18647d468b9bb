"""JSON Lines: one object a document, for pipelines. Unlike the JSON report it has no header."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TextIO

from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.plain import plain_result
from auditor.report.reporter import ReportOptions


class JsonlReporter:
    """Writes a line as soon as its document is judged."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language

    def begin(self, header: Header) -> None:
        """Write nothing: every line stands for itself."""

    def add(self, result: DocumentResult) -> None:
        """Write one line."""
        self._stream.write(json.dumps(plain_result(result, self._language), ensure_ascii=False) + "\n")

    def end(self, tally: Tally, inputs: Sequence[InputFile]) -> None:
        """Write nothing: every line stands for itself."""
