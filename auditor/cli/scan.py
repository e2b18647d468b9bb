"""``auditor scan``."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

import click

from auditor.cli.exit_codes import ExitCode, exit_code
from auditor.cli.options import about_options, audit_options, config_of, fail_on, language_option
from auditor.cli.output import give_up_output, open_output, refuse_overwriting
from auditor.errors import ConfigError
from auditor.model.collection import without_collection
from auditor.model.report import Tally
from auditor.report.reporter import Reporter, ReportOptions, formats, make_reporter

if TYPE_CHECKING:
    from auditor.batch.run import Batch


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "format_",
    type=click.Choice(formats(), case_sensitive=False),
    default="terminal",
    show_default=True,
    help="Format of the report.",
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file instead of the terminal.")
@click.option("--report", "reports", multiple=True, metavar="FORMAT=PATH", help="Write one more report; may be repeated.")
@click.option("--show-dismissed", is_flag=True, help="Also list suspicious wordings that were let pass, with the reason.")
@click.option("--summary", is_flag=True, help="End with counts by ground, rule, employer, city and so on; see also auditor summary.")
@click.option("--text-field", metavar="NAME", help="Field of records, such as those of JSONL and CSV, that holds the text.")
@click.option("--id-field", metavar="NAME", help="Field of records that holds the id.")
@about_options
@audit_options
@language_option
@click.pass_context
def scan(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Audit files, folders, or standard input (-).

    Kinds are told by content. Anything else, and whatever cannot be read, is listed as not audited.

    \b
    Reads:
      texts        .txt .md .html .mhtml .pdf .ofd
      Office, WPS  .docx .dotx .odt .pptx .xlsx .xlsm .xlsb .xls .et .ods
      records      .json .jsonl .csv .tsv
      packed       .zip .tar .tar.gz .eml .msg, and the files inside
    With an extra, pip install "clause-auditor[ocr,7z,parquet]":
      ocr          .png .jpg .webp .tif .bmp .gif, scans, pictures in documents
      7z, parquet  .7z, .parquet
    Where LibreOffice is installed:
                   .doc .wps .rtf .ppt .odp

    \b
    Exit codes, the highest that holds:
      0  nothing at or above --fail-on
      1  findings at or above --fail-on
      2  wrong usage, config or rules, or nothing to read
      3  some input could not be audited
      4  a bug
    """  # noqa: D301 - click wants the sign itself
    try:
        tally = _audit(_batch(paths, options), paths, options)
    except BrokenPipeError:
        give_up_output()
        context.exit(ExitCode.NOT_AUDITED)
    context.exit(exit_code(tally, fail_on(options)))


def _audit(batch: Batch, paths: tuple[str, ...], options: dict[str, Any]) -> Tally:
    """Feed every result to every reporter as it comes."""
    tally = Tally()
    with ExitStack() as stack:
        reporters = _reporters(stack, paths, options)
        for reporter in reporters:
            reporter.begin(batch.header)
        for result in batch:
            tally.add(result)
            for reporter in reporters:
                reporter.add(result)
        for reporter in reporters:
            reporter.end(tally, batch.inputs)
    return tally


@without_collection()
def _batch(paths: tuple[str, ...], options: dict[str, Any]) -> Batch:
    """Make the run; what is slow to import is imported here, after ``--help`` and usage errors."""
    from auditor.batch.reading import Reading
    from auditor.batch.run import Batch

    config = config_of(options)
    reading = Reading(paths, config.read_options)
    reading.prepare()
    from auditor.engine import Auditor

    return Batch(Auditor(config), paths, reading)


def _reporters(stack: ExitStack, paths: tuple[str, ...], options: dict[str, Any]) -> list[Reporter]:
    settings = ReportOptions(options["language"], options["show_dismissed"])
    targets = [(options["format_"], options["output"]), *map(_target, options["reports"])]
    refuse_overwriting(paths, [path for _, path in targets if path])
    opened = [(name, open_output(stack, path) if path else cast(TextIO, sys.stdout)) for name, path in targets]
    if options["summary"]:
        shown = options["format_"] == "terminal" and not options["output"]
        opened.append(("summary", sys.stdout if shown else sys.stderr))
    return [make_reporter(name, stream, settings) for name, stream in opened]


def _target(report: str) -> tuple[str, Path]:
    name, sign, path = report.partition("=")
    if not sign or not path:
        raise ConfigError(f"--report {report}: write FORMAT=PATH, such as json=report.json")
    if name not in formats():
        raise ConfigError(f"--report {report}: {name!r} is none of {', '.join(formats())}")
    return name, Path(path)
