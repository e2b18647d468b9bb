"""Page layout: headers, footers and page numbers apart; the rest from top to bottom, one column after the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from auditor.extract.layout.lines import Line, union, visual_lines
from auditor.extract.layout.page import Page, Table

Item: TypeAlias = Line | Table

_NUMBER = re.compile(r"[-—–―~·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:[\s/／,，]*(?:共|of)?\s*\d{1,4}(?:\s*页)?)?[-—–―~·\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_NUMBER_ZONE = 0.12  # of the page's height
_REPEATED_ZONE = 0.08
_FEWEST_LINES = 4  # of a column
_GUTTER = 8.0  # points
_WIDEST_GUTTER = 0.2  # of the text's width: names and their values stand further apart
_FILLED = 0.6  # of its column's width: how much the middle one of a column's lines takes up
_MIDDLE = (0.3, 0.7)  # of the text's width: where a gutter may be


@dataclass(frozen=True, slots=True)
class Block:
    """What is read in one go.

    Args:
        items: lines and tables in order.
        left: where its lines begin, in points.
        right: where they end.
        leading: usual distance from one line to the next in points.
        shared: whether other pages have their lines in the same place: not a column beside another one.
    """

    items: tuple[Item, ...]
    left: float
    right: float
    leading: float
    shared: bool


def part_furniture(pages: Iterable[Page]) -> list[tuple[Page, list[Line]]]:
    """Return each page without its furniture, and the furniture."""
    outer = [(page, _outer_lines(page)) for page in pages]
    seen = Counter(_key(line) for _, lines in outer for line in lines)
    return [_part(page, [line for line in lines if _is_furniture(page, line, seen)]) for page, lines in outer]


def _outer_lines(page: Page) -> list[Line]:
    """Return the first and last line of a page where they stand in its margins."""
    lines = visual_lines(page.lines)
    ends = [lines[0], lines[-1]] if len(lines) > 1 else lines
    return [line for line in ends if _margin(page, line) <= _NUMBER_ZONE]


def _margin(page: Page, line: Line) -> float:
    """Return how far a line reaches into the page, as a share of its height."""
    return min(line.box[3], page.height - line.box[1]) / page.height


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _is_furniture(page: Page, line: Line, seen: Counter[str]) -> bool:
    return _NUMBER.fullmatch(line.text) is not None or (seen[_key(line)] > 1 and _margin(page, line) <= _REPEATED_ZONE)


def _part(page: Page, furniture: Sequence[Line]) -> tuple[Page, list[Line]]:
    kept = tuple(line for line in page.lines if not any(union(line.box, other.box) == other.box for other in furniture))
    return replace(page, lines=kept), list(furniture)


def blocks(page: Page) -> list[Block]:
    """Return what is read of a page, in order."""
    gutter = _gutter(page.lines)
    if gutter is None:
        return [_block([*visual_lines(page.lines), *page.tables], shared=True)] if page.lines or page.tables else []
    sides: tuple[list[Item], list[Item], list[Item]] = ([], [], [])
    items: list[Item] = [*page.lines, *page.tables]
    for item in items:
        sides[_side(item, gutter)].append(item)
    wide = sorted(_in_rows(sides[2]), key=_top)
    return list(_bands(wide, _in_rows(sides[0]), _in_rows(sides[1])))


def _in_rows(items: Sequence[Item]) -> list[Item]:
    lines = visual_lines(item for item in items if isinstance(item, Line))
    return [*lines, *(item for item in items if isinstance(item, Table))]


def _bands(wide: Sequence[Item], left: Sequence[Item], right: Sequence[Item]) -> Iterator[Block]:
    """Yield the columns above the first wide item, the wide items down to the next columns, and so on."""
    above = float("-inf")
    run: list[Item] = []
    for item in (*wide, None):
        below = _top(item) if item else float("inf")
        columns = [[other for other in column if above <= _top(other) < below] for column in (left, right)]
        if any(columns):
            yield from (_block(run, shared=True),) if run else ()
            yield from (_block(column, shared=False) for column in columns if column)
            run = []
        run.extend([item] if item else [])
        above = below
    yield from (_block(run, shared=True),) if run else ()


def _block(items: Sequence[Item], shared: bool) -> Block:
    items = tuple(sorted(items, key=_top))
    boxes = [item.box for item in items if isinstance(item, Line)] or [item.box for item in items]
    leading = median(lower[1] - upper[1] for upper, lower in pairwise(boxes)) if len(boxes) > 1 else 0.0
    return Block(items, min(box[0] for box in boxes), max(box[2] for box in boxes), leading, shared)


def _top(item: Item) -> float:
    return item.box[1]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Return where an empty strip parts the lines into two columns, in points; None where there is none."""
    if len(lines) < 2 * _FEWEST_LINES:
        return None
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    width = right - left
    narrow = sorted((line for line in lines if line.box[2] - line.box[0] < width * 0.6), key=lambda line: line.box[0])
    reach = left
    for line in narrow:
        middle = (reach + line.box[0]) / 2
        in_place = _GUTTER <= line.box[0] - reach <= _WIDEST_GUTTER * width and _MIDDLE[0] <= (middle - left) / width <= _MIDDLE[1]
        if in_place and _parts(narrow, middle):
            return middle
        reach = max(reach, line.box[2])
    return None


def _parts(lines: Sequence[Line], at: float) -> bool:
    """Tell whether both sides of a strip look like columns of text: beside each other, and of lines that mostly fill them."""
    sides = [line for line in lines if line.box[2] <= at], [line for line in lines if line.box[0] >= at]
    if any(len(side) < _FEWEST_LINES or not _fills(side) for side in sides):
        return False
    tops, bottoms = [min(map(_top, side)) for side in sides], [max(map(_top, side)) for side in sides]
    return 2 * (min(bottoms) - max(tops)) >= min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _fills(lines: Sequence[Line]) -> bool:
    width = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    return median(line.box[2] - line.box[0] for line in lines) >= _FILLED * width


def _side(item: Item, gutter: float) -> int:
    if item.box[2] <= gutter:
        return 0
    return 1 if item.box[0] >= gutter else 2
