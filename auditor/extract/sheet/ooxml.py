"""What a reader of values leaves out of .xlsx and .xlsm sheets, from one pass over their XML, or one look at it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.errors import ExtractError
from auditor.extract.elements import attribute, inside
from auditor.extract.package import Package
from auditor.extract.reasons import NOTES_UNREAD, damaged
from auditor.extract.sheet.events import event_parser
from auditor.extract.sheet.formats import says_more
from auditor.extract.sheet.notes import TRUE, notes_of, prompt, sheet_parts
from auditor.extract.sheet.outline import Outline, SheetOutline
from auditor.extract.sheet.printed import furniture
from auditor.model.wording import fill

_BUILT_IN = {"9": "0%", "10": "0.00%"}
_DIGITS = "0123456789"
_COLUMN = re.compile(r"[A-Za-z]{1,7}")
_ANY_CELL = b"<c"
# Whatever opens like a cell and is none as most programs write it, of the rows and columns below; or of another style than some.
_OTHER_CELL = re.compile(rb'<c(?! r="[A-Z][0-9]{1,5}")(?! r="A[A-X][0-9]{1,5}")')
_OTHER_STYLE = r'<c(?! r="[A-Z]{1,2}[0-9]{1,5}"(?: s="(?!(?:%s)")[0-9]{1,9}")?(?: t="[A-Za-z]{1,10}")?/?>)'
_LAST_PLAIN_ROW, _LAST_PLAIN_COLUMN = 99_999, 50  # no more than may be read of a sheet, empty ones too
_NOT_PLAIN = tuple(map(re.compile, (rb":[cf]", rb"<f", rb"hidden")))  # sooner looked for than by ``find``
_MOST_FORMATS = 100  # that show a unit: each cell is held against them
_FURNITURE = {f"{page}{part.capitalize()}": part for page in ("odd", "even", "first") for part in ("header", "footer")}
_CELLS_START, _CELLS_END = b"<sheetData>", b"</sheetData>"


def outline_of(package: Package) -> Outline:
    """Read what is known of the sheets of an Excel workbook beside their values.

    Raises:
        ExtractError: if the workbook's list of sheets is missing or damaged.
    """
    outline = Outline(package.data)
    formats = _formats(package)
    for title, part in sheet_parts(package).items():
        sheet = outline.sheets[title] = SheetOutline()
        try:
            _read(sheet, formats, package.read(part))
        except ExtractError as error:
            sheet.fault = error.reason
        except Exception as error:  # expat raises whatever a damaged part leads to
            sheet.fault = damaged(error)
        try:
            sheet.notes.extend(notes_of(package, part))
        except ExtractError as error:
            outline.faults.append((error.place, fill(NOTES_UNREAD, why=error.reason)))
    return outline


def _formats(package: Package) -> Mapping[str, str]:
    """Map the numbers of cell styles to number formats that add something to the number."""
    try:
        styles = package.xml("xl/styles.xml")
    except ExtractError:
        return {}
    codes = dict(_BUILT_IN)
    codes.update((attribute(one, "numFmtId"), attribute(one, "formatCode")) for one in inside(styles, "numFmt"))
    cells = next(iter(inside(styles, "cellXfs")), None)
    used = [] if cells is None else [codes.get(attribute(one, "numFmtId"), "") for one in inside(cells, "xf")]
    return {str(number): code for number, code in enumerate(used) if code and says_more(code)}


def _read(sheet: SheetOutline, formats: Mapping[str, str], data: bytes) -> None:
    """Read the XML of a sheet; its cells only where they may say more than their values.

    Raises:
        ExpatError: if it is not well-formed.
    """
    start, end = data.find(_CELLS_START), data.rfind(_CELLS_END)
    if 0 <= start < end and _are_plain(data, start, end, formats):
        sheet.reach(_LAST_PLAIN_ROW, _LAST_PLAIN_COLUMN)
        data = data[:start] + data[end + len(_CELLS_END) :]
    _Scan(sheet, formats).read(data)


def _are_plain(data: bytes, start: int, end: int, formats: Mapping[str, str]) -> bool:
    """Tell whether there are cells and none of them is hidden, computed, written in another way, far away or shown as a unit."""
    if len(formats) > _MOST_FORMATS or any(sign.search(data, start, end) for sign in _NOT_PLAIN):
        return False
    return data.find(_ANY_CELL, start, end) >= 0 and not any(other.search(data, start, end) for other in _others(formats))


def _others(formats: Mapping[str, str]) -> Iterator[re.Pattern[bytes]]:
    """Yield what finds cells that are not plain."""
    yield _OTHER_CELL
    if formats:
        yield re.compile((_OTHER_STYLE % "|".join(map(re.escape, formats))).encode())


def column_number(letters: str) -> int:
    """Return the number of a column, from 1.

    Raises:
        ValueError: if it is named by anything but letters.
    """
    if not _COLUMN.fullmatch(letters):
        raise ValueError(f"{letters!r} is no column")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class _Scan:
    """One pass over a sheet. A cell is settled when the next one starts."""

    def __init__(self, sheet: SheetOutline, formats: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._names: dict[str, str] = {}
        self._letters: dict[str, int] = {}
        self._row = self._column = 0
        self._is_cell = self._holds = self._computes = False
        self._is_text = False
        self._style = ""
        self._printed = ""  # header or footer
        self._code: list[str] = []
        self._parser = event_parser()

    def read(self, data: bytes) -> None:
        """Read the XML of a sheet.

        Raises:
            ExpatError: if it is not well-formed.
        """
        self._parser.StartElementHandler = self._start
        self._parser.Parse(data, True)
        self._settle()
        self._end_printed()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        if local == "c":
            self._settle()
            self._cell(attributes)
        elif local in ("v", "is"):
            self._holds = not self._computes or self._is_text
            self._parser.CharacterDataHandler = self._text if self._computes else None
        elif local == "f":
            self._computes = True
        elif local == "row":
            self._settle()
            self._start_row(attributes)
        else:
            self._of_sheet(local, attributes)

    def _of_sheet(self, local: str, attributes: dict[str, str]) -> None:
        """Read what is said of the sheet as a whole."""
        if local == "col" and attributes.get("hidden") in TRUE:
            self._sheet.hide_columns(int(attributes["min"]), int(attributes["max"]))
        elif local == "dataValidation":
            self._sheet.notes.extend(prompt(attributes))
        elif self._printed or local in _FURNITURE:
            self._end_printed()
            self._start_printed(_FURNITURE.get(local, ""))

    def _start_printed(self, part: str) -> None:
        self._printed, self._code = part, []
        self._parser.CharacterDataHandler = self._code.append if part else None

    def _end_printed(self) -> None:
        self._sheet.notes.extend(furniture(self._printed, "".join(self._code)) if self._printed else ())

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in TRUE:
            self._sheet.hidden_rows.add(self._row)

    def _text(self, text: str) -> None:
        """Take note that the value of a formula is no empty element."""
        self._holds = self._holds or not text.isspace()

    def _cell(self, attributes: dict[str, str]) -> None:
        self._is_cell, self._holds, self._computes = True, False, False
        self._style = attributes.get("s", "")
        self._is_text = attributes.get("t") == "str"  # may be empty
        self._column += 1
        if place := attributes.get("r"):
            letters = place.rstrip(_DIGITS)
            self._column = self._letters.get(letters) or self._number(letters)
            if place[len(letters) :] != str(self._row):
                self._row = int(place[len(letters) :])

    def _number(self, letters: str) -> int:
        self._letters[letters] = number = column_number(letters)
        return number

    def _settle(self) -> None:
        if not self._is_cell:
            return
        if self._computes:
            self._parser.CharacterDataHandler = None
        self._is_cell = False
        if self._holds or self._computes:
            self._sheet.reach(self._row, self._column)
        if self._computes and not self._holds:
            self._sheet.unsaved.append((self._row, self._column))
        if self._style in self._formats:
            self._sheet.formats[self._row, self._column] = self._formats[self._style]
