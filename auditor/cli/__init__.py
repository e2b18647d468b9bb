"""The command line: each command parses, makes one library call, writes a report, and sets the exit code."""

from __future__ import annotations

import atexit
import os
import sys
import traceback
from contextlib import suppress
from typing import NoReturn

import click

from auditor.cli.annotate import annotate
from auditor.cli.baseline import baseline
from auditor.cli.completion import completion
from auditor.cli.config import config
from auditor.cli.duplicates import duplicates
from auditor.cli.evaluate import evaluate
from auditor.cli.exit_codes import ExitCode
from auditor.cli.extract import extract
from auditor.cli.fix import fix
from auditor.cli.options import chosen_language
from auditor.cli.rules import explain, rules
from auditor.cli.scan import scan
from auditor.cli.summary import summary
from auditor.errors import AuditorError
from auditor.report.printable import printable


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="clause-auditor", prog_name="auditor")
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


cli.add_command(scan)
cli.add_command(summary)
cli.add_command(baseline)
cli.add_command(duplicates)
cli.add_command(annotate)
cli.add_command(fix)
cli.add_command(extract)
cli.add_command(config)
cli.add_command(rules)
cli.add_command(explain)
cli.add_command(evaluate)
cli.add_command(completion)


def main() -> NoReturn:
    """Run the command line and exit; an expected fault is one line on standard error, anything else is a bug."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console may speak GBK or cp1252; what we write is UTF-8
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    _leave(run())


def _leave(code: int) -> NoReturn:
    """End at once: taking all rules and results apart takes Python longer than a small audit, and the system does it anyway."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # nobody reads it any longer
            stream.flush()
    atexit._run_exitfuncs()
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
