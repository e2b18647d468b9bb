"""The texts of ``--help``: every option is explained, and every example is one that the command takes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from auditor.cli import cli

FILES = (
    "ads.jsonl",
    "april.jsonl",
    "gold.baseline.json",
    "gold.jsonl",
    "groups.jsonl",
    "march.jsonl",
    "notice.docx",
    "notice.pdf",
    "poster.png",
    "posts.xlsx",
    "report.jsonl",
    "ad.docx",
)
FOLDERS = ("ads", "march", "april", "my-rules", "templates")


def commands(group: click.Group, *path: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield " ".join((*path, name)), command
        if isinstance(command, click.Group):
            yield from commands(command, *path, name)


EVERY = dict(commands(cli))


def examples(command: click.Command) -> Iterator[str]:
    """Yield the examples of a help text, without what is said behind them or where the shell takes the output."""
    for line in (command.help or "").splitlines():
        if example := re.match(r"(?:\w+ {2,})?(auditor .*?)(?: {2,}| >>? |$)", line.strip()):
            yield example[1]


EXAMPLES = sorted({example for command in (cli, *EVERY.values()) for example in examples(command)})


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_one_that_the_command_takes(example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in FILES:
        Path(name).touch()
    for name in FOLDERS:
        Path(name).mkdir()
    command: click.Command = cli
    arguments = shlex.split(example)[1:]
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), arguments.pop(0))
        assert found
        command = found
    command.make_context("auditor", arguments)


@pytest.mark.parametrize("name", EVERY)
def test_every_option_is_explained(name: str) -> None:
    options = [option for option in EVERY[name].params if isinstance(option, click.Option) and not option.hidden]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("name", [name for name in EVERY if " " not in name])
def test_every_command_shows_how_it_is_used(name: str) -> None:
    assert list(examples(EVERY[name])), f"auditor {name} --help has no example"


def test_the_list_of_commands_says_each_in_a_line() -> None:
    listed = CliRunner().invoke(cli, ["--help"], terminal_width=80).output.partition("Commands:")[2]
    assert len(listed.strip().splitlines()) == len(cli.list_commands(click.Context(cli)))
    assert "..." not in listed
