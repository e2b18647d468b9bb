"""How a table is laid out: under a header, as a form of names and values, or with its names in the first column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from auditor.extract.table.cell import PlainRow, Row, TableCell, name_in
from auditor.extract.table.offers import offers_in
from auditor.extract.table.persons import Persons, persons_in
from auditor.extract.table.post import naming_among, rank_of
from auditor.extract.table.sexes import OfOneSex, beside_other_sex, columns_by_sex, is_sex, is_sex_asked
from auditor.extract.table.words import is_header, is_name, is_plain, is_usual, is_usual_name, is_value, needs_parent, says_nothing, stem_of
from auditor.model.document import Label

_DEEPEST_HEADER = 3  # rows
_SURELY_FORM = 3  # names that begin rows
_FEWEST_ACROSS = 2  # posts
_FEW = 10  # rows that are looked at to tell what the first column holds

Numbered = tuple[int, Row]
"""A row with its number."""


class Columns(Struct, frozen=True):
    """What the columns under a header mean.

    Args:
        last: number of the header's last row.
        labels: what names each column.
        naming: how well those say which post a row is about that do.
        parts: first column of each table beside another one, of several under one header.
        sexes: columns of the one sex beside those of the other, in which a tick may stand.
        persons: what names traits of persons, where a column names these.
        cells: the lowest header cell over each column.
        names: what each of them is called.
    """

    last: int
    labels: Mapping[int, Label]
    naming: Mapping[int, int]
    parts: tuple[int, ...]
    sexes: Mapping[int, OfOneSex]
    persons: Persons | None
    cells: Mapping[int, TableCell]
    names: Mapping[int, str]

    @property
    def are_mixed(self) -> bool:
        """Whether what names a cell depends on its row, too."""
        return bool(self.parts or self.sexes or self.persons)

    def special_label(self, cell: TableCell, row: Row) -> Label | None:
        """Return what names a cell by what its row holds: the only tick of two columns by its sex, a trait of a person as his own."""
        special = self.sexes.get(cell.column) or self.persons
        return special.named(cell, row) if special else None


def filled(row: Row) -> list[TableCell]:
    """Return the cells of a row that hold something."""
    return [cell for cell in row if cell.text and not cell.text.isspace()]


def all_marked(row: Row) -> bool:
    """Tell whether the source marks each cell of a row as a header."""
    return all(cell.marked for cell in row)


def is_form(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a first row of several cells, and those below it, hold names and values in turn."""
    pairs_only = len(row) == 2 and all(len(other) == 2 for other in below)
    return _are_pairs(row, below) if pairs_only else alternates(row, below)


def _are_pairs(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether two columns hold names and values: each first cell could be a name, and no header says otherwise."""
    if any(not is_name(other[0]) for other in below):
        return False
    header = all_marked(row) or all(map(is_usual, row))
    return not header or (says_nothing(row[1]) and rank_of(row[0].name) != 0)


def alternates(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether usual names stand in every other cell of the first row, not marked throughout, and begin half of the others.

    Where names begin several of them, those that are numbered are a list in the form, such as one of duties.
    """
    if all_marked(row) or not any(map(is_usual, row[::2])) or any(map(is_usual, row[1::2])):
        return False
    named = [other[0].name for other in below if is_usual(other[0])]
    numbered = sum(other[0].name.isdecimal() for other in below) if len(set(named)) >= _SURELY_FORM else 0
    return 2 * len(named) >= len(below) - numbered


def goes_across(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether usual names stand in the first column alone, each before the values of several posts; the corner may be empty."""
    some = below[:_FEW]
    if not some or any(cell.marked for cell in row[1:]):
        return False
    heads, values = ([], filled(row)) if has_empty_corner(row, below) else ([row[0]], row[1:])
    if len(values) < _FEWEST_ACROSS or not all(map(is_usual, heads)) or any(map(is_usual, values)):
        return False
    first, rest = [*heads, *(other[0] for other in some)], [*values, *(cell for other in some for cell in other[1:])]
    if 5 * sum(map(is_usual, rest)) > len(rest):
        return False
    return 5 * sum(map(is_usual, first)) >= 3 * len(first) and 2 * sum(len(other) > 2 for other in some) >= len(some)


def has_empty_corner(row: Row, below: Sequence[Row]) -> bool:
    """Tell whether a row holds nothing over the first column of those below it."""
    return not row[0].name or row[0].column > min(other[0].column for other in below)


def could_head(row: Row, below: Sequence[Row], first: bool) -> bool:
    """Tell whether a row may name the columns of what stands below it.

    Args:
        row: its cells.
        below: rows of several cells below it.
        first: whether it is the first row of several cells; later ones need more to show for themselves.
    """
    names = filled(row)
    if any(cell.marked for cell in row):  # where only some cells are marked, they name those beside them
        return all_marked(row)
    widest = max((len(filled(other)) for other in below), default=0)
    reach = sum(cell.columns for cell in names) if below and _is_deeper(row, below[0], marked=False) else len(names)
    if len(names) < 2 or 2 * reach < widest or 5 * sum(map(is_header, names)) < 4 * len(names):
        return False
    usual = sum(map(is_usual, names))
    if is_sparse(names) and not (below and goes_on(names, filled(below[0]))):
        return False
    if usual and 5 * usual >= len(names):
        return True
    return not holds_values(names) and (first or len(names) > 2)


def could_open(row: Row) -> bool:
    """Tell at one look whether a row amid others may be a header: one of its first two cells holds a usual name."""
    if isinstance(row, PlainRow):
        return any(map(is_usual_name, row.texts[:2]))
    return (is_usual(row[0]) or is_usual(row[1])) and not any(cell.marked for cell in row)


def opens(row: Row, after: Row, after_gap: bool) -> bool:
    """Tell whether a row amid others is the header of another table.

    Args:
        row: its cells.
        after: the row below it.
        after_gap: whether it stands below an empty row or a title.
    """
    names = filled(row)
    if len(names) < (2 if after_gap else 3) or not after:
        return False
    if is_sparse(names) and not goes_on(names, filled(after)):
        return False
    below = filled(after)
    if 2 * sum(map(is_plain, names)) < len(names):
        return False
    has_values = 5 * sum(map(is_usual, below)) < 3 * len(below) or goes_on(names, below)
    return has_values and 5 * sum(map(is_usual, names)) >= 3 * len(names) and not holds_values(names)


def holds_values(row: Row) -> bool:
    """Tell whether a row holds what no column is called, but for both sexes beside each other."""
    sexes = beside_other_sex(row)
    return any(is_value(cell) for cell in row if cell.column not in sexes)


def is_sparse(names: Sequence[TableCell]) -> bool:
    """Tell whether every other cell of a row is empty, as in a blank form."""
    covered = sum(cell.columns for cell in names)
    return 2 * covered <= names[-1].covered.stop - names[0].column + 1


def goes_on(upper: Row, lower: Row) -> bool:
    """Tell whether a row names only columns that the row above leaves open, or stands under a head of several columns."""
    named = {column for cell in upper for column in (cell.column, cell.column + 1 if cell.columns == 1 and cell.rows > 1 else cell.column)}
    heads = set(map(id, upper))
    own = [cell for cell in lower if id(cell) not in heads]
    inside = all(cell.column not in named or cell.column + 1 not in named for cell in own)
    return inside and any(cell.column not in named for cell in own) and all(map(is_header, own)) and not holds_values(own)


def columns_under(rows: Sequence[Numbered]) -> Columns:
    """Return what the columns mean under a header that begins with the first of some rows."""
    last = _last_header(rows)
    heads = [filled(row) for number, row in rows if number <= last]
    return columns_named(heads, [row for number, row in rows if number > last], last)


def columns_named(heads: Sequence[Row], below: Sequence[Row], last: int) -> Columns:
    """Return what the columns mean under a header.

    Args:
        heads: the cells of its rows that hold something.
        below: some rows below it.
        last: number of its last row.
    """
    cells: dict[int, TableCell] = {column: cell for row in heads for cell in row for column in cell.covered}
    labels = {column: _label(cell, column, heads) for column, cell in cells.items()}
    naming = naming_among({column: label.text for column, label in labels.items()})
    if not naming:
        labels.update(offers_in(cells, below))
    names = {column: cell.name for column, cell in cells.items()}
    over = {column: cell.name for row in heads[:-1] for cell in row for column in cell.covered}
    persons = persons_in(names, labels, over)
    sexes = columns_by_sex(cells) if naming and not persons else {}
    return Columns(last, labels, naming, _parts(cells, labels), sexes, persons, cells, names)


def _last_header(rows: Sequence[Numbered]) -> int:
    """Return the number of the header's last row: it is as deep as its deepest cell, or as its rows are marked or go on."""
    first, row = rows[0]
    last = first + min(_DEEPEST_HEADER, max(cell.rows for cell in row)) - 1
    for index, (number, lower) in enumerate(rows[1:_DEEPEST_HEADER]):
        if number > last and (number > last + 1 or not _is_deeper(rows[index][1], lower, marked=all_marked(row))):
            break
        last = max(last, number)
    return min(last, first + _DEEPEST_HEADER - 1)


def _is_deeper(upper: Row, lower: Row, marked: bool) -> bool:
    if marked or any(cell.marked for cell in lower):
        return marked and all_marked(lower)
    names, below = filled(upper), filled(lower)
    if goes_on(names, below):
        return True
    wide = any(cell.columns > 1 for cell in names) and len(names) > 1
    shaped = all(map(is_header, below)) and not holds_values(below)
    return wide and shaped and len(below) > len(names) and 2 * sum(map(is_usual, below)) >= len(below)


def _label(cell: TableCell, column: int, heads: Sequence[Row]) -> Label:
    """Return what names a column: its lowest header cell, together with the one over it where it says nothing by itself."""
    if not needs_parent(cell) and not is_sex(cell):
        return cell.label
    upper = (row for row in heads if row and row[0].row < cell.row)  # a header may have thousands of cells, each of which asks
    over = [other for row in upper for other in row if other.row + other.rows <= cell.row and other.column <= column]
    parent = max(over, key=lambda other: (other.row, other.column), default=None)
    if parent and needs_parent(cell):
        return Label(f"{stem_of(parent.name)}{cell.name}", cell.location)
    if parent and parent.columns > 1 and is_sex(cell) and not is_sex_asked(parent):
        return Label(f"{parent.name}（{cell.name}）", cell.location)
    return cell.label


def _parts(cells: Mapping[int, TableCell], labels: Mapping[int, Label]) -> tuple[int, ...]:
    """Return where the header starts again with its first name, for another table on the right."""
    order = sorted(cells)
    names = [name_in(labels[column].text) for column in order]
    starts = [column for column, name in zip(order, names, strict=True) if name == names[0] and cells[column].column == column]
    widths = {later - earlier for earlier, later in pairwise(starts)}
    return tuple(starts) if len(starts) > 1 and min(widths) > 1 else ()


def pairs(row: Row) -> Iterator[tuple[TableCell, TableCell]]:
    """Yield names and the values to their right; a name of several rows may stand before pairs."""
    index = 1 if row[0].rows > 1 and len(row) % 2 else 0
    while index + 1 < len(row):
        name, value = row[index : index + 2]
        is_pair = _names(name, value)
        if is_pair:
            yield name, value
        index += 2 if is_pair else 1


def _names(name: TableCell, value: TableCell) -> bool:
    if name.marked or value.marked:
        return name.marked and not value.marked and bool(name.name)
    return is_name(name) and not is_usual(value)
