"""The JSON report: header, results, inputs and counts in one object, written as results stream past."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence
from typing import Any, TextIO

from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.plain import plain_header, plain_input, plain_result, plain_tally
from auditor.report.reporter import ReportOptions


class JsonReporter:
    """Writes one object; memory does not grow with the number of results."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language
        self._first = True

    def begin(self, header: Header) -> None:
        """Open the object with the header."""
        head = plain_header(header, self._language) | {"caution": CAUTION.get(self._language)}
        self._stream.write(f'{{\n "header": {_pretty(head)},\n "documents": [')

    def add(self, result: DocumentResult) -> None:
        """Write one result."""
        self._stream.write("\n" if self._first else ",\n")
        self._stream.write("  " + _pretty(plain_result(result, self._language), 2))
        self._first = False

    def end(self, tally: Tally, inputs: Sequence[InputFile]) -> None:
        """Write inputs and counts, and close the object."""
        files = [plain_input(file) for file in inputs]
        self._stream.write(f'\n ],\n "inputs": {_pretty(files)},\n "summary": {_pretty(plain_tally(tally))}\n}}\n')


def _pretty(value: Any, depth: int = 1) -> str:
    return textwrap.indent(json.dumps(value, ensure_ascii=False, indent=1), " " * depth).lstrip()
