from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.packs.loader import load_pack
from auditor.report.markdown import Voice, escape
from auditor.report.rule_page import rule_page

ROOT = Path(__file__).parent.parent.parent


def test_help_imports_nothing_slow() -> None:
    program = "import sys\nfrom auditor.cli import cli\ntry: cli(['scan', '--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    for name in ("spacy", "rich", "pydantic", "yaml", "lxml", "opencc", "pypdfium2", "docx"):
        assert f"'{name}'" not in done.stdout


def test_rules_list_and_explain(runner: CliRunner) -> None:
    listed = runner.invoke(cli, ["rules", "list"])
    assert listed.exit_code == 0
    assert len(listed.output.splitlines()) == len(load_pack().rules)
    for command in (["explain"], ["rules", "show"]):
        page = runner.invoke(cli, [*command, "gender-required"]).output
        for part in ("GEN001", "妇女权益保障法第43条（1）", "合规写法", "会提示", "不提示"):
            assert part in page


def test_every_rule_has_a_page_in_both_languages() -> None:
    pack = load_pack()
    for rule in pack.rules:
        for language in ("zh", "en"):
            assert escape(rule.suggestion.get(language)) in rule_page(rule, pack, Voice(language))  # type: ignore[arg-type]


def test_an_unknown_rule_is_a_usage_fault() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from auditor.cli import main; main()", "explain", "NOPE"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"auditor rules list" in done.stderr


def test_rules_new_makes_a_rule_that_lint_and_test_accept(runner: CliRunner, tmp_path: Path) -> None:
    made = runner.invoke(cli, ["rules", "new", "SHOP001", "shop-clerk-sex", "--ground", "gender", "--folder", str(tmp_path)])
    assert made.exit_code == 0
    for command in ("lint", "test"):
        done = runner.invoke(cli, ["rules", command, "--pack", str(tmp_path)])
        assert done.exit_code == 0, done.output
    assert isinstance(
        runner.invoke(cli, ["rules", "new", "SHOP001", "x", "--ground", "gender", "--folder", str(tmp_path)]).exception, Exception
    )


@pytest.mark.parametrize("arguments", [("GEN001", "shop-clerk-sex"), ("SHOP001", "gender-required")])
def test_rules_new_leaves_built_in_rules_their_ids_and_names(runner: CliRunner, tmp_path: Path, arguments: tuple[str, str]) -> None:
    made = runner.invoke(cli, ["rules", "new", *arguments, "--ground", "gender", "--folder", str(tmp_path)])
    assert str(made.exception) == f"{' '.join(arguments)}: taken by the built-in rule GEN001 gender-required"
    assert list(tmp_path.iterdir()) == []


def test_the_exported_schema_is_current(runner: CliRunner) -> None:
    printed = runner.invoke(cli, ["rules", "schema"]).output
    assert json.loads(printed) == json.loads((ROOT / "docs/rule.schema.json").read_text(encoding="utf-8"))


def test_evaluate_prints_a_table_and_json(runner: CliRunner) -> None:
    gold = str(ROOT / "corpora/dev/ads.jsonl")
    table = runner.invoke(cli, ["evaluate", gold, "--errors", "3"])
    assert table.exit_code == 0
    assert "all clauses" in table.output
    numbers = json.loads(runner.invoke(cli, ["evaluate", gold, "--json"]).output)
    assert set(numbers["clauses"]) == {"precision", "recall", "f1", "support", "hits", "misses", "false_alarms"}


def test_a_scan_without_the_gate_finds_the_same_and_says_so(runner: CliRunner) -> None:
    poster = str(ROOT / "corpora/demo/poster.txt")
    reports = [json.loads(runner.invoke(cli, ["scan", poster, "--format", "json", *more]).stdout) for more in ([], ["--no-gate"])]
    assert reports[0]["documents"] == reports[1]["documents"] != []
    assert [report["header"]["options"] for report in reports] == [{}, {"gate": "False"}]
    assert "For debugging" in runner.invoke(cli, ["scan", "--help"]).stdout


def test_what_was_meant_is_told_of_an_unknown_command(runner: CliRunner) -> None:
    done = runner.invoke(cli, ["scna"])
    assert done.exit_code == 2
    assert "scna" in done.output


def test_who_names_a_file_alone_is_told_what_audits_it(runner: CliRunner, tmp_path: Path) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("招聘文员一名。", encoding="utf-8")
    done = runner.invoke(cli, [str(ad)])
    assert done.exit_code == 2
    assert f"To audit the file or folder: auditor scan {ad}" in done.output


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_program_without_a_console_ends_with_its_code(closed: str, tmp_path: Path) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("招聘文员一名。", encoding="utf-8")
    program = f"import sys; sys.{closed} = None; from auditor.cli import main; main()"
    command = [sys.executable, "-c", program, "scan", str(ad), "--format", "json", "-o", str(tmp_path / "o.json"), "--no-progress"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads((tmp_path / "o.json").read_text(encoding="utf-8"))["documents"]


def test_all_that_was_printed_has_arrived_when_the_program_ends(tmp_path: Path) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text("\n".join(f"{number}、限男性" for number in range(2_000)), encoding="utf-8")
    program = "from auditor.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program, "scan", str(ad), "--format", "json"], capture_output=True, check=False)
    assert done.returncode == 1
    assert len(json.loads(done.stdout)["documents"][0]["findings"]) == 2_000
