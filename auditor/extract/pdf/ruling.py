"""Ruled tables, found by pdfplumber. It takes its time: only pages on which PDFium sees ruling lines are given to it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cached_property
from itertools import islice
from typing import Any, TypeAlias

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as c
from pdfplumber.page import Page as PlumberPage
from pdfplumber.table import merge_edges
from pdfplumber.utils.geometry import filter_edges, obj_to_edges

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box

_Edge: TypeAlias = dict[str, Any]

_NEAR = 3.0  # points
_THIN = 3.0  # points: a filled shape this thin is drawn to be a line
_SLANT = 1.0  # points
_FEWEST_SEGMENTS = 6  # one line across two others
_MOST_SEGMENTS = 30_000
_MOST_PATHS = 6_000
_MOST_PAIRS = 100_000
_MOST_CROSSINGS = 4_000
_MOST_SQUARES = 10_000

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # what it warns of concerns text, which is PDFium's here


class TableFinder:
    """Finds the tables of a file that PDFium reads, too."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _pages(self) -> Sequence[PlumberPage]:
        """All pages, empty if the file cannot be read: it is tried once."""
        try:
            return list(pdfplumber.open(io.BytesIO(self._data)).pages)
        except Exception:  # pdfminer raises whatever a damaged file leads to
            return ()

    def grids(self, page: pdfium.PdfPage, number: int, shown: pdfium.PdfMatrix) -> tuple[Grid, ...] | None:
        """Return the grids of a page, from top to bottom, where they are shown; None if they cannot be read."""
        if not _may_have_table(page):
            return ()
        try:
            with closing(self._pages[number - 1]) as plumber:
                return tuple(_grids(plumber, page, shown))
        except Exception:  # as above
            return None


def _may_have_table(page: pdfium.PdfPage) -> bool:
    """Tell whether lines are drawn across and down the page, and not as many as in a drawing."""
    paths = list(islice(page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=5), _MOST_PATHS + 1))
    if len(paths) > _MOST_PATHS or not _FEWEST_SEGMENTS <= sum(map(c.FPDFPath_CountSegments, paths)) <= _MOST_SEGMENTS:
        return False
    boxes = [path.get_bounds() for path in paths]
    return any(right - left > _NEAR for left, _, right, _ in boxes) and any(top - bottom > _NEAR for _, bottom, _, top in boxes)


def _grids(plumber: PlumberPage, page: pdfium.PdfPage, shown: pdfium.PdfMatrix) -> Iterator[Grid]:
    left, top, right, bottom = shown.on_rect(*plumber.page_obj.mediabox)
    width, height = page.get_size()
    shapes = plumber.lines or plumber.rects or plumber.curves
    if not shapes or plumber.rotation != page.get_rotation() or max(left, top, width - right, height - bottom) > _NEAR:
        raise ValueError("the two libraries do not see the same page")
    settings = _settings(plumber)
    for table in plumber.find_tables(settings) if settings else ():
        grid = _grid(table.cells, left - plumber.bbox[0], top - plumber.bbox[1])
        yield from (grid,) if grid else ()


def _settings(plumber: PlumberPage) -> dict[str, Any]:
    """Return what pdfplumber is to make tables of; nothing for a page without crossing lines, or with very many."""
    upright, flat = _merged(_edges(plumber))
    if len(upright) * len(flat) > _MOST_PAIRS:
        return {}
    upright, flat = _merged([*upright, *flat, *_sides(upright, flat, "x0", "x1"), *_sides(flat, upright, "top", "bottom")])
    if min(len(upright), len(flat)) < 2 or sum(len(_crossing(edge, flat)) for edge in upright) > _MOST_CROSSINGS:
        return {}
    strategies = {"vertical_strategy": "explicit", "horizontal_strategy": "explicit", "snap_tolerance": 0}
    return {**strategies, "explicit_vertical_lines": upright, "explicit_horizontal_lines": flat}


def _edges(plumber: PlumberPage) -> Iterator[_Edge]:
    """Yield the edges of what is drawn to be a line or a box, not of coloured areas."""
    for shape in (*plumber.lines, *plumber.rects, *plumber.curves):
        if shape["stroke"] or min(shape["width"], shape["height"]) <= _THIN:
            for edge in obj_to_edges(shape):
                if min(edge["width"], edge["height"]) <= _SLANT:
                    yield {**edge, "object_type": "line_edge", "orientation": "h" if edge["width"] >= edge["height"] else "v"}


def _merged(edges: Iterable[_Edge]) -> tuple[list[_Edge], list[_Edge]]:
    """Put pieces of one line together; return vertical and horizontal ones, exactly in place."""
    whole = merge_edges(list(edges), _NEAR, _NEAR, _NEAR, _NEAR)
    whole = [{**edge, **{side: round(edge[side], 2) for side in ("x0", "top", "x1", "bottom")}} for edge in whole]
    return filter_edges(whole, "v", min_length=_NEAR), filter_edges(whole, "h", min_length=_NEAR)


def _sides(edges: Sequence[_Edge], others: Sequence[_Edge], start: str, end: str) -> Iterator[_Edge]:
    """Yield the outer borders of tables that are drawn without: where several lines end that cross the same one."""
    for edge in edges:
        crossing = _crossing(edge, others)
        for outermost, side in ((min, start), (max, end)):
            ends = [line[side] for line in crossing]
            at = outermost(ends, default=0)
            if sum(abs(at - other) <= _NEAR for other in ends) > 1:
                yield {**edge, start: at, end: at}


def _crossing(edge: _Edge, others: Iterable[_Edge]) -> list[_Edge]:
    """Return those of other lines that cross or touch one."""
    left, top, right, bottom = edge["x0"] - _NEAR, edge["top"] - _NEAR, edge["x1"] + _NEAR, edge["bottom"] + _NEAR
    return [line for line in others if left <= line["x1"] and line["x0"] <= right and top <= line["bottom"] and line["top"] <= bottom]


def _grid(boxes: Iterable[Box], x: float, y: float) -> Grid | None:
    """Return the grid of cells, moved; one column is no table."""
    moved = [(round(left + x, 2), round(top + y, 2), round(right + x, 2), round(bottom + y, 2)) for left, top, right, bottom in boxes]
    cells = tuple(sorted(moved, key=lambda box: (box[1], box[0])))
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
