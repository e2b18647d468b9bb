"""Writes the workbooks of this folder, which no library that tests depend on can write.

Needs LibreOffice (``soffice``) for .xls and .ods, and ``pip install pyxlsbwriter`` for .xlsb. Run it in this folder.
"""

from __future__ import annotations

import datetime
import io
import subprocess
import zipfile
from pathlib import Path
from struct import pack

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn
from PIL import Image
from pyxlsbwriter import XlsbWriter  # type: ignore[import-not-found,unused-ignore]

XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = f"""<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>
<xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>
<xdr:to><xdr:col>5</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>10</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>
<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="T"/><xdr:cNvSpPr txBox="1"/></xdr:nvSpPr>
<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="600000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>
<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>外地户口</a:t></a:r><a:r><a:t>勿投</a:t></a:r></a:p><a:p><a:r><a:t>谢谢</a:t></a:r></a:p></xdr:txBody>
</xdr:sp><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"""
SHEET, LINKS, TYPES = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels", "[Content_Types].xml"
CHANGES = {
    LINKS: ("</Relationships>", f'<Relationship Id="d9" Type="{OFFICE}/drawing" Target="/xl/drawings/drawing9.xml"/></Relationships>'),
    SHEET: ("<legacyDrawing", f'<drawing xmlns:r="{OFFICE}" r:id="d9"/><legacyDrawing'),
    TYPES: (
        "</Types>",
        '<Override PartName="/xl/drawings/drawing9.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>',
    ),
}
ROWS: tuple[tuple[object, ...], ...] = (
    ("春季用工计划",),
    ("单位", "岗位名称", "性别", "年龄上限", "开工日期", "备注"),
    ("甲厂", "钳工", "男", 45, datetime.date(2026, 3, 1), "夜班"),
    (None, "司机", "女", 30.5, datetime.datetime(2026, 3, 2, 8, 30), "轮班"),
    ("乙厂", "门卫", "不限", 0.5, datetime.time(9, 5), '=CONCATENATE("未","婚")'),
)
XLSB_ROWS = (*ROWS[1:3], (" ", *ROWS[3][1:]), (*ROWS[4][:4], None, "未婚"))


def xlsx() -> bytes:
    """Return the workbook that the others are made from."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "岗位表"
    for row in ROWS:
        sheet.append(row)
    sheet["D3"].number_format, sheet["D5"].number_format = '0"岁以下"', "0%"
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("A1:F1")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["F"].hidden = True
    sheet["C4"].comment = Comment("最好未婚", "甲")
    hidden = book.create_sheet("内部")
    hidden.sheet_state = "hidden"
    hidden.append(["只要本地人"])
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).decode().replace(*CHANGES[name]) if name in CHANGES else old.read(name))
        new.writestr("xl/drawings/drawing9.xml", DRAWING)
    return out.getvalue()


def record(number: int, content: bytes) -> bytes:
    """Return a record of a part of an .xlsb file."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    return head + bytes([len(content)]) + content


def string(text: str) -> bytes:
    """Return a text as .xlsb writes it."""
    return pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(path: Path) -> None:
    """Write a workbook with a hidden row, a hidden column, a merged cell and a comment."""
    with XlsbWriter(str(path)) as book:
        book.add_sheet("岗位表")
        book.write_sheet([list(row) for row in XLSB_ROWS])
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.bin":
                row = b"\x00\x19" + pack("<IIHBB", 3, 0, 300, 0, 0)
                assert row in data
                data = data.replace(row, row[:-1] + b"\x10")
                at = data.index(b"\x3c\x12" + pack("<II", 5, 5)) + 2 + 16
                data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
                merges = record(177, pack("<I", 1)) + record(176, pack("<IIII", 1, 2, 0, 0)) + record(178, b"")
                end = record(146, b"")
                assert end in data
                data = data.replace(end, end + merges)
            if name.endswith("sheet1.bin.rels"):
                link = f'<Relationship Id="c" Type="{OFFICE}/comments" Target="../comments1.bin"/></Relationships>'
                data = data.replace(b"</Relationships>", link.encode())
            new.writestr(name, data)
        comment = record(635, pack("<IIIII", 0, 2, 2, 2, 2) + bytes(16)) + record(637, b"\x00" + string("最好未婚")) + record(636, b"")
        new.writestr("xl/comments1.bin", comment)
    path.write_bytes(out.getvalue())


def poster() -> Workbook:
    """Return a workbook with two pictures as large as a poster, and a logo between them."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "岗位表"
    sheet.append(["岗位"])
    sheet.append(["收银员"])
    for cell, size, kind in (("C5", (600, 400), "PNG"), ("C30", (100, 100), "PNG"), ("M5", (500, 400), "JPEG")):
        out = io.BytesIO()
        Image.new("RGB", size, "#c0392b").save(out, kind)
        sheet.add_image(Drawn(out), cell)
    return book


if __name__ == "__main__":
    Path("jobs.xlsx").write_bytes(xlsx())
    for suffix in ("xls", "ods"):
        subprocess.run(["soffice", "--headless", "--convert-to", suffix, "jobs.xlsx"], check=True)
    Path("jobs.xlsx").unlink()
    poster().save("poster.xlsx")
    subprocess.run(["soffice", "--headless", "--convert-to", "xls", "poster.xlsx"], check=True)
    Path("poster.xlsx").unlink()
    xlsb(Path("jobs.xlsb"))
