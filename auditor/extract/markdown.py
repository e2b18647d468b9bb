"""Markdown: plain text in which the cells of pipe tables stand alone, each with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.extract import table
from auditor.extract.plain import read_text
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table import TableCell
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace
from auditor.text.template.marks import Kind, tokens_of

_RULE = re.compile(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+")
_BAR = re.compile(r"(?<!\\)\|")


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a Markdown file.

    Raises:
        ExtractError: if it cannot be read.
    """
    lines = read_text(source, options).split("\n")
    yield Document(source.name, source.name, tuple(_segments(lines)))


def _segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Yield the text between tables as runs of lines, and the tables as cells."""
    start, tables = 0, 1
    for rule in [index for index, line in enumerate(lines) if _is_rule(line)]:
        header = rule - 1
        if header < start or not _under_header(lines[header], lines[rule]):
            continue
        yield from _text(lines, start, header)
        start = next((index for index in range(rule + 1, len(lines)) if "|" not in lines[index] and not _steers(lines[index])), len(lines))
        yield from _table(lines, header, start, tables)
        tables += 1
    yield from _text(lines, start, len(lines))


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and _RULE.fullmatch(line.strip()) is not None


def _steers(line: str) -> bool:
    """Tell whether a line holds nothing but tags of a template, such as the loop around the rows of a table."""
    found = list(tokens_of(line))
    rest = len("".join(line.split())) - sum(len("".join(token.span.of(line).split())) for token in found)
    return bool(found) and not rest and all(token.kind is not Kind.VALUE for token in found)


def _under_header(header: str, rule: str) -> bool:
    return "|" in header and len(_spans(header)) == len(_spans(rule))


def _text(lines: Sequence[str], start: int, end: int) -> Iterator[Segment]:
    text = "\n".join(lines[start:end])
    if text.strip():
        yield Segment.at(text, LinePlace(start + 1, 1))


def _table(lines: Sequence[str], header: int, end: int, number: int) -> Iterator[Segment]:
    places = [header, *(index for index in range(header + 2, end) if not _steers(lines[index]))]
    cells = [cell for row, index in enumerate(places, 1) for cell in _cells(lines[index], index + 1, row)]
    for cell, meaning in zip(cells, table.read(cells, f"table{number}"), strict=True):
        if cell.text:
            yield table.segment(cell, meaning)


def _cells(line: str, number: int, row: int) -> Iterator[TableCell]:
    for column, (start, end) in enumerate(_spans(line), 1):
        text = line[start:end]
        indent = len(text) - len(text.lstrip())
        yield TableCell(text.strip(), LinePlace(number, start + indent + 1), row, column, marked=row == 1)


def _spans(line: str) -> list[tuple[int, int]]:
    """Cut a table row at its bars; the outer ones may be left out."""
    places = [token.span for token in tokens_of(line)]
    bars = [bar.start() for bar in _BAR.finditer(line) if not any(place.start < bar.start() < place.end for place in places)]
    spans = [(start + 1, end) for start, end in pairwise((-1, *bars, len(line)))]
    if not line[slice(*spans[0])].strip():
        del spans[0]
    if spans and not line[slice(*spans[-1])].strip():
        del spans[-1]
    return spans
