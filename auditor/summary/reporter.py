"""The summary as the end of a scan."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import TextIO

from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.jsonl import LineRendering
from auditor.report.reporter import ReportOptions, whole
from auditor.summary.counts import Counts
from auditor.summary.summary import Summary
from auditor.summary.told import audited

_TOP = 5  # rows of each table


class SummaryReporter:
    """Counts results as they come, by the same way as those that are read from a report, and prints the counts at the end."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language
        self._counts = Counts()
        self.renderer = LineRendering(options.language, in_law=False)  # which is not counted, and most of a line

    def begin(self, header: Header) -> None:
        """Write nothing."""
        self._renderer = self.renderer(header)

    def add(self, result: DocumentResult) -> None:
        """Count one result."""
        self.put(whole(self._renderer, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Count results that are lines of the JSONL report."""
        for line in b"".join(pieces).splitlines():
            self._counts.add(audited(json.loads(line)))

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:  # noqa: ARG002 - what a reporter is told
        """Print the counts."""
        from auditor.summary.terminal import print_summary

        print_summary(Summary(self._counts, top=_TOP), self._stream, self._language)
