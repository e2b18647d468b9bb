"""What could not be read is told in the language of the report, in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.cli import run as run_command


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


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("annotate", "ad.txt", "-o", "out.txt"), "ad.txt: 只能在 .docx, .xlsx, .pdf, .html 中加标记，这种文件（text）不行"),
        (("annotate", "ad.html", "-o", "ad.html"), "ad.html: 会覆盖原件本身"),
        (("annotate", "ad.html", "-o", "old.html"), "old.html: 已有这个文件；加 --force 覆盖"),
        (("fix", "ad.txt", "-o", "ad.txt"), "ad.txt: 会覆盖要读的文件；要改原文件请用 --in-place"),
        (("fix", "ad.txt", "-o", "old.html"), "old.html: 已有这个文件；加 --force 覆盖"),
        (("fix", "ad.txt", "ad.html", "-o", "old.html"), "old.html: 不是文件夹；多个副本要写到文件夹里"),
        (("fix", ".", "-o", "copies"), "copies: 在要读的文件夹里面"),
        (("fix", "ad.txt", "-o", "new.txt", "--in-place"), "-o 与 --in-place 不能同用"),
        (("scan", "ad.txt", "-o", "ad.txt"), "ad.txt: 会覆盖要审核的文件"),
        (("scan", "ad.txt", "-o", "no/ad.json"), "no/ad.json: 写不了：没有这个文件或文件夹"),
        (("scan", "ad.txt", "--report", "json=a", "--report", "csv=a"), "两份报告写到同一个文件"),
        (
            ("baseline", "create", "ad.txt", "-o", "old.html"),
            "old.html: 已有这个文件：auditor baseline update 会保留其",
        ),
        (("explain", "GEN999"), "没有规则 'GEN999'；见 auditor rules list"),
        (("summary", "ad.txt"), "ad.txt: 不是审核报告；请用 auditor scan --format json 或 jsonl 写出的文件"),
        (("summary", "gone.json"), "gone.json: 没有这个文件或文件夹"),
    ],
)
def test_what_cannot_be_done_with_a_file_is_told_in_chinese(
    command: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ad.txt", "ad.html", "old.html"):
        (tmp_path / name).write_text("<p>店员，限男性</p>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run_command([*command, "--lang", "zh"]) in (2, 3)
    assert f"auditor: {told}" in capsys.readouterr().err
