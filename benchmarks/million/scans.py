"""The scans of one large file: to its end, in parts, and killed on the way."""

from __future__ import annotations

import filecmp
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

from benchmarks.program import DONE, known_options, scan_command
from benchmarks.watch import Watched, watch

NAME = "ads.jsonl"  # the same for the whole and each part, because reports name their source
_KILLS = 3


@dataclass(frozen=True, slots=True)
class Scan:
    """A scan of one file.

    Args:
        folder: holds the file and gets the report.
        options: of the command, ``--jobs`` among them.
    """

    folder: Path
    options: Sequence[str]

    @property
    def report(self) -> Path:
        """Where the report is written."""
        return self.folder / "report.jsonl"

    def run(self, kill_after: float | None = None, every: float = 0.05) -> Watched:
        """Run it, in its folder.

        Raises:
            RuntimeError: if it fails though nobody killed it.
        """
        seen = watch(scan_command(Path(NAME), self.report, self.options), every, kill_after, self.folder)
        if kill_after is None and seen.status not in DONE:
            raise RuntimeError(f"auditor scan {' '.join(self.options)}: exit status {seen.status}")
        return seen


def is_sum_of_parts(whole: Scan, parts: int) -> bool:
    """Audit the input in parts, each for itself, and tell whether their reports, one behind the other, are that of the whole."""
    together = whole.folder / "parts.jsonl"
    with together.open("wb") as out:
        for number, part in enumerate(parts_of(whole, parts)):
            Scan(part, whole.options).run()
            with (part / "report.jsonl").open("rb") as report:
                shutil.copyfileobj(report, out)
            shutil.rmtree(part)
            print(f"part {number + 1} of {parts} is audited", file=sys.stderr)
    return filecmp.cmp(whole.report, together, shallow=False)


def parts_of(whole: Scan, parts: int) -> Iterator[Path]:
    """Yield a folder with each part; empty lines in front keep the line numbers of the whole."""
    with (whole.folder / NAME).open("rb") as lines:
        total = sum(1 for _ in lines)
    size = -(-total // parts)
    with (whole.folder / NAME).open("rb") as lines:
        for first in range(0, total, size):
            folder = whole.folder / f"part-{first}"
            folder.mkdir()
            with (folder / NAME).open("wb") as out:
                out.write(b"\n" * first)
                out.writelines(islice(lines, size))
            yield folder


def survives_kills(whole: Scan, wall: float, random: Random) -> tuple[bool, list[float]]:
    """Kill a scan at random moments, go on each time, and tell whether the report is the same in the end.

    Args:
        whole: the scan that nobody killed; its report is compared.
        wall: seconds it took.
        random: chooses the moments.

    Returns:
        Whether the bytes are the same, and after how many seconds of its own time each run was killed.
    """
    folder = whole.folder / "killed"
    folder.mkdir()
    shutil.copyfile(whole.folder / NAME, folder / NAME)
    again = Scan(folder, (*whole.options, "--state", str(folder / "state")))
    shares = [random.uniform(0.5, 1.5) / (_KILLS + 2) for _ in range(_KILLS)]
    while not all(_is_killed(again, wall * share) for share in shares):  # the machine has become faster since the scan was timed
        shutil.rmtree(folder / "state")
        wall /= 2
    again.run()
    return filecmp.cmp(whole.report, again.report, shallow=False), [wall * share for share in shares]


def _is_killed(scan: Scan, moment: float) -> bool:
    """Run a scan and tell whether it had to be killed at a moment."""
    return scan.run(moment).status not in DONE


def can_resume() -> bool:
    """Tell whether this version keeps what is done."""
    return "--state" in known_options()
