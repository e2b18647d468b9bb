"""The JSON report: header, results, inputs and counts in one object, written as results stream past, each on a line."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Collection, Sequence
from typing import Any, TextIO

from msgspec import Struct

from auditor.batch.chunk import Renderer
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.wording import Language
from auditor.report.items import Items
from auditor.report.objects import ObjectRenderer, encoded
from auditor.report.plain import plain_header, plain_input, plain_tally
from auditor.report.reporter import ReportOptions, whole


class JsonReporter:
    """Writes one object; memory does not grow with the number of results."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        self._stream = stream
        self._language = options.language
        self._items = Items(stream)
        self.renderer = ItemRendering(options.language)

    def begin(self, header: Header) -> None:
        """Open the object with the header."""
        self._renderer = self.renderer(header)
        head = plain_header(header, self._language) | {"caution": CAUTION.get(self._language)}
        self._stream.write(f'{{\n "header": {_pretty(head)},\n "documents": [')

    def add(self, result: DocumentResult) -> None:
        """Write one result."""
        self.put(whole(self._renderer, result))

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write results."""
        self._items.put(pieces)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write inputs and counts, and close the object."""
        self._stream.write('\n ],\n "inputs": [')
        for index, file in enumerate(inputs):
            self._stream.write(f"{',' if index else ''}\n  {encoded(plain_input(file))}")
        self._stream.write(f'\n ],\n "summary": {_pretty(plain_tally(tally))}\n}}\n')


class ItemRendering(Struct, frozen=True):
    """Makes a renderer of the items of the list."""

    language: Language

    def __call__(self, header: Header) -> Renderer:
        """Return one; the header stands at the top of the report."""
        del header
        return ObjectRenderer(self.language, before=",\n  ")


def _pretty(value: Any) -> str:
    return textwrap.indent(json.dumps(value, ensure_ascii=False, indent=1), " ").lstrip()
