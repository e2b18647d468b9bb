from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor.batch.inputs import find_sources
from auditor.errors import ExtractError
from auditor.model.packed import PackedSheet
from auditor.model.report import Status


def test_files_below_a_folder_come_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden/x.txt", "a/b.txt", "Thumbs.db", "a/desktop.ini", "a/~$b.txt", "__MACOSX/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("招聘", encoding="utf-8")
    found = [source.name for source in find_sources([str(tmp_path)], 100) if not isinstance(source, ExtractError)]
    assert found == [str(tmp_path / name) for name in ("b.txt", "a/b.txt", "a/z.txt")]


def test_no_name_at_all_is_told() -> None:
    (told,) = find_sources([""], 100)
    assert isinstance(told, ExtractError)
    assert str(told) == '"": no such file or folder'


def test_the_library_audits_a_text_a_file_and_a_folder(tmp_path: Path) -> None:
    result = auditor.audit_text("男女不限，年龄35周岁以下")
    assert [(finding.text, finding.severity) for finding in result.findings] == [("年龄35周岁以下", auditor.Severity.POLICY)]
    (tmp_path / "ad.txt").write_text("限男性", encoding="utf-8")
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    report = auditor.audit_file(tmp_path)
    assert [(document.source[-6:], document.status) for document in report.documents] == [("ad.txt", Status.OK), ("ld.doc", Status.FAILED)]
    assert [finding.text for finding in report.findings] == ["限男性"]
    assert report.failures[0].reason.en.startswith("damaged, or cut short")
    assert (report.tally.documents, report.tally.failed) == (2, 1)


def test_a_workbook_that_is_audited_while_it_is_read_gives_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from openpyxl import Workbook

    from auditor.engine import Auditor

    book = Workbook(write_only=True)
    sheet = book.create_sheet("职位表")
    sheet.append(["岗位名称", "性别", "工作内容", "工作地点"])
    for row in range(6_000):
        sheet.append(["装配工", "女" if row % 2_000 == 7 else None, "装配零件", "一号车间"])
    book.save(tmp_path / "posts.xlsx")
    early: list[str] = []
    audit_early = Auditor.audit_early

    def noted(auditor: Auditor, source: str, sheet: PackedSheet) -> None:
        early.append(sheet.title)
        audit_early(auditor, source, sheet)

    monkeypatch.setattr(Auditor, "audit_early", noted)
    apart = auditor.audit_file(tmp_path / "posts.xlsx")
    together = auditor.audit_file(tmp_path / "posts.xlsx", auditor.Config(isolate=False))
    assert early and set(early) == {"职位表"}
    assert [finding.text for finding in apart.findings] == ["女"] * 3
    assert apart.documents == together.documents


def test_a_bug_in_one_file_is_told_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.cli.exit_codes import ExitCode, exit_code
    from auditor.extract import plain

    def broken(data: bytes, name: str) -> str:
        if b"bad" in data:
            raise ZeroDivisionError(f"nothing to divide in {name}")
        return data.decode()

    monkeypatch.setattr(plain, "decode", broken)
    (tmp_path / "a.txt").write_text("bad", encoding="utf-8")
    (tmp_path / "b.txt").write_text("限男性", encoding="utf-8")
    report = auditor.audit_file(tmp_path)
    assert [document.status for document in report.documents] == [Status.FAILED, Status.OK]
    assert "ZeroDivisionError: nothing to divide" in report.failures[0].reason.en
    assert exit_code(report.tally, None) is ExitCode.BUG


def test_an_auditor_is_used_for_many_and_takes_documents_of_ones_own() -> None:
    from auditor.model.document import Document, Label, Segment
    from auditor.model.location import CellPlace

    cell = Segment.at("女", CellPlace("1", 2, 1), Label("性别", CellPlace("1", 1, 1)))
    one = auditor.Auditor(auditor.Config(select=("gender",)))
    assert [finding.text for finding in one.audit(Document("d", "d", (cell,))).findings] == ["女"]
    assert one.audit_text("年龄35周岁以下").findings == ()


def test_limits_are_options_and_the_report_names_those_that_were_set() -> None:
    config = auditor.Config(max_pages=3, max_seconds=0.5, max_memory=1 << 30)
    assert config.given == {"max_pages": "3", "max_seconds": "0.5", "max_memory": "1073741824"}
    options = config.read_options
    assert (options.max_pages, options.max_seconds, options.max_memory, options.isolate) == (3, 0.5, 1 << 30, True)
    for name in ("max_bytes", "max_pages", "max_seconds", "max_memory"):
        with pytest.raises(auditor.AuditorError, match=name):
            auditor.Config(**{name: 0})
