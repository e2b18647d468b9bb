"""A ledger as an Excel workbook: a table that an inspector filters and fills in, and the counts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError
from auditor.model.wording import Language, Wording
from auditor.summary.counts import Dimension, Row
from auditor.summary.ledger import CHECKED, COLUMNS, LedgerOptions, Line, caution
from auditor.summary.summary import Summary
from auditor.summary.words import ADS, DIMENSIONS, DISTINCT, FINDINGS, FLAGGED, HIGH, LOW, SHARE, WORDINGS, name_of

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

MOST_ROWS = 1_048_576
"""What a sheet holds, its header among them."""
_LONGEST = 32_767  # characters of a cell
_HINT = '--ledger .xlsx needs: pip install "clause-auditor[xlsx]"'
_STYLE = "TableStyleMedium2"
_NAME_WIDTH, _NUMBER_WIDTH, _CHECKED_WIDTH = 36, 12, 14
_FROZEN = 3  # columns of the ledger
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LEDGER = Wording("明细", "Findings")
_SUMMARY = Wording("汇总", "Summary")
_PERCENT = "0.0%"


class WorkbookLedger:
    """Writes rows as they come; what does not fit on a sheet goes on to the next.

    Args:
        path: the file.
        options: how it is written.
        most_rows: rows of a sheet, header included.

    Raises:
        ConfigError: if openpyxl is not installed.
    """

    def __init__(self, path: Path, options: LedgerOptions, most_rows: int = MOST_ROWS) -> None:
        try:
            from openpyxl import Workbook
        except ImportError as error:
            raise ConfigError(_HINT) from error
        self._path = path
        self._language = options.language
        self._most_rows = most_rows
        self._book = Workbook(write_only=True)
        self._first = self._book.create_sheet(_SUMMARY.get(self._language))
        self._columns = [(column.title.get(self._language), column.width) for column in COLUMNS]
        self._columns += [(title.get(self._language), _CHECKED_WIDTH) for title in CHECKED]
        self._sheets = 0
        self._open_sheet()

    def add(self, line: Line) -> None:
        """Write one row."""
        if self._table.rows == self._most_rows:
            self._table.close()
            self._open_sheet()
        self._table.add(column.cell(line, self._language) for column in COLUMNS)

    def end(self, summary: Summary) -> None:
        """Write the counts, and the file."""
        self._table.close()
        self._front(summary)
        for dimension, rows in summary.tables():
            self._counts(dimension, rows, summary.grouped)
        self._book.save(self._path)

    def give_up(self) -> None:
        """Write nothing; openpyxl clears its parts away at exit."""

    def _open_sheet(self) -> None:
        self._sheets += 1
        title = _LEDGER.get(self._language) + (f" {self._sheets}" if self._sheets > 1 else "")
        self._table = _Table(self._book, title, f"findings{self._sheets}", self._columns, frozen=_FROZEN)

    def _front(self, summary: Summary) -> None:
        self._first.column_dimensions["A"].width = 110
        for line in (summary.totals(self._language), *(damage.get(self._language) for damage in summary.damaged), caution(self._language)):
            self._first.append([_safe(self._first, line)])
        self._first.close()

    def _counts(self, dimension: Dimension, rows: Iterable[Row], grouped: bool) -> None:
        heads = [DIMENSIONS[dimension], ADS, FLAGGED, *([DISTINCT] if grouped else []), SHARE, LOW, HIGH, FINDINGS]
        heads += [WORDINGS] if dimension is Dimension.EMPLOYER else []
        columns = [(head.get(self._language), _NUMBER_WIDTH if place else _NAME_WIDTH) for place, head in enumerate(heads)]
        table = _Table(self._book, columns[0][0], dimension.value, columns, frozen=1, fits=True)
        for row in rows:
            table.add(_cells(table, dimension, row, self._language, grouped))
        table.close()


def _cells(table: _Table, dimension: Dimension, row: Row, language: Language, grouped: bool) -> Iterable[Any]:
    yield name_of(dimension, row.value, language)
    yield from (row.ads, row.flagged, *([row.distinct] if grouped else []))
    shares = (row.share.share, row.share.low, row.share.high) if row.share else (None, None, None)
    yield from (table.percent(number) for number in shares)
    yield row.findings
    if dimension is Dimension.EMPLOYER:
        yield row.wordings


class _Table:
    """A sheet that holds one table, with a frozen header.

    Args:
        book: where it is added.
        title: of the sheet.
        name: of the table.
        columns: distinct names, and widths as spreadsheet programs count.
        frozen: columns that stay in sight beside the header.
        fits: whether all columns are printed on one page.
    """

    def __init__(
        self, book: Workbook, title: str, name: str, columns: Sequence[tuple[str, int]], *, frozen: int, fits: bool = False
    ) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        self._sheet: Any = book.create_sheet(title)
        self._name = name
        self._heads = [head for head, _ in columns]
        for number, (_, width) in enumerate(columns, 1):
            self._sheet.column_dimensions[_letter(number)].width = width
        self._sheet.freeze_panes = f"{_letter(frozen + 1)}2"
        self._sheet.print_title_rows = "1:1"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fits)
        self._sheet.append([self._bold(head) for head in self._heads])
        self.rows = 1

    def add(self, cells: Iterable[Any]) -> None:
        """Write one row; texts stay texts."""
        self._sheet.append([_safe(self._sheet, cell) for cell in cells])
        self.rows += 1

    def percent(self, share: float | None) -> Any:
        """Return a cell that shows a share in percent."""
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, share)
        cell.number_format = _PERCENT
        return cell

    def _bold(self, head: str) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Font

        cell = WriteOnlyCell(self._sheet, head)
        cell.font = Font(bold=True)
        return cell

    def close(self) -> None:
        """Make a table of the rows; one without rows gets an empty one, as Excel wants it."""
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

        if self.rows == 1:
            self._sheet.append([None])
        ref = f"A1:{_letter(len(self._heads))}{max(self.rows, 2)}"
        names = [TableColumn(id=number, name=head) for number, head in enumerate(self._heads, 1)]
        style = TableStyleInfo(name=_STYLE, showRowStripes=True)
        table = Table(displayName=self._name, ref=ref, tableColumns=names, autoFilter=AutoFilter(ref=ref), tableStyleInfo=style)
        self._sheet.tables.add(table)  # add_table warns of columns in this mode, which stand above
        self._sheet.close()


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def _safe(sheet: Any, cell: Any) -> Any:
    """Return a cell that shows a text as it is: no formula, no link, no sign that a workbook cannot hold."""
    if not isinstance(cell, str):
        return cell
    text = _CODED.sub("_x005F_", _UNSAFE.sub("\ufffd", cell))
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    if not text.startswith(("=", "#", "+", "-", "@")):
        return text
    from openpyxl.cell import WriteOnlyCell

    written = WriteOnlyCell(sheet)
    written.value = text
    written.data_type = "s"
    written.quotePrefix = True  # it stays a text when somebody edits it
    return written
