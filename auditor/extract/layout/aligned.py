"""Tables without rules between their columns: usual names in a header of one or two rows, or down the side, and words in line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TypeAlias

from msgspec.structs import replace

from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Box, Line, in_rows, union
from auditor.extract.layout.page import Page, Table
from auditor.extract.layout.stacked import Name, Stack, stack_of
from auditor.extract.table import TableCell
from auditor.extract.table.words import is_usual

_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 3  # the header is one
_FEWEST_NAMES = 2
_LONGEST_HEADER = 12
_SAME_WORD = 0.5  # character heights
_ASIDE = 1.0  # character heights
_UNDER = 0.5  # character heights that a word may reach under the next name, as beside right-aligned numbers
_FARTHEST = 4.0  # character heights from one line to the next
_WRAPPED = 1.6  # character heights from one line to the next of a cell
_WRAPPED_WIDE = 2.2  # the same behind a pause, where nothing stands beside it
_PAUSES = tuple("，、；：,;（(")
_FEWEST_BEFORE_WRAP = 5  # characters

_Row: TypeAlias = dict[int, list[Line]]
"""Lines by column."""


def with_aligned_tables(page: Page) -> Page:
    """Return a page with such tables taken out of its lines.

    Words that merely stand apart, as names and values or justified text do, are none: there must be three columns under a
    header with two usual names, or behind three usual names below one another, and no word that reaches under two names.
    """
    rows = in_rows(page.lines)
    tables: list[Table] = []
    inside: set[Line] = set()
    for start, first in enumerate(rows):
        if inside.isdisjoint(first[0].pieces) and (found := _found(page.number, rows, start)):
            tables.append(found)
            inside.update(line for lines in found.lines for line in lines)
    lines = tuple(line for line in page.lines if inside.isdisjoint(line.pieces))
    return replace(page, lines=lines, tables=tuple(sorted((*page.tables, *tables), key=lambda table: table.box[1]))) if tables else page


def _found(page: int, rows: Sequence[Sequence[Line]], start: int) -> Table | None:
    """Return the table that begins at one of some rows; None where none does."""
    stack = stack_of(rows, start)
    if stack and len(found := _rows([_leaf(name) for name in stack.names], rows[start + stack.height :])) >= _FEWEST_ROWS:
        return _stacked(page, stack, found)
    candidates = (_rows(names, rows[start + height :]) for names, height in _headers(rows[start : start + _FEWEST_ROWS]))
    return next((_table(page, found) for found in candidates if len(found) >= _FEWEST_ROWS), None)


def _leaf(name: Name) -> Line:
    """Return the name of a column as if it stood in one line."""
    return replace(name.lines[-1], box=name.box)


def _headers(rows: Sequence[Sequence[Line]]) -> Iterator[tuple[Sequence[Line], int]]:
    """Yield the names of columns that some rows may begin with, and how many rows they take up."""
    names = _of_two_rows(*rows[:2]) if len(rows) > 1 else ()
    if _is_header(names):
        yield names, 2
    if _is_header(rows[0]) or _are_named_at_the_side(rows):
        yield rows[0], 1
    elif _is_header(pieces := [piece for line in rows[0] for piece in line.pieces]):
        yield pieces, 1


def _of_two_rows(upper: Sequence[Line], lower: Sequence[Line]) -> Sequence[Line]:
    """Return the names of a header in two rows: what stands above several names of the lower one names them together."""
    if lower[0].box[1] - upper[0].box[1] > _WRAPPED * lower[0].size or 2 * sum(map(_is_usual, lower)) < len(lower):
        return ()
    own = [name for name in upper if not any(name.box[0] < other.box[2] and other.box[0] < name.box[2] for other in lower)]
    return sorted((*own, *lower), key=lambda name: name.box[0]) if own else ()


def _are_named_at_the_side(rows: Sequence[Sequence[Line]]) -> bool:
    """Tell whether rows begin with usual names, and hold no others, as those of a form with names and values side by side do."""
    if len(rows) < _FEWEST_ROWS or any(len(row) < _FEWEST_COLUMNS for row in rows):
        return False
    return all(_is_usual(row[0]) and not any(map(_is_usual, row[1:])) for row in rows)


def _is_usual(line: Line) -> bool:
    return is_usual(TableCell(line.text, line.place, 1, 1)) and line.text[-1] not in "：:"


def _is_header(names: Sequence[Line]) -> bool:
    cells = [TableCell(name.text, name.place, 1, 1) for name in names]
    could_be = all(len(cell.name) <= _LONGEST_HEADER and cell.name[-1] not in "：:。；;，," for cell in cells)
    return len(cells) >= _FEWEST_COLUMNS and could_be and sum(map(is_usual, cells)) >= _FEWEST_NAMES


def _rows(names: Sequence[Line], below: Sequence[Sequence[Line]]) -> list[_Row]:
    """Return the header and the rows below it, down to the first line that does not keep to its columns."""
    rows: list[_Row] = [{index: [name] for index, name in enumerate(names)}]
    last = names[0]
    for pieces in below:
        row = _in_columns(pieces, names)
        if row is None or pieces[0].box[1] - last.box[1] > _FARTHEST * last.size:
            break
        if len(rows) > 1 and _goes_on(rows[-1], row):
            for column, lines in row.items():
                rows[-1][column].extend(lines)
        elif len(row) < 2:
            break
        else:
            rows.append(row)
        last = pieces[0]
    return rows


def _in_columns(pieces: Sequence[Line], names: Sequence[Line]) -> _Row | None:
    """Return pieces by column; None if one stands in no column, or two in one. One that reaches over several is cut at its gaps."""
    row: _Row = {}
    for word in _words(pieces):
        column = _column_of(word, names)
        parts = _words_apart(word) if column is None else [word]
        for part in parts:
            column = _column_of(part, names)
            if column is None or column in row:
                return None
            row[column] = part
    return row


def _column_of(word: Sequence[Line], names: Sequence[Line]) -> int | None:
    return _column(reduce(union, (piece.box for piece in word)), names, word[0].size)


def _words_apart(word: Sequence[Line]) -> list[list[Line]]:
    """Return a word cut at the gaps in its lines, which right-aligned numbers leave beside long text."""
    return _words([piece for line in word for piece in line.pieces])


def _words(pieces: Sequence[Line]) -> list[list[Line]]:
    """Return pieces from left to right with those that follow without a gap, as where the font changes."""
    words: list[list[Line]] = []
    for piece in pieces:
        if words and piece.box[0] - words[-1][-1].box[2] <= _SAME_WORD * piece.size:
            words[-1].append(piece)
        else:
            words.append([piece])
    return words


def _column(box: Box, names: Sequence[Line], size: float) -> int | None:
    """Return the column in which words stand: under its name, and clear of those beside it."""
    left, _, right, _ = box
    for index, name in enumerate(names):
        start = names[index - 1].box[2] if index else float("-inf")
        end = names[index + 1].box[0] if index + 1 < len(names) else float("inf")
        room = _ASIDE * size
        if left <= name.box[2] + room and name.box[0] - room <= right and start < left and right < end + _UNDER * size:
            return index
    return None


def _goes_on(above: _Row, row: _Row) -> bool:
    """Tell whether a line holds the rest of longer cells; a row of its own has a first cell."""
    pairs = [(above[column][-1], lines[0]) for column, lines in row.items() if column in above]
    near = all(_is_near(up, low, is_alone=len(pairs) == 1) and len(up.text) >= _FEWEST_BEFORE_WRAP for up, low in pairs)
    return 0 not in row and len(pairs) == len(row) and near


def _is_near(upper: Line, lower: Line, is_alone: bool) -> bool:
    most = _WRAPPED_WIDE if is_alone and upper.text.endswith(_PAUSES) else _WRAPPED
    return lower.box[1] - upper.box[1] <= most * lower.size


def _table(page: int, rows: Sequence[_Row]) -> Table:
    across = _borders([[line.box[0::2] for row in rows for line in row.get(column, ())] for column in rows[0]])
    down = _borders([[line.box[1::2] for lines in row.values() for line in lines] for row in rows])
    places = [(row, column) for row in range(len(rows)) for column in rows[0]]
    cells: tuple[Box, ...] = tuple((across[column], down[row], across[column + 1], down[row + 1]) for row, column in places)
    grid = Grid(across, down, cells, {place: index for index, place in enumerate(places)})
    return Table(page, grid, tuple(tuple(rows[row].get(column, ())) for row, column in places))


def _stacked(page: int, stack: Stack, rows: Sequence[_Row]) -> Table:
    """Return a table with the rows of its header: a name reaches as far down as no other stands below it."""
    plain = _table(page, rows)
    across, down, depth = plain.grid.across, plain.grid.down, stack.depth
    levels = [round(down[0] + (down[1] - down[0]) * level / depth, 2) for level in range(depth)]
    borders = (*levels, *down[1:])
    heads = sorted((*stack.over, *stack.names), key=lambda name: (name.depth, name.first))
    ends = [name.depth + 1 if name.first < name.last else depth for name in heads]
    boxes = [(across[name.first], borders[name.depth], across[name.last + 1], borders[end]) for name, end in zip(heads, ends, strict=True)]
    owners = {
        (row, column): index
        for index, (name, end) in enumerate(zip(heads, ends, strict=True))
        for row in range(name.depth, end)
        for column in range(name.first, name.last + 1)
    }
    places = [(row, column) for row in range(1, len(rows)) for column in range(len(across) - 1)]
    owners |= {(row + depth - 1, column): len(heads) + index for index, (row, column) in enumerate(places)}
    cells = (*boxes, *((across[column], down[row], across[column + 1], down[row + 1]) for row, column in places))
    lines = (*(name.lines for name in heads), *(tuple(rows[row].get(column, ())) for row, column in places))
    return Table(page, Grid(across, borders, cells, owners), lines)


def _borders(runs: Sequence[Sequence[tuple[float, ...]]]) -> tuple[float, ...]:
    """Return where columns or rows begin, halfway between what stands in them, and where the last one ends."""
    starts, ends = [min(start for start, _ in run) for run in runs], [max(end for _, end in run) for run in runs]
    between = [round((end + start) / 2, 2) for end, start in zip(ends[:-1], starts[1:], strict=True)]
    return (starts[0], *between, ends[-1])
