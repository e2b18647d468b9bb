"""Which rows of a table of records have changed: a row may go over several lines, and findings name its first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from auditor.changes.changed import WHOLE, Changed
from auditor.errors import ExtractError
from auditor.extract.records.delimited import open_table
from auditor.extract.source import ReadOptions, Source


def changed_rows(source: Source, lines: Sequence[range]) -> Changed:
    """Return the first lines of the rows that new lines stand in; all counts as new where the header is, which gives cells their meaning.

    Args:
        source: a CSV or TSV file.
        lines: its new lines as git counts them, by line feeds.
    """
    options = ReadOptions()
    try:
        data = source.read(options.max_bytes)
        table, rows = open_table(source, options)
        below = [(row.line, row.head and row.head.line) for row in rows if row.line > table.line]  # titles count as part of the header
    except ExtractError:
        return WHOLE
    starts = [line for line, _ in below]
    if not starts or data.count(b"\r") != data.count(b"\r\n") or any(new.start < starts[0] for new in lines):
        return WHOLE  # csv also counts lines that end in a carriage return alone
    touched = {starts[bisect_right(starts, line) - 1] for new in lines for line in new}
    if not touched.isdisjoint(head for _, head in below):  # that of another table
        return WHOLE
    return Changed(tuple(range(line, line + 1) for line in sorted(touched)))
