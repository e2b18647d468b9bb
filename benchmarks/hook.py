"""What a hook costs at a commit: one changed file of a repository with 200 templates, beside ``import spacy``, and whole repositories.

Run ``python -m benchmarks.hook [ROUNDS]``. Every round runs each command once; a ratio is that to ``import spacy`` in the same round, and
the median of the rounds counts. CPU time is that of all processes of a command, git among them. The cache is warm, as it is after the first
commit. How whole runs grow is told by what one more file costs between two sizes.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.invented import invented_ads
from benchmarks.start import SPACY, Command, Taken, auditor, run

ROUNDS = 5
SIZES = (50, 100, 200)
_CHANGED = "template000.md"
_LIMIT = "\n本岗位限女性，18-35岁，本地户口优先。\n"


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = list(_commands(folder))
        for command in commands:  # writes bytecode and cache
            run(command, folder)
        runs = [[run(command, folder) for command in commands] for _ in range(rounds)]
    _tell([command.name for command in commands], list(zip(*runs, strict=True)))


def _commands(folder: Path) -> Iterator[Command]:
    yield Command(SPACY, ("-c", SPACY))
    for size in SIZES:
        repository = folder / str(size)
        _commit_templates(repository, size)
        if size == SIZES[-1]:
            changed = repository / _CHANGED
            changed.write_text(changed.read_text(encoding="utf-8") + _LIMIT, encoding="utf-8")
            yield Command(f"one changed file of {size}", auditor("scan", _CHANGED), folder=repository)
            yield Command(f"one changed file of {size}, --diff HEAD", auditor("scan", "--diff", "HEAD"), folder=repository)
        yield Command(f"all of {size}", auditor("scan", "--jobs", "1", "."), folder=repository)


def _commit_templates(repository: Path, size: int) -> None:
    repository.mkdir()
    for number, text in enumerate(islice(invented_ads(1), size)):
        (repository / f"template{number:03}.md").write_text(text, encoding="utf-8")
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "templates")):
        subprocess.run(
            ("git", "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.invalid", *arguments), cwd=repository, check=True
        )


def _tell(names: Sequence[str], taken: Sequence[Sequence[Taken]]) -> None:
    base = [one.cpu for one in taken[0]]
    cpu = {name: median(one.cpu for one in runs) for name, runs in zip(names, taken, strict=True)}
    print(f"Python {platform.python_version()}, {platform.system()}, median of {len(base)} rounds\n")
    print("| | CPU s | of import spacy | wall s |\n| --- | ---: | ---: | ---: |")
    for name, runs in zip(names, taken, strict=True):
        ratio = median(one.cpu / other for one, other in zip(runs, base, strict=True))
        print(f"| {name} | {cpu[name]:.2f} | {ratio:.2f} | {median(one.wall for one in runs):.2f} |")
    for one, other in pairwise(SIZES):
        each = (cpu[f"all of {other}"] - cpu[f"all of {one}"]) / (other - one)
        print(f"\nFrom {one} to {other} files each further file costs {1000 * each:.1f} ms of CPU time.")


if __name__ == "__main__":
    main()
