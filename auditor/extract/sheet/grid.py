"""The cells of one sheet, row by row: merged ones once, each with its place, its header and its post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from auditor.extract import table
from auditor.extract.sheet.formats import written
from auditor.extract.sheet.outline import Note, SheetOutline
from auditor.extract.sheet.packing import SheetPacker
from auditor.extract.source import Early
from auditor.extract.table import PlainRow, Row, RowMeaning, TableCell
from auditor.model.location import CellPlace
from auditor.model.packed import Subject, kind_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet; a merged cell may say that it covers more
_EMPTY_ROW = 0.1  # of a cell: what it costs to step over one

Value: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
_Span: TypeAlias = tuple[int, int]  # rows, columns
_SINGLE: _Span = (1, 1)
_GROUP = itemgetter(0)  # of a subject
_SHOWN, _NOT_SHOWN = kind_of("body", False), kind_of("body", True)


class Sheet:
    """A sheet that is being read.

    Args:
        title: its name.
        outline: what is known of it beside the values.
        hidden: whether it is shown at all.
        early: told of its parts while it is read.

    Attributes:
        cells: what was read, notes too.
        left: how many cells may still be read.
        stopped_at: number of the row at which there were no more; 0 if all were read.
    """

    def __init__(self, title: str, outline: SheetOutline, hidden: bool, early: Early | None = None) -> None:
        self.cells = SheetPacker(title, early=early)
        self.left = 0.0
        self.stopped_at = 0
        self._title = title
        self._outline = outline
        self._hidden = hidden
        self._frame: Subject = f"{title}!", "", ()
        self._spans: Mapping[int, Mapping[int, _Span]] = {}
        self._reaching: dict[int, TableCell] = {}
        self._texts = _Texts()
        self._notes: dict[int, list[Note]] = {}
        for note in outline.notes:
            self._notes.setdefault(note.row, []).append(note)

    def read(self, sheet: CalamineSheet, left: float) -> None:
        """Read the cells of each row into ``self.cells``, the notes on them after it.

        Args:
            sheet: its values.
            left: how many cells may be read; afterwards, ``self.left`` says how many are left of them.
        """
        self.left = left
        self._spans = self._merges(sheet)
        for number, row, meaning in table.read_rows(self._rows(sheet), self._title_group):
            subjects = meaning.subjects
            if not all(map(_GROUP, subjects)):
                subjects = [subject if subject[0] else self._frame for subject in subjects]
            self._take(number, row, RowMeaning(meaning.labels, subjects))
            for note in self._notes.pop(number, ()):
                self._on_cell(note, row, subjects)
        for number in sorted(self._notes):
            for note in self._notes[number]:
                self._on_cell(note, (), ())

    @property
    def _title_group(self) -> str:
        return self._frame[0]

    def _take(self, number: int, row: Row, meaning: RowMeaning) -> None:
        """Take the cells of a row, but for those that reach down into it."""
        if not isinstance(row, PlainRow):
            own = [cell.row == number for cell in row]
            cells = list(compress(row, own))
            row = PlainRow(self._place, number, [cell.column for cell in cells], [cell.text for cell in cells])
            meaning = RowMeaning(list(compress(meaning.labels, own)), list(compress(meaning.subjects, own)))
        self.cells.add(number, row.columns, self._kinds(number, row.columns), row.texts, meaning)

    def _kinds(self, number: int, columns: Sequence[int]) -> Sequence[int]:
        hidden = self._outline.hidden_columns
        if hidden and not self._hides(number):
            return [_NOT_SHOWN if column in hidden else _SHOWN for column in columns]
        return [_NOT_SHOWN if self._hides(number) else _SHOWN] * len(columns)

    def _merges(self, sheet: CalamineSheet) -> Mapping[int, Mapping[int, _Span]]:
        """Return how far cells reach, by row and column."""
        told = {(merge.row, merge.column): (merge.rows, merge.columns) for merge in self._outline.merges}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            told[top + 1, left + 1] = (max(1, min(bottom - top + 1, _MOST_ROWS)), max(1, min(right - left + 1, _MOST_COLUMNS)))
        spans: dict[int, dict[int, _Span]] = defaultdict(dict)
        for (row, column), span in told.items():
            spans[row][column] = span
        return spans

    def _rows(self, sheet: CalamineSheet) -> Iterator[tuple[int, Row]]:
        """Yield the rows that hold something, up to the limit."""
        for number, values in enumerate(sheet.iter_rows(), 1):
            columns, texts = self._filled(number, values)
            self.left -= len(columns) or _EMPTY_ROW
            if self.left < 0:
                self.stopped_at = number
                return
            if columns:
                yield number, self._row(number, columns, texts)

    def _filled(self, number: int, values: list[Value]) -> tuple[Sequence[int], list[str]]:
        """Return the columns of a row that hold something, and what."""
        formats = self._outline.formats
        if formats:
            texts = [_text(value, formats.get((number, column), "")) for column, value in enumerate(values, 1)]
        else:
            texts = [value if value.__class__ is str else _text(value) for value in values]
        texts = list(map(self._texts.__getitem__, texts))
        columns: Sequence[int] = range(1, len(texts) + 1)
        if not all(texts):
            columns = [column for column, text in enumerate(texts, 1) if text]
            texts = list(filter(None, texts))
        if shown := self._outline.shown:
            texts = [shown.get((number, column), text) for column, text in zip(columns, texts, strict=True)]
        return columns, texts

    def _row(self, number: int, columns: Sequence[int], texts: list[str]) -> Row:
        """Return the cells of a row with those that reach down into it; a cell that stands there itself goes before."""
        spans, held = self._spans.get(number, {}), set(columns if self._reaching else ())
        reaching = [cell for cell in self._reaching.values() if cell.row + cell.rows > number and cell.column not in held]
        if not spans and not reaching:
            self._reaching = {}
            return PlainRow(self._place, number, columns, texts)
        every = zip(columns, texts, strict=True)
        own = [TableCell(text, self._place, number, column, *spans.get(column, _SINGLE)) for column, text in every]
        self._reaching = {cell.column: cell for cell in (*reaching, *(cell for cell in own if cell.rows > 1))}
        return sorted((*own, *reaching), key=lambda cell: cell.column)

    def _place(self, cell: TableCell) -> CellPlace:
        hidden = self._hides(cell.row) or cell.column in self._outline.hidden_columns
        return CellPlace(self._title, cell.row, cell.column, "body", hidden)

    def _hides(self, number: int) -> bool:
        return self._hidden or number in self._outline.hidden_rows

    def _on_cell(self, note: Note, row: Row, subjects: Sequence[Subject]) -> None:
        """Take a note: a comment tells of the post of its cell, a text box of all."""
        subject = self._frame
        if note.part == "comment" and row:
            subject = min(zip(row, subjects, strict=True), key=lambda pair: abs(pair[0].column - note.column))[1]
        hidden = self._hides(note.row) or note.column in self._outline.hidden_columns
        self.cells.add(note.row, [note.column], [kind_of(note.part, hidden, note.is_ours)], [note.text], RowMeaning([None], [subject]))


class _Texts(dict[str, str]):
    """The texts of a sheet, each of them once; those that hold nothing but white space are empty."""

    def __missing__(self, text: str) -> str:
        self[text] = kept = "" if text.isspace() else text
        return kept


def _text(value: Value, code: str = "") -> str:
    """Return a value as a person would write it down."""
    match value:
        case bool():
            return str(value).upper()
        case int() | float():
            return written(value, code) if code else str(int(value)) if value == int(value) else str(value)
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)
