"""What could not be read is told in the language of the report, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "ads").mkdir()
    (tmp_path / "ads" / "empty.txt").write_bytes(b"")
    (tmp_path / "ads" / "list.jsonl").write_text('{"text": "限女性"}\n{broken\n', encoding="utf-8")
    return tmp_path / "ads"


def run(runner: CliRunner, *arguments: str | Path) -> str:
    done = runner.invoke(cli, [*map(str, arguments)])
    assert done.exit_code == 3
    return done.output


def test_the_terminal_tells_it(runner: CliRunner, broken: Path) -> None:
    chinese = run(runner, "scan", broken, "--lang", "zh")
    assert "未能审核  空文件" in chinese
    assert "未能审核  第2行：不是 JSON：键名应放在双引号里，在第 2 个字符处" in chinese
    english = run(runner, "scan", broken, "--lang", "en")
    assert "could not be judged  the file is empty" in english
    assert "line 2: not JSON: Expecting property name enclosed in double quotes" in " ".join(english.split())


@pytest.mark.parametrize(("language", "told"), [("zh", ("第2行", "不是 JSON：")), ("en", ("line 2", "not JSON: "))])
def test_json_lines_tell_it(runner: CliRunner, broken: Path, language: str, told: tuple[str, str]) -> None:
    for command in (["scan", "--format", "jsonl"], ["extract", "--format", "jsonl"]):
        output = run(runner, *command, broken / "list.jsonl", "--lang", language)
        (failure,) = json.loads(output.splitlines()[1])["failures"]
        assert failure["place"] == told[0]
        assert failure["reason"].startswith(told[1])


def test_annotate_tells_it(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "cut.docx"
    path.write_bytes(b"PK\x03\x04cut")
    done = runner.invoke(cli, ["annotate", str(path), "-o", str(tmp_path / "out.docx"), "--lang", "zh"])
    assert done.exit_code == 3
    assert f"未能审核: {path}: 不是 Office 文件，或不完整（" in done.stderr
