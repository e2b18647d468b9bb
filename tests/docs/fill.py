"""Write down what commands print: run ``python -m tests.docs.fill PAGE...`` and every ``?`` alone below a command is replaced."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.pages import Reader, blocks, is_chinese, steps

_VARYING = re.compile(r"(\S+) [0-9a-f]{12}\b.*")  # the line that names the rules and the day


def fill(page: Path) -> None:
    """Do what a page says and put in what comes out of it."""
    lines = page.read_text(encoding="utf-8").split("\n")
    with TemporaryDirectory() as name:
        (folder := Path(name, "reader")).mkdir()
        reader = Reader(folder, is_chinese(page))
        printed = {step.line: reader.do(step)[1] for block in blocks(page) for step in reader.steps_of(block)}
    for block in reversed(list(blocks(page))):
        for step in reversed(list(steps(block)) if block.language == "console" else []):
            if step.printed == ["?"]:
                at = step.line + step.command.count("\n")
                lines[at : at + 1] = [_VARYING.sub(r"\1 …", line.rstrip()) for line in printed[step.line].rstrip("\n").split("\n")]
    page.write_text("\n".join(lines), encoding="utf-8", newline="\n")


for argument in sys.argv[1:]:
    fill(Path(argument).resolve())
