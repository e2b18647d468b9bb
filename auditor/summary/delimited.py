"""CSV that a spreadsheet program opens without running anything in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from auditor.model.wording import Language, Wording
from auditor.report.cells import BOM, guarded
from auditor.summary.ledger import COLUMNS, Cell, LedgerOptions, Line, caution
from auditor.summary.summary import Summary
from auditor.summary.words import ADS, DIMENSIONS, DISTINCT, FINDINGS, FLAGGED, HIGH, LOW, SHARE, WORDINGS, name_of

_BY = Wording("按", "by")
_VALUE = Wording("值", "value")
_CAUTION = Wording("提示", "caution")


def write_counts(summary: Summary, stream: TextIO, language: Language, bom: bool) -> None:
    """Write the rows of all dimensions below each other; shares go from 0 to 1."""
    writer = csv.writer(stream, lineterminator="\r\n")
    stream.write(BOM if bom else "")
    heads = (_BY, _VALUE, ADS, FLAGGED, *((DISTINCT,) if summary.grouped else ()), SHARE, LOW, HIGH, FINDINGS, WORDINGS)
    writer.writerow(head.get(language) for head in heads)
    for dimension, rows in summary.tables():
        for row in rows:
            distinct = (row.distinct,) if summary.grouped else ()
            share = [f"{number:.6f}" for number in (row.share.share, row.share.low, row.share.high)] if row.share else [""] * 3
            name = guarded(name_of(dimension, row.value, language))
            cells = (DIMENSIONS[dimension].get(language), name, row.ads, row.flagged, *distinct, *share, row.findings, row.wordings or "")
            writer.writerow(cells)


class CsvLedger:
    """Writes a ledger as CSV; the word of caution stands in every line, because lines get parted."""

    def __init__(self, path: Path, options: LedgerOptions) -> None:
        self._language = options.language
        self._stream = path.open("w", encoding="utf-8", newline="", errors="backslashreplace")
        self._stream.write(BOM if options.bom else "")
        self._writer = csv.writer(self._stream, lineterminator="\r\n")
        self._write([*(column.title.get(self._language) for column in COLUMNS), _CAUTION.get(self._language)])

    def add(self, line: Line) -> None:
        """Write one line."""
        self._write([*(column.cell(line, self._language) for column in COLUMNS), caution(self._language)])

    def end(self, summary: Summary) -> None:  # noqa: ARG002 - a table holds nothing else
        """Close the file."""
        self._stream.close()

    def give_up(self) -> None:
        """Close the file."""
        self._stream.close()

    def _write(self, cells: Iterable[Cell]) -> None:
        self._writer.writerow(map(guarded, cells))
