"""Run a program and watch what it and its children take: CPU time, and memory of all of them together over time."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import psutil

_EVERY = 0.05  # seconds
_REST = 20  # times as long as a look took, so that looking takes little of a machine that is measured


@dataclass(slots=True)
class Watched:
    """What a program took.

    Args:
        wall: seconds from start to end.
        cpu: CPU seconds of it and its children.
        memory: seconds since the start, with the resident bytes of it and its children; pages that several share count for each.
        status: its exit status.
        output: what it wrote to standard output.
    """

    wall: float = 0.0
    cpu: float = 0.0
    memory: list[tuple[float, int]] = field(default_factory=list)
    status: int = 0
    output: str = ""

    @property
    def peak(self) -> int:
        """Most resident bytes at one time."""
        return max((size for _, size in self.memory), default=0)


def watch(command: Sequence[str], every: float = _EVERY, kill_after: float | None = None, folder: Path | None = None) -> Watched:
    """Run a program to its end.

    Args:
        command: the program and its arguments; what it writes to standard output is kept, so it should be little.
        every: seconds between two looks at least.
        kill_after: seconds after which it is killed with all its children, without a chance to clean up.
        folder: where it runs.
    """
    seen = Watched()
    spent: dict[int, float] = {}
    before, start = _waited_for(), perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=folder) as child:
        while True:
            looked = perf_counter()
            if size := _look(child.pid, spent):  # nothing is left of a process that has just ended
                seen.memory.append((looked - start, size))
            try:
                seen.output = child.communicate(timeout=max(every, _REST * (perf_counter() - looked)))[0]
                break
            except subprocess.TimeoutExpired:
                if kill_after is not None and perf_counter() - start > kill_after:
                    kill_tree(child.pid)
        seen.wall = perf_counter() - start
    seen.status = child.returncode
    # A look misses what a process did after the last one; what was waited for is exact, but Windows does not tell it.
    seen.cpu = max(sum(spent.values()), _waited_for() - before)
    return seen


def _waited_for() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _look(pid: int, spent: dict[int, float]) -> int:
    """Return the resident bytes of a process and its children; note the CPU seconds of each."""
    total = 0
    for process in tree(pid):
        try:
            times = process.cpu_times()
            spent[process.pid] = times.user + times.system
            total += process.memory_info().rss
        except psutil.Error:  # it has ended since
            continue
    return total


def tree(pid: int) -> Iterator[psutil.Process]:
    """Yield a process and all its children, as far as they are still there."""
    try:
        process = psutil.Process(pid)
        yield from (process, *process.children(recursive=True))
    except psutil.Error:
        return


def kill_tree(pid: int) -> None:
    """Kill a process and all its children at once."""
    for process in tree(pid):
        try:
            process.kill()
        except psutil.Error:
            continue
