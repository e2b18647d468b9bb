"""What another program makes of the marks."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from openpyxl import load_workbook

from auditor.revise.marker import Marked

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

Annotate = Callable[[str, bytes], Marked]

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


def converted(data: bytes, suffix: str, target: str, folder: Path) -> bytes:
    source = folder / f"marked{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [
        str(OFFICE),
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    (found,) = (folder / "out").iterdir()
    return found.read_bytes()


def test_comments_of_word_files_survive_on_the_same_words(annotate: Annotate, tmp_path: Path) -> None:
    done = annotate("ad.docx", (DEMO / "front-desk.docx").read_bytes())
    before = [comment.text for comment in docx.Document(io.BytesIO(done.data)).comments]
    text = zipfile.ZipFile(io.BytesIO(converted(done.data, ".docx", "odt", tmp_path))).read("content.xml").decode()
    assert len(before) == len(re.findall("<office:annotation ", text)) == 8
    ranges = re.findall(r"</office:annotation>(.*?)<office:annotation-end", text, re.DOTALL)
    found = [re.sub("<[^>]*>", "", words) for words in ranges]
    assert found[:5] == ["限女性", "28周岁以下", "身高162cm以上", "形象气质佳", "已婚已育者优先"]


def test_the_text_of_content_controls_survives_their_comments(annotate: Annotate, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("前台：仅限女性，30周岁以下。")
    paragraph = document.paragraphs[0]._p
    control = parse_xml(f'<w:sdt xmlns:w="{paragraph.nsmap["w"]}"><w:sdtPr/><w:sdtContent/></w:sdt>')
    paragraph.addprevious(control)
    control[1].append(paragraph)
    out = io.BytesIO()
    document.save(out)
    marked = annotate("ad.docx", out.getvalue())
    text = zipfile.ZipFile(io.BytesIO(converted(marked.data, ".docx", "odt", tmp_path))).read("content.xml").decode()
    assert len(re.findall("<office:annotation ", text)) == 2
    body = re.sub("<office:annotation .*?</office:annotation>", "", text, flags=re.DOTALL)
    assert "前台：仅限女性，30周岁以下。" in re.sub("<[^>]*>", "", body)


def test_comments_of_workbooks_survive(annotate: Annotate, tmp_path: Path) -> None:
    done = annotate("jobs.xlsx", (DEMO / "positions.xlsx").read_bytes())
    sheets = [
        {
            cell.coordinate: cell.comment.text
            for row in load_workbook(io.BytesIO(data)).worksheets[0].iter_rows()
            for cell in row
            if cell.comment
        }
        for data in (done.data, converted(done.data, ".xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path))
    ]
    assert sheets[0] == sheets[1]
    assert len(sheets[0]) == 10
