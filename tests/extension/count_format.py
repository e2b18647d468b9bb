"""A report format as another package may bring it: how many findings each document has, one line each."""

from __future__ import annotations

from collections.abc import Collection
from typing import TextIO

from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.reporter import ReportOptions


class CountReporter:
    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language

    def begin(self, header: Header) -> None:
        self._stream.write(f"{self._language} {header.as_of}\n")

    def add(self, result: DocumentResult) -> None:
        self._stream.write(f"{result.id} {len(result.findings)}\n")

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        self._stream.write(f"{tally.total} in {len(inputs)}\n")
