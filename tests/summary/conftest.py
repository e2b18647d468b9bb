"""The reports of a scan, and the command that sums them up."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from auditor.cli import cli

ADS = (
    {"id": "1", "公司": "甲厂", "城市": "浙江省宁波市", "发布日期": "2026-03-05", "来源": "某平台", "text": "限男性，35岁以下。"},
    {"id": "2", "公司": "甲厂", "城市": "宁波", "发布日期": "2026年3月9日", "来源": "某平台", "text": "限女性。"},
    {"id": "3", "公司": "乙店", "城市": "杭州-余杭", "发布日期": "昨天", "来源": "某平台", "text": "男女不限，能搬货。"},
    {"id": "4", "公司": "", "城市": "", "发布日期": "", "来源": "", "text": "形象好。"},
)


@pytest.fixture
def reports(tmp_path: Path, runner: CliRunner) -> dict[str, Path]:
    """The reports of one scan, by format."""
    ads = tmp_path / "ads.jsonl"
    ads.write_text("".join(json.dumps(ad, ensure_ascii=False) + "\n" for ad in ADS), encoding="utf-8")
    paths = {name: tmp_path / f"report.{name}" for name in ("json", "jsonl")}
    wanted = [part for name, path in paths.items() for part in ("--report", f"{name}={path}")]
    assert runner.invoke(cli, ["scan", str(ads), *wanted]).exit_code == 1
    return paths


@pytest.fixture
def summary(runner: CliRunner) -> Callable[..., Any]:
    def run(*arguments: object, **options: Any) -> Any:
        return runner.invoke(cli, ["summary", *map(str, arguments)], **options)

    return run
