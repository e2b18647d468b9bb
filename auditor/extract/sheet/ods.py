"""What a reader of values leaves out of .ods sheets, from one pass over their XML."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from xml.parsers import expat

from auditor.errors import ExtractError
from auditor.extract.alt_text import described
from auditor.extract.elements import Element, attribute, name_of
from auditor.extract.package import Package
from auditor.extract.reasons import NOTES_UNREAD, damaged
from auditor.extract.sheet.events import event_parser
from auditor.extract.sheet.notes import prompt_note
from auditor.extract.sheet.outline import Merge, Note, Outline, SheetOutline
from auditor.extract.sheet.printed import printed
from auditor.model.wording import fill, same

_CONTENT, _STYLES = "content.xml", "styles.xml"
_FURNITURE = {"header": "header", "footer": "footer"}
_FIELDS = frozenset(("sheet-name", "page-number", "page-count", "date", "time", "file-name"))
_USUAL_MASTER = "Default"
_ABOUT = ("svg:title", "svg:desc")
_PROMPTS = ("table:help-message", "table:error-message")
_APART = ("office:annotation", "draw:text-box", "draw:custom-shape")
_NOT_SHOWN = ("collapse", "filter")
_MOST = 1 << 20
_SAYS_MORE = re.compile(r"[\u3400-\u9fff]|%$")


def outline_of(package: Package) -> Outline:
    """Read what is known of the sheets of an OpenDocument spreadsheet beside their values.

    Raises:
        ExtractError: if its content is missing or damaged.
    """
    outline = Outline(package.data, whole=True)
    scan = _Scan(outline)
    data = package.read(_CONTENT)
    try:
        scan.read(data)
    except (expat.ExpatError, ValueError, LookupError) as error:  # an encoding that is none is a LookupError
        raise ExtractError(package.name, damaged(error), same(_CONTENT)) from error  # calamine would look for the missing end for ever
    try:
        scan.print_on(_masters(package))
    except ExtractError as error:
        outline.faults.append((error.place, fill(NOTES_UNREAD, why=error.reason)))
    return outline


def _masters(package: Package) -> dict[str, list[Note]]:
    """Return what the pages of each master print above and below the cells."""
    if not package.has(_STYLES):
        return {}
    masters = (master for master in package.xml(_STYLES).iter("{*}master-page"))
    return {attribute(master, "name"): [note for child in master.iterchildren("*") for note in _furniture(child)] for master in masters}


def _furniture(element: Element) -> Iterator[Note]:
    part = _FURNITURE.get(name_of(element).partition("-")[0], "")
    if part and attribute(element, "display") != "false":
        lines = ("".join(_words(line)) for line in element.iter("{*}p"))
        yield from printed(part, "\n".join(lines))


def _words(element: Element) -> Iterator[str]:
    """Yield the text of a line without what only printing knows, such as the number of a page."""
    yield element.text or ""
    for child in element.iterchildren("*"):
        yield from () if name_of(child) in _FIELDS else _words(child)
        yield child.tail or ""


def _count(attributes: dict[str, str], name: str) -> int:
    return max(1, min(int(attributes.get(name, 1)), _MOST))


class _Scan:
    """One pass over all sheets."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._sheet = SheetOutline()
        self._row = self._rows = self._column = self._columns = self._heading = 0
        self._depth = 0  # of tables: those in text boxes hold no cells of the sheet
        self._within: list[str] = []  # what is open of annotations and text boxes
        self._note: list[str] = []
        self._corner = (1, 1)
        self._masters: dict[str, str] = {}  # of styles of tables
        self._styled: dict[str, str] = {}  # sheets
        self._number: list[str] | None = None  # what a number is shown as, while its cell is open
        self._about: list[str] = []  # what is said of the drawing that is open
        self._is_about = False
        self._validation = ""  # name of the one that is open
        self._prompts: dict[str, list[str]] = defaultdict(list)  # of each validation, until its first cell comes

    def read(self, data: bytes) -> None:
        """Read the XML of all sheets.

        Raises:
            ExpatError: if it is not well-formed.
        """
        parser = event_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.buffer_text = True
        parser.Parse(data, True)

    def print_on(self, masters: Mapping[str, Sequence[Note]]) -> None:
        """Give sheets, once they were read, what the masters of their pages print."""
        for title, sheet in self._outline.sheets.items():
            sheet.notes.extend(masters.get(self._masters.get(self._styled.get(title, "")) or _USUAL_MASTER, ()))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _ABOUT:
            self._is_about = True
            self._about.append("")
        elif self._within or name in _APART or (name in _PROMPTS and attributes.get("table:display") == "true"):
            self._open(name, attributes)
        else:
            self._start_of_sheet(name, attributes)

    def _start_of_sheet(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "table:content-validation":
                self._validation = attributes.get("table:name", "")
            case "table:table":
                self._start_table(attributes)
            case "table:table-column":
                self._columns_named(attributes)
            case "table:table-row":
                self._start_row(attributes)
            case "table:table-cell" | "table:covered-table-cell":
                self._start_cell(attributes)
            case "text:p":
                self._reach()
            case "style:style":
                self._masters[attributes.get("style:name", "")] = attributes.get("style:master-page-name", "")

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            title = attributes.get("table:name", "")
            self._styled[title] = attributes.get("table:style-name", "")
            self._sheet = self._outline.sheets.setdefault(title, SheetOutline())
            self._row = self._rows = self._heading = self._column = 0

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        if not self._within:
            self._note = [title] if name in _PROMPTS and (title := attributes.get("table:title")) else []
            self._corner = (max(1, self._row), max(1, self._column))
        elif name == "text:p" and self._note:
            self._note.append("\n")
        self._within.append(name)

    def _end(self, name: str) -> None:
        if name in _ABOUT:
            self._is_about = False
        elif self._within:
            self._within.pop()
            if not self._within and (text := "".join(self._note)).strip():
                self._take(name, text)
        elif name == "table:table":
            self._depth -= 1
        elif name == "table:table-cell" and self._number is not None:
            self._show("".join(self._number))
            self._number = None
        if self._about and name.startswith("draw:"):
            self._take_about()

    def _take_about(self) -> None:
        """Take what stands in for a drawing that ends."""
        text, self._about = described(self._about), []
        if text:
            self._sheet.notes.append(Note(max(1, self._row), max(1, self._column), "alt", text))

    def _take(self, name: str, text: str) -> None:
        """Take what stood in an annotation, a text box or what shows while a cell is filled in."""
        if name in _PROMPTS:
            self._prompts[self._validation].append(text)
        else:
            self._sheet.notes.append(Note(*self._corner, "comment" if name == "office:annotation" else "textbox", text))

    def _text(self, text: str) -> None:
        if self._is_about:
            self._about[-1] += text
        elif self._within and "text:p" in self._within:
            self._note.append(text)
        elif self._number is not None:
            self._number.append(text)

    def _show(self, text: str) -> None:
        """Keep what is shown of a number if there are words in it, or a sign."""
        if _SAYS_MORE.search(text) and self._columns == self._rows == 1:
            self._sheet.shown[self._row, self._column] = text

    def _columns_named(self, attributes: dict[str, str]) -> None:
        count = _count(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _NOT_SHOWN:
            self._sheet.hide_columns(self._heading + 1, self._heading + count)
        self._heading += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row += max(1, self._rows)
        self._rows = _count(attributes, "table:number-rows-repeated")
        self._column = self._columns = 0
        if attributes.get("table:visibility") in _NOT_SHOWN and self._rows < _MOST >> 4:
            self._sheet.hidden_rows.update(range(self._row, self._row + self._rows))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._column += max(1, self._columns)
        self._columns = _count(attributes, "table:number-columns-repeated")
        self._number = [] if attributes.get("office:value-type") in ("float", "percentage") else None
        value = "office:value-type" in attributes or "calcext:value-type" in attributes
        if value:
            self._reach()
        elif attributes.get("table:formula"):
            self._reach()
            self._sheet.unsaved.append((self._row, self._column))
        if self._prompts and (texts := self._prompts.pop(attributes.get("table:content-validation-name", ""), None)):
            self._sheet.notes.extend(prompt_note(self._row, self._column, texts))
        wide, high = _count(attributes, "table:number-columns-spanned"), _count(attributes, "table:number-rows-spanned")
        if wide > 1 or high > 1:
            self._sheet.merges.append(Merge(self._row, self._column, high, wide))

    def _reach(self) -> None:
        self._sheet.reach(self._row + max(1, self._rows) - 1, self._column + max(1, self._columns) - 1)
