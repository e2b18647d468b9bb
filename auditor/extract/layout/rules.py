"""Ruling lines to the grids of tables, wherever the lines come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import fmean

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box

_NEAR = 3.0  # points
_SLANT = 1.0  # points
_MOST_PAIRS = 100_000
_MOST_CROSSINGS = 4_000
_MOST_SQUARES = 10_000


class _Rule(Struct, frozen=True):
    """A line along one axis: where it is on the other one, and from where to where it goes."""

    at: float
    start: float
    end: float

    def crosses(self, other: _Rule) -> bool:
        """Tell whether it crosses or touches one along the other axis."""
        return self.start - _NEAR <= other.at <= self.end + _NEAR and other.start - _NEAR <= self.at <= other.end + _NEAR


def grids(lines: Iterable[Box]) -> list[Grid]:
    """Return the grids of tables that lines draw, from top to bottom: none of one column, and none of a drawing's countless lines.

    Args:
        lines: boxes of straight lines, in points; those that run aslant are passed over.
    """
    upright, flat = _rules(lines)
    if len(upright) * len(flat) > _MOST_PAIRS:
        return []
    upright, flat = _merged([*upright, *_sides(flat, upright)]), _merged([*flat, *_sides(upright, flat)])
    crossings = [(x, y) for x, one in enumerate(upright) for y, other in enumerate(flat) if one.crosses(other)]
    if min(len(upright), len(flat)) < 2 or len(crossings) > _MOST_CROSSINGS:
        return []
    found = (_grid(cells) for cells in _tables(_cells(upright, flat, crossings)))
    return sorted((grid for grid in found if grid), key=lambda grid: (grid.down[0], grid.across[0]))


def _rules(lines: Iterable[Box]) -> tuple[list[_Rule], list[_Rule]]:
    """Return upright and flat rules, the pieces of one put together."""
    upright, flat = [], []
    for left, top, right, bottom in lines:
        if bottom - top <= min(_SLANT, right - left):
            flat.append(_Rule((top + bottom) / 2, left, right))
        elif right - left <= _SLANT:
            upright.append(_Rule((left + right) / 2, top, bottom))
    return _merged(upright), _merged(flat)


def _merged(rules: Iterable[_Rule]) -> list[_Rule]:
    """Put rules that lie on one another, or go on in one another, together; drop dots."""
    merged: list[_Rule] = []
    for group in _beside(sorted(rules, key=lambda rule: rule.at)):
        at = round(fmean(rule.at for rule in group), 2)
        last: _Rule | None = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if last is not None and rule.start <= last.end + _NEAR:
                last = merged[-1] = replace(last, end=max(last.end, round(rule.end, 2)))
            else:
                merged.append(last := _Rule(at, round(rule.start, 2), round(rule.end, 2)))
    return [rule for rule in merged if rule.end - rule.start >= _NEAR]


def _beside(rules: Iterable[_Rule]) -> Iterator[list[_Rule]]:
    """Yield runs of rules of which each is near the next."""
    group: list[_Rule] = []
    for rule in rules:
        if group and rule.at - group[-1].at > _NEAR:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _sides(rules: Sequence[_Rule], others: Sequence[_Rule]) -> Iterator[_Rule]:
    """Yield the outer borders of tables that are drawn without: where several rules end that cross the same one of the others."""
    for other in others:
        crossing = [rule for rule in rules if rule.crosses(other)]
        starts, ends = [rule.start for rule in crossing], [rule.end for rule in crossing]
        for at, places in ((min(starts, default=0.0), starts), (max(ends, default=0.0), ends)):
            if sum(abs(at - place) <= _NEAR for place in places) > 1:
                yield replace(other, at=at)


def _cells(upright: Sequence[_Rule], flat: Sequence[_Rule], crossings: Sequence[tuple[int, int]]) -> Iterator[Box]:
    """Yield the smallest box that begins at each crossing and has rules on all sides."""
    known = set(crossings)
    below = {x: [y for _, y in group] for x, group in groupby(crossings, key=lambda crossing: crossing[0])}
    beside = {
        y: [x for x, _ in group] for y, group in groupby(sorted(crossings, key=lambda crossing: crossing[1]), lambda crossing: crossing[1])
    }
    for x, y in crossings:
        rights, lows = beside[y][beside[y].index(x) + 1 :], below[x][below[x].index(y) + 1 :]
        corner = next(((right, low) for low in lows for right in rights if (right, low) in known), None)
        if corner:
            yield upright[x].at, flat[y].at, upright[corner[0]].at, flat[corner[1]].at


def _tables(cells: Iterable[Box]) -> Iterator[list[Box]]:
    """Yield groups of cells that hang together by corners."""
    at: dict[tuple[float, float], list[Box]] = {}
    waiting = dict.fromkeys(cells)
    for box in waiting:
        for corner in _corners(box):
            at.setdefault(corner, []).append(box)
    while waiting:
        table = [next(iter(waiting))]
        del waiting[table[0]]
        for box in table:
            for other in (other for corner in _corners(box) for other in at[corner] if other in waiting):
                del waiting[other]
                table.append(other)
        yield table


def _corners(box: Box) -> tuple[tuple[float, float], ...]:
    left, top, right, bottom = box
    return (left, top), (left, bottom), (right, top), (right, bottom)


def _grid(boxes: Iterable[Box]) -> Grid | None:
    """Return the grid of cells; one column is no table."""
    cells = tuple(sorted(boxes, key=lambda box: (box[1], box[0])))
    across = sorted({place for box in cells for place in box[::2]})
    down = sorted({place for box in cells for place in box[1::2]})
    if len(across) < 3 or len(across) * len(down) > _MOST_SQUARES:
        return None
    owners = {
        (row, column): index
        for index, (left, top, right, bottom) in enumerate(cells)
        for row in range(down.index(top), down.index(bottom))
        for column in range(across.index(left), across.index(right))
    }
    return Grid(tuple(across), tuple(down), cells, owners)
