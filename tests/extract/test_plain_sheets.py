"""Cells of a sheet that say no more than their values are not read one by one; whatever says more is."""

from __future__ import annotations

import pytest

from auditor.extract.sheet import ooxml
from auditor.extract.sheet.outline import SheetOutline

SHEET = '<worksheet xmlns="urn:x"><cols>{columns}</cols><sheetData>{rows}</sheetData><mergeCells/></worksheet>'
FORMATS = {"3": '0"岁"'}
PLAIN = (
    '<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="C1"><v>35</v></c></row>'
    '<row r="2"><c r="B2" t="inlineStr"><is><t>男</t></is></c></row>'
)


def read(rows: str, columns: str = "") -> SheetOutline:
    sheet = SheetOutline()
    ooxml._read(sheet, FORMATS, SHEET.format(rows=rows, columns=columns).encode())
    return sheet


def test_plain_cells_are_not_read_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ooxml._Scan, "_cell", lambda *_: pytest.fail("a plain cell was read"))
    sheet = read(PLAIN, '<col min="2" max="3" hidden="1"/>')
    assert sheet.hidden_columns == {2, 3}
    assert (sheet.width >= 3, sheet.height >= 2) == (True, True)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ('<row r="1"><c r="AY1" s="3"><v>35</v></c></row>', (set(), {(1, 51): '0"岁"'}, [])),
        ('<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>', ({2}, {}, [])),
        ('<row r="1"><c r="B1" s="3"><v>35</v></c></row>', (set(), {(1, 2): '0"岁"'}, [])),
        ('<row r="1"><c r="B1" t="n" s="3"><v>35</v></c></row>', (set(), {(1, 2): '0"岁"'}, [])),
        ('<row r="1"><c s="3" r="B1"><v>35</v></c></row>', (set(), {(1, 2): '0"岁"'}, [])),
        ('<row r="1"><c\ns="3"\nr="B1"><v>35</v></c></row>', (set(), {(1, 2): '0"岁"'}, [])),
        ("<row r='1'><c r='B1' s='3'><v>35</v></c></row>", (set(), {(1, 2): '0"岁"'}, [])),
        ('<row><c s="3"><v>35</v></c></row>', (set(), {(3, 1): '0"岁"'}, [])),
        ('<row r="1"><c r="A1"><f>B1</f></c></row>', (set(), {}, [(1, 1)])),
    ],
)
def test_what_says_more_is_read(rows: str, found: tuple[object, ...]) -> None:
    sheet = read(PLAIN + rows)
    assert (sheet.hidden_rows, sheet.formats, sheet.unsaved) == found


def test_a_prefix_hides_nothing() -> None:
    row = '<x:row r="4" hidden="1"><x:c r="A4"><x:v>1</x:v></x:c></x:row>'
    data = f'<x:worksheet xmlns:x="urn:x"><x:sheetData>{row}</x:sheetData></x:worksheet>'
    sheet = SheetOutline()
    ooxml._read(sheet, FORMATS, data.encode())
    assert (sheet.hidden_rows, sheet.height, sheet.width) == ({4}, 4, 1)


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "BZ99999"])
def test_cells_far_away_are_found(place: str) -> None:
    sheet = read(f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row>')
    assert f"{sheet.width}:{sheet.height}" == {"XFD1048576": "16384:1048576", "A1048576": "1:1048576", "BZ99999": "78:99999"}[place]


def test_cells_that_only_a_comment_holds_hide_no_others() -> None:
    sheet = SheetOutline()
    row = '<row r="3" hidden="1"><c r="A3"><v>1</v></c></row>'
    data = f"<worksheet><!-- <sheetData>{PLAIN}</sheetData> --><sheetData >{row}</sheetData ></worksheet>"
    ooxml._read(sheet, FORMATS, data.encode())
    assert sheet.hidden_rows == {3}
