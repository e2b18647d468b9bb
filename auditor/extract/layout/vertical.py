"""Chinese written from top to bottom, on a page whose other lines run across it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import reduce

from msgspec.structs import replace

from auditor.extract.layout.lines import Line, union
from auditor.extract.layout.page import Page

_SIGN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef（）]")
_FEWEST = 3  # characters in a line that PDFium already gives as one
_FEWEST_STACKED = 4  # lines of one character each: lists of 男 and 女 are shorter, and not as close
_CLOSE = 1.35  # character heights from one to the next
_SAME = 0.3  # character heights
_NARROW = 1.6  # character heights
_GUTTER = 1.5  # character heights
_LARGER = 1.5  # times: signs that are larger than the lines beside them are a heading, and no cells


def with_vertical_lines(page: Page) -> Page:
    """Return a page with such lines taken out of those that run across, columns from right to left."""
    lines, stacked = _stacked(page.lines)
    tall = [line for line in lines if _is_tall(line)]
    if not tall and not stacked:
        return page
    found = _columns([*tall, *stacked])
    kept = tuple(line for line in lines if not _is_tall(line))
    return replace(page, lines=kept, aside=(*page.aside, *found))


def _is_tall(line: Line) -> bool:
    left, top, right, bottom = line.box
    return len(line.text) >= _FEWEST and right - left <= _NARROW * line.size and bottom - top >= _FEWEST * 0.8 * line.size


def _stacked(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines that stay, and lines made of single characters under one another with nothing beside them."""
    kept: list[Line] = []
    made: list[Line] = []
    for run in _runs(lines):
        if len(run) >= _FEWEST_STACKED and not any(_beside(run, line) for line in lines):
            made.append(_joined(run))
        else:
            kept.extend(run)
    return kept, made


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    for line in lines:
        if run and not (_is_sign(line) and _is_sign(run[-1]) and _is_below(run[-1], line)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_sign(line: Line) -> bool:
    return len(line.text) == 1 and _SIGN.match(line.text) is not None


def _is_below(upper: Line, lower: Line) -> bool:
    room = _SAME * upper.size
    aligned = abs(upper.box[0] + upper.box[2] - lower.box[0] - lower.box[2]) / 2 <= room and abs(upper.size - lower.size) <= room
    return aligned and 0 < lower.box[1] - upper.box[1] <= _CLOSE * upper.size


def _beside(run: Sequence[Line], line: Line) -> bool:
    """Tell whether a line stands close to the side of a run: then its characters may be cells of rows."""
    left, top, right, bottom = reduce(union, (sign.box for sign in run))
    is_level = top < (line.box[1] + line.box[3]) / 2 < bottom and not _is_sign(line) and run[0].size < _LARGER * line.size
    return is_level and max(left - line.box[2], line.box[0] - right) <= _FEWEST_STACKED * run[0].size


def _joined(run: Sequence[Line]) -> Line:
    return replace(run[0], text="".join(line.text for line in run), box=reduce(union, (line.box for line in run)))


def _columns(lines: Sequence[Line]) -> list[Line]:
    """Return columns from right to left, those put together through which a sentence runs."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.box[0]):
        if found and _goes_on(found[-1], line):
            found[-1] = _joined([found[-1], line])
        else:
            found.append(line)
    return found


def _goes_on(before: Line, line: Line) -> bool:
    room = line.size
    is_next = before.box[0] - line.box[2] <= _GUTTER * room and abs(before.box[1] - line.box[1]) <= room
    return is_next and before.box[3] >= line.box[3] - room
