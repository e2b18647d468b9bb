"""Single wordings in whole ads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.engine import Auditor
from auditor.errors import AuditorError
from auditor.evaluation.carry import carry, plain_carried
from auditor.evaluation.wordings import read_carriers, read_wordings

CARRIERS = Path(__file__).parent.parent.parent / "corpora/carriers/ads.jsonl"
ROWS = [
    {"text": "限男性", "outcome": "label", "grounds": ["gender"], "severity": "violation"},
    {"text": "性别不限", "outcome": "none", "grounds": [], "severity": "lawful"},
    {"text": "退伍军人优先", "outcome": "optional", "grounds": ["employment_identity"], "severity": "lawful"},
    {"text": "Women only", "outcome": "label", "grounds": ["gender"], "severity": "violation"},
    {"text": "会开叉车", "outcome": "label", "grounds": ["gender"], "severity": "risk"},
    {"text": "未婚优先", "outcome": "none", "grounds": []},
]


@pytest.fixture
def wordings(tmp_path: Path) -> Path:
    path = tmp_path / "wordings.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    return path


def test_the_carriers_say_nothing_themselves(auditor: Auditor) -> None:
    carriers = read_carriers(CARRIERS)
    assert [carrier.language for carrier in carriers] == ["zh"] * 3 + ["en"] * 3
    assert [auditor.audit_text(carrier.place("")[0]).findings for carrier in carriers] == [()] * 6


def test_shares(auditor: Auditor, wordings: Path) -> None:
    every = list(carry(auditor, read_wordings(wordings), read_carriers(CARRIERS)))
    assert len(every) == 3 * len(ROWS)
    assert plain_carried(every) == {
        "label": {"wordings": 3, "placements": 9, "found": 0.6667, "found_everywhere": 0.6667, "same_severity": 0.6667},
        "none": {"wordings": 2, "placements": 6, "silent": 0.5, "silent_everywhere": 0.5},
    }


def test_what_a_carrier_says_itself_does_not_count(auditor: Auditor, wordings: Path, tmp_path: Path) -> None:
    loud = tmp_path / "loud.jsonl"
    loud.write_text(json.dumps({"lang": "zh", "text": "限女性；{wording}"}) + "\n", encoding="utf-8")
    silent = next(each for each in carry(auditor, read_wordings(wordings), read_carriers(loud)) if each.wording.text == "性别不限")
    assert silent.right


def test_the_command_names_what_is_wrong(wordings: Path) -> None:
    runner = CliRunner()
    done = runner.invoke(cli, ["evaluate", str(wordings), "--carriers", str(CARRIERS), "--errors", "9"])
    assert done.exit_code == 0
    assert "label  wordings 3" in done.output
    assert "none '未婚优先': MAR002 未婚优先 in " in done.output
    numbers = json.loads(runner.invoke(cli, ["evaluate", str(wordings), "--carriers", str(CARRIERS), "--json"]).output)
    assert set(numbers) == {"label", "none"}


@pytest.mark.parametrize(
    "row", [{"text": "a"}, {"text": "a", "outcome": "odd", "grounds": []}, {"text": "a", "outcome": "none", "grounds": ["x"]}]
)
def test_a_line_that_is_none_is_named(row: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "wordings.jsonl"
    path.write_text("\n" + json.dumps(row), encoding="utf-8")
    with pytest.raises(AuditorError, match=r"wordings\.jsonl:2"):
        read_wordings(path)
