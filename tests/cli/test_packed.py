"""Archives and mails on the command line: what is inside is named, and what could not be read is never clean."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

from auditor.cli import cli


def packed(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.txt", data)
    return out.getvalue()


def scanned(runner: CliRunner, path: Path) -> tuple[int, dict[str, str], list[tuple[str, str]]]:
    """Exit code, status of each document, and where which words were found."""
    result = runner.invoke(cli, ["scan", str(path), "--select", "gender", "--format", "json"])
    documents = json.loads(result.stdout)["documents"]
    name = path.name
    found = [(d["source"].partition(name)[2], f["text"]) for d in documents for f in d["findings"]]
    return result.exit_code, {d["source"].partition(name)[2]: d["status"] for d in documents}, found


def test_findings_name_the_file_inside(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "ads.zip"
    path.write_bytes(packed(保安="保安一名，限男性。".encode(), 文员="文员一名，性别不限。".encode()))
    assert scanned(runner, path) == (1, {"!/保安.txt": "ok", "!/文员.txt": "ok"}, [("!/保安.txt", "限男性")])


def test_a_long_name_inside_is_written_in_full(runner: CliRunner, tmp_path: Path) -> None:
    name = "附件1：" + "某县二〇三〇年度公开招聘编外工作人员岗位一览表" * 2
    path = tmp_path / "notices.zip"
    path.write_bytes(packed(**{name: "保安一名，限男性。".encode()}))
    lines = runner.invoke(cli, ["scan", str(path), "--lang", "zh"]).stdout.splitlines()
    heading = "".join(lines[: next(number for number, line in enumerate(lines) if "─" in line) + 1])
    assert f"{path}!/{name}.txt" in heading
    assert max(map(cell_len, lines)) <= 80


def test_what_cannot_be_read_of_an_archive_is_not_clean(runner: CliRunner, tmp_path: Path) -> None:
    data = bytearray(packed(a="文员一名，性别不限。".encode(), b=b"x"))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1  # encrypted
    path = tmp_path / "ads.zip"
    path.write_bytes(data)
    assert scanned(runner, path) == (3, {"!/a.txt": "ok", "!/b.txt": "failed"}, [])


@pytest.mark.parametrize("data", [packed(), b"PK\x03\x04"])
def test_an_archive_with_nothing_that_can_be_read_is_not_clean(runner: CliRunner, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ads.zip"
    path.write_bytes(data)
    assert scanned(runner, path) == (3, {"": "failed"}, [])


def test_the_subject_of_a_mail_is_audited(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "ad.eml"
    path.write_bytes("Subject: 招聘前台，限女性\r\n\r\n详见附件\r\n".encode())
    assert scanned(runner, path) == (1, {"": "ok", "!/body.txt": "ok"}, [("", "限女性")])
