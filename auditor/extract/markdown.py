"""Markdown: plain text in which the cells of pipe tables stand alone, each with its header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.extract import table
from auditor.extract.comments import with_template_comments
from auditor.extract.directives import blanked, directives
from auditor.extract.markdown_comments import markdown_comments
from auditor.extract.plain import read_text
from auditor.extract.source import ReadOptions, Source
from auditor.extract.table import TableCell
from auditor.model.directive import Directive
from auditor.model.document import Document, Segment
from auditor.model.location import LinePlace
from auditor.model.span import Apart, Span
from auditor.text.template.marks import Kind, holds_words, tokens_of

_RULE = re.compile(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|\Z)")
_ITEM = re.compile(r"[ \t>]{0,40}(?:[-*+•·●][ \t]|\d{1,3}[.、．)）]|[（(]\d{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read a Markdown file.

    Raises:
        ExtractError: if it cannot be read.
    """
    text = read_text(source, options)
    lines = text.split("\n")
    yield Document(source.name, source.name, tuple(_segments(lines)), directives=_directives(text, lines))


def _directives(text: str, lines: Sequence[str]) -> tuple[Directive, ...]:
    """Return the comments that speak to this program, among paragraphs, list items and table rows; in front of a table, all of it."""
    if not (comments := with_template_comments(text, markdown_comments(text))):
        return ()
    shown = blanked(text, comments)
    tables = list(_tables(lines))
    rows = frozenset(number for start, end in tables for number in range(start, end))
    blocks = list(_blocks(shown, rows))
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text) + 1]
    whole = [Span(starts[start], starts[end] - 1) for start, end in tables]
    following = [block for block in blocks if not any(table.covers(block) for table in whole)]
    return directives(text, comments, blocks, sorted((*following, *whole)))


def _blocks(text: str, rows: frozenset[int]) -> Iterator[Span]:
    """Yield the runs of lines that a person reads in one go; each row of a table, heading and list item is one."""
    start = offset = 0
    for number, line in enumerate(text.split("\n")):
        alone = number in rows or _HEADING.match(line) is not None
        if start < offset and (alone or not line.strip() or _ITEM.match(line)):
            yield Span(start, offset - 1)
            start = offset
        offset += len(line) + 1
        if alone and line.strip():
            yield Span(start, offset - 1)
        if alone or not line.strip():
            start = offset
    if start < offset:
        yield Span(start, offset - 1)


def _segments(lines: Sequence[str]) -> Iterator[Segment]:
    """Yield the text between tables as runs of lines, and the tables as cells."""
    start = 0
    for number, (header, end) in enumerate(_tables(lines), 1):
        yield from _text(lines, start, header)
        yield from _table(lines, header, end, number)
        start = end
    yield from _text(lines, start, len(lines))


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield for each table the numbers of its header and of the first line behind it."""
    start = 0
    for rule in [index for index, line in enumerate(lines) if _is_rule(line)]:
        header = rule - 1
        if header >= start and _under_header(lines[header], lines[rule]):
            start = next(
                (index for index in range(rule + 1, len(lines)) if "|" not in lines[index] and not _steers(lines[index])), len(lines)
            )
            yield header, start


def _is_rule(line: str) -> bool:
    return "-" in line and "|" in line and _RULE.fullmatch(line.strip()) is not None


def _steers(line: str) -> bool:
    """Tell whether a line holds nothing but tags of a template, such as the loop around the rows of a table."""
    found = list(tokens_of(line))
    rest = len("".join(line.split())) - sum(len("".join(token.span.of(line).split())) for token in found)
    return bool(found) and not rest and all(token.kind is not Kind.VALUE for token in found)


def _says_something(line: str) -> bool:
    """Tell whether a line of tags holds words that somebody could have hidden there."""
    return any(holds_words(line, token) for token in tokens_of(line))


def _under_header(header: str, rule: str) -> bool:
    return "|" in header and len(_spans(header)) == len(_spans(rule))


def _text(lines: Sequence[str], start: int, end: int) -> Iterator[Segment]:
    text = "\n".join(lines[start:end])
    if text.strip():
        yield Segment.at(text, LinePlace(start + 1, 1))


def _table(lines: Sequence[str], header: int, end: int, number: int) -> Iterator[Segment]:
    steering = [index for index in range(header + 2, end) if _steers(lines[index])]
    places = sorted({header, *range(header + 2, end)}.difference(steering))
    cells = [cell for row, index in enumerate(places, 1) for cell in _cells(lines[index], index + 1, row)]
    for cell, meaning in zip(cells, table.read(cells, f"table{number}"), strict=True):
        if cell.text:
            yield table.segment(cell, meaning)
    yield from (Segment.at(lines[index], LinePlace(index + 1, 1)) for index in steering if _says_something(lines[index]))


def _cells(line: str, number: int, row: int) -> Iterator[TableCell]:
    for column, (start, end) in enumerate(_spans(line), 1):
        text = line[start:end]
        indent = len(text) - len(text.lstrip())
        yield TableCell(text.strip(), LinePlace(number, start + indent + 1), row, column, marked=row == 1)


def _spans(line: str) -> list[tuple[int, int]]:
    """Cut a table row at its bars; the outer ones may be left out."""
    places = Apart(token.span for token in tokens_of(line))
    bars = [bar.start() for bar in _BAR.finditer(line) if not places.overlap(Span(*bar.span()))]
    spans = [(start + 1, end) for start, end in pairwise((-1, *bars, len(line)))]
    if not line[slice(*spans[0])].strip():
        del spans[0]
    if spans and not line[slice(*spans[-1])].strip():
        del spans[-1]
    return spans
