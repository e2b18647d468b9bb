"""Gutters: the empty strips that part the lines of a page into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import TypeAlias

from auditor.extract.layout.downward import Column, are_columns, are_framed, begin_rows, in_frames
from auditor.extract.layout.lines import Box, Line, in_rows
from auditor.extract.layout.page import Page

_Strip: TypeAlias = tuple[float, float]

_FEWEST_LINES = 8  # on a page with columns
_NARROWEST = 8.0  # points
_WIDE = 0.2  # of the text's width: names and their values stand as far apart
_NARROW = (0.6, 0.8)  # of the text's width: a line of a column, or of the wider one of two
_MIDDLE = (0.25, 0.75)  # of the text's width: where a gutter may be
_LARGER = 1.2  # times


def gutters(lines: Sequence[Line], frames: Sequence[Box] = ()) -> list[float]:
    """Return where empty strips part the lines into columns, in points from left to right.

    Args:
        lines: on one page.
        frames: boxes that are drawn on it.
    """
    if len(lines) < _FEWEST_LINES:
        return []
    lines = sorted(lines, key=lambda line: line.box[1])
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    width, framed = right - left, in_frames(lines, frames)
    for share in _NARROW:
        narrow = [line for line in lines if line.box[2] - line.box[0] < width * share]
        strips = list(_strips(_out_of_the_middle(narrow, _middle(lines)), left))
        middle = ([strip] for strip in strips if _MIDDLE[0] <= (_at(strip) - left) / width <= _MIDDLE[1])
        for some in (strips, *middle):
            if some and _part(some, lines, narrow, framed, _WIDE * width):
                return list(map(_at, some))
    return []


def headings(page: Page) -> list[Line]:
    """Return lines that stand over all columns without reaching over a gutter: above all others, in the middle or larger."""
    if not page.lines:
        return []
    size, middles = median(line.size for line in page.lines), (_middle(page.lines), page.width / 2)
    above = takewhile(lambda row: len(row) == 1 and (_is_at(row[0], middles) or row[0].size > _LARGER * size), in_rows(page.lines))
    return [line for line, *_ in above]


def _middle(lines: Sequence[Line]) -> float:
    return (min(line.box[0] for line in lines) + max(line.box[2] for line in lines)) / 2


def _is_at(line: Line, middles: Sequence[float]) -> bool:
    return any(abs((line.box[0] + line.box[2]) / 2 - middle) <= line.size for middle in middles)


def _part(strips: Sequence[_Strip], lines: Sequence[Line], narrow: Sequence[Line], framed: Sequence[set[int]], wide: float) -> bool:
    """Tell whether strips part text that is read down, one column after the other."""
    columns = _columns(lines, strips)
    if are_framed(columns, framed):
        return True
    is_wide = any(end - start > wide for start, end in strips)
    return are_columns(_columns(narrow, strips), is_wide) and not any(map(begin_rows, columns, columns[1:]))


def _strips(lines: Sequence[Line], left: float) -> Iterator[_Strip]:
    """Yield from where to where each strip between lines goes that runs down through all of them."""
    reach = left
    for line in sorted(lines, key=lambda line: line.box[0]):
        if line.box[0] - reach >= _NARROWEST:
            yield reach, line.box[0]
        reach = max(reach, line.box[2])


def _at(strip: _Strip) -> float:
    return sum(strip) / 2


def _columns(lines: Sequence[Line], strips: Sequence[_Strip]) -> list[Column]:
    """Return the lines between strips, without those that reach over one."""
    bounds = (float("-inf"), *map(_at, strips), float("inf"))
    return [[line for line in lines if start <= line.box[0] and line.box[2] <= end] for start, end in pairwise(bounds)]


def _out_of_the_middle(lines: Sequence[Line], middle: float) -> list[Line]:
    """Return lines without those that stand by themselves in the middle."""
    alone = {id(row[0]) for row in in_rows(lines) if len(row) == 1 and _is_at(row[0], [middle])}
    return [line for line in lines if id(line) not in alone]
