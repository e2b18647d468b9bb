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

from auditor.extract.layout.gutters import parting
from auditor.extract.layout.lines import Line, union, visual_lines
from auditor.extract.layout.page import Page, Table

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
_FEWEST_ABOVE = 2  # lines of a column that tell how far they follow each other
_SET_OFF = 1.3  # times as far
_PAUSES = tuple("。；，！？;,!?")


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
    parted = parting(page)
    if not parted:
        return [_block([*visual_lines(page.lines), *page.tables], shared=True)] if page.lines or page.tables else []
    gutters, over = parted.gutters, set(map(id, parted.over))
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    wide: list[Item] = []
    items: list[Item] = [*page.lines, *page.tables]
    for item in items:
        column = bisect_left(gutters, item.box[0])
        is_inside = id(item) not in over and (column == len(gutters) or item.box[2] <= gutters[column])
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
        heading = _heading_below(columns) if item else None
        columns = [[other for other in column if other is not heading] for column in columns]
        if any(columns):
            yield from (_block(run, shared=True),) if run else ()
            yield from (_block(column, shared=False) for column in columns if column)
            run = []
        run.extend(found for found in (heading, item) if found)
        above = below
    yield from (_block(run, shared=True),) if run else ()


def _heading_below(columns: Sequence[Sequence[Item]]) -> Item | None:
    """Return the line below all columns, set off from those above it, that heads what reaches over them."""
    *above, last = max((sorted(column, key=_top) for column in columns if column), key=lambda column: _top(column[-1]), default=(None,))
    if len(above) < _FEWEST_ABOVE or not isinstance(last, Line) or last.text.endswith(_PAUSES):
        return None
    leading = median(lower.box[1] - upper.box[1] for upper, lower in pairwise(above))
    is_below = all(item is last or item.box[3] <= _top(last) for column in columns for item in column)
    return last if is_below and _top(last) - _top(above[-1]) > _SET_OFF * leading else None


def _block(items: Sequence[Item], shared: bool) -> Block:
    items = tuple(sorted(items, key=_top))
    boxes = [item.box for item in items if isinstance(item, Line)] or [item.box for item in items]
    leading = median(lower[1] - upper[1] for upper, lower in pairwise(boxes)) if len(boxes) > 1 else 0.0
    return Block(items, min(box[0] for box in boxes), max(box[2] for box in boxes), leading, shared)


def _top(item: Item) -> float:
    return item.box[1]
