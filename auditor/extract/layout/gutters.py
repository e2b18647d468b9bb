"""Gutters: the empty strips that part the lines of a page into columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import pairwise, takewhile
from statistics import median
from typing import TypeAlias

from msgspec import Struct

from auditor.extract.layout.downward import Column, are_columns, are_framed, begin_rows
from auditor.extract.layout.lines import Box, Line, in_rows
from auditor.extract.layout.page import Page

_Strip: TypeAlias = tuple[float, float]

_FEWEST_LINES = 8  # on a page with columns
_NARROWEST = 8.0  # points
_WIDE = 0.2  # of the text's width: names and their values stand as far apart
_NARROW = (0.6, 0.8)  # of the text's width: a line of a column, or of the wider one of two
_MIDDLE = (0.25, 0.75)  # of the text's width: where a gutter may be
_LARGER = 1.2  # times
_MOST_HEADINGS = 8  # lines


class Parting(Struct, frozen=True):
    """How a page is parted.

    Args:
        gutters: where they are, in points from left to right.
        over: lines that stand over all columns without reaching over a gutter.
    """

    gutters: list[float]
    over: list[Line]


def parting(page: Page) -> Parting | None:
    """Return how a page is parted into columns; None where it is not."""
    if len(_narrow(page.lines, _NARROW[-1])) < _FEWEST_LINES:
        return None
    over = _headings(page)
    known = set(map(id, over))
    found = _gutters([line for line in page.lines if id(line) not in known], page.frames)
    return Parting(found, over) if found else None


def _gutters(lines: Sequence[Line], frames: Sequence[Box]) -> list[float]:
    for share in _NARROW:
        narrow = _narrow(lines, share)
        if len(narrow) >= _FEWEST_LINES:
            left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
            for strips in _candidates(narrow, left, right):
                if _part(strips, lines, narrow, frames, _WIDE * (right - left)):
                    return list(map(_at, strips))
    return []


def _narrow(lines: Sequence[Line], share: float) -> list[Line]:
    """Return lines that take up less than a share of the text's width."""
    most = share * (max((line.box[2] for line in lines), default=0.0) - min((line.box[0] for line in lines), default=0.0))
    return [line for line in lines if line.box[2] - line.box[0] < most]


def _candidates(narrow: Sequence[Line], left: float, right: float) -> Iterator[Sequence[_Strip]]:
    """Yield all strips between lines, and each that is about in the middle of the text."""
    if strips := list(_strips(_out_of_the_middle(narrow, (left + right) / 2), left)):
        yield strips
    yield from ([strip] for strip in strips if _MIDDLE[0] <= (_at(strip) - left) / (right - left) <= _MIDDLE[1])


def _headings(page: Page) -> list[Line]:
    """Return the lines that stand above all others, in the middle or larger."""
    size, middles = median(line.size for line in page.lines), (_middle(page.lines), page.width / 2)
    *rows, _ = in_rows(nsmallest(_MOST_HEADINGS + 1, page.lines, key=lambda line: line.box[1]))
    return [line for line, *_ in takewhile(lambda row: len(row) == 1 and (_is_at(row[0], middles) or row[0].size > _LARGER * size), rows)]


def _middle(lines: Sequence[Line]) -> float:
    return (min(line.box[0] for line in lines) + max(line.box[2] for line in lines)) / 2


def _is_at(line: Line, middles: Sequence[float]) -> bool:
    return any(abs((line.box[0] + line.box[2]) / 2 - middle) <= line.size for middle in middles)


def _part(strips: Sequence[_Strip], lines: Sequence[Line], narrow: Sequence[Line], frames: Sequence[Box], wide: float) -> bool:
    """Tell whether strips part text that is read down, one column after the other."""
    columns = _columns(lines, strips)
    if are_framed(columns, frames):
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
    lines = sorted(lines, key=lambda line: line.box[1])
    return [[line for line in lines if start <= line.box[0] and line.box[2] <= end] for start, end in pairwise(bounds)]


def _out_of_the_middle(lines: Sequence[Line], middle: float) -> list[Line]:
    """Return lines without those that stand by themselves in the middle."""
    alone = {id(row[0]) for row in in_rows(lines) if len(row) == 1 and _is_at(row[0], [middle])}
    return [line for line in lines if id(line) not in alone]
