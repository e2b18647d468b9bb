"""Ruled tables: pdfplumber finds the cells of pages on which PDFium sees enough ruling lines; it takes its time, so only of those."""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as c

Box: TypeAlias = tuple[float, float, float, float]
_Edge: TypeAlias = dict[str, Any]

_NEAR = 3.0  # points
_THIN = 3.0  # points: a filled shape this thin is drawn to be a line
_SLANT = 1.0  # points
_FEWEST_SEGMENTS = 6  # one line across two others
_MOST_SEGMENTS = 30_000
_MOST_PATHS = 6_000
_MOST_PAIRS = 100_000
_MOST_CROSSINGS = 4_000

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it warns of concerns text, which is PDFium's here


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its box, its first row, from 1, and how many rows it covers."""

    box: Box
    row: int
    rows: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table.

    Args:
        across: borders of its columns, in points from the left.
        down: borders of its rows, in points from the top.
        cells: from top to bottom and left to right.
        owners: index of the cell that covers a row and column, both from 0.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[GridCell, ...]
    owners: Mapping[tuple[int, int], int]

    @property
    def box(self) -> Box:
        """Where it stands."""
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point; None outside."""
        return self.owners.get((bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1))


class TableFinder:
    """Finds the tables of a file that PDFium reads, too."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _pages(self) -> Sequence[Any]:
        """All pages, empty if the file cannot be read: it is tried once."""
        import pdfplumber

        try:
            return list(pdfplumber.open(io.BytesIO(self._data)).pages)
        except Exception:  # pdfminer raises whatever a damaged file leads to
            return ()

    def grids(self, page: pdfium.PdfPage, number: int, shown: pdfium.PdfMatrix) -> tuple[Grid, ...] | None:
        """Return the grids of a page, from top to bottom; None where they cannot be read.

        Args:
            page: the page.
            number: which it is, from 1.
            shown: from its own space to points from the upper left corner of what is shown.
        """
        if not _may_have_table(page):
            return ()
        try:
            return tuple(_grids(self._pages[number - 1], page, shown))
        except Exception:  # as above
            return None


def _may_have_table(page: pdfium.PdfPage) -> bool:
    """Tell whether lines are drawn across and down the page, and not as many as in a drawing."""
    paths = list(islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=5), _MOST_PATHS + 1))
    if len(paths) > _MOST_PATHS or not _FEWEST_SEGMENTS <= sum(map(c.FPDFPath_CountSegments, paths)) <= _MOST_SEGMENTS:
        return False
    boxes = [path.get_bounds() for path in paths]
    return any(right - left > _NEAR for left, _, right, _ in boxes) and any(top - bottom > _NEAR for _, bottom, _, top in boxes)


def _grids(plumber: Any, page: pdfium.PdfPage, shown: pdfium.PdfMatrix) -> Iterator[Grid]:
    left, top, right, bottom = shown.on_rect(*plumber.page_obj.mediabox)
    width, height = page.get_size()
    if plumber.rotation != page.get_rotation() or max(left, top, width - right, height - bottom) > _NEAR:
        raise ValueError("the two libraries do not see the same page")
    move_x, move_y = left - plumber.bbox[0], top - plumber.bbox[1]
    settings = _settings(plumber)
    for table in plumber.find_tables(settings) if settings else ():
        grid = _grid([(x + move_x, y + move_y, to_x + move_x, to_y + move_y) for x, y, to_x, to_y in table.cells])
        if len(grid.across) > 2:
            yield grid
    plumber.close()


def _settings(plumber: Any) -> dict[str, Any]:
    """Return what pdfplumber is to make tables of; nothing for a page without crossing lines, or with very many."""
    edges = _merged(_edges(plumber))
    if len(_those(edges, "v")) * len(_those(edges, "h")) > _MOST_PAIRS:
        return {}
    edges = _merged([*edges, *_sides(edges)])
    upright, flat = _those(edges, "v"), _those(edges, "h")
    if not 0 < sum(len(_crossing(edge, flat)) for edge in upright) <= _MOST_CROSSINGS:
        return {}
    return {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": upright,
        "explicit_horizontal_lines": flat,
        "snap_tolerance": 0,  # done
    }


def _edges(plumber: Any) -> Iterator[_Edge]:
    """Yield the edges of what is drawn to be a line or a box, not of coloured areas."""
    from pdfplumber.utils import obj_to_edges

    for shape in (*plumber.lines, *plumber.rects, *plumber.curves):
        if shape["stroke"] or min(shape["width"], shape["height"]) <= _THIN:
            for edge in obj_to_edges(shape):
                if min(edge["width"], edge["height"]) <= _SLANT:
                    yield {**edge, "orientation": "h" if edge["width"] >= edge["height"] else "v"}


def _merged(edges: Iterable[_Edge]) -> list[_Edge]:
    """Put pieces of one line together, all of them exactly in place."""
    from pdfplumber.table import merge_edges
    from pdfplumber.utils import filter_edges

    merged = filter_edges(merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR), min_length=_NEAR)
    return [{**edge, **{side: round(edge[side], 2) for side in ("x0", "top", "x1", "bottom")}} for edge in merged]


def _those(edges: Iterable[_Edge], orientation: str) -> list[_Edge]:
    return [edge for edge in edges if edge["orientation"] == orientation]


def _sides(edges: Sequence[_Edge]) -> Iterator[_Edge]:
    """Yield the outer borders of tables that are drawn without: where the lines end that cross another one."""
    for orientation, other, low, high in (("v", "h", "x0", "x1"), ("h", "v", "top", "bottom")):
        others = _those(edges, other)
        for edge in _those(edges, orientation):
            if crossing := _crossing(edge, others):
                for at in (min(line[low] for line in crossing), max(line[high] for line in crossing)):
                    yield {**edge, low: at, high: at}


def _crossing(edge: _Edge, others: Iterable[_Edge]) -> list[_Edge]:
    """Return those of other lines that cross or touch one."""
    left, top, right, bottom = edge["x0"] - _NEAR, edge["top"] - _NEAR, edge["x1"] + _NEAR, edge["bottom"] + _NEAR
    return [line for line in others if left <= line["x1"] and line["x0"] <= right and top <= line["bottom"] and line["top"] <= bottom]


def _grid(boxes: Sequence[Box]) -> Grid:
    across = sorted({round(x, 2) for left, _, right, _ in boxes for x in (left, right)})
    down = sorted({round(y, 2) for _, top, _, bottom in boxes for y in (top, bottom)})
    cells: list[GridCell] = []
    owners: dict[tuple[int, int], int] = {}
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        left, top, right, bottom = (round(side, 2) for side in box)
        rows, columns = range(down.index(top), down.index(bottom)), range(across.index(left), across.index(right))
        owners.update(((row, column), len(cells)) for row in rows for column in columns)
        cells.append(GridCell((left, top, right, bottom), rows.start + 1, len(rows)))
    return Grid(tuple(across), tuple(down), tuple(cells), owners)
