"""Names set at the middle of values of several lines: they are read before the first of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page
from auditor.extract.table.words import is_usual_name

_FEWEST = 3  # names
_SAME = 0.7  # character heights
_SET_OFF = 1.2  # times the distance of lines
_MIDDLE = 0.5  # character heights


def with_centred_names(page: Page) -> Page:
    """Return a page with such names beside the first lines of their values; what they say of where they are shown stays."""
    names = [line for line in page.lines if is_usual_name(line.text)]
    names = [name for name in names if abs(name.box[0] - min(other.box[0] for other in names)) <= _SAME * name.size]
    if len(names) < _FEWEST:
        return page
    values = sorted((line for line in page.lines if line.box[0] > max(name.box[2] for name in names)), key=lambda line: line.box[1])
    moved = {id(name): _beside(name, value) for name in names for value in _blocks(values) if _is_centred(name, value)}
    if len(moved) < len(names) or not any(moved[id(name)] is not name for name in names):
        return page
    return replace(page, lines=tuple(moved.get(id(line), line) for line in page.lines))


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield runs of lines that follow each other closely."""
    steps = [lower.box[1] - upper.box[1] for upper, lower in pairwise(lines)]
    closest = median(sorted(steps)[: max(1, len(steps) // 2)] or [0.0])
    block = list(lines[:1])
    for step, line in zip(steps, lines[1:], strict=True):
        if step > _SET_OFF * closest:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_centred(name: Line, block: Sequence[Line]) -> bool:
    middle = (block[0].box[1] + block[-1].box[3]) / 2
    return abs((name.box[1] + name.box[3]) / 2 - middle) <= _MIDDLE * name.size


def _beside(name: Line, block: Sequence[Line]) -> Line:
    """Return a name at the height of the first line of its value."""
    if len(block) == 1:
        return name
    (left, _, right, _), (_, top, _, bottom) = name.box, block[0].box
    return replace(name, box=(left, top, right, bottom), shown=name.shown or name.box)
