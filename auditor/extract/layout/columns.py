"""Page layout: headers, footers and page numbers apart; the rest from top to bottom, one column after the other."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.layout.lines import Line, in_rows, union, visual_lines
from auditor.extract.layout.page import Page, Table
from auditor.extract.layout.paragraphs import stands_alone

Item: TypeAlias = Line | Table

_NUMBER = re.compile(
    r"[-—–―~·\s]*(?:"
    r"(?:第\s*|page\s*)?\d{1,4}(?:\s*页)?(?:[\s/／,，]*(?:[(（]?共|of)?\s*\d{1,4}(?:\s*页)?[)）]?)?"
    r"|第\s*[一二三四五六七八九十百〇零]{1,5}\s*页|[ivxl]{1,6}"
    r")[-—–―~·\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_NUMBER_ZONE = 0.12  # of the page's height
_REPEATED_ZONE = 0.08
_DEEPEST = 2  # lines of a header
_FEWEST_LINES = 4  # of a column
_GUTTER = 8.0  # points
_WIDEST_GUTTER = 0.2  # of the text's width: names and their values stand further apart
_FILLED = 0.6  # of its column's width: how much the middle one of a column's lines takes up
_NARROW = (0.6, 0.8)  # of the text's width: a line of a column, or of the wider one of two
_MIDDLE = (0.25, 0.75)  # of the text's width: where a gutter may be


class Block(Struct, frozen=True):
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
    seen = Counter(key for _, lines in outer for key in {_key(line) for line in lines})
    return [_apart(page, [line for line in lines if _is_furniture(page, line, seen)]) for page, lines in outer]


def _outer_lines(page: Page) -> list[Line]:
    """Return the first and last lines of a page where they stand in its margins, the outermost of each side first."""
    lines = visual_lines(page.lines)
    half = min(_DEEPEST, (len(lines) + 1) // 2)
    return [line for line in (*lines[:half], *reversed(lines[max(half, len(lines) - half) :])) if _margin(page, line) <= _NUMBER_ZONE]


def _margin(page: Page, line: Line) -> float:
    """Return how far a line reaches into the page, as a share of its height."""
    return min(line.box[3], page.height - line.box[1]) / page.height


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text)


def _is_furniture(page: Page, line: Line, seen: Counter[str]) -> bool:
    return _NUMBER.fullmatch(line.text) is not None or (seen[_key(line)] > 1 and _margin(page, line) <= _REPEATED_ZONE)


def _apart(page: Page, furniture: Sequence[Line]) -> tuple[Page, list[Line]]:
    kept = tuple(line for line in page.lines if not any(union(line.box, other.box) == other.box for other in furniture))
    return replace(page, lines=kept), list(furniture)


def blocks(page: Page) -> list[Block]:
    """Return what is read of a page, in order."""
    gutters = _gutters(page.lines)
    if not gutters:
        return [_block([*visual_lines(page.lines), *page.tables], shared=True)] if page.lines or page.tables else []
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    wide: list[Item] = []
    items: list[Item] = [*page.lines, *page.tables]
    for item in items:
        column = bisect_left(gutters, item.box[0])
        is_inside = column == len(gutters) or item.box[2] <= gutters[column]
        (columns[column] if is_inside else wide).append(item)
    return list(_bands(sorted(_in_rows(wide), key=_top), [_in_rows(column) for column in columns]))


def _in_rows(items: Sequence[Item]) -> list[Item]:
    lines = visual_lines(item for item in items if isinstance(item, Line))
    return [*lines, *(item for item in items if isinstance(item, Table))]


def _bands(wide: Sequence[Item], every: Sequence[Sequence[Item]]) -> Iterator[Block]:
    """Yield the columns above the first wide item, the wide items down to the next columns, and so on."""
    above = float("-inf")
    run: list[Item] = []
    for item in (*wide, None):
        below = _top(item) if item else float("inf")
        columns = [[other for other in column if above <= _top(other) < below] for column in every]
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


def _gutters(lines: Sequence[Line]) -> list[float]:
    """Return where empty strips part the lines into columns, in points from left to right."""
    if len(lines) < 2 * _FEWEST_LINES:
        return []
    left, right = min(line.box[0] for line in lines), max(line.box[2] for line in lines)
    width = right - left
    for share in _NARROW:
        narrow = [line for line in lines if line.box[2] - line.box[0] < width * share]
        strips = list(_strips(_without_headings(narrow, (left + right) / 2), left, width))
        middle = ([at] for at in strips if _MIDDLE[0] <= (at - left) / width <= _MIDDLE[1])
        found = next((gutters for gutters in (strips, *middle) if gutters and _part(narrow, gutters)), [])
        if found:
            return found
    return []


def _strips(lines: Sequence[Line], left: float, width: float) -> Iterator[float]:
    """Yield the middle of each strip between lines that runs down through all of them."""
    reach = left
    for line in sorted(lines, key=lambda line: line.box[0]):
        if _GUTTER <= line.box[0] - reach <= _WIDEST_GUTTER * width:
            yield (reach + line.box[0]) / 2
        reach = max(reach, line.box[2])


def _without_headings(lines: Sequence[Line], middle: float) -> list[Line]:
    """Return lines without those that stand by themselves in the middle."""
    rows = in_rows(lines)
    alone = {id(row[0]) for row in rows if len(row) == 1 and abs((row[0].box[0] + row[0].box[2]) / 2 - middle) <= row[0].size}
    return [line for line in lines if id(line) not in alone]


def _part(lines: Sequence[Line], gutters: Sequence[float]) -> bool:
    """Tell whether what stands between strips looks like columns of text: beside each other, and of lines that mostly fill them."""
    bounds = (float("-inf"), *gutters, float("inf"))
    columns = [[line for line in lines if start <= line.box[0] and line.box[2] <= end] for start, end in pairwise(bounds)]
    if any(len(column) < _FEWEST_LINES or not (_fills(column) or _is_list(column)) for column in columns) or not any(map(_fills, columns)):
        return False
    tops, bottoms = [min(map(_top, column)) for column in columns], [max(map(_top, column)) for column in columns]
    return 2 * (min(bottoms) - max(tops)) >= min(bottom - top for top, bottom in zip(tops, bottoms, strict=True))


def _is_list(lines: Sequence[Line]) -> bool:
    """Tell whether most lines speak for themselves, so that they are no values of what stands beside them."""
    return 2 * sum(map(stands_alone, lines)) >= len(lines)


def _fills(lines: Sequence[Line]) -> bool:
    width = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    return median(line.box[2] - line.box[0] for line in lines) >= _FILLED * width
