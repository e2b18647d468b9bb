"""Suppressions in a file beside a document: read only where that is allowed, and told where they do nothing."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from docx import Document as NewDocument

from auditor.api import audit_file
from auditor.config import Config
from auditor.model.location import LinePlace
from auditor.model.report import Report
from auditor.model.silence import NoticeKind, SilencedBy
from auditor.silence.sidecar import digest_beside, is_sidecar, sidecar_of

ALLOWED = Config(suppressions=True)


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    document = NewDocument()
    document.add_paragraph("更衣室管理员，限女性，年龄40岁以下。")
    document.add_paragraph("保安，限男性。")
    document.save(str(tmp_path / "offer.docx"))
    return tmp_path / "offer.docx"


def beside(path: Path, text: str) -> None:
    sidecar_of(path).write_text(text, encoding="utf-8", newline="\n")


def left(report: Report) -> list[str]:
    return [finding.text for finding in report.findings]


def told(report: Report) -> list[tuple[NoticeKind, int]]:
    return [
        (notice.kind, notice.location.line)
        for document in report.documents
        for notice in document.notices
        if isinstance(notice.location, LinePlace)
    ]


@pytest.mark.parametrize(
    ("entry", "remaining"),
    [
        ('rule = "GEN001"', ["年龄40岁以下"]),
        ('ground = "age"', ["限女性", "限男性"]),
        ('rule = ["GEN001", "AGE001"]', []),
        ('rule = "GEN001"\ntext = "限女性"', ["年龄40岁以下", "限男性"]),
        ('text = "限女性"', ["年龄40岁以下", "限男性"]),
        ('rule = "all"', []),
        ('rule = "all"\ndocument = "other"', ["限女性", "年龄40岁以下", "限男性"]),
    ],
)
def test_an_entry_sets_aside_what_it_names(offer: Path, entry: str, remaining: list[str]) -> None:
    beside(offer, f'[[ignore]]\n{entry}\nreason = "岗位需要"\nuntil = 2099-01-01\n')
    report = audit_file(offer, ALLOWED)
    assert left(report) == remaining
    assert told(report) == []
    for silenced in report.documents[0].silenced:
        silence = silenced.silence
        assert (silence.by, silence.reason.zh, silence.until) == (SilencedBy.SIDECAR, "岗位需要", "2099-01-01")
        assert (silence.source, silence.location) == (str(sidecar_of(offer)), LinePlace(1, 1))


def test_an_entry_names_one_finding_by_its_fingerprint(offer: Path) -> None:
    first, *_ = audit_file(offer).findings
    beside(offer, f'[[ignore]]\nfingerprint = "{first.fingerprint[:12]}"\nreason = "岗位需要"\n')
    assert left(audit_file(offer, ALLOWED)) == ["年龄40岁以下", "限男性"]


def test_it_is_not_read_where_that_is_not_allowed(offer: Path) -> None:
    beside(offer, '[[ignore]]\nrule = "all"\nreason = "x"\n')
    assert audit_file(offer).documents == (report := audit_file(offer)).documents
    assert left(report) == ["限女性", "年龄40岁以下", "限男性"]
    beside(offer, "no TOML [")
    assert (left(audit_file(offer)), told(audit_file(offer))) == (left(report), [])


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("no TOML [", (NoticeKind.FAULTY, 1)),
        ('title = "x"', (NoticeKind.FAULTY, 1)),
        ('ignore = "x"', (NoticeKind.FAULTY, 1)),
        ('\n[[ignore]]\nrule = "GEN001"', (NoticeKind.FAULTY, 2)),
        ('[[ignore]]\nrule = "GEN999"\nreason = "x"', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nreason = "x"', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nrul = "GEN001"\nreason = "x"', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nrule = 1\nreason = "x"', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nfingerprint = "0"\nreason = "x"', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nrule = "GEN001"\nreason = "x"\nuntil = 2026-11-20T10:00:00', (NoticeKind.FAULTY, 1)),
        ('[[ignore]]\nrule = "GEN001"\nreason = "x"\nuntil = 2020-01-01', (NoticeKind.EXPIRED, 1)),
        ('[[ignore]]\nrule = "hukou"\nreason = "x"', (NoticeKind.UNUSED, 1)),
        ('[[ignore]]\ntext = "限男"\nreason = "x"', (NoticeKind.UNUSED, 1)),
    ],
)
def test_what_does_nothing_is_told_with_its_line(offer: Path, text: str, notice: tuple[NoticeKind, int]) -> None:
    beside(offer, text)
    report = audit_file(offer, ALLOWED)
    assert left(report) == ["限女性", "年龄40岁以下", "限男性"]
    assert told(report) == [notice]
    assert report.documents[0].notices[0].source == str(sidecar_of(offer))


def test_records_and_packed_files_are_named(tmp_path: Path) -> None:
    records = tmp_path / "ads.jsonl"
    lines = [{"id": "a", "text": "限男性"}, {"id": "b", "text": "限男性"}]
    records.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    beside(records, '[[ignore]]\nrule = "GEN001"\ndocument = "b"\nreason = "x"\n')
    packed = tmp_path / "ads.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/a.txt", "限男性")
        archive.writestr("in/b.txt", "限男性")
    beside(packed, '[[ignore]]\nrule = "GEN001"\ndocument = "in/a.txt"\nreason = "x"\n')
    for path, quiet in ((records, "b"), (packed, f"{packed}!/in/a.txt")):
        report = audit_file(path, ALLOWED)
        assert [document.id for document in report.documents if document.silenced] == [quiet]
        assert [document.id for document in report.documents if document.findings] != []
        assert told(report) == []


def test_only_what_stands_beside_a_file_is_a_sidecar(offer: Path) -> None:
    assert digest_beside(offer) == b""
    beside(offer, "")
    first = digest_beside(offer)
    assert first
    beside(offer, "#")
    assert digest_beside(offer) not in (b"", first)
    assert is_sidecar(sidecar_of(offer))
    offer.unlink()
    assert not is_sidecar(sidecar_of(offer))


@pytest.mark.parametrize("text", ["a = " + "[" * 9_999, "a = " + "9" * 9_999, "a = [", "\x00"])
def test_a_file_that_cannot_be_read_sets_nothing_aside(offer: Path, text: str) -> None:
    beside(offer, text)
    report = audit_file(offer, config=ALLOWED)
    assert left(report) == ["限女性", "年龄40岁以下", "限男性"]
    assert told(report) == [(NoticeKind.FAULTY, 1)]
