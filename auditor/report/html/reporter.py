"""The HTML report, written as results stream past: data first, and behind it the page that shows them, once the counts are known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TextIO

from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.report.html.blocks import Blocks
from auditor.report.html.counted import counted
from auditor.report.html.page import Page
from auditor.report.html.preview import Preview
from auditor.report.html.rendering import EntryRendering
from auditor.report.html.sharing import RESULT, SharedOnce
from auditor.report.html.vocabulary import audited, vocabulary
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions, whole


class HtmlReporter:
    """Writes one page; memory does not grow with the number of results."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language
        self._page = Page(options.language)
        self._blocks = Blocks(stream)
        self._shared = SharedOnce()
        self._preview = Preview(options.language, self._shared.value)
        self.renderer = EntryRendering(options.show_dismissed)

    def begin(self, header: Header) -> None:
        """Write the head of the page."""
        self._header = header
        self._renderer = self.renderer(header)
        self._stream.write(self._page.head())

    def add(self, result: DocumentResult) -> None:
        """Write one result."""
        self.put(whole(self._renderer, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write results as data, and what they share where it first comes up."""
        for line in filter(None, b"".join(pieces).split(b"\n")):
            entry = self._shared.entry(line)
            if entry:
                self._blocks.add(entry)
            if line.startswith(RESULT):
                self._preview.add(entry)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write the rest of the page: counts, charts, the first results, how the audit was made, and the script."""
        self._blocks.close()
        parts = self._page.body(
            **counted(tally),
            header=self._header,
            options={name: printable(value) for name, value in self._header.options.items()},
            audited=audited(inputs),
            inputs=((printable(file.path), file.size, file.sha256) for file in inputs),
            input_count=len(inputs),
            fields_not_read=[(printable(name), count) for name, count in tally.fields_not_read.most_common()],
            preview=self._preview,
            vocabulary=vocabulary(self._language),
        )
        self._stream.writelines(parts)
