"""Ruled lines to the grids of tables. Only where lines meet matters; what they mean is read from the cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeAlias

Box: TypeAlias = tuple[float, float, float, float]

_NEAR = 3.0  # points
_MOST_RULES = 1_000
_MOST_CELLS = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A ruled line, all numbers in points.

    Args:
        horizontal: whether it runs across the page.
        at: distance from the top of the page, or from the left for a vertical one.
        start: where it begins: left or upper end.
        end: where it ends.
    """

    horizontal: bool
    at: float
    start: float
    end: float

    def meets(self, other: Rule) -> bool:
        """Tell whether the two cross or touch."""
        return (
            self.horizontal != other.horizontal
            and self.start - _NEAR <= other.at <= self.end + _NEAR
            and other.start - _NEAR <= self.at <= other.end + _NEAR
        )


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid, with the rows and columns that it covers, both from 1."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table.

    Args:
        across: borders of its columns, in points from the left.
        down: borders of its rows, in points from the top.
        cells: from top to bottom and left to right.
        owners: index of the cell that covers each row and column.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point; None outside."""
        column, row = bisect_right(self.across, x) - 1, bisect_right(self.down, y) - 1
        if 0 <= column < len(self.across) - 1 and 0 <= row < len(self.down) - 1:
            return self.owners[row][column]
        return None


def find_grids(rules: Sequence[Rule]) -> tuple[Grid, ...]:
    """Return grids of two columns and more, from top to bottom. A drawing of very many lines is none."""
    joined = list(_joined(rules))
    if len(joined) > _MOST_RULES:
        return ()
    grids = (_grid(group) for group in _connected(joined))
    return tuple(sorted((grid for grid in grids if grid), key=lambda grid: grid.box[1]))


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules with pieces of one line put together."""
    for _, line in groupby(_snapped(rules), lambda rule: (rule.horizontal, rule.at)):
        whole: Rule | None = None
        for rule in line:
            if whole and rule.start <= whole.end + _NEAR:
                whole = replace(whole, end=max(whole.end, rule.end))
            else:
                yield from (whole,) if whole else ()
                whole = rule
        yield from (whole,) if whole else ()


def _snapped(rules: Iterable[Rule]) -> list[Rule]:
    """Return the rules in order, those that are nearly in line moved into it."""
    snapped: list[Rule] = []
    for rule in sorted(rules):
        last = snapped[-1] if snapped else None
        near = last and last.horizontal == rule.horizontal and rule.at - last.at <= _NEAR
        snapped.append(replace(rule, at=last.at) if last and near else rule)
    return sorted(snapped)


def _connected(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield groups of rules that hang together."""
    left = set(rules)
    for rule in rules:
        if rule not in left:
            continue
        left.remove(rule)
        group = [rule]
        for member in group:
            met = sorted(other for other in left if member.meets(other))
            left.difference_update(met)
            group.extend(met)
        yield group


def _grid(rules: Sequence[Rule]) -> Grid | None:
    """Return the grid of rules that hang together; sides that are not drawn are where the crossing rules end."""
    flat = [rule for rule in rules if rule.horizontal]
    upright = [rule for rule in rules if not rule.horizontal]
    across = _borders([rule.at for rule in upright], flat)
    down = _borders([rule.at for rule in flat], upright)
    if len(across) < 3 or len(down) < 2 or len(across) * len(down) > _MOST_CELLS:
        return None
    owners = _owners(across, down, flat, upright)
    cells = tuple(_cells(across, down, owners))
    return Grid(across, down, cells, owners) if len(cells) > 1 else None


def _borders(drawn: Sequence[float], crossing: Sequence[Rule]) -> tuple[float, ...]:
    ends = [min((rule.start for rule in crossing), default=0.0), max((rule.end for rule in crossing), default=0.0)]
    borders: list[float] = []
    for place in sorted([*drawn, *(end for end in ends if all(abs(end - place) > _NEAR for place in drawn))]):
        if not borders or place - borders[-1] > _NEAR:
            borders.append(place)
    return tuple(borders)


def _owners(across: Sequence[float], down: Sequence[float], flat: Sequence[Rule], upright: Sequence[Rule]) -> tuple[tuple[int, ...], ...]:
    """Number the cells: neighbours without a rule between them are one."""
    width = len(across) - 1
    lines, walls = [_along(flat, at) for at in down], [_along(upright, at) for at in across]
    above = [[_covers(lines[row], _middle(across, column)) for column in range(width)] for row in range(len(down) - 1)]
    before = [[_covers(walls[column], _middle(down, row)) for column in range(width)] for row in range(len(down) - 1)]
    owners: list[list[int]] = []
    count = 0
    for row in range(len(down) - 1):
        owners.append([])
        for column in range(width):
            if row and not above[row][column]:
                owner = owners[row - 1][column]
            elif column and not before[row][column]:
                owner = owners[row][column - 1]
            else:
                owner, count = count, count + 1
            owners[row].append(owner)
    return tuple(map(tuple, owners))


def _along(rules: Sequence[Rule], at: float) -> list[Rule]:
    return [rule for rule in rules if abs(rule.at - at) <= _NEAR]


def _covers(rules: Sequence[Rule], place: float) -> bool:
    return any(rule.start <= place <= rule.end for rule in rules)


def _middle(borders: Sequence[float], index: int) -> float:
    return (borders[index] + borders[index + 1]) / 2


def _cells(across: Sequence[float], down: Sequence[float], owners: Sequence[Sequence[int]]) -> Iterator[GridCell]:
    places: dict[int, list[tuple[int, int]]] = {}
    for row, numbers in enumerate(owners):
        for column, owner in enumerate(numbers):
            places.setdefault(owner, []).append((row, column))
    for owner in sorted(places):
        rows, columns = zip(*places[owner], strict=True)
        top, left, bottom, right = min(rows), min(columns), max(rows) + 1, max(columns) + 1
        yield GridCell((across[left], down[top], across[right], down[bottom]), top + 1, left + 1, bottom - top, right - left)
