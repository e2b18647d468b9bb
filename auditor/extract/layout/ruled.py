"""A ruled table with its continuations on the next pages, cells cut by a page's end put together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract import table
from auditor.extract.layout.lines import Box, Line, visual_lines
from auditor.extract.layout.page import Table
from auditor.extract.layout.paragraphs import Edges, continues, paragraphs, segment
from auditor.extract.table import TableCell
from auditor.model.document import Segment
from auditor.model.location import PagePlace

_NEAR = 3.0  # points
_DEEPEST_HEADER = 4  # rows


class _Entry(Struct):
    """A cell; rows count from 1 over all pages."""

    box: Box
    page: int
    row: int
    last_row: int
    texts: list[list[Line]]  # lines of each paragraph

    @property
    def edges(self) -> Edges:
        return Edges(self.box[0], self.box[2], cell=True)

    def is_above(self, other: _Entry) -> bool:
        """Tell whether the other stands in the same columns."""
        return abs(self.box[0] - other.box[0]) <= _NEAR and abs(self.box[2] - other.box[2]) <= _NEAR

    def runs_on_in(self, other: _Entry) -> bool:
        """Tell whether a sentence goes on in the other."""
        return bool(self.texts) and continues(self.texts[-1], other.texts[0][0], self.edges, other.edges)


class Sheet:
    """A table that may go on.

    Args:
        number: which table of the document it is, from 1.
        start: its part on the page where it begins.
    """

    def __init__(self, number: int, start: Table) -> None:
        self.page = start.page
        self._number = number
        self._last_page = start.page
        self._across: tuple[float, ...] = ()
        self._rows = 0
        self._entries: list[_Entry] = []
        self._lowest: list[_Entry] = []
        self._headers: list[_Entry] = []
        self.add(start)

    def goes_on_in(self, other: Table) -> bool:
        """Tell whether a table at the head of a page has the columns of this one at the foot of the page before."""
        if other.page != self._last_page + 1:
            return False
        new = other.grid.across
        ends_match = _has(self._across[:1], new[0]) and _has(self._across[-1:], new[-1])
        return ends_match and (all(_has(self._across, at) for at in new) or all(_has(new, at) for at in self._across))

    def add(self, found: Table) -> None:
        """Add the rows of a table, without those of its header that stand there once more."""
        entries = [_entry(box, found, lines) for box, lines in zip(found.grid.cells, found.lines, strict=True)]
        repeated = self._repeated(entries)
        self._headers.extend(entry for entry in entries if entry.row <= repeated and entry.texts)
        entries = [entry for entry in entries if entry.row > repeated]
        for entry in entries:
            entry.row -= repeated
            entry.last_row -= repeated
        self._append(entries, len(found.grid.down) - 1 - repeated)
        self._across = tuple(_with(self._across, found.grid.across))
        self._last_page = found.page

    def _repeated(self, entries: Sequence[_Entry]) -> int:
        """Return how many rows at the head of a page say what the table's own first rows say; a last row is none of them."""
        own, new = _words_by_row(self._entries), _words_by_row(entries)
        rows = takewhile(lambda row: own.get(row) == new[row], range(1, min(_DEEPEST_HEADER, len(new) - 1) + 1)) if own else ()
        deepest = max(rows, default=0)
        return deepest if all(entry.last_row <= deepest for entry in entries if entry.row <= deepest) else 0

    def _append(self, entries: list[_Entry], rows: int) -> None:
        above = self._rows
        if split := self._split_cells([entry for entry in entries if entry.row == 1]):
            above -= 1
            for upper, lower in split:
                _join(upper, lower)
                entries.remove(lower)
        for entry in entries:
            entry.row += above
            entry.last_row += above
        self._entries.extend(entries)
        self._rows = above + rows
        self._lowest = [entry for entry in (*self._lowest, *entries) if entry.last_row == self._rows]

    def _split_cells(self, first: Sequence[_Entry]) -> list[tuple[_Entry, _Entry]]:
        """Return pairs of upper and lower parts if the page's end cuts a row: not all cells go on, and those in mid-sentence."""
        pairs = [(upper, lower) for lower in first for upper in self._lowest if upper.is_above(lower)]
        some_end = len(pairs) == 1 or any(upper.texts and not lower.texts for upper, lower in pairs)
        going_on = [(upper, lower) for upper, lower in pairs if lower.texts]
        is_cut = some_end and going_on and all(upper.runs_on_in(lower) for upper, lower in going_on)
        return pairs if is_cut and len(pairs) == len(first) else []

    def segments(self, above: str) -> Iterator[Segment]:
        """Yield the cells that hold something; headers of later pages name nothing: the first ones do.

        Args:
            above: the line right above the table.
        """
        meanings = table.read([self._cell(entry) for entry in self._entries], f"table{self._number}", above)
        for entry, meaning in zip(self._entries, meanings, strict=True):
            if entry.texts:
                yield replace(segment(entry.texts, meaning.label, meaning.group), post=meaning.post, also=meaning.also)
        yield from (segment(entry.texts) for entry in self._headers)

    def _cell(self, entry: _Entry) -> TableCell:
        place = entry.texts[0][0].place if entry.texts else PagePlace(entry.page, entry.box)
        left = bisect_left(self._across, entry.box[0] - _NEAR)
        right = bisect_left(self._across, entry.box[2] - _NEAR)
        return TableCell(segment(entry.texts).text, place, entry.row, left + 1, entry.last_row - entry.row + 1, max(1, right - left))


def _entry(box: Box, found: Table, lines: Iterable[Line]) -> _Entry:
    down = found.grid.down
    entry = _Entry(box, found.page, down.index(box[1]) + 1, down.index(box[3]), [])
    entry.texts.extend(paragraphs((line, entry.edges) for line in visual_lines(lines)))
    return entry


def _words_by_row(entries: Iterable[_Entry]) -> dict[int, list[str]]:
    """Map the first rows to what stands in their cells."""
    words: dict[int, list[str]] = {}
    for entry in entries:
        if entry.row > _DEEPEST_HEADER + 1:
            break
        words.setdefault(entry.row, []).append("".join(line.text for lines in entry.texts for line in lines))
    return words


def _join(upper: _Entry, lower: _Entry) -> None:
    if lower.texts:
        upper.texts[-1].extend(lower.texts[0])
        upper.texts.extend(lower.texts[1:])


def _has(borders: Sequence[float], at: float) -> bool:
    return any(abs(border - at) <= _NEAR for border in borders)


def _with(borders: Sequence[float], others: Sequence[float]) -> list[float]:
    return sorted([*borders, *(at for at in others if not _has(borders, at))])
