"""The command line: each command parses, makes one library call, writes a report, and sets the exit code."""

from __future__ import annotations

import atexit
import os
import sys
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TextIO

import click

from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import chosen_language
from auditor.cli.output import NO_ROOM, give_up_output
from auditor.errors import AuditorError, not_written
from auditor.report.printable import printable
from auditor.version import __version__

_APART = ("annotate", "baseline", "completion", "config", "duplicates", "evaluate", "extract", "fix", "scan", "summary")
_COMMANDS = {**{name: name for name in _APART}, "explain": "rules", "rules": "rules"}
"""The module that each command stands in, by its name."""


class _Commands(click.Group):
    """Commands that are imported when they are asked for: reading the first file begins the sooner."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command; none of an unknown name, for which all are imported, so that click can tell what was meant."""
        if cmd_name not in _COMMANDS:
            self.commands.update((name, _imported(name)) for name in _COMMANDS)
            return super().get_command(ctx, cmd_name)
        return _imported(cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command and its arguments; who names a file alone is told what audits it."""
        if args[0] not in _COMMANDS and Path(args[0]).exists():
            raise click.UsageError(f"No such command {args[0]!r}. To audit the file or folder: auditor scan {args[0]}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it writes may have no reader any longer, or no room."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            give_up_output()
            ctx.exit(ExitCode.NOT_AUDITED)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise not_written(error.filename or "<stdout>", error) from error
            raise


def _imported(name: str) -> click.Command:
    command: click.Command = getattr(import_module(f"auditor.cli.{_COMMANDS[name]}"), name)
    return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="auditor")
def cli() -> None:
    """Find discriminatory clauses in Chinese job ads and recruitment documents.

    \b
    auditor scan ads/                      audit every file below a folder
    auditor scan notice.docx -             audit a file and what comes over standard input
    auditor summary report.jsonl           sum up what a scan has found, by employer, city and so on
    auditor baseline create ads/           know what is found today, so that only new findings count
    auditor annotate ad.docx -o marked.docx   write a copy with comments on what is found
    auditor fix ads/                       show how what is found can be written lawfully
    auditor extract notice.docx            show what is read of a file, where something was not found
    auditor explain GEN001                 what a rule looks for, why, and how to write it lawfully
    auditor rules list                     all rules
    auditor config show                    every option, its value, and the file that says so

    A finding is a program's pointer for a person's decision.
    """  # noqa: D301 - click wants the sign itself


def main() -> NoReturn:
    """Run the command line and end the process; an expected fault is one line on standard error, anything else is a bug.

    Whoever wants to go on calls ``run``.
    """
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()  # a program without a console has none
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console may speak GBK or cp1252; what we write is UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _leave(run())


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _leave(code: int) -> NoReturn:
    """End at once: Python need not take all rules and results apart."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any longer
            stream.flush()
    os._exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit code.

    Args:
        arguments: without the program's name; None for those the process was started with.
    """
    try:
        return cli.main(arguments, prog_name="auditor", standalone_mode=False) or ExitCode.CLEAN
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except AuditorError as error:
        click.echo(f"auditor: {printable(error.say(chosen_language()))}", err=True)
        return ExitCode.USAGE
    except click.Abort:
        click.echo("auditor: stopped", err=True)
        return ExitCode.STOPPED
    except Exception:
        traceback.print_exc()
        click.echo("auditor: this is a bug; please report it with the lines above", err=True)
        return ExitCode.BUG
