"""What a reader of values leaves out of .xls and .et sheets: hidden rows, comments, text boxes, and how far the cells reach.

The file is a stream of records: a number and a length of two bytes each, then the content. The first part names the sheets and
where each begins.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import Struct, error, unpack_from

from auditor.errors import ExtractError, one_line
from auditor.extract.ole import OleError, open_ole
from auditor.extract.reasons import ENCRYPTED, NO_WORKBOOK, damaged
from auditor.extract.sheet.biff_pictures import pictures_in
from auditor.extract.sheet.biff_said import OF_CHARTS, VALIDATION, ChartWords, prompt_in, text_at
from auditor.extract.sheet.formats import says_more
from auditor.extract.sheet.outline import Note, Outline, SheetOutline
from auditor.extract.sheet.printed import furniture
from auditor.model.wording import Wording, fill, same

_HEAD = Struct("<HH")
_PLACE = Struct("<HH")
_BOF, _EOF, _CONTINUE, _FILEPASS = 0x809, 0x0A, 0x3C, 0x2F
_SHEET, _FORMAT, _XF = 0x85, 0x41E, 0xE0
_DIMENSIONS, _ROW, _COLUMNS = 0x200, 0x208, 0x7D
_NOTE, _OBJECT, _TEXT, _DRAWING = 0x1C, 0x5D, 0x1B6, 0xEC
_CELLS = frozenset((0x203, 0x27E, 0xFD, 0x204, 0x06, 0x205, 0xD6))  # numbers, texts, formulas, truth values
_FURNITURE = {0x14: "header", 0x15: "footer"}
_OF_SHEET = frozenset((_DIMENSIONS, _COLUMNS, *_FURNITURE))
_RUN = 0xBD  # numbers in a row
_NUMBERS = frozenset((0x203, 0x27E, 0x06))
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x1
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"
_BIFF8 = 0x600
_TEXTS = 0xFC
_MOST_ROWS, _MOST_COLUMNS = 1 << 16, 1 << 8
_BUILT_IN = {9: "0%", 10: "0.00%"}

_PARTLY = Wording("隐藏行、批注和文本框没有读：{why}", "hidden rows, comments and text boxes not read: {why}")
_SIZE = Wording(
    "已损坏：登记的范围是第 {first}-{last} 行、第 {left}-{right} 列",
    "damaged: claims to hold rows {first} to {last}, columns {left} to {right}",
)


def outline_of(name: str, data: bytes) -> Outline:
    """Read what is known of the sheets of an old workbook beside their values.

    Raises:
        ExtractError: if it holds no workbook, or an encrypted one.
    """
    stream = _stream(name, data)
    outline = Outline(data, whole=True, pictures=list(pictures_in(stream, _records(stream, 0))))
    book = _Book(name, stream)
    for title, start in book.sheets:
        sheet = outline.sheets[title] = SheetOutline()
        try:
            _Sheet(sheet, stream, book).read(start)
        except (error, IndexError, ValueError) as fault:
            outline.faults.append((same(title), fill(_PARTLY, why=damaged(fault))))
    return outline


def _stream(name: str, data: bytes) -> bytes:
    """Return the stream of records, once what calamine makes room for without a look is checked."""
    try:
        sector, mini = unpack_from("<HH", data, 0x1E)
        counts = unpack_from("<II16xI4xI", data, 0x28)  # of sectors for the directory and for the three tables of sectors
        if sector not in (9, 12) or mini != 6 or any(count > len(data) >> mini for count in counts):
            raise OleError("the header claims more sectors than the file has")
        with open_ole(data) as container:
            if any(entry and entry.size > len(data) for entry in container.direntries):
                raise OleError("a stream claims to be longer than the file")
            part = next(filter(container.exists, ("Workbook", "Book")), None)
            if part is None:
                raise ExtractError(name, Wording("旧的二进制文件，里面没有工作簿", "an old binary container without a workbook"))
            return bytes(container.openstream(part).read())
    except (OleError, error) as fault:
        raise ExtractError(name, fill(NO_WORKBOOK, why=one_line(fault))) from fault


def _records(stream: bytes, start: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and length of each record up to the end of a part."""
    end, depth = len(stream), 0
    while start + 4 <= end:
        number, length = _HEAD.unpack_from(stream, start)
        start += 4
        yield number, start, length if start + length <= end else end - start
        depth += (number == _BOF) - (number == _EOF)
        if depth <= 0:
            return
        start += length


class _Book:
    """The first part: sheets, each with its start, and which cell styles add something to numbers."""

    def __init__(self, name: str, stream: bytes) -> None:
        self.sheets: list[tuple[str, int]] = []
        self.formats: dict[int, str] = {}
        self.version = _BIFF8
        self._codes = dict(_BUILT_IN)
        self._styles = 0
        for number, at, length in _records(stream, 0):
            if number == _FILEPASS:
                raise ExtractError(name, ENCRYPTED)
            if number == _TEXTS and length >= 8 and unpack_from("<I", stream, at + 4)[0] > len(stream):
                raise ExtractError(name, Wording("已损坏：登记的文字比文件还长", "damaged: claims to hold more texts than bytes"))
            if number == _BOF and length >= 2:
                self.version = unpack_from("<H", stream, at)[0]
            elif number == _SHEET and length > 8:
                self.sheets.append((self._title(stream, at, length), unpack_from("<I", stream, at)[0]))
            else:
                self._style(number, stream[at : at + length])

    def _style(self, number: int, content: bytes) -> None:
        """Take note of number formats, and of the cell styles that use them."""
        if number == _FORMAT and len(content) > 5 and self.version == _BIFF8:
            key, count = unpack_from("<HH", content)
            self._codes[key] = text_at(content[4:], count)
        elif number == _XF and len(content) >= 4:
            code = self._codes.get(unpack_from("<H", content, 2)[0], "")
            if code and says_more(code):
                self.formats[self._styles] = code
            self._styles += 1

    def _title(self, stream: bytes, at: int, length: int) -> str:
        if self.version != _BIFF8:
            return stream[at + 7 : at + length].decode("gb18030", "replace")
        return text_at(stream[at + 7 : at + length], stream[at + 6])


class _Sheet:
    """One pass over the records of a sheet."""

    def __init__(self, sheet: SheetOutline, stream: bytes, book: _Book) -> None:
        self._sheet = sheet
        self._stream = stream
        self._book = book
        self._object = 0
        self._corner = (1, 1)
        self._texts: dict[int, tuple[tuple[int, int], str]] = {}  # of objects, with their corners
        self._comments: dict[int, tuple[int, int]] = {}
        self._wanted = 0  # characters of a text that are still to come
        self._pieces: list[str] = []
        self._chart = ChartWords()

    def read(self, start: int) -> None:
        """Read the records of a sheet, and keep the texts that stand before one that is cut short.

        Raises:
            struct.error: if one is.
        """
        try:
            self._read_records(start)
        finally:
            self._finish()

    def _read_records(self, start: int) -> None:
        stream, sheet, formats = self._stream, self._sheet, self._book.formats
        height = width = 0
        for number, at, length in _records(stream, start):
            if number in _CELLS:
                row, column = _PLACE.unpack_from(stream, at)
                if row > height or column > width:  # of few: it is asked of every cell
                    height, width = max(height, row), max(width, column)
                if formats and number in _NUMBERS:
                    self._format(row, column, unpack_from("<H", stream, at + 4)[0])
            elif number == _RUN:
                self._run(at, length)
            elif number == _ROW:
                if stream[at + 12] & _ROW_HIDDEN:
                    sheet.hidden_rows.add(_PLACE.unpack_from(stream, at)[0] + 1)
            else:
                self._other(number, at, length)
        sheet.reach(height + 1, width + 1)

    def _run(self, at: int, length: int) -> None:
        row, first = _PLACE.unpack_from(self._stream, at)
        last = unpack_from("<H", self._stream, at + length - 2)[0]
        self._sheet.reach(row + 1, last + 1)
        for index in range((length - 6) // 6 if self._book.formats else 0):
            self._format(row, first + index, unpack_from("<H", self._stream, at + 4 + 6 * index)[0])

    def _format(self, row: int, column: int, style: int) -> None:
        if code := self._book.formats.get(style):
            self._sheet.formats[row + 1, column + 1] = code

    def _other(self, number: int, at: int, length: int) -> None:
        stream = self._stream
        if number == _CONTINUE and self._wanted > 0:
            self._piece(at, length)
        elif number in _OF_SHEET:
            self._of_sheet(number, at, length)
        elif number == _DRAWING:
            self._anchor(stream[at : at + length])
        elif number == _OBJECT and length >= 8:
            self._object = unpack_from("<H", stream, at + 6)[0]
        elif number == _TEXT:
            self._pieces, self._wanted = [], unpack_from("<H", stream, at + 10)[0]
        elif number == _NOTE:
            self._comment(at)
        elif self._book.version == _BIFF8 and (number == VALIDATION or number in OF_CHARTS):
            self._say(number, stream[at : at + length])

    def _say(self, number: int, content: bytes) -> None:
        said = prompt_in(content) if number == VALIDATION else self._chart.read(number, content, self._corner)
        self._sheet.notes.extend(said)

    def _comment(self, at: int) -> None:
        """Read where a comment hangs; before BIFF8 its text stands there, too."""
        row, column, count = unpack_from("<HHH", self._stream, at)
        if self._book.version == _BIFF8:
            self._comments[unpack_from("<H", self._stream, at + 6)[0]] = (row + 1, column + 1)
        else:
            text = self._stream[at + 6 : at + 6 + count].decode("gb18030", "replace")
            self._sheet.notes.append(Note(row + 1, column + 1, "comment", text))

    def _of_sheet(self, number: int, at: int, length: int) -> None:
        """Read what is said of the sheet as a whole: its size, hidden columns, what is printed on each page."""
        if number == _DIMENSIONS:
            self._dimensions(at, length)
        elif number == _COLUMNS and unpack_from("<H", self._stream, at + 8)[0] & _COLUMN_HIDDEN:
            first, last = _PLACE.unpack_from(self._stream, at)
            self._sheet.hide_columns(first + 1, last + 1)
        elif number in _FURNITURE and length > 2:
            self._sheet.notes.extend(furniture(_FURNITURE[number], self._printed(self._stream[at : at + length])))

    def _printed(self, content: bytes) -> str:
        if self._book.version != _BIFF8:
            return content[1:].decode("gb18030", "replace")
        return text_at(content[2:], unpack_from("<H", content)[0])

    def _dimensions(self, at: int, length: int) -> None:
        """Check the size that the file claims: calamine makes room for it before it reads anything."""
        if length < 10:
            return
        first, last, left, right = unpack_from("<IIHH" if length >= 12 else "<HHHH", self._stream, at)
        if last > _MOST_ROWS or right > _MOST_COLUMNS or (last and first > last) or (right and left > right):
            self._sheet.fault = fill(_SIZE, first=first, last=last, left=left, right=right)

    def _anchor(self, drawing: bytes) -> None:
        found = drawing.rfind(_ANCHOR)
        if found >= 0:
            _, column, _, row = unpack_from("<HHHH", drawing, found + len(_ANCHOR))
            self._corner = (row + 1, column + 1)

    def _piece(self, at: int, length: int) -> None:
        """Read on in a text that goes over several records."""
        piece = text_at(self._stream[at : at + length], self._wanted)
        self._wanted -= len(piece) or self._wanted
        self._pieces.append(piece)
        self._texts[self._object] = (self._corner, "".join(self._pieces).replace("\r", "\n"))

    def _finish(self) -> None:
        for key, (corner, text) in self._texts.items():
            part = "comment" if key in self._comments else "textbox"
            self._sheet.notes.append(Note(*self._comments.get(key, corner), part, text))
