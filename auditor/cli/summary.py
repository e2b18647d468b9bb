"""``auditor summary``."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from auditor.cli.configured import quiet_config_option
from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import language_option
from auditor.cli.options import words
from auditor.cli.output import output_or_stdout, refuse_overwriting, replaced
from auditor.errors import ConfigError, ReportError, not_written
from auditor.model.wording import Language

if TYPE_CHECKING:
    from auditor.duplicates.index import GroupIndex
    from auditor.summary.counts import Dimension
    from auditor.summary.ledger import Ledger
    from auditor.summary.summary import Summary

_TOP = 10
_PLACE_KINDS = ".xlsx, .csv, .parquet"


@click.command(short_help="Sum up reports of earlier scans.")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...", type=click.Path(allow_dash=True))
@click.option(
    "--by", multiple=True, callback=words, metavar="NAME", help="Count by: ground, severity, rule, employer, city, month, source."
)
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N", help=f"Most rows of each table.  [default: {_TOP} on the terminal, else all]"
)
@click.option("--format", "format_", type=click.Choice(["terminal", "csv", "json"]), default="terminal", show_default=True, help="Format.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of the terminal.")
@click.option(
    "--ledger",
    "ledgers",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"Also write a ledger, a row a finding; the suffix says the kind ({_PLACE_KINDS}). May be repeated.",
)
@click.option("--bom", is_flag=True, help="Start CSV files with a byte order mark, so that Excel knows them for UTF-8.")
@click.option(
    "--duplicates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Groups of near-duplicates, as auditor duplicates writes them: their ads are also counted once.",
)
@quiet_config_option
@language_option
@click.pass_context
def summary(context: click.Context, /, reports: tuple[str, ...], **options: Any) -> None:
    """Sum up reports of earlier scans: how many ads, with what, whose.

    REPORT is what auditor scan wrote with --format json or jsonl; - is standard input. Several are counted together.

    A row of a table that names a post counts as an ad. Employers stand in order of repeated findings: ads with findings, then distinct
    wordings.

    \b
    auditor scan ads.jsonl --format jsonl --output report.jsonl
    auditor summary report.jsonl --by employer,ground --top 20
    auditor summary march.jsonl april.jsonl --by month
    auditor summary report.jsonl --ledger findings.csv --bom     a row a finding, for Excel

    \b
    Exit codes, the highest that holds:
      0  all was read
      2  wrong usage
      3  a report could not be read to its end; what stood before is counted
      4  a bug
    """  # noqa: D301 - click wants the sign itself
    done = _sum_up(reports, options)
    for damage in done.damaged:
        click.echo(f"auditor: {damage.get(options['language'])}", err=True)
    context.exit(ExitCode.NOT_AUDITED if done.damaged else ExitCode.CLEAN)


def _sum_up(reports: tuple[str, ...], options: dict[str, Any]) -> Summary:
    from auditor.summary.counts import Counts
    from auditor.summary.summary import Summary

    output: Path | None = options["output"]
    refuse_overwriting(reports, [*([output] if output else []), *options["ledgers"]])
    top = options["top"] or (_TOP if options["format_"] == "terminal" else None)
    groups = _groups(options["duplicates"])
    done = Summary(Counts(), _dimensions(options["by"]), top, grouped=groups is not None)
    with ExitStack() as stack:
        stream = output_or_stdout(stack, output)
        ledgers = [_ledger(stack, path, options) for path in options["ledgers"]]
        _count(reports, done, ledgers, groups)
        for ledger in ledgers:
            ledger.end(done)
        _write(done, stream, options)
    return done


def _count(reports: tuple[str, ...], done: Summary, ledgers: list[Ledger], groups: GroupIndex | None) -> None:
    """Read the reports, each document once."""
    from auditor.summary.ledger import Line
    from auditor.summary.read import read_report

    number = 0
    for report in reports:
        try:
            for document in read_report(report):
                group = groups.group_of(document.source, document.id) if groups else None
                done.counts.add(document, group)
                for entry in document.entries if ledgers else ():
                    number += 1
                    for ledger in ledgers:
                        ledger.add(Line(number, document, entry, group))
        except ReportError as error:
            done.damaged.append(error.told)


def _write(done: Summary, stream: TextIO, options: dict[str, Any]) -> None:
    language: Language = options["language"]
    match options["format_"]:
        case "json":
            from auditor.summary.plain import write_json

            write_json(done, stream, language)
        case "csv":
            from auditor.summary.delimited import write_counts

            write_counts(done, stream, language, options["bom"])
        case _:
            from auditor.summary.terminal import print_summary

            print_summary(done, stream, language)


def _dimensions(names: tuple[str, ...]) -> tuple[Dimension, ...] | None:
    from auditor.summary.counts import Dimension

    try:
        return tuple(dict.fromkeys(Dimension(name.lower()) for name in names)) or None
    except ValueError as error:
        raise ConfigError(f"--by: {error}; there are {', '.join(Dimension)}".replace(" is not a valid Dimension", " is unknown")) from error


def _groups(path: Path | None) -> GroupIndex | None:
    if path is None:
        return None
    from auditor.duplicates.index import read_groups

    return read_groups(path)


def _ledger(stack: ExitStack, path: Path, options: dict[str, Any]) -> Ledger:
    """Open a ledger that takes its place only when all of it is written."""
    from auditor.summary.ledger import LedgerOptions, open_ledger

    unfinished = replaced(stack, path)
    try:
        ledger = open_ledger(unfinished, path.suffix, LedgerOptions(options["language"], options["bom"]))
    except OSError as error:
        raise not_written(path, error) from error
    stack.push(lambda fault, *_: ledger.give_up() if fault else None)
    return ledger
