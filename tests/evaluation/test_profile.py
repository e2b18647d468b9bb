"""The profile names what an audit spends its time on, and what it ran for nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor import judge
from auditor.cli import cli
from auditor.config import Config
from auditor.engine import Auditor
from auditor.evaluation.profile import Cost, by_rule, profile_paths, table
from auditor.text.compiled import find, found

_SAY = "{zh: 因, en: why}"
SLOW = f"""\
id: TST001
name: slow-rule
ground: other_identity
title: {{zh: 标题, en: title}}
suggestion: {{zh: 建议, en: suggestion}}
patterns:
- {{id: slow, regex: '(?:(?:左|左左)+)+岗位(?!甲)'}}
- {{id: quick, regex: 限左撇子}}
exemptions: [{{id: play, regex: '游戏(?!机)', reach: clause, why: {_SAY}}}]
verdicts: [{{severity: risk, basis: [GC185-holding], why: {_SAY}}}]
examples: {{flagged: [{{text: 限左撇子, match: 限左撇子}}], passed: [{{text: 左撇子, why: no limit}}]}}
"""
TEXT = f"限左撇子玩游戏机；{'左' * 24}岗位甲\n限男性，会收银"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    (tmp_path / "pack/identity").mkdir(parents=True)
    (tmp_path / "pack/identity/TST001.yaml").write_text(SLOW, encoding="utf-8")
    return tmp_path / "pack"


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    judge._excuses.cache_clear()  # what is remembered is not run again
    (tmp_path / "ad.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "ad.txt"


def test_a_slow_rule_is_named_first(packs: Path, ad: Path) -> None:
    profile = profile_paths(Auditor(Config(packs=(packs,))), [str(ad)])
    assert (profile.documents, list(profile.failures)) == (1, [])
    slowest = profile.costs[0]
    assert (slowest.rule, slowest.part, slowest.runs, slowest.matches, slowest.idle) == ("TST001", "pattern slow", 1, 0, 1)
    assert slowest.seconds > profile.matching / 2
    costs = {(cost.rule, cost.part): cost for cost in profile.costs}
    quick, play = costs["TST001", "pattern quick"], costs["TST001", "exemption play"]
    assert (quick.runs, quick.matches, quick.idle, quick.precision) == (1, 1, 0, 1.0)
    assert (play.runs, play.matches, play.idle, play.precision) == (1, 0, 1, 0.0)
    first = by_rule(profile.costs)[0]
    assert (first.rule, first.runs, first.matches, first.idle) == ("TST001", 3, 1, 2)


def test_the_command_prints_a_table_or_json(packs: Path, ad: Path, runner: CliRunner) -> None:
    told = runner.invoke(cli, ["rules", "profile", str(ad), "--pack", str(packs), "--top", "1", "--patterns"])
    head, first, tail = told.stdout.splitlines()
    assert (told.exit_code, head.split()[0], first.split()[:3]) == (0, "rule", ["TST001", "pattern", "slow"])
    assert tail.startswith("1 documents, ")
    numbers = json.loads(runner.invoke(cli, ["rules", "profile", str(ad), "--pack", str(packs), "--json"]).stdout)
    costs = numbers["costs"]
    assert (costs[0]["rule"], costs[0]["runs"], costs[0]["idle"], costs[0]["precision"]) == (
        "TST001",
        2,
        1,
        0.5,
    )  # the exemption is remembered
    assert [cost["seconds"] for cost in costs] == sorted((cost["seconds"] for cost in costs), reverse=True)
    assert {"GEN001", "TST001"} <= {cost["rule"] for cost in costs}
    assert sum(cost["share"] for cost in costs) == pytest.approx(1, abs=0.01)


def test_what_cannot_be_read_is_told(runner: CliRunner, tmp_path: Path, ad: Path) -> None:
    told = runner.invoke(cli, ["rules", "profile", str(tmp_path / "none.txt"), str(ad)])
    assert told.exit_code == 3
    assert "none.txt: no such file or folder" in told.stderr
    assert "GEN001" in told.stdout


def test_nothing_is_measured_behind_it(packs: Path, ad: Path) -> None:
    auditor = Auditor(Config(packs=(packs,), select=("TST001",)))
    profile = profile_paths(auditor, [str(ad)])
    runs = [cost.runs for cost in profile.costs]
    assert found("限左撇子", "限左撇子", "pattern quick")
    assert [match.span() for match in find("左", "左左", "pattern x")] == [(0, 1), (1, 2)]
    assert [cost.runs for cost in profile.costs] == runs


def test_what_no_rule_owns_stays_as_it_is() -> None:
    cue, one, other = Cost("", "cue x", 3.0, 1, 0, 1), Cost("A1", "pattern p", 1.0, 4, 2, 3), Cost("A1", "pattern q", 1.5, 1, 1, 0)
    assert by_rule([cue, one, other]) == [cue, Cost("A1", "2 regexes", 2.5, 5, 3, 3)]
    assert Cost("", "cue y", 0.0, 0, 0, 0).precision == 0.0


def test_an_empty_profile_is_a_table_too(tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text("会收银", encoding="utf-8")
    profile = profile_paths(Auditor(), [str(tmp_path / "ad.txt")])
    assert table(profile, profile.costs).splitlines()[-1].startswith("1 documents, ")
