"""What was read, shown before anything is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document as Docx

from auditor.cli import cli

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def extract(runner: CliRunner):  # type: ignore[no-untyped-def]
    def run(*arguments: object, **options: object) -> Result:
        return runner.invoke(cli, ["extract", *map(str, arguments)], **options)  # type: ignore[arg-type]

    return run


def notice(path: Path) -> Path:
    document = Docx()
    document.add_paragraph("招聘启事")
    table = document.add_table(2, 2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ("岗位", "性别要求", "文员", "女"), strict=True):
        cell.text = text
    document.save(str(path))
    return path


def test_segments_are_shown_with_place_label_post_and_group(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = notice(tmp_path / "a.docx")
    result = extract(path)
    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[:3] == [f"== {path}", "-- 第1段", "   招聘启事"]
    assert lines[lines.index("   女") - 1].startswith("-- 表1 第2行第2列 · 栏目 性别要求 · 岗位 文员 · 组 ")
    assert lines[-1] == "共 1 份，5 段；未能读取 0 处。"
    assert "segments: 5; not read: 0" in extract(path, "--lang", "en").output


def test_json_has_text_anchors_label_and_group(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = notice(tmp_path / "a.docx")
    (document,) = json.loads(extract(path, "--format", "json").output)["documents"]
    line = json.loads(extract(path, "--format", "jsonl").output)
    assert document == line
    assert (document["id"], document["source"], document["failures"]) == (str(path), str(path), [])
    cell = document["segments"][-1]
    place = {"kind": "cell", "table": "1", "row": 2, "column": 2, "part": "body", "hidden": False}
    assert (cell["text"], cell["anchors"], cell["field"]) == ("女", [{"start": 0, "location": place}], None)
    assert cell["label"] == {"text": "性别要求", "location": place | {"row": 1}}
    assert cell["group"] == document["segments"][-2]["group"] is not None


def test_what_could_not_be_read_is_shown_and_sets_the_exit_code(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good = notice(tmp_path / "a.docx")
    bad = tmp_path / "b.docx"
    bad.write_bytes(good.read_bytes()[:-400])
    result = extract(bad, tmp_path / "gone.pdf", good)
    assert result.exit_code == 3
    assert f"== {bad}\n!! 未能读取 · 不是 Office 文件，或不完整" in result.output
    assert "!! 未能读取 · 没有这个文件或文件夹" in result.output
    assert "   招聘启事" in result.output
    documents = json.loads(extract(bad, good, "--format", "json").output)["documents"]
    assert [(len(document["segments"]), len(document["failures"])) for document in documents] == [(0, 1), (5, 0)]


def test_nothing_to_read_is_a_usage_fault(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = extract(tmp_path, "--format", "json")
    assert (result.exit_code, json.loads(result.output)) == (2, {"documents": []})


def test_what_is_excluded_is_told_and_is_no_fault(extract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "auditor.toml").write_text('exclude = ["*.txt"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("限男性", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = extract("a.txt")
    assert (result.exit_code, "限男性" in result.output, "1" in result.output) == (0, False, True)


def test_hidden_and_control_signs_are_named(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.txt"
    path.write_bytes("限\u200b男\u202e性\x1b[2J\x07\tA\r\n下一行 [red]急[/red]\u3000好\x0b".encode())
    assert extract(path).output.splitlines()[2:4] == [
        "   限<U+200B>男<U+202E>性<U+001B>[2J<U+0007>\tA",
        "   下一行 [red]急[/red]\u3000好<U+000B>",
    ]


def test_records_have_their_own_heading_and_id(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.jsonl"
    path.write_text('{"key": 7, "text": "限男性"}\n', encoding="utf-8")
    assert extract(path, "--id-field", "key").output.startswith(f"== {path} · 7\n")


def test_limits_are_kept_and_output_goes_to_a_file(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.txt"
    path.write_text("好" * 400_000, encoding="utf-8")
    out = tmp_path / "out.txt"
    result = extract(path, "--max-size", "1", "-o", out)
    assert (result.exit_code, result.output) == (3, "")
    assert "文件过大，超过 1,048,576 字节的上限" in out.read_text(encoding="utf-8")
    assert extract(path, "-o", path).exit_code != 0
    assert path.read_text(encoding="utf-8").startswith("好")


def test_pages_beyond_the_limit_are_told(extract, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(tmp_path / "a.pdf"))
    for number in range(3):
        canvas.drawString(72, 700, f"sheet {number}")
        canvas.showPage()
    canvas.save()
    (document,) = json.loads(extract(tmp_path / "a.pdf", "--max-pages", "2", "--format", "json").output)["documents"]
    assert [segment["text"] for segment in document["segments"]] == ["sheet 0", "sheet 1"]
    assert len(document["failures"]) == 1
    assert extract(tmp_path / "a.pdf", "--max-pages", "2").exit_code == 3
    assert extract(tmp_path / "a.pdf", "--max-pages", "3").exit_code == 0


def test_every_demo_document_is_read(extract) -> None:  # type: ignore[no-untyped-def]
    result = extract(ROOT / "corpora/demo", "--format", "jsonl")
    assert result.exit_code == 0
    sources = {Path(json.loads(line)["source"]).name for line in result.output.splitlines()}
    assert sources == {path.name for path in (ROOT / "corpora/demo").iterdir()}
