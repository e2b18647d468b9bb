"""Word files written again, tracked and directly."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.shared import RGBColor
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import Source
from auditor.revise.fix import Fixer
from auditor.revise.repair import UNPLACED
from tests.revise.conftest import read
from tests.revise.office import OFFICE, settled

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Write = Callable[[bytes, bool], bytes]


@pytest.fixture(scope="module")
def written(auditor: Auditor) -> Write:
    return lambda data, tracked: Fixer(auditor, extract, tracked=tracked).fix(Source("ad.docx", data=data)).data


def saved(document: WordFile) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def file_of(*paragraphs: str, style: str | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text, style)
    return saved(document)


def texts(data: bytes) -> list[str]:
    return [segment.text for segment in read("ad.docx", data)]


CASES = [
    (("招聘启事", "前台一名，限女性，会粤语。"), ["招聘启事", "前台一名，会粤语。"]),
    (("要求：", "1、会开车；", "2、限女性；", "3、能倒班。"), ["要求：", "1、会开车；", "2、能倒班。"]),
    (("要求：", "1、会开车；", "2、能倒班；", "3、限女性。"), ["要求：", "1、会开车；", "2、能倒班；"]),
    (("性别：", "男", "年龄：", "35岁以下"), ["性别：", "不限", "年龄：", "不限"]),
    (("年龄：18-30岁，会焊接",), ["年龄：年满18周岁，会焊接"]),
]


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(("paragraphs", "lawful"), CASES)
def test_paragraphs_are_written_again(written: Write, paragraphs: tuple[str, ...], lawful: list[str], tracked: bool) -> None:
    assert texts(written(file_of(*paragraphs), tracked)) == lawful


def test_directly_a_paragraph_of_which_nothing_is_left_goes(written: Write) -> None:
    opened = docx.Document(io.BytesIO(written(file_of("会开车", "限女性", "能倒班", style="List Number"), False)))
    assert [paragraph.text for paragraph in opened.paragraphs] == ["会开车", "能倒班"]


def test_tracked_changes_name_their_author_and_keep_what_was_there(written: Write) -> None:
    body = docx.Document(io.BytesIO(written(file_of("年龄：18-30岁，会焊接", "限女性", "包住"), True))).element.body
    changes = [(change.tag.removeprefix(W), change.get(f"{W}author")) for change in body.iter(f"{W}ins", f"{W}del")]
    assert set(changes) == {("ins", "auditor"), ("del", "auditor")}
    assert "".join(text.text for text in body.iter(f"{W}delText")) == "-30岁限女性"
    assert "".join(text.text for text in body.iter(f"{W}t")) == "年龄：年满18周岁，会焊接包住"
    ids = [change.get(f"{W}id") for change in body.iter(f"{W}ins", f"{W}del")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("tracked", [True, False])
def test_words_split_over_runs_keep_their_look(written: Write, tracked: bool) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("年龄：")
    for text, bold in (("1", True), ("8-3", False), ("0", True), ("岁", False)):
        paragraph.add_run(text).bold = bold
    paragraph.add_run("，会焊接").font.color.rgb = RGBColor(255, 0, 0)
    done = docx.Document(io.BytesIO(written(saved(document), tracked)))
    runs = [run for run in done.element.body.iter(f"{W}r") if run.find(f"{W}t") is not None]
    bolds = [run.find(f"{W}rPr/{W}b") for run in runs]
    shown = [
        ("".join(text.text or "" for text in run.iter(f"{W}t")), bold is not None and bold.get(f"{W}val") != "0")
        for run, bold in zip(runs, bolds, strict=True)
    ]
    assert "".join(text for text, _ in shown) == "年龄：年满18周岁，会焊接"
    assert ("1", True) in shown
    assert ("8", False) in shown
    assert runs[-1].find(f"{W}rPr/{W}color").get(f"{W}val") == "FF0000"


@pytest.mark.parametrize("tracked", [True, False])
def test_items_in_a_cell_go(written: Write, tracked: bool) -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "要求：\n1、会开车；"
    for text in ("2、限女性；", "3、能倒班。"):
        cell.add_paragraph(text)
    assert texts(written(saved(document), tracked)) == ["要求：\n1、会开车；\n2、能倒班。"]


def test_a_number_is_not_left_alone_before_a_table(auditor: Auditor, written: Write) -> None:
    document = docx.Document()
    document.add_paragraph("会开车")
    document.add_paragraph("限女性", "List Number")
    document.add_table(1, 1).cell(0, 0).text = "包住"
    data = saved(document)
    done = docx.Document(io.BytesIO(written(data, False)))
    assert [paragraph.text for paragraph in done.paragraphs] == ["会开车"]
    (left,) = Fixer(auditor, extract).fix(Source("ad.docx", data=data)).left
    assert left.reason == UNPLACED  # no program deletes the end of a paragraph before a table


def test_what_stands_in_for_a_picture_is_left_to_people(auditor: Auditor) -> None:
    document = docx.Document()
    picture = io.BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    document.add_picture(picture)
    document.inline_shapes[0]._inline.docPr.set("descr", "限女性，包住")
    (left,) = Fixer(auditor, extract).fix(Source("ad.docx", data=saved(document))).left
    assert left.reason == UNPLACED


def test_bytes_of_other_parts_stay(written: Write) -> None:
    import zipfile

    data = (DEMO / "front-desk.docx").read_bytes()
    before, after = (zipfile.ZipFile(io.BytesIO(each)) for each in (data, written(data, True)))
    assert before.namelist() == after.namelist()
    assert {name for name in before.namelist() if before.read(name) != after.read(name)} == {"word/document.xml"}


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_another_program_accepts_and_rejects(auditor: Auditor, written: Write, tmp_path: Path) -> None:
    document = docx.Document(DEMO / "front-desk.docx")
    for text in ("会开车", "限女性", "能倒班"):
        document.add_paragraph(text, "List Number")
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "要求：\n1、会开车；"
    for text in ("2、限女性；", "3、能倒班。"):
        cell.add_paragraph(text)
    data = saved(document)
    tracked = written(data, True)
    accepted = settled(tracked, tmp_path, accept=True)
    assert texts(accepted) == texts(tracked) == texts(written(data, False))
    found = auditor.audit(read("ad.docx", accepted)).findings
    assert {finding.rule.id for finding in found} <= {"SUP001"}
    assert texts(settled(tracked, tmp_path, accept=False)) == texts(data)


_WORDS = st.lists(
    st.sampled_from(
        ("限女性", "会开车", "，", "。", "；", "35周岁以下", "\t", "本市户籍优先", "身高160cm以上", "男女不限", "18-30岁", "𠮷")
    ),
    max_size=8,
).map("".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, min_size=1, max_size=4), st.integers(1, 4), st.booleans())
def test_invented_files_are_clean_and_stay_so(auditor: Auditor, paragraphs: list[str], length: int, tracked: bool) -> None:
    document = docx.Document()
    document.add_paragraph("招聘启事")
    for text in paragraphs:
        paragraph = document.add_paragraph()
        for start in range(0, len(text), length):
            paragraph.add_run(text[start : start + length]).bold = bool(start % 2)
        document.add_table(1, 1).cell(0, 0).text = text
    fixer = Fixer(auditor, extract, tracked=tracked)
    done = fixer.fix(Source("ad.docx", data=saved(document)))
    fixed = {(finding.rule.id, finding.fingerprint) for repair in done.repairs for finding in repair.findings}
    left = {(item.finding.rule.id, item.finding.fingerprint) for item in done.left}
    after = {(finding.rule.id, finding.fingerprint) for result in done.results_after for finding in result.findings}
    assert after == left
    assert not after & fixed - left
    again = fixer.fix(Source("ad.docx", data=done.data))
    assert again.data == done.data
    docx.Document(io.BytesIO(done.data))
