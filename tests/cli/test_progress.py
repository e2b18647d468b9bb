"""How far a scan has come, as it is told."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.batch.scan import Progress
from auditor.batch.weigh import jobs_for, size_of
from auditor.cli import cli, progress
from auditor.model.grounds import Severity
from auditor.model.report import Tally


def test_count_rate_findings_and_failures_are_told() -> None:
    tally = Tally(documents=12_000, failures=3, findings=Counter({Severity.RISK: 40, Severity.POLICY: 2}))
    said = progress.describe(Progress(tally, 10, known=2_000), 4.0, "en")
    assert said == "12,000 documents, 2,500/s, 42 findings, 3 failures"
    assert progress.describe(Progress(tally, 10, 0), 4.0, "zh") == "12,000 份，3,000 份/秒，发现 42 处，未能审核 3 处"


def test_in_a_pipe_it_is_a_line_now_and_then_on_standard_error(runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(f'{{"id": "{number}", "text": "招文员"}}\n' for number in range(600))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    monkeypatch.setattr(progress, "_EVERY", 0.0)
    command = ["scan", str(tmp_path / "a.jsonl"), "--format", "jsonl", "--jobs", "1"]
    told = runner.invoke(cli, command)
    assert told.stdout.count("\n") == 600
    said = told.stderr.splitlines()
    assert re.fullmatch(r"auditor: 600 份，[\d,]+ 份/秒，发现 0 处，未能审核 0 处，剩余约 0:00", said[-1])
    assert runner.invoke(cli, [*command, "--no-progress"]).stderr == ""


def test_little_input_is_audited_by_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from auditor.batch import weigh

    monkeypatch.setattr(weigh, "cpus", lambda: 4)
    (tmp_path / "a.jsonl").write_bytes(b"x" * 1_000)
    assert jobs_for([str(tmp_path)]) == 1
    assert size_of([str(tmp_path)]) == 1_000
    (tmp_path / "b.jsonl").write_bytes(b"x" * (13 << 20))
    assert jobs_for([str(tmp_path)]) == 2
    for number in range(80):
        (tmp_path / f"{number}.pdf").write_bytes(b"x")
    assert jobs_for([str(tmp_path)]) == 4
    assert size_of([str(tmp_path), "-"]) == 0
