"""Every stage that is named is one that the engine goes through."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from benchmarks.stages import main


def test_every_stage_is_seen(tmp_path: Path) -> None:
    out = tmp_path / "RESULTS.md"
    result = CliRunner().invoke(main, ["--count", "400", "--markdown", str(out)], catch_exceptions=False)
    assert result.exit_code == 0
    rows = [line.split("|")[1:-1] for line in out.read_text(encoding="utf-8").splitlines() if line.startswith("| ") and "%" in line]
    assert len(rows) > 12
    assert [name for name, calls, _ in rows if calls.strip() == "0"] == []
