"""What a reader of values leaves out of .xlsb sheets.

A part is a stream of records: their number and length are written in one to four bytes of seven bits each.
"""

from __future__ import annotations

from collections.abc import Iterator
from struct import error, unpack_from

from auditor.errors import ExtractError
from auditor.extract.package import Package
from auditor.extract.reasons import NOTES_UNREAD, damaged
from auditor.extract.sheet.notes import notes_of
from auditor.extract.sheet.outline import Merge, Note, Outline, SheetOutline
from auditor.extract.sheet.printed import furniture
from auditor.model.wording import fill, same

_ROW, _COLUMNS, _MERGE, _SHEET, _COMMENT, _COMMENT_TEXT, _FURNITURE = 0, 60, 176, 156, 635, 637, 479
_FIRST_CELL, _LAST_CELL = 2, 11  # one is an empty cell
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x1
_NOT_SET = 0xFFFFFFFF
_DAMAGED = (error, IndexError, ValueError)


def outline_of(package: Package) -> Outline:
    """Read what is known of the sheets of a binary workbook beside their values.

    Raises:
        ExtractError: if its list of sheets is missing or damaged.
    """
    outline = Outline(package.data)
    for title, part in _sheets(package):
        sheet = outline.sheets[title] = SheetOutline()
        try:
            _read(sheet, package.read(part))
        except ExtractError as fault:
            sheet.fault = fault.reason
        except _DAMAGED as fault:
            sheet.fault = damaged(fault)
        try:
            sheet.notes.extend(notes_of(package, part))
            sheet.notes.extend(_comments(package, part))
        except (ExtractError, *_DAMAGED) as fault:
            outline.faults.append((same(title), fill(NOTES_UNREAD, why=fault.reason if isinstance(fault, ExtractError) else str(fault))))
    return outline


def _records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and length of each record."""
    at, end = 0, len(data)
    while at < end:
        number = data[at]
        at += 1
        if number & 0x80:
            number = number & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while shift < 28:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        yield number, at, length
        at += length


def _sheets(package: Package) -> list[tuple[str, str]]:
    book = package.main_part("xl/workbook.bin")
    parts = {link.id: link.target for link in package.relations(book)}
    found = []
    try:
        data = package.read(book)
        for number, at, _ in _records(data):
            if number == _SHEET:
                key, after = _string(data, at + 8)
                found.append((_string(data, after)[0], parts.get(key, "")))
    except _DAMAGED as fault:
        raise ExtractError(package.name, damaged(fault), same(book)) from fault
    return [(title, part) for title, part in found if part]


def _string(data: bytes, at: int) -> tuple[str, int]:
    """Return a string that stands behind its length, and where it ends."""
    end = at + 4 + 2 * int(unpack_from("<I", data, at)[0])
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _read(sheet: SheetOutline, data: bytes) -> None:
    row = width = 0
    for number, at, length in _records(data):
        if _FIRST_CELL <= number <= _LAST_CELL:
            width = max(width, unpack_from("<I", data, at)[0] + 1)
            sheet.height = row
        elif number == _ROW:
            row = unpack_from("<I", data, at)[0] + 1
            if length > 11 and data[at + 11] & _ROW_HIDDEN:
                sheet.hidden_rows.add(row)
        elif number == _COLUMNS and unpack_from("<H", data, at + 16)[0] & _COLUMN_HIDDEN:
            first, last = unpack_from("<II", data, at)
            sheet.hide_columns(first + 1, last + 1)
        elif number == _MERGE:
            top, bottom, left, right = unpack_from("<IIII", data, at)
            sheet.merges.append(Merge(top + 1, left + 1, bottom - top + 1, right - left + 1))
        elif number == _FURNITURE:
            sheet.notes.extend(_printed(data[at : at + length], 2))
    sheet.width = width


def _printed(data: bytes, at: int) -> Iterator[Note]:
    """Yield headers and footers of odd, even and first pages; one that is not set has no length, and the last ones may be missing."""
    for part in ("header", "footer") * 3:
        if at + 4 > len(data):
            return
        is_set = unpack_from("<I", data, at)[0] != _NOT_SET
        code, at = _string(data, at) if is_set else ("", at + 4)
        yield from furniture(part, code)


def _comments(package: Package, part: str) -> Iterator[Note]:
    for link in package.relations(part):
        if link.kind == "comments" and link.target.endswith(".bin"):
            data, place = package.read(link.target), (1, 1)
            for number, at, _ in _records(data):
                if number == _COMMENT:
                    row, _, column = unpack_from("<III", data, at + 4)
                    place = (row + 1, column + 1)
                elif number == _COMMENT_TEXT:
                    yield Note(*place, "comment", _string(data, at + 1)[0])
