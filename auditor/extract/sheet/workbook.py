"""Workbooks of all kinds: every cell that holds something, row by row, with its header and its post."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from auditor.errors import ExtractError, one_line
from auditor.extract import reasons
from auditor.extract.embedded import Inner
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.package import open_workbook
from auditor.extract.picture.illustrations import illustrations
from auditor.extract.sheet import biff, biff12, ods, ooxml
from auditor.extract.sheet.grid import Sheet
from auditor.extract.sheet.outline import Outline, SheetOutline
from auditor.extract.sheet.pictures import pictures_of
from auditor.extract.source import Early, ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.location import CellPlace
from auditor.model.packed import PackedSegments, PackedSheet
from auditor.model.wording import Wording, fill, same

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

_FAR = Wording(
    "未读取：单元格一直延伸到 {last}，请删去远离其他内容的单元格",
    "not read: its cells reach down to {last}: delete those far away from the others",
)
_NOT_TO_END = Wording("没有读完（{why}）", "not read to its end: {why}")
_BELOW = Wording("{title} 第{row}行起", "{title}, row {row} and below")
_CELLS = Wording("未读取：单元格数量超过上限", "not read: more cells than the limit")
_UNSAVED = Wording(
    "从这里起有 {count} 个公式没有保存计算结果：请用表格软件打开后重新保存",
    "formulas without a saved value, {count} from here on: open and save the file in a spreadsheet program",
)
_MOST_DENSE = 5_000_000  # cells, empty ones too, that calamine may make room for
_PACKED = {Kind.XLSX: ooxml.outline_of, Kind.XLSB: biff12.outline_of, Kind.ODS: ods.outline_of}


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a workbook into one document: all sheets, hidden ones and hidden rows too, cell comments and text boxes.

    Its pictures come as sources after it.

    Raises:
        ExtractError: if it cannot be read or holds neither text nor pictures.
    """
    found = _read(source, options)
    if not found:
        raise ExtractError(source.name, reasons.NO_TEXT)
    while found:
        yield found.popleft()  # nothing of a large workbook is kept while it is judged


def _read(source: Source, options: ReadOptions) -> deque[Document | Source]:
    outline, pictures = _opened(source, options)
    reader = _Reader(source.name, options.max_cells, outline, options.early)
    reader.read()
    reader.failures.extend(item for item in pictures if isinstance(item, Failure))
    found: deque[Document | Source] = deque(item for item in pictures if isinstance(item, Source))
    if reader.sheets or reader.failures:
        found.appendleft(Document(source.name, source.name, PackedSegments(tuple(reader.sheets)), tuple(reader.failures)))
    return found


def _opened(source: Source, options: ReadOptions) -> tuple[Outline, list[Inner]]:
    kind = kind_of(source)
    if kind is Kind.XLS:
        outline = biff.outline_of(source.name, source.read(options.max_bytes))
        return outline, list(illustrations(source, outline.pictures))
    package = open_workbook(source, options)
    return _PACKED.get(kind, ooxml.outline_of)(package), list(pictures_of(package, source))


class _Reader(Struct):
    """Collects sheets; ``_left`` counts down the cells that may still be read."""

    _name: str
    _left: float
    _outline: Outline
    _early: Early | None
    sheets: list[PackedSheet] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def read(self) -> None:
        """Read all sheets.

        Raises:
            ExtractError: if none of them can be read.
        """
        self.failures.extend(Failure(self._name, place, reason) for place, reason in self._outline.faults)
        most = max(_MOST_DENSE, int(self._left))
        for title, sheet in self._outline.sheets.items():
            if sheet.height * sheet.width > most:
                last = CellPlace(title, sheet.height, sheet.width).reference
                sheet.fault = sheet.fault or fill(_FAR, last=last)
            if sheet.fault and self._outline.whole:
                raise ExtractError(self._name, sheet.fault, same(title))
        with _faults_of(self._name, "", reasons.NO_WORKBOOK):
            workbook = _load(self._outline.data)
        for about in workbook.sheets_metadata:
            try:
                with _faults_of(self._name, about.name, _NOT_TO_END):
                    self._sheet(workbook, about)
            except ExtractError as error:
                self.failures.append(Failure(self._name, error.place, error.reason))

    def _sheet(self, workbook: CalamineWorkbook, about: SheetMetadata) -> None:
        """Read one sheet, up to the limit; a chart or a macro sheet is none."""
        title = about.name
        outline = self._outline.sheets.get(title) or SheetOutline()
        if outline.fault:
            self.failures.append(Failure(self._name, same(title), outline.fault))
            return
        if str(about.typ).rpartition(".")[2] not in ("WorkSheet", "MacroSheet"):
            return
        found = workbook.get_sheet_by_name(title)
        sheet = Sheet(title, outline, hidden=not str(about.visible).endswith(".Visible"), early=self._early)
        try:
            sheet.read(found, self._left)
        finally:
            self.sheets.extend([sheet.cells.packed()] if len(sheet.cells) else [])
        self._left = sheet.left
        self._note_failures(title, outline, sheet.stopped_at)

    def _note_failures(self, title: str, outline: SheetOutline, stopped_at: int) -> None:
        if stopped_at:
            self.failures.append(Failure(self._name, fill(_BELOW, title=title, row=stopped_at), _CELLS))
        if outline.unsaved:
            first = CellPlace(title, *outline.unsaved[0]).reference
            self.failures.append(Failure(self._name, same(f"{title}!{first}"), fill(_UNSAVED, count=len(outline.unsaved))))


@contextmanager
def _faults_of(name: str, place: str, what: Wording) -> Iterator[None]:
    """Turn what a damaged workbook leads to into an error; a panic in Rust is no ``Exception``.

    Raises:
        ExtractError: in place of what was raised.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, ExtractError):
        raise
    except BaseException as error:
        raise ExtractError(name, fill(what, why=one_line(error)), same(place)) from error


def _load(data: bytes) -> CalamineWorkbook:
    from python_calamine import load_workbook

    return load_workbook(io.BytesIO(data))
