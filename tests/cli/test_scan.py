"""The command as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from docx import Document as Docx

from auditor.cli import cli

ROOT = Path(__file__).parent.parent.parent
SCHEMA = json.loads((ROOT / "auditor/report/report.schema.json").read_text(encoding="utf-8"))
LIMITED = "搬运工：限男性，年龄35周岁以下。"


@pytest.fixture
def scan(runner: CliRunner):  # type: ignore[no-untyped-def]
    def run(*arguments: object, **options: object) -> Result:
        return runner.invoke(cli, ["scan", *map(str, arguments)], **options)  # type: ignore[arg-type]

    return run


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_a_finding_is_shown_with_place_words_law_and_rewrite(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = scan(write(tmp_path / "ad.txt", LIMITED))
    assert result.exit_code == 1
    assert "ad.txt" in result.output.replace("\n", "")  # a long path is folded
    for part in ("涉嫌违法", "GEN001", "1:5", "【限男性】", "妇女权益保障法第43条（1）", "改为“", "建议", "政策限制", "共 1 份"):
        assert part in result.output
    assert "违法" not in result.output.replace("涉嫌违法", "")


def test_who_was_assumed_to_hire_is_told_with_the_words(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", "某县公安局招聘文员，限统招全日制\n工作地点：深圳市")
    printed = scan(path).output
    assert "用人单位 机关（据 “公安局” 1:3）；深圳、广东（据 “深圳市” 2:6）" in printed
    assert "用人单位 事业单位（按选项）" in scan(path, "--employer", "public-institution").output
    assert "用人单位 未知（文中未写明）" in scan(write(tmp_path / "plain.txt", LIMITED)).output


def test_a_day_before_a_revision_is_cautioned_by_finding_and_once_at_the_end(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", LIMITED)
    printed = scan(path, "--as-of", "2022-06-30").output
    assert "妇女权益保障法：2022-06-30适用的是较早的文本" in printed
    assert "2022-06-30适用较早的文本、规则包未收的依据：妇女权益保障法" in printed
    assert "较早的文本" not in scan(path, "--as-of", "2026-11-24").output


def test_the_remedy_takes_one_line_and_json_has_the_penalty(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", LIMITED)
    assert "救济 劳动保障监察、约谈（第74条）、民事诉讼、检察公益诉讼（第77条）\n" in scan(path).output
    basis = json.loads(scan(path, "--format", "json", "--lang", "en").output)["documents"][0]["findings"][0]["legal_basis"]
    penalties = {citation["ref"]: citation["penalty"] for citation in basis}
    assert "10,000 to 50,000" in penalties["LWR-43(1)"]
    assert penalties["EPL-27"].startswith("no administrative fine")


def test_english_by_locale_or_by_choice(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", LIMITED)
    assert "suspected violation" in scan(path, "--lang", "en").output
    assert "suspected violation" in scan(path, env={"LC_ALL": "C.UTF-8"}).output
    assert "涉嫌违法" in scan(path, env={"LC_ALL": "zh_CN.UTF-8"}).output


def test_control_signs_and_markup_of_an_ad_do_not_reach_the_terminal(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = scan(write(tmp_path / "ad.txt", "薪资8000[/月] [red]急[/red]\x1b[2J限男性\x07"))
    assert "[/月] [red]急[/red]" in result.output
    assert "\x1b" not in result.output
    assert "\x07" not in result.output


def test_no_line_is_wider_than_eighty_columns_when_piped(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    from rich.cells import cell_len

    result = scan(write(tmp_path / "ad.txt", LIMITED * 30))
    assert max(map(cell_len, result.output.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in result.output.splitlines())


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "violation", "--select", "age"), 0),
        (("--fail-on", "policy", "--select", "age"), 1),
        (("--ignore", "gender,age"), 0),
        (("--select", "GEN001"), 1),
        (("--select", "gender-required"), 1),
        (("--select", "hukou"), 0),
        (("--select", "nobody"), 2),
        (("--as-of", "yesterday"), 2),
        (("--region", "atlantis"), 2),
        (("--report", "json"), 2),
        (("--report", "pdf=x"), 2),
    ],
)
def test_exit_codes(runner: CliRunner, tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    path = write(tmp_path / "ad.txt", LIMITED)
    assert run_program(["scan", str(path), *options], tmp_path).returncode == code
    del runner


def run_program(arguments: list[str], folder: Path, **more: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LC_ALL": "zh_CN.UTF-8", "PYTHONIOENCODING": ""}
    return subprocess.run(
        [sys.executable, "-c", "from auditor.cli import main; main()", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


def test_standard_input_and_a_console_that_speaks_gbk(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from auditor.cli import main; main()", "scan", "-"],
        input=LIMITED.encode(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "gbk", "LC_ALL": "zh_CN.GBK"},
    )
    assert done.returncode == 1
    assert "【限男性】" in done.stdout.decode("utf-8")


def test_json_fits_its_schema_and_points_at_the_words(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", "\ufeff招聘\r\n" + LIMITED)
    out = tmp_path / "report.json"
    assert scan(path, "--format", "json", "--output", out).exit_code == 1
    report = json.loads(out.read_text(encoding="utf-8"))
    jsonschema.validate(report, SCHEMA, format_checker=jsonschema.FormatChecker())
    text = path.read_bytes().decode("utf-8-sig")
    for finding in report["documents"][0]["findings"]:
        assert text[finding["start"] : finding["end"]] == finding["text"]
        assert finding["location"] == {"kind": "line", "line": 2, "column": finding["start"] - 3}
    import hashlib

    assert report["inputs"] == [{"path": str(path), "bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}]
    assert report["summary"]["findings"] == {"violation": 1, "policy": 1}


def test_several_reports_in_one_run(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", LIMITED)
    result = scan(path, "--report", f"json={tmp_path / 'a.json'}", "--report", f"jsonl={tmp_path / 'a.jsonl'}")
    assert "【限男性】" in result.output
    one = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["documents"]
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    for line in lines:
        jsonschema.validate(line, {"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]})
    assert one == [{name: value for name, value in line.items() if name in one[0]} for line in lines]


def test_records_have_their_own_id_and_offsets_into_their_field(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [
        {
            "id": "a-1",
            "text": "  限男性",
            "labels": [{"text": "限女性"}],
            "structured": {"sex_cn": "女", "age": "18-30岁", "wage_cn": "限女性"},
        },
        {"id": "a-2", "text": "男女不限，年满18周岁", "sex": "不限"},
    ]
    path = write(tmp_path / "ads.jsonl", "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    lines = [json.loads(line) for line in scan(path, "--format", "jsonl").output.splitlines()]
    assert [(line["id"], line["status"]) for line in lines] == [("a-1", "ok"), ("a-2", "ok")]
    found = {(f["ground"], f["field"], f["start"], f["end"], f["text"]) for f in lines[0]["findings"]}
    assert ("gender", "text", 2, 5, "限男性") in found
    assert ("gender", "structured.sex_cn", 0, 1, "女") in found
    assert ("age", "structured.age", 0, 6, "18-30岁") in found
    assert len(found) == 3
    assert lines[1]["findings"] == []


def test_a_label_is_evidence_too(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "posts.csv", "岗位,性别,年龄,备注\n保洁,女,不限,包吃住\n文员,不限,35周岁以下,\n")
    lines = [json.loads(line) for line in scan(path, "--format", "jsonl").output.splitlines()]
    finding = lines[0]["findings"][0]
    assert [(e["role"], e["text"]) for e in finding["evidence"]] == [("text", "女"), ("label", "性别")]
    assert [[f["text"] for f in line["findings"]] for line in lines] == [["女"], ["35周岁以下"]]


def test_text_and_id_field_by_name(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ads.jsonl", json.dumps({"key": 7, "blurb": "限男性"}) + "\n")
    assert scan(path).exit_code == 3
    result = scan(path, "--text-field", "blurb", "--id-field", "key", "--format", "jsonl")
    line = json.loads(result.output)
    assert (result.exit_code, line["id"], line["findings"][0]["field"]) == (1, "7", "blurb")


def test_show_dismissed_says_why(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ad.txt", "年满18周岁；招聘广告不得限男性")
    assert "法定最低年龄" not in scan(path).output
    shown = scan(path, "--show-dismissed")
    assert shown.exit_code == 0
    for part in ("【年满18周岁】", "法定最低年龄", "【限男性】", "不得设限"):
        assert part in shown.output


def bad_files(folder: Path) -> dict[str, str]:
    """Write bad input, and return what must be said of each."""
    write(folder / "empty.txt", "")
    (folder / "bytes.txt").write_bytes(b"\x80\x81\xfe\xff\x00\x9f" * 9)
    write(folder / "photo.png", "not read yet")
    write(folder / "broken.jsonl", '{"id": "1", "text": "限男性"}\n{"id": 2,\n{"id": "3", "text": "限女性"}\n')
    (folder / "big.txt").write_bytes("好".encode() * 700_000)
    docx = folder / "whole.docx"
    document = Docx()
    document.add_paragraph("限男性" * 200)
    document.save(str(docx))
    (folder / "cut.docx").write_bytes(docx.read_bytes()[:-500])
    docx.unlink()
    _write_pdfs(folder)
    return {
        "empty.txt": "the file is empty",
        "bytes.txt": "",
        "photo.png": "not a picture that can be read, or damaged",
        "broken.jsonl": "line 2",
        "big.txt": "larger than the limit",
        "cut.docx": "",
        "locked.pdf": "encrypted",
        "scan.pdf": "holds no text",
    }


def _write_pdfs(folder: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    locked = Canvas(str(folder / "locked.pdf"), encrypt=StandardEncryption("secret", canPrint=0))
    locked.drawString(100, 700, "female only")
    locked.save()
    image_only = Canvas(str(folder / "scan.pdf"))
    image_only.rect(100, 100, 300, 300, fill=1)
    image_only.save()


def test_bad_input_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    expected = bad_files(tmp_path)
    write(tmp_path / "good.txt", LIMITED)
    done = run_program(["scan", ".", "--max-size", "1", "--format", "jsonl", "--lang", "en"], tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    said = {
        name: [f"{f['place']} {f['reason']}" for line in lines if line["source"] == name for f in line["failures"]] for name in expected
    }
    for name, words in expected.items():
        assert len(said[name]) == 1, name
        assert words in said[name][0], said[name]
    found = {line["id"]: len(line["findings"]) for line in lines}
    assert (found["good.txt"], found["1"], found["3"]) == (2, 1, 1)


def test_nothing_to_read_is_a_usage_fault(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "empty").mkdir()
    assert scan(tmp_path / "empty").exit_code == 2
    assert scan().exit_code == 2


def test_a_missing_file_beside_a_good_one(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = scan(write(tmp_path / "ad.txt", LIMITED), tmp_path / "gone.txt")
    assert result.exit_code == 3
    assert "没有这个文件或文件夹" in result.output
    assert "【限男性】" in result.output


def test_a_pack_that_is_broken_stops_with_its_place(tmp_path: Path) -> None:
    write(tmp_path / "ad.txt", LIMITED)
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine" / "BAD001.yaml", "id: BAD001\nname: [\n")
    done = run_program(["scan", "ad.txt", "--pack", "mine"], tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("auditor: mine/BAD001.yaml:")
    assert done.stderr.count("\n") == 1


def test_what_is_no_file_is_told_and_hidden_files_are_left_alone(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    outside = write(tmp_path / "secret.txt", LIMITED)
    folder = tmp_path / "ads"
    folder.mkdir()
    try:
        (folder / "link.txt").symlink_to(outside)
        (folder / "loop.txt").symlink_to(folder / "loop.txt")
        (folder / "up").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no links here")
    write(folder / ".hidden.txt", LIMITED)
    write(folder / "ad.txt", "男女不限")
    lines = [json.loads(line) for line in scan(folder, "--format", "jsonl").output.splitlines()]
    assert [(Path(line["id"]).name, line["status"], line["findings"]) for line in lines] == [
        *(("ad.txt", "ok", []), ("link.txt", "failed", []), ("loop.txt", "failed", []), ("up", "failed", []))
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes among files here")
def test_a_pipe_does_not_hang_the_audit(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    done = run_program(["scan", "pipe.txt", "--lang", "zh"], tmp_path, timeout=60)
    assert (done.returncode, "不是普通文件" in done.stdout) == (3, True)


def test_a_report_never_overwrites_an_input_or_another_report(tmp_path: Path) -> None:
    write(tmp_path / "ad.txt", LIMITED)
    write(tmp_path / "old.json", "kept")
    for options in (
        ["ad.txt", "--output", "ad.txt"],
        [".", "--output", "ad.txt"],
        ["ad.txt", "--report", "json=r", "--report", "jsonl=r"],
        ["ad.txt", "--output", "old.json", "--report", "nonsense=x"],
        ["ad.txt", "--output", "no-folder/r.json"],
    ):
        assert run_program(["scan", *options], tmp_path).returncode == 2, options
    assert (tmp_path / "ad.txt").read_text(encoding="utf-8") == LIMITED
    assert (tmp_path / "old.json").read_text(encoding="utf-8") == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad.txt", "old.json"]


def test_fields_that_were_not_read_are_named(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path = write(tmp_path / "ads.csv", "职位名称,正事\n文员,限女性\n司机,限男性\n")
    out = tmp_path / "r.json"
    result = scan(path, "--report", f"json={out}")
    assert "正事" in result.output
    assert json.loads(out.read_text(encoding="utf-8"))["summary"]["fields_not_read"] == {"正事": 2}
    assert scan(path, "--text-field", "正事").exit_code == 1


def test_big5_gb18030_and_utf16_give_the_same_findings(scan, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    text = "門市徵才：限女性，學歷不拘，年齡三十歲以下，提供膳宿與獎金，意者請洽門市店長。"
    grounds = {}
    for encoding in ("utf-8", "big5", "gb18030", "utf-16"):
        path = write(tmp_path / f"{encoding}.txt", text, encoding)
        line = json.loads(scan(path, "--format", "jsonl").output)
        grounds[encoding] = [(f["ground"], f["text"]) for f in line["findings"]]
    assert len({str(found) for found in grounds.values()}) == 1
    assert ("gender", "限女性") in grounds["big5"]
