"""All contestants over the same ads, in turns: whatever else the machine does falls on all of them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ads import read_texts
from benchmarks.contestants.registry import BASE, IN_PROCESS
from benchmarks.program import COMMANDS, DONE, count_findings, missing_option, scan_command
from benchmarks.tables import Table
from benchmarks.watch import watch

CONTESTANTS = (*IN_PROCESS, *COMMANDS)
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Turn:
    """What a contestant took for all ads.

    Args:
        cpu: CPU seconds, children included.
        wall: seconds.
        hits: what it found.
        peak: most resident bytes, children included.
    """

    cpu: float
    wall: float
    hits: int
    peak: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a contestant did not run."""

    reason: str


def take_turn(name: str, ads: Path) -> Turn | Skipped:
    """Let a contestant read the ads once, in a process of its own."""
    return _command(COMMANDS[name], ads) if name in COMMANDS else _in_process(name, ads)


def _in_process(name: str, ads: Path) -> Turn | Skipped:
    seen = watch([sys.executable, "-m", "benchmarks.turn", name, str(ads)])
    if seen.status:
        raise RuntimeError(f"{name}: exit status {seen.status}")
    told = json.loads(seen.output)
    return Skipped(told["skipped"]) if "skipped" in told else Turn(told["cpu"], told["wall"], told["hits"], seen.peak)


def _command(options: Sequence[str], ads: Path) -> Turn | Skipped:
    if missing := missing_option(options):
        return Skipped(f"this version has no {missing}")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.jsonl")
        seen = watch(scan_command(ads, report, options))
        if seen.status not in DONE:
            raise RuntimeError(f"auditor scan {' '.join(options)}: exit status {seen.status}")
        return Turn(seen.cpu, seen.wall, count_findings(report), seen.peak)


def take_turns(ads: Path, names: Iterable[str], rounds: int, say: Callable[[str], None]) -> dict[str, list[Turn] | Skipped]:
    """Let each contestant take its turn, round after round."""
    results: dict[str, list[Turn] | Skipped] = {name: [] for name in names}
    for number in range(1, rounds + 1):
        for name, turns in results.items():
            if isinstance(turns, Skipped):
                continue
            turn = take_turn(name, ads)
            say(f"round {number}: {name}: {turn.reason if isinstance(turn, Skipped) else f'{turn.cpu:.2f} s'}")
            if isinstance(turn, Skipped):
                results[name] = turn
            else:
                turns.append(turn)
    return results


def comparison(ads: Path, results: Mapping[str, list[Turn] | Skipped]) -> Table:
    """Return the table: of each contestant its best round, and how it compares with the base in the same rounds."""
    texts = list(read_texts(ads))
    mean = sum(map(len, texts)) / len(texts)
    base = results.get(BASE)
    rows = [_row(name, turns, base if isinstance(base, list) else [], len(texts)) for name, turns in results.items()]
    return Table(
        f"{len(texts):,} ads of {mean:,.0f} characters on average, {len(set(texts)):,} of them different",
        ("", "ads/s (CPU)", f"× {BASE} (CPU)", "ads/s (wall)", f"× {BASE} (wall)", "peak MiB", "hits"),
        tuple(rows),
        (
            "best of the rounds, which were taken in turns; CPU time counts all processes, wall time also what else ran on the machine",
            "in process: start and preparation are not counted, the ads lie in memory; command: all from start to end, file to file",
            "memory: all processes together, the ads of contestants in process included; pages that processes share count for each",
            "hits of ours are findings of all rules, judged in their context; those of the automaton are literals",
        ),
    )


def _row(name: str, turns: list[Turn] | Skipped, base: Sequence[Turn], count: int) -> tuple[str, ...]:
    if isinstance(turns, Skipped):
        return name, f"skipped: {turns.reason}", "", "", "", "", ""
    cpu, wall = min(turn.cpu for turn in turns), min(turn.wall for turn in turns)
    return (
        name,
        f"{count / cpu:,.0f}",
        _ratio([turn.cpu for turn in base], cpu),
        f"{count / wall:,.0f}",
        _ratio([turn.wall for turn in base], wall),
        f"{max(turn.peak for turn in turns) / _MIB:,.0f}",
        f"{turns[0].hits:,}",
    )


def _ratio(base: Sequence[float], own: float) -> str:
    return f"{min(base) / own:.2f}" if base else ""
