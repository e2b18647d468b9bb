"""What holds for every format: processes, states, languages, personal data and exit codes."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from auditor.model.report import DocumentResult
from auditor.report.reporter import ApartReporter, ReportOptions, formats, make_reporter

FORMATS = ["sarif", "github", "gitlab", "junit", "csv", "markdown"]
AD = "店员6名，限女性，联系人：林小满，电话13812345678。"


def reports(scan: Callable[..., Result], folder: Path, *arguments: object) -> tuple[int, dict[str, bytes]]:
    folder.mkdir()
    targets = [part for format_ in FORMATS for part in ("--report", f"{format_}={folder / format_}")]
    done = scan(*arguments, *targets, "--as-of", "2026-11-24")
    return done.exit_code, {format_: (folder / format_).read_bytes() for format_ in FORMATS}


@pytest.fixture
def ads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lines = [
        json.dumps({"id": str(number), "text": text}, ensure_ascii=False)
        for number, text in enumerate([AD, "男女不限", "35岁以下", AD] * 8)
    ]
    (tmp_path / "ads.jsonl").write_text("\n".join([*lines, "{broken"]), encoding="utf-8")
    (tmp_path / "ad.txt").write_text(AD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Path()


def test_each_is_there_by_name_and_rendered_apart() -> None:
    assert set(FORMATS) <= set(formats())
    for format_ in FORMATS:
        reporter = make_reporter(format_, io.StringIO(), ReportOptions())
        assert isinstance(reporter, ApartReporter)
        assert pickle.loads(pickle.dumps(reporter.renderer)) == reporter.renderer


def test_processes_and_states_change_no_byte(scan: Callable[..., Result], ads: Path, tmp_path: Path) -> None:
    sources = (ads / "ads.jsonl", ads / "ad.txt")
    alone = reports(scan, tmp_path / "alone", *sources, "--jobs", 1)
    assert alone[0] == 3
    assert all(alone[1].values())
    assert reports(scan, tmp_path / "two", *sources, "--jobs", 2) == alone
    for name in ("first", "second"):
        assert reports(scan, tmp_path / name, *sources, "--jobs", 2, "--state", tmp_path / "state") == alone


def test_personal_data_are_masked_in_every_one(scan: Callable[..., Result], ads: Path, tmp_path: Path) -> None:
    _, written = reports(scan, tmp_path / "masked", ads / "ad.txt", ads / "ads.jsonl", "--redact", "--jobs", 2)
    for format_, report in written.items():
        text = report.decode()
        assert "限女性" in text, format_
        assert not [word for word in ("林小满", "13812345678") if word in text], format_
    assert "fixes" not in json.dumps(json.loads(written["sarif"])["runs"][0]["results"])


@pytest.mark.parametrize("format_", FORMATS)
def test_exit_codes_are_those_of_any_format(scan: Callable[..., Result], ads: Path, format_: str) -> None:
    assert scan(ads / "ad.txt", "--format", format_).exit_code == 1
    assert scan(ads / "ad.txt", "--format", format_, "--fail-on", "never").exit_code == 0
    assert scan(ads / "ads.jsonl", "--format", format_).exit_code == 3
    assert scan(ads / "none.txt", "--format", format_).exit_code == 3


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_format_calls_a_wording_unlawful_outright(scan: Callable[..., Result], ads: Path, format_: str, language: str) -> None:
    text = scan(ads / "ad.txt", "--format", format_, "--lang", language, "--select", "gender").output
    assert ("涉嫌违法" if language == "zh" else "uspected violation") in text
    assert "违法" not in text.replace("涉嫌违法", "")


@pytest.mark.parametrize("format_", FORMATS)
def test_text_with_half_a_character_is_written(reported: Callable[..., str], hostile: DocumentResult, format_: str) -> None:
    assert reported(format_, hostile).encode()
