"""Forms as files: DOCX with content controls and old check boxes, and HTML, from the file to the finding."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from auditor.api import audit_file

_SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def control(ticked: bool) -> list[str]:
    checked, sign = int(ticked), "☒" if ticked else "☐"
    return [
        f'<w:sdt {_SPACES}><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    ]


def old_box(ticked: bool) -> list[str]:
    box = f"<w:checkBox><w:sizeAuto/><w:default w:val='0'/>{'<w:checked/>' if ticked else ''}</w:checkBox>"
    return [
        f"<w:r {_SPACES}><w:fldChar w:fldCharType='begin'><w:ffData>{box}</w:ffData></w:fldChar></w:r>",
        f"<w:r {_SPACES}><w:instrText> FORMCHECKBOX </w:instrText></w:r>",
        f"<w:r {_SPACES}><w:fldChar w:fldCharType='end'/></w:r>",
    ]


def offer(paragraph: Paragraph, ticked: str, words: Sequence[str], *, old: bool = False) -> None:
    for word in words:
        for xml in (old_box if old else control)(word == ticked):
            paragraph._p.append(parse_xml(xml))
        paragraph.add_run(f"{word} ")


def form(path: Path, title: str, *, ticks: bool) -> Path:
    document = docx.Document()
    document.add_heading(title, 1)
    offer(document.add_paragraph("性别："), "男" if ticks else "", ("男", "女"))
    offer(document.add_paragraph("年龄段："), "26-35岁" if ticks else "", ("18-25岁", "26-35岁", "36-45岁"), old=True)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "政治面貌", "户籍"
    offer(table.cell(0, 1).paragraphs[0], "中共党员" if ticks else "", ("中共党员", "群众"))
    offer(table.cell(1, 1).paragraphs[0], "本市" if ticks else "", ("本市",), old=True)
    offer(table.cell(1, 1).add_paragraph(), "", ("外地",), old=True)
    document.save(str(path))
    return path


@pytest.mark.parametrize(
    ("title", "ticks", "limits"),
    [
        ("岗位用人需求表", True, ["性别：☑男", "年龄段：☐18-25岁 ☑26-35岁", "中共党员", "本市"]),
        ("岗位用人需求表", False, []),
        ("应聘人员登记表", False, []),
        ("应聘人员登记表", True, []),
    ],
)
def test_a_word_form_sets_the_limits_that_its_employer_ticked(tmp_path: Path, title: str, ticks: bool, limits: list[str]) -> None:
    (result,) = audit_file(form(tmp_path / "form.docx", title, ticks=ticks)).documents
    assert [finding.text for finding in result.findings] == limits


def radios(*words: str, chosen: str = "") -> str:
    return "".join(f"<label><input type=radio{' checked' if word == chosen else ''}>{word}</label> " for word in words)


PAGE = "<h1>{}</h1><p>性别：{}</p><p>年龄</p><ul>{}</ul><p>学习形式：<select>{}</select></p>"


@pytest.mark.parametrize(
    ("title", "chosen", "limits"),
    [
        ("用人需求", ("女", "26-35岁", "全日制"), ["性别：○男 ◉女", "26-35岁", "学习形式：○非全日制 ◉全日制"]),
        ("应聘报名表", ("女", "26-35岁", "全日制"), []),
        ("网上问卷", ("", "", ""), []),
    ],
)
def test_a_page_sets_the_limits_that_are_chosen(tmp_path: Path, title: str, chosen: tuple[str, str, str], limits: list[str]) -> None:
    items = "".join(f"<li>{radios(word, chosen=chosen[1])}</li>" for word in ("18-25岁", "26-35岁", "36-45岁"))
    modes = "".join(f"<option{' selected' if word == chosen[2] else ''}>{word}</option>" for word in ("非全日制", "全日制"))
    page = tmp_path / "form.html"
    page.write_text(PAGE.format(title, radios("男", "女", chosen=chosen[0]), items, modes), encoding="utf-8")
    (result,) = audit_file(page).documents
    assert [finding.text.replace("： ", "：") for finding in result.findings] == limits
