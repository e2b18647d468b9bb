"""Workbooks of all formats but the usual one. ``workbooks/make.py`` wrote those that no test library writes."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import error, pack, pack_into

import pytest
from openpyxl import Workbook
from PIL import Image

from auditor.errors import ExtractError
from auditor.extract.registry import extract
from auditor.extract.sheet import biff, biff12, ods, ooxml
from auditor.extract.sheet.biff_said import ChartWords, prompt_in
from auditor.extract.sheet.outline import Note, Outline, SheetOutline
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Segment
from auditor.model.location import CellPlace

BOOKS = Path(__file__).parent / "workbooks"


def book_of(*rows: list[object]) -> Workbook:
    book = Workbook()
    book.worksheets[0].title = "岗位表"
    for row in rows:
        book.worksheets[0].append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode("utf-8", "surrogateescape")
            for before, after in changes if name == part else ():
                assert before in text
                text = text.replace(before, after, 1)
            new.writestr(name, text.encode("utf-8", "surrogateescape"))
    return out.getvalue()


def read(data: bytes, name: str = "jobs.xls", options: ReadOptions | None = None) -> Document:
    (found,) = extract(Source(name, data=data), options or ReadOptions())
    assert isinstance(found, Document)
    return found


def at(document: Document) -> dict[str, Segment]:
    """Map cells such as ``C4`` to their segments, hidden ones to ``(C4)``, notes to ``C4 comment``."""
    return {_key(segment.locate(0)): segment for segment in document}


def _key(place: object) -> str:
    assert isinstance(place, CellPlace)
    name = place.reference if place.part == "body" else f"{place.reference} {place.part}"
    return f"({name})" if place.hidden else name


@pytest.mark.parametrize("name", ["jobs.xls", "jobs.et", "jobs.ods"])
def test_all_that_a_person_could_see_is_read(name: str) -> None:
    data = (BOOKS / ("jobs.ods" if name.endswith("ods") else "jobs.xls")).read_bytes()
    found = read(data, name)
    assert found.failures == ()
    assert {key: segment.text for key, segment in at(found).items() if segment.locate(0).table == "岗位表"} == {  # type: ignore[union-attr]
        "A1": "春季用工计划",
        **{"A2": "单位", "B2": "岗位名称", "C2": "性别", "D2": "年龄上限", "E2": "开工日期", "(F2)": "备注"},
        **{"A3": "甲厂", "B3": "钳工", "C3": "男", "D3": "45岁以下", "E3": "2026-03-01", "(F3)": "夜班"},
        **{"B4": "司机", "C4": "女", "D4": "30.5", "E4": "2026-03-02 08:30:00", "(F4)": "轮班", "C4 comment": "最好未婚"},
        **{"(A5)": "乙厂", "(B5)": "门卫", "(C5)": "不限", "(D5)": "50%", "(E5)": "09:05:00", "(F5)": "未婚"},
        "D8 textbox": "外地户口勿投\n谢谢",
    }
    assert found.segments[-1].locate(0) == CellPlace("内部", 1, 1, hidden=True)


@pytest.mark.parametrize("name", ["jobs.xls", "jobs.ods", "jobs.xlsb"])
def test_labels_groups_and_posts(name: str) -> None:
    found = {segment.text: segment for segment in read((BOOKS / name).read_bytes(), name)}
    assert [label.text if label else "" for label in (found[text].label for text in ("女", "轮班", "最好未婚"))] == ["性别", "备注", ""]
    assert found["女"].group == found["轮班"].group == found["最好未婚"].group != found["男"].group
    assert (found["甲厂"].group, found["甲厂"].also) == (found["男"].group, (found["女"].group,))
    assert [found[text].post for text in ("甲厂", "男", "最好未婚", "未婚")] == ["钳工、司机", "钳工", "司机", "门卫"]


def test_hidden_rows_and_columns_of_xlsb() -> None:
    found = at(read((BOOKS / "jobs.xlsb").read_bytes(), "jobs.xlsb"))
    assert list(found)[-5:] == ["(A4)", "(B4)", "(C4)", "(D4)", "(F4)"]
    assert "(F3)" in found
    assert "B3" in found


def of_strings(*texts: str | None) -> bytes:
    return b"".join(pack("<i", -1) if text is None else pack("<I", len(text)) + text.encode("utf-16-le") for text in texts)


def test_headers_and_footers_of_xlsb() -> None:
    content = pack("<H", 0) + of_strings("&C限本地人", None, None, "&L第&P页", None, "&R&12谢绝女性")
    record = b"\xdf\x03" + bytes([len(content)]) + content
    with zipfile.ZipFile(BOOKS / "jobs.xlsb") as book:
        part = next(name for name in book.namelist() if name.startswith("xl/worksheets/sheet1"))
        sheet = book.read(part)
    end = sheet.rindex(b"\x82\x01\x00")
    out = io.BytesIO()
    with zipfile.ZipFile(BOOKS / "jobs.xlsb") as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet[:end] + record + sheet[end:] if name == part else old.read(name))
    found = at(read(out.getvalue(), "jobs.xlsb"))
    assert (found["A1 header"].text, found["A1 footer"].text) == ("限本地人", "谢绝女性")


def test_headers_and_footers_of_xls() -> None:
    stream = b"".join(
        pack("<HH", number, len(content)) + content
        for number, content in (
            (0x809, pack("<HH", 0x600, 0x10) + bytes(12)),
            (0x14, pack("<HB", 6, 1) + "&C限本地人".encode("utf-16-le")),
            (0x15, b""),
            (0x15, pack("<HB", 6, 0) + b"&RPage"),
            (0x0A, b""),
        )
    )
    sheet = SheetOutline()
    biff._Sheet(sheet, stream, biff._Book("jobs.xls", stream)).read(0)
    assert [(note.part, note.text) for note in sheet.notes] == [("header", "限本地人")]


MASTER = """<style:master-page style:name="M"><style:header><text:p>限<text:span>本地人</text:span></text:p><style:region-right>
<text:p>第<text:page-number>1</text:page-number>页</text:p></style:region-right></style:header>
<style:header-left style:display="false"><text:p>备用</text:p></style:header-left>
<style:footer><text:p><text:sheet-name>???</text:sheet-name></text:p></style:footer></style:master-page></office:master-styles>"""


def test_headers_and_footers_of_ods() -> None:
    data = (BOOKS / "jobs.ods").read_bytes()
    content = zipfile.ZipFile(io.BytesIO(data)).read("content.xml").decode()
    style = content.partition('table:name="岗位表"')[2].partition('table:style-name="')[2].partition('"')[0]
    used = content.partition(f'style:name="{style}" style:family="table" style:master-page-name="')[2].partition('"')[0]
    data = changed(data, "styles.xml", ("</office:master-styles>", MASTER.replace('"M"', f'"{used}2"')))
    data = changed(data, "content.xml", (f'style:master-page-name="{used}"', f'style:master-page-name="{used}2"'))
    found = at(read(data, "jobs.ods"))
    assert found["A1 header"].text == "限本地人\n第页"
    assert "A1 footer" not in found


def test_formulas_without_a_saved_value_are_told() -> None:
    book = book_of(["岗位", "性别"], ["钳工", '=IF(1=1,"男","")'])
    (failure,) = read(saved(book), "jobs.xlsx").failures
    assert failure.place.en == "岗位表!B2"
    assert failure.reason.en.startswith("formulas without a saved value, 1 from here on")
    data = changed(saved(book), "xl/worksheets/sheet1.xml", ("<v></v>", "<v>男</v>"), ('<c r="B2"', '<c r="B2" t="str"'))
    whole = read(data, "jobs.xlsx")
    assert (whole.segments[-1].text, whole.failures) == ("男", ())
    empty = read(changed(data, "xl/worksheets/sheet1.xml", ("<v>男</v>", "<v></v>")), "jobs.xlsx")
    assert (empty.segments[-1].text, empty.failures) == ("钳工", ())


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ('0"岁以下"', 35, "35岁以下"),
        ('"限"0"人"', 2, "限2人"),
        ("0周岁", 40, "40周岁"),
        ("00000", 211, "00211"),
        ("0%", 0.35, "35%"),
        ("0.00", 2.5, "2.5"),
        ("#,##0", 1200, "1200"),
        ("0_);[Red]\\(0\\)", 35, "35"),
    ],
)
def test_number_formats_that_say_more_than_the_number(code: str, number: float, text: str) -> None:
    book = book_of([number])
    book.worksheets[0]["A1"].number_format = code
    assert [segment.text for segment in read(saved(book), "jobs.xlsx")] == [text]


def test_a_post_over_merged_rows_in_xlsx() -> None:
    book = book_of(["单位", "岗位", "要求"], ["甲厂", "钳工", "限男性"], [None, "司机", None], ["乙厂", "门卫", "会电焊"])
    for cells in ("A2:A3", "C2:C3"):
        book.worksheets[0].merge_cells(cells)
    found = {segment.text: segment for segment in read(saved(book), "jobs.xlsx")}
    assert (found["限男性"].post, found["限男性"].also) == ("钳工、司机", ("岗位表!row3",))
    assert (found["会电焊"].post, found["会电焊"].also) == ("门卫", ())


def _sparse_xls(rows: int, columns: int) -> bytes:
    """Return a workbook that claims a size."""
    data = bytearray((BOOKS / "jobs.xls").read_bytes())
    start = data.index(pack("<HH", 0x200, 14))
    pack_into("<IIHH", data, start + 4, 0, rows, 0, columns)
    return bytes(data)


def test_a_size_that_no_sheet_has_is_not_believed() -> None:
    assert read(_sparse_xls(65_536, 256)).failures == ()
    upside_down = bytearray(_sparse_xls(5, 6))
    pack_into("<I", upside_down, upside_down.index(pack("<HH", 0x200, 14)) + 4, 255 << 16)
    for data in (_sparse_xls(1 << 20, 1 << 14), bytes(upside_down)):
        with pytest.raises(ExtractError, match="claims to hold rows"):
            read(data)


def test_cells_far_apart_are_given_no_room() -> None:
    data = saved(book_of(["岗位"], ["男"]))
    far = changed(data, "xl/worksheets/sheet1.xml", ('<row r="2"', '<row r="1048576"'), ('r="A2"', 'r="XFD1048576"'))
    (failure,) = read(far, "jobs.xlsx").failures
    assert failure.reason.en.startswith("not read: its cells reach down to XFD1048576")


def _ods(row: str) -> bytes:
    return changed((BOOKS / "jobs.ods").read_bytes(), "content.xml", ("</table:table>", f"{row}</table:table>"))


def test_repeated_cells_are_counted_only_where_they_hold_something() -> None:
    empty = (
        '<table:table-row table:number-rows-repeated="1048500"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert read(_ods(empty), "jobs.ods").failures == ()
    full = empty.replace("<table:table-cell ", '<table:table-cell office:value-type="float" office:value="1" ')
    with pytest.raises(ExtractError, match="its cells reach down to"):
        read(_ods(full), "jobs.ods")


def test_text_files_called_xls_are_still_read_as_text() -> None:
    (found, *_) = extract(Source("jobs.xls", data="岗位\t性别\n钳工\t男\n".encode("gb18030")), ReadOptions())
    assert isinstance(found, Document)
    assert [segment.text for segment in found] == ["钳工", "男"]


def test_an_encrypted_workbook_is_told() -> None:
    data = bytearray((BOOKS / "jobs.xls").read_bytes())
    start = data.index(pack("<HH", 0x809, 16)) + 20
    pack_into("<H", data, start, 0x2F)
    with pytest.raises(ExtractError, match="encrypted: needs a password"):
        read(bytes(data))


def _mutants(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    chance = random.Random(seed)
    for _ in range(count):
        mutant = bytearray(data)
        for _ in range(chance.randint(1, 12)):
            mutant[chance.randrange(len(mutant))] = chance.randrange(256)
        yield bytes(mutant[: chance.randrange(len(mutant))] if chance.random() < 0.2 else mutant)


@pytest.mark.parametrize("name", ["jobs.xls", "jobs.xlsb"])
def test_damaged_workbooks_are_errors(name: str) -> None:
    told = 0
    for mutant in _mutants((BOOKS / name).read_bytes(), 4, 60):
        try:
            told += bool(list(extract(Source(name, data=mutant), ReadOptions())))
        except ExtractError as error:
            assert "\n" not in str(error)
    assert told


def test_pictures_in_old_workbooks_are_files_logos_are_not() -> None:
    document, *pictures = extract(Source("jobs.xls", data=(BOOKS / "poster.xls").read_bytes()), ReadOptions())
    assert isinstance(document, Document)
    assert list(at(document)) == ["A1", "A2"]
    assert not document.failures
    found = [(item.name, item.is_part, Image.open(io.BytesIO(item.data)).size) for item in pictures if isinstance(item, Source)]
    assert found == [("jobs.xls!/picture1.png", True, (600, 400)), ("jobs.xls!/picture3.jpg", True, (500, 400))]


@pytest.mark.parametrize("scan", [lambda data: ods._Scan(Outline(b"")).read(data), lambda data: ooxml._Scan(SheetOutline(), {}).read(data)])
def test_the_parser_of_sheets_itself_takes_no_entities(scan: Callable[[bytes], None]) -> None:
    with pytest.raises(ValueError, match="a document type definition"):
        scan(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")


def validation(flags: int, *texts: str) -> bytes:
    """Return a record of what cells may hold: texts that show, a formula of three bytes, the cells C5 to C9."""
    shown = b"".join(pack("<HB", len(text), 1) + text.encode("utf-16-le") for text in texts)
    return pack("<I", flags) + shown + pack("<HH3s", 3, 0, b"abc") + pack("<HH", 0, 0) + pack("<H4H", 1, 4, 8, 2, 2)


@pytest.mark.parametrize(("flags", "expected"), [(3 << 18, "须知\n限男性\n有误"), (1 << 18, "须知\n限男性"), (1 << 19, "有误"), (0, "")])
def test_what_shows_while_cells_of_old_workbooks_are_filled_in(flags: int, expected: str) -> None:
    notes = list(prompt_in(validation(flags, "须知", "\0", "限男性", "有误")))
    assert notes == ([Note(5, 3, "prompt", expected)] if expected else [])


def test_titles_of_charts_in_old_workbooks() -> None:
    title, name = (pack("<HBB", 0, len(text), 1) + text.encode("utf-16-le") for text in ("只招女生", "男"))
    chart = ChartWords()
    records = [(0x1003, b""), (0x100D, name), (0x1025, b""), (0x100D, title)]
    assert [note for number, content in records for note in chart.read(number, content, (2, 3))] == [Note(2, 3, "textbox", "只招女生")]


def test_headers_of_binary_sheets_may_be_cut_short() -> None:
    header = "&C限本县户籍"
    record = pack("<HI", 0, len(header)) + header.encode("utf-16-le") + pack("<I", 0xFFFFFFFF)
    sheet = SheetOutline()
    biff12._read(sheet, bytes([0xDF, 0x03, len(record)]) + record)
    assert sheet.notes == [Note(1, 1, "header", "限本县户籍")]


def test_texts_before_a_record_that_is_cut_short_are_kept() -> None:
    begin, end = pack("<HHHH", 0x809, 4, 0x600, 5), pack("<HH", 0x0A, 0)
    text = "限本县户籍".encode("utf-16-le")
    box = pack("<HH10xH6x", 0x1B6, 18, 5) + pack("<HHB", 0x3C, 1 + len(text), 1) + text
    stream = begin + end + begin + box + pack("<HH4x", 0x1BE, 4) + end
    sheet = SheetOutline()
    with pytest.raises(error):
        biff._Sheet(sheet, stream, biff._Book("a.xls", stream)).read(len(begin + end))
    assert sheet.notes == [Note(1, 1, "textbox", "限本县户籍")]
