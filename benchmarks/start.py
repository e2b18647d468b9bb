"""How long a start takes beside ``import spacy``: a table in Markdown, of the auditor on one small file with and without its cache.

Run ``python benchmarks/start.py [ROUNDS]``. Every round runs each command once, so that whatever else the machine does falls on all;
a ratio is that to ``import spacy`` in the same round. The median of the rounds counts. CPU time is that of all processes of a command; on
Windows it is not told.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from docx import Document
from openpyxl import Workbook

from auditor.cache.folder import VARIABLE

ROUNDS = 9
CLEAN = ("招聘行政文员一名，负责整理文件与接待来访，薪资面议，五险一金。", "要求熟练使用办公软件，做事认真负责，有团队精神。")
FOUND = ("招聘行政文员一名，限女性，18-35岁，本地户口优先。", "要求五官端正，身高160以上，属虎勿扰。")
SPACY = "import spacy"


@dataclass(frozen=True, slots=True)
class Command:
    """A program that is measured.

    Args:
        arguments: of Python.
        warm: whether it finds the cache of its last run.
        folder: that it runs in; None for the current one.
    """

    name: str
    arguments: tuple[str, ...]
    warm: bool = True
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took, in seconds."""

    cpu: float
    wall: float


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with TemporaryDirectory() as folder:
        commands = list(_commands(Path(folder)))
        for command in commands:  # writes bytecode and cache
            run(command, Path(folder))
        runs = [[run(command, Path(folder)) for command in commands] for _ in range(rounds)]
    print(f"Python {platform.python_version()}, {platform.system()}, median of {rounds} rounds\n")
    print("| | CPU s | of import spacy | wall s | of import spacy |\n| --- | ---: | ---: | ---: | ---: |")
    base = next(index for index, command in enumerate(commands) if command.name == SPACY)
    for index, command in enumerate(commands):
        print(_row(command.name, [each[index] for each in runs], [each[base] for each in runs]))


def _commands(folder: Path) -> Iterator[Command]:
    yield Command("python, nothing else", ("-c", "pass"))
    yield Command(SPACY, ("-c", SPACY))
    yield Command("auditor --version", auditor("--version"))
    for name, lines in (("clean", CLEAN), ("with findings", FOUND)):
        for path in _files(folder / name, lines):
            kind = path.suffix.removeprefix(".")
            yield Command(f"scan, {name}, {kind}", auditor("scan", str(path)))
            if kind == "txt":
                yield Command(f"scan, {name}, {kind}, first time", auditor("scan", str(path)), warm=False)


def auditor(*arguments: str) -> tuple[str, ...]:
    """Return the arguments of Python that run the program."""
    return ("-m", "auditor", *arguments)


def _files(folder: Path, lines: Sequence[str]) -> Iterator[Path]:
    folder.mkdir()
    (folder / "ad.txt").write_text("\n".join(lines), encoding="utf-8")
    document, book = Document(), Workbook()
    for line in lines:
        document.add_paragraph(line)
        book.worksheets[0].append([line])
    document.save(str(folder / "ad.docx"))
    book.save(folder / "ad.xlsx")
    yield from (folder / "ad.txt", folder / "ad.docx", folder / "ad.xlsx")


def run(command: Command, folder: Path) -> Taken:
    """Run a command to its end, with a cache in the folder where it is warm."""
    with TemporaryDirectory() as empty:
        environment = os.environ | {VARIABLE: str(folder / "cache") if command.warm else empty}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
        before, start = os.times(), perf_counter()
        done = subprocess.run([sys.executable, *command.arguments], capture_output=True, check=False, env=environment, cwd=command.folder)
        wall, after = perf_counter() - start, os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    return Taken(after.children_user - before.children_user + after.children_system - before.children_system, wall)


def _row(name: str, taken: Sequence[Taken], base: Sequence[Taken]) -> str:
    cells = [name]
    for figure in ("cpu", "wall"):
        values = [(getattr(one, figure), getattr(other, figure)) for one, other in zip(taken, base, strict=True)]
        ratios = [value / other for value, other in values if other]
        cells += [f"{median(value for value, _ in values):.2f}", f"{median(ratios):.2f}" if ratios else "?"]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
