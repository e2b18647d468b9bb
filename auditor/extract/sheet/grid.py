"""The cells of one sheet, row by row: merged ones once, each with its place, its header and its post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from auditor.extract import table
from auditor.extract.sheet.formats import written
from auditor.extract.sheet.outline import Note, SheetOutline
from auditor.extract.sheet.packing import SheetPacker
from auditor.extract.table import Meaning, Row, TableCell
from auditor.model.location import CellPlace
from auditor.model.packed import kind_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384  # of a sheet; a merged cell may say that it covers more
_EMPTY_ROW = 0.1  # of a cell: what it costs to step over one
_LONGEST_SHARED = 200  # code points: longer texts hardly repeat

Value: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
_Span: TypeAlias = tuple[int, int]  # rows, columns


class Sheet:
    """A sheet that is being read.

    Args:
        title: its name.
        outline: what is known of it beside the values.
        hidden: whether it is shown at all.

    Attributes:
        cells: what was read, notes too.
        left: how many cells may still be read.
        stopped_at: number of the row at which there were no more; 0 if all were read.
    """

    def __init__(self, title: str, outline: SheetOutline, hidden: bool) -> None:
        self.cells = SheetPacker(title)
        self.left = 0.0
        self.stopped_at = 0
        self._title = title
        self._outline = outline
        self._hidden = hidden
        self._frame = Meaning(group=f"{title}!")
        self._spans: dict[tuple[int, int], _Span] = {}
        self._reaching: dict[int, TableCell] = {}
        self._texts: dict[str, str] = {}
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
        for number, row, meanings in table.read_rows(self._rows(sheet), self._frame.group):
            told = [meaning if meaning.group else self._frame for meaning in meanings]
            self._take(number, row, told)
            for note in self._notes.pop(number, ()):
                self._on_cell(note, row, told)
        for number in sorted(self._notes):
            for note in self._notes[number]:
                self._on_cell(note, (), ())

    def _take(self, number: int, row: Row, told: Sequence[Meaning]) -> None:
        hides, hidden = self._hides(number), self._outline.hidden_columns
        shown, not_shown = kind_of("body", False), kind_of("body", True)
        for cell, meaning in zip(row, told, strict=True):
            if cell.row == number:
                self.cells.tell_of(meaning.group, meaning.post, meaning.also)
                self.cells.add(cell.text, number, cell.column, not_shown if hides or cell.column in hidden else shown, meaning.label)

    def _merges(self, sheet: CalamineSheet) -> dict[tuple[int, int], _Span]:
        told = {(merge.row, merge.column): (merge.rows, merge.columns) for merge in self._outline.merges}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
            told[top + 1, left + 1] = (max(1, min(bottom - top + 1, _MOST_ROWS)), max(1, min(right - left + 1, _MOST_COLUMNS)))
        return told

    def _rows(self, sheet: CalamineSheet) -> Iterator[tuple[int, Row]]:
        """Yield the rows that hold something, up to the limit."""
        for number, values in enumerate(sheet.iter_rows(), 1):
            own = self._cells(number, values)
            self.left -= len(own) or _EMPTY_ROW
            if self.left < 0:
                self.stopped_at = number
                return
            if own:
                yield number, self._with_reaching(number, own)

    def _cells(self, number: int, values: list[Value]) -> list[TableCell]:
        hides, shown, texts, spans, formats = (
            self._hides(number),
            self._outline.hidden_columns,
            self._texts,
            self._spans,
            self._outline.formats,
        )
        cells = []
        for column, value in enumerate(values, 1):
            if value == "":
                continue
            if value.__class__ is str:
                text: str = value
                if text.isspace():
                    continue
            else:
                text = _text(value, formats.get((number, column), "") if formats else "")
            if len(text) <= _LONGEST_SHARED:
                text = texts.setdefault(text, text)
            rows, columns = spans.get((number, column), (1, 1)) if spans else (1, 1)
            place = CellPlace(self._title, number, column, "body", hides or column in shown)
            cells.append(TableCell(text, place, number, column, rows, columns))
        if self._outline.shown:
            for cell in cells:
                cell.text = self._outline.shown.get((number, cell.column), cell.text)
        return cells

    def _hides(self, number: int) -> bool:
        return self._hidden or number in self._outline.hidden_rows

    def _with_reaching(self, number: int, own: list[TableCell]) -> Row:
        """Return the cells of a row with those that reach down into it; a cell that stands there itself goes before."""
        if self._spans:
            columns = {cell.column for cell in own}
            reaching = [cell for cell in self._reaching.values() if cell.row + cell.rows > number and cell.column not in columns]
            self._reaching = {cell.column: cell for cell in (*reaching, *(cell for cell in own if cell.rows > 1))}
            if reaching:
                return sorted((*own, *reaching), key=lambda cell: cell.column)
        return own

    def _on_cell(self, note: Note, row: Row, told: Sequence[Meaning]) -> None:
        """Take a note: a comment tells of the post of its cell, a text box of all."""
        meaning = self._frame
        if note.part == "comment" and row:
            meaning = min(zip(row, told, strict=True), key=lambda pair: abs(pair[0].column - note.column))[1]
        hidden = self._hides(note.row) or note.column in self._outline.hidden_columns
        self.cells.tell_of(meaning.group, meaning.post, meaning.also)
        self.cells.add(note.text, note.row, note.column, kind_of(note.part, hidden, note.is_ours), None)


def _text(value: Value, code: str) -> str:
    """Return a value as a person would write it down."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return written(value, code) if code else str(int(value)) if value == int(value) else str(value)
    match value:
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ")
        case timedelta():
            minutes, seconds = divmod(int(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(value)
