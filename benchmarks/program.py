"""The command line from end to end: JSONL in, JSONL out."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

AUDITOR = (sys.executable, "-m", "auditor")
"""Runs the program of this very environment, wherever its script lies."""
_SHARING = ("--no-share",)  # the options by which identical texts are audited again
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "ours, command with 1 job": ("--jobs", "1"),
    "ours, command with 2 jobs": ("--jobs", "2"),
    "ours, command without gate": ("--jobs", "1", "--no-gate"),
}
"""By the name under which the table shows them."""


DONE = (0, 3)
"""Exit statuses of a scan that came to its end; 3 where some input, such as an ad without text, could not be audited and is listed."""


@cache
def known_options() -> str:
    """Return what the program says of its options."""
    return subprocess.run([*AUDITOR, "scan", "--help"], capture_output=True, text=True, encoding="utf-8", check=True).stdout


def missing_option(options: Sequence[str]) -> str:
    """Return the first option that this version does not know; one job is what every version does."""
    wanted = options if options[:2] != ("--jobs", "1") else options[2:]
    return next((option for option in wanted if option.startswith("--") and option not in known_options()), "")


def scan_command(ads: Path, output: Path, options: Sequence[str] = ()) -> list[str]:
    """Return a command that audits the texts of ads, each by itself."""
    given = [option for option in options if option not in ("--jobs", "1") or "--jobs" in known_options()]
    given += [option for option in _SHARING if option in known_options()]
    return [*AUDITOR, "scan", str(ads), "--text-field", "text", "--format", "jsonl", "--output", str(output), "--fail-on", "never", *given]


def count_findings(report: Path) -> int:
    """Return how many findings a JSONL report holds."""
    with report.open(encoding="utf-8") as lines:
        return sum(len(json.loads(line).get("findings", ())) for line in lines)
