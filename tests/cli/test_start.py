"""What a start imports and reads: the slow parts only where they are needed, and the cache never changes what is found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

from auditor.cache.folder import VARIABLE

CLEAN = "招聘文员一名,负责整理文件,双休。"
FOUND = "招聘文员一名,限女性,18-35岁,属虎勿扰。"
PROGRAM = """
import atexit, sys
from auditor.cli import main
slow = ("spacy", "pydantic", "yaml", "numpy", "rich", "lxml", "regex")
atexit.register(lambda: print(*(name for name in slow if name in sys.modules), file=sys.stderr))
sys.argv = ["auditor", *sys.argv[1:]]
main()
"""


def start(cache: Path | str, *arguments: str) -> tuple[str, set[str]]:
    """Run the program; return what it prints, and which slow modules it imports."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=os.environ | {VARIABLE: str(cache)})
    assert "Traceback" not in done.stderr
    return done.stdout, set(done.stderr.splitlines()[-1].split())


@pytest.fixture
def texts(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("clean.txt", CLEAN), ("found.txt", FOUND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "clean.txt"), str(tmp_path / "found.txt")


def test_help_imports_nothing_slow(tmp_path: Path) -> None:
    _, imported = start(tmp_path / "cache", "scan", "--help")
    assert imported <= {"regex"}


def test_a_command_imports_no_other() -> None:
    program = "import sys; from auditor.cli import run; run(['scan', '--help']); print('auditor.cli.annotate' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_a_clean_text_needs_no_spacy_and_the_second_time_no_yaml(tmp_path: Path, texts: tuple[str, str]) -> None:
    first, cold = start(tmp_path / "cache", "scan", texts[0], "--format", "json")
    second, warm = start(tmp_path / "cache", "scan", texts[0], "--format", "json")
    assert cold == {"regex", "pydantic", "yaml"}
    assert warm == {"regex"}
    assert second == first


def test_plain_findings_need_no_spacy_either(tmp_path: Path, texts: tuple[str, str]) -> None:
    found, imported = start(tmp_path / "cache", "scan", texts[1], "--format", "json")
    assert len(json.loads(found)["documents"][0]["findings"]) == 3
    assert "spacy" not in imported


def test_a_configuration_costs_pydantic_once(tmp_path: Path, texts: tuple[str, str]) -> None:
    start(tmp_path / "cache", "scan", texts[0])
    config = tmp_path / "auditor.toml"
    config.write_text('ignore = ["appearance"]\nformat = "json"\n', encoding="utf-8")
    first, checked = start(tmp_path / "cache", "scan", texts[0], "--config", str(config))
    second, known = start(tmp_path / "cache", "scan", texts[0], "--config", str(config))
    assert checked == {"regex", "pydantic"}
    assert known == {"regex"}
    assert second == first


def test_findings_are_the_same_with_any_cache(tmp_path: Path, texts: tuple[str, str]) -> None:
    cache = tmp_path / "cache"
    first, _ = start(cache, "scan", texts[1], "--format", "json")
    assert start(cache, "scan", texts[1], "--format", "json")[0] == first
    files, damages = sorted((cache / "clause-auditor").iterdir()), (b"", b"foreign" * 1000, b"clause-auditor cache 1")
    for damaged, path in zip(cycle(damages), files, strict=False):
        path.write_bytes(damaged)
    assert start(cache, "scan", texts[1], "--format", "json")[0] == first
    assert len(files) >= len(damages)
    assert not any(path.read_bytes() in damages for path in files)
    assert len(json.loads(first)["documents"][0]["findings"]) == 3


def test_programs_that_start_at_once_do_each_other_no_harm(tmp_path: Path, texts: tuple[str, str]) -> None:
    command = [sys.executable, "-c", "from auditor.cli import main; main()", "scan", texts[1], "--format", "json", "--no-progress"]
    environment = os.environ | {VARIABLE: str(tmp_path / "cache")}
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) for _ in range(2)]
    ended = [process.communicate() for process in started]
    assert [errors for _, errors in ended] == [b""] * 2
    assert len({output for output, _ in ended}) == 1
    assert start(tmp_path / "cache", "scan", texts[0])[1].isdisjoint({"pydantic", "yaml"})
