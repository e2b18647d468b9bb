"""``auditor fix``: what it shows, what it writes, and what its exit code says."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import ConfigError

TEXT = "招聘启事\r\n前台一名，限女性，会粤语。\r\nO型血优先。\r\n"
FIXED = TEXT.replace("，限女性", "")


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "ad.txt"
    path.write_bytes(TEXT.encode())
    return path


def run(runner: CliRunner, *arguments: object) -> tuple[int, str, str]:
    done = runner.invoke(cli, ["fix", *map(str, arguments)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done.exit_code, done.stdout, done.stderr


def test_by_default_it_shows_and_writes_nothing(runner: CliRunner, ad: Path) -> None:
    code, out, err = run(runner, ad)
    assert code == 1
    assert out.splitlines() == [
        f"{ad}:2:1：“前台一名，限女性，会粤语” → “前台一名，会粤语” [GEN001]",
        f"未改 {ad}:3:1：“O型血优先” [SUP001]：仅属存疑或提示，默认不改（加 --fix-on risk 或 note 可一并改写）",
    ]
    assert "尚未写入" in err
    assert ad.read_bytes() == TEXT.encode()


def test_in_place_only_the_words_change_and_a_second_time_nothing(runner: CliRunner, ad: Path) -> None:
    ad.chmod(0o640)
    assert run(runner, ad, "--in-place")[0] == 0
    assert ad.read_bytes() == FIXED.encode()
    assert os.name == "nt" or ad.stat().st_mode & 0o777 == 0o640
    before = ad.stat()
    assert run(runner, ad, "--in-place")[0] == 0
    assert (ad.stat().st_ino, ad.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_copy_is_written_and_the_original_stays(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    code, _, err = run(runner, ad, "-o", out, "--lang", "en")
    assert (code, out.read_bytes(), ad.read_bytes()) == (0, FIXED.encode(), TEXT.encode())
    assert f"written: {out}" in err
    assert run(runner, ad, "-o", out, "--force", "--fail-on", "risk")[0] == 1


def test_a_folder_goes_into_a_folder(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ads"
    (folder / "sub").mkdir(parents=True)
    shutil.move(ad, folder / "sub" / "ad.txt")
    (folder / "table.csv").write_text("岗位,性别\n前台,女\n", encoding="utf-8")
    code, out, _ = run(runner, folder, "-o", tmp_path / "out")
    assert code == 1  # the table keeps what was found in it
    assert f"未改 {folder / 'table.csv'}：1 处：这种文件（.csv）不能改写" in out
    assert [path.name for path in (tmp_path / "out").rglob("*")] == ["sub", "ad.txt"]
    assert (tmp_path / "out" / "sub" / "ad.txt").read_bytes() == FIXED.encode()


def test_the_difference_is_what_patch_takes(runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ad.txt").write_bytes(TEXT.replace("\r", "").encode() + "包住".encode())
    code, out, err = run(runner, "ad.txt", "--diff")
    assert code == 1
    assert out.splitlines()[:2] == ["--- a/ad.txt", "+++ b/ad.txt"]
    assert "未改 ad.txt:3:1" in err
    if shutil.which("git"):
        subprocess.run(["git", "apply", "-p1", "-"], input=out.encode(), check=True, cwd=tmp_path)
        assert Path("ad.txt").read_bytes() == FIXED.replace("\r", "").encode() + "包住".encode()


def test_rules_left_out_keep_their_words(runner: CliRunner, ad: Path) -> None:
    ad.write_text("会计一名，女，30岁以下，有证书\n", encoding="utf-8")
    assert run(runner, ad, "--ignore", "age", "--in-place")[0] == 0
    assert ad.read_text(encoding="utf-8") == "会计一名，30岁以下，有证书\n"


def test_what_the_user_silences_is_not_rewritten(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "ad.md"
    path.write_text(
        "<!-- auditor: ignore gender reason=女子浴室 -->\n更衣室管理员一名，限女性，会盘点。\n\n保洁一名，限女性，能早起。\n",
        encoding="utf-8",
    )
    run(runner, path, "--in-place", "--suppressions")
    assert path.read_text(encoding="utf-8").splitlines()[1:] == ["更衣室管理员一名，限女性，会盘点。", "", "保洁一名，能早起。"]


def test_a_file_that_is_heard_beside_another_is_no_file_to_fix(runner: CliRunner, ad: Path) -> None:
    beside = ad.with_name(f"{ad.name}.auditor.toml")
    beside.write_text('[[ignore]]\nground = "gender"\nreason = "限女性，经核准"\n', encoding="utf-8")
    said = "".join(map(str, run(runner, ad.parent, "--suppressions")))
    assert beside.name not in said


def test_what_the_configuration_leaves_out_is_not_rewritten(runner: CliRunner, ad: Path) -> None:
    before = ad.read_bytes()
    assert run(runner, ad.parent, "--in-place", "--exclude", ad.name)[0] == 0
    assert ad.read_bytes() == before


def test_what_cannot_be_read_or_written_is_code_3(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 cut")
    code, out, err = run(runner, ad, tmp_path / "bad.docx")
    assert code == 3
    assert f"未能审核 {tmp_path / 'bad.docx'}" in err
    assert "前台一名" in out


def test_usage_faults_are_said_before_anything_is_written(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    done = runner.invoke(cli, ["fix", str(ad), "--in-place", "-o", str(tmp_path / "x")])
    assert isinstance(done.exception, ConfigError)
    other = tmp_path / "sub" / "ad.txt"
    other.parent.mkdir()
    other.write_bytes(TEXT.encode())
    done = runner.invoke(cli, ["fix", str(ad), str(other), "-o", str(tmp_path / "out")])
    assert isinstance(done.exception, ConfigError)
    assert not (tmp_path / "out").exists()


def test_a_link_is_not_written_through(runner: CliRunner, ad: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    try:
        link.symlink_to(ad)
    except OSError:
        pytest.skip("links cannot be made here")
    code, _, err = run(runner, link, "--in-place")
    assert code == 3
    assert "是链接" in err
    assert ad.read_bytes() == TEXT.encode()


def test_word_files_are_tracked_unless_told_otherwise(runner: CliRunner, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("前台，限女性，会粤语")
    document.save(str(tmp_path / "ad.docx"))
    for option, count in (("--track", 1), ("--no-track", 0)):
        out = tmp_path / f"out{count}.docx"
        assert run(runner, tmp_path / "ad.docx", "-o", out, option)[0] == 0
        body = docx.Document(str(out)).element.body
        assert len(list(body.iter("{*}del"))) == count
    assert "前台，会粤语" in run(runner, tmp_path / "ad.docx", "--diff")[1]


def test_hostile_names_and_words_do_not_reach_the_terminal(runner: CliRunner, tmp_path: Path) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("前台\x1b[31m，限女性，会\u202e粤语。\n", encoding="utf-8")
    for options in ((), ("--diff",)):
        code, out, err = run(runner, path, *options)
        assert code == 1
        assert not {"\x1b", "\u202e"} & set(out + err)


def test_personal_data_are_masked_when_asked(runner: CliRunner, ad: Path) -> None:
    ad.write_text("前台，限女性，电话13800138000。\n", encoding="utf-8")
    for options in ((), ("--diff",)):
        assert "13800138000" not in "".join(map(str, run(runner, ad, "--redact", *options)))
