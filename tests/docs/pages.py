"""What the pages of docs/ tell a reader to do, found as Markdown means it, and done.

A block ``console`` holds commands behind ``$`` (``>`` carries one on) and what they print. ``…`` stands for anything: for any lines where
it stands alone, for a part of a line elsewhere; of a command without output nothing is compared. A command has to end with 0 or 1,
unless the next is ``echo $?``. A block behind ``<!-- file: NAME -->`` is written to that file. Blocks ``python`` are run, others are read.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token

from auditor.cli import run

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.rglob("*.md") if "rules" not in path.relative_to(DOCS).parts)
_NAMED = re.compile(r"<!-- (file|example): (\S+) -->")
_ANY = "…"
_ANY_IN = r"[^\n]*"
_OF_THE_SHELL = set("|&;<>()$`*?~{}#!\\")
_ECHO = "echo $?"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page.

    Args:
        language: its first word.
        text: what stands in it.
        line: of the page, counted from 1.
        file: the name it is to be written under; empty for none.
        example: of what it is one, where it is for another program to read; empty for none.
    """

    language: str
    text: str
    line: int
    file: str = ""
    example: str = ""


@dataclass(slots=True)
class Step:
    """A command and what it is said to print."""

    command: str
    line: int
    printed: list[str] = field(default_factory=list)


def tokens(page: Path) -> list[Token]:
    """Return a page as Markdown means it."""
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    name: dict[str, str] = {}
    for token in tokens(page):
        if token.type == "html_block" and (named := _NAMED.match(token.content)):
            name = {named[1]: named[2]}
        elif token.type == "fence":
            assert token.map
            yield Block(token.info.strip(), token.content, token.map[0] + 1, **name)
            name = {}


def steps(block: Block) -> Iterator[Step]:
    """Yield the commands of a block."""
    step: Step | None = None
    for line, text in enumerate(block.text.splitlines(), block.line + 1):
        if text.startswith("$ "):
            if step:
                yield step
            step = Step(text.removeprefix("$ "), line)
        elif step and text.startswith("> ") and not step.printed:
            step.command += "\n" + text.removeprefix("> ")
        elif step:
            step.printed.append(text)
    if step:
        yield step


def is_what_was_said(said: list[str], printed: str) -> bool:
    """Tell whether output is what a page says."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == _ANY else _ANY_IN.join(map(re.escape, line.rstrip().split(_ANY))) + r"\n" for line in said
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed.rstrip().splitlines())) is not None


class Reader:
    """Somebody who does what a page says, in a copy of the examples.

    Args:
        folder: empty; where the page begins.
        chinese: whether the reader's system is Chinese.
    """

    def __init__(self, folder: Path, chinese: bool) -> None:
        self._folder = folder
        self._told = folder.with_name("where")
        self._code = 0
        self._environment = {
            "LANG": "zh_CN.UTF-8" if chinese else "en_US.UTF-8",
            "LC_CTYPE": "C.UTF-8",
            "COLUMNS": "80",
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "HOME": str(folder.parent),
            "PRE_COMMIT_HOME": str(folder.with_name("pre-commit")),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "reader",
            "GIT_AUTHOR_EMAIL": "reader@example.invalid",
            "GIT_COMMITTER_NAME": "reader",
            "GIT_COMMITTER_EMAIL": "reader@example.invalid",
        }
        shutil.copytree(DOCS / "examples", folder / "docs/examples")
        shutil.copytree(ROOT / "corpora/demo", folder / "corpora/demo")

    def steps_of(self, block: Block) -> Iterator[Step]:
        """Yield the commands that a block asks for; a file is written as it shows it."""
        if block.file:
            path = self._folder / block.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8", newline="\n")
        elif block.language == "python":
            yield Step(shlex.join([sys.executable, "-c", block.text]), block.line)
        elif block.language == "console":
            yield from steps(block)

    def do(self, step: Step) -> tuple[int, str]:
        """Run a command; return its exit code and what it prints, errors included."""
        if step.command.startswith("auditor ") and not _OF_THE_SHELL & set(step.command):
            self._code, printed = self._auditor(shlex.split(step.command)[1:])
        else:
            self._code, printed = self._bash(step.command)
        return self._code, printed

    def _auditor(self, arguments: list[str]) -> tuple[int, str]:
        """Run our own program in this process, which has read the rules already."""
        runner = CliRunner(env={**dict.fromkeys(("LC_ALL", "LC_MESSAGES")), **self._environment})
        with runner.isolation() as streams, contextlib.chdir(self._folder):
            code = run(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return int(code), streams[2].getvalue().decode()

    def _bash(self, command: str) -> tuple[int, str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "GIT_"))} | self._environment
        script = f"(exit {self._code})\n{command}\ncode=$?\npwd > {shlex.quote(str(self._told))}\nexit $code\n"
        done = subprocess.run(
            ("bash", "--norc", "-c", script),
            cwd=self._folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self._folder = Path(self._told.read_text(encoding="utf-8").rstrip("\n"))
        return done.returncode, done.stdout.decode()


def is_chinese(page: Path) -> bool:
    """Tell whether a page is written for readers of Chinese."""
    return "en" not in page.relative_to(DOCS).parts


def follow(page: Path, folder: Path) -> Iterator[str]:
    """Do what a page says; yield what does not come out as it says."""
    reader = Reader(folder, is_chinese(page))
    for block in blocks(page):
        todo = list(reader.steps_of(block))
        for number, step in enumerate(todo, 1):
            code, printed = reader.do(step)
            where = f"{page.relative_to(ROOT)}:{step.line}: {step.command}"
            if code > 1 and [after.command for after in todo[number : number + 1]] != [_ECHO]:
                yield f"{where}\nends with {code}:\n{printed}"
            if step.printed and not is_what_was_said(step.printed, printed):
                yield f"{where}\nprints\n{printed}"
