"""``auditor scan``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from auditor.batch.inputs import exclusion_of
from auditor.batch.weigh import MOST_JOBS, jobs_for
from auditor.cli.changes import change_options, choose_paths
from auditor.cli.exit_codes import ExitCode, exit_code
from auditor.cli.language import language_option
from auditor.cli.options import about_options, audit_options, config_of, fail_on, redact_option, redactor_of
from auditor.cli.output import output_or_stdout, refuse_overwriting
from auditor.errors import ConfigError
from auditor.extract.worker.launch import end_ahead
from auditor.model.wording import Wording
from auditor.report.formats import BUILT_IN

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from auditor.config import Config
    from auditor.extract.worker.isolated import Isolated
    from auditor.model.report import Tally
    from auditor.report.reporter import ApartReporter, Reporter
    from auditor.silence.silencer import Silencer


class _Format(click.ParamType):  # type: ignore[type-arg]  # older versions of click know no kinds of it
    """The name of a report format; who writes which is asked late, because that takes longer to import than an option to read."""

    name = "format"

    def _choice(self) -> click.Choice[str]:
        from auditor.report.reporter import formats

        return click.Choice(formats(), case_sensitive=False)

    def get_metavar(self, *arguments: Any, **named: Any) -> str | None:
        """Return all names, for the help; older versions of click ask in another way."""
        return self._choice().get_metavar(*arguments, **named)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name of a format that there is."""
        return name if (name := str(value).lower()) in BUILT_IN else self._choice().convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the names that begin so."""
        return self._choice().shell_complete(ctx, param, incomplete)


def _jobs(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """Return how many processes audit; 0 for as many as help."""
    if value.lower() == "auto":
        return 0
    if value.isdecimal() and 1 <= int(value) <= MOST_JOBS:
        return int(value)
    raise click.BadParameter(f"{value!r} is neither auto nor a number from 1 to {MOST_JOBS}")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(allow_dash=True))
@click.option(
    "--format",
    "format_",
    type=_Format(),
    default="terminal",
    show_default=True,
    help="Format of the report.",
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file instead of the terminal.")
@click.option("--report", "reports", multiple=True, metavar="FORMAT=PATH", help="Write one more report; may be repeated.")
@click.option("--show-dismissed", is_flag=True, help="Also list suspicious wordings that were let pass, with the reason.")
@click.option("--show-silenced", is_flag=True, help="Also list findings that were set aside, with the reason.")
@click.option("--summary", is_flag=True, help="End with counts by ground, rule, employer, city and so on; see also auditor summary.")
@click.option("--text-field", metavar="NAME", help="Field of records, such as those of JSONL and CSV, that holds the text.")
@click.option("--id-field", metavar="NAME", help="Field of records that holds the id.")
@about_options
@change_options
@redact_option
@audit_options
@click.option(
    "--jobs", callback=_jobs, default="auto", show_default=True, metavar="N|auto", help="Processes that audit; auto for as many as help."
)
@click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder that keeps what is done, so that a scan that was stopped, or is repeated, audits only what is new.",
)
@click.option("--share/--no-share", default=True, show_default=True, help="Audit a text that repeats once, and name the first that had it.")
@click.option(
    "--progress/--no-progress",
    default=None,
    help="Tell on standard error how far it is.  [default: on a terminal, and of scans that take long]",
)
@language_option
@click.pass_context
def scan(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Audit files, folders, or standard input (-).

    \b
    auditor scan notice.docx posts.xlsx
    auditor scan ads/ --fail-on violation --report json=report.json
    auditor scan ads.jsonl --format jsonl --output findings.jsonl
    auditor scan notice.docx --show-dismissed      also what was let pass, and why
    auditor scan --diff main...                    what this branch has changed

    Kinds are told by content. Anything else, and whatever cannot be read, is listed as not audited.

    \b
    Reads:
      texts        .txt .md .html .mhtml .pdf .ofd
      Office, WPS  .docx .dotx .odt .pptx .xlsx .xlsm .xlsb .xls .et .ods
      records      .json .jsonl .csv .tsv .yaml
      templates    of these: .j2 .liquid .hbs .mustache .ejs .erb .twig .tmpl ...
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
    130  stopped by Ctrl-C
    """  # noqa: D301 - click wants the sign itself
    paths, silencers = choose_paths(paths, options)
    try:
        tally = _audit(paths, config_of(options), options, silencers)
    except KeyboardInterrupt:
        click.echo(f"auditor: {_stopped(options)}", err=True)
        context.exit(ExitCode.STOPPED)
    context.exit(exit_code(tally, fail_on(options)) if paths else ExitCode.CLEAN)


def _stopped(options: dict[str, Any]) -> str:
    if options["state"]:
        zh = f"已停止；已审核的结果保存在 {options['state']}，重新运行同一命令即可继续。"
        return Wording(zh, f"stopped; what was audited is kept in {options['state']}: the same command goes on from there").get(
            options["language"]
        )
    zh = "已停止，未写出报告；大批量审核可用 --state DIR，以便继续。"
    return Wording(zh, "stopped, no report was written; with --state DIR a scan can go on where it was").get(options["language"])


class _Start(NamedTuple):
    """What is audited, by how many processes, and what has begun to read where that is this one: it is at it while the rest is imported."""

    paths: tuple[str, ...]
    config: Config
    jobs: int
    isolated: Isolated | None


def _start(stack: ExitStack, paths: tuple[str, ...], config: Config, options: dict[str, Any]) -> _Start:
    """Begin to read, unless the first file may be known from before: then it is not to be opened at all."""
    jobs = options["jobs"] or jobs_for(paths, exclusion_of(config))
    if jobs > 1 or options["state"]:
        end_ahead()
        return _Start(paths, config, jobs, None)
    from auditor.batch.reading import reading_ahead

    isolated = reading_ahead(paths, config.read_options, exclusion_of(config))
    stack.callback(isolated.close)
    return _Start(paths, config, jobs, isolated)


def _audit(paths: tuple[str, ...], config: Config, options: dict[str, Any], silencers: tuple[Silencer, ...]) -> Tally:
    """Have every result written as it comes; what is slow to import is imported here, after ``--help`` and usage errors."""
    with ExitStack() as stack:
        start = _start(stack, paths, config, options)
        from auditor.report.reporter import ApartReporter

        reporters = _reporters(stack, paths, config, options)
        apart = [reporter for reporter in reporters if isinstance(reporter, ApartReporter)]
        if len(apart) == len(reporters):
            return _scan(start, apart, options, silencers)
        if start.isolated:
            start.isolated.close()  # objects are read by what audits them
        return _audit_one_by_one(paths, config, reporters, options, silencers)


def _scan(start: _Start, reporters: Sequence[ApartReporter], options: dict[str, Any], silencers: tuple[Silencer, ...]) -> Tally:
    from auditor.batch.scan import Scan, ScanOptions
    from auditor.cli.progress import watching
    from auditor.report.reporter import Reports

    paths, config, jobs, isolated = start
    settings = ScanOptions(jobs, options["share"], options["state"], silencers)
    scan = Scan(paths, config, [reporter.renderer for reporter in reporters], settings, isolated)
    reports = Reports(reporters)
    with watching(paths, options["progress"], options["language"], exclusion_of(config)) as watch:
        scan.run(reports, watch)
    reports.end(scan.tally, scan.inputs)
    return scan.tally


def _audit_one_by_one(
    paths: tuple[str, ...], config: Config, reporters: Sequence[Reporter], options: dict[str, Any], silencers: tuple[Silencer, ...]
) -> Tally:
    """Feed results to reporters that only take them as objects, which do not leave their process."""
    from auditor.batch.run import Batch
    from auditor.engine import Auditor
    from auditor.model.report import Tally

    if options["state"] or (options["jobs"] or 1) > 1:
        raise ConfigError("--state and --jobs need reports that are rendered apart; one of these formats is not")
    batch, tally = Batch(Auditor(config), paths, silencers=silencers), Tally()
    for reporter in reporters:
        reporter.begin(batch.header)
    for result in batch:
        tally.add(result)
        for reporter in reporters:
            reporter.add(result)
    tally.excluded = batch.exclusion.count
    batch.settle(tally)
    for reporter in reporters:
        reporter.end(tally, batch.inputs)
    return tally


def _reporters(stack: ExitStack, paths: tuple[str, ...], config: Config, options: dict[str, Any]) -> list[Reporter]:
    from auditor.report.reporter import ReportOptions, make_reporter

    settings = ReportOptions(
        options["language"], options["show_dismissed"], redactor_of(options), config, fail_on(options), options["show_silenced"]
    )
    targets = [(options["format_"], options["output"]), *map(_target, options["reports"])]
    refuse_overwriting(paths, [path for _, path in targets if path], exclusion_of(config))
    opened = [(name, output_or_stdout(stack, path)) for name, path in targets]
    if options["summary"]:
        shown = options["format_"] == "terminal" and not options["output"]
        opened.append(("summary", sys.stdout if shown else sys.stderr))
    return [make_reporter(name, stream, settings) for name, stream in opened]


def _target(report: str) -> tuple[str, Path]:
    name, sign, path = report.partition("=")
    if not sign or not path:
        raise ConfigError(f"--report {report}: write FORMAT=PATH, such as json=report.json")
    from auditor.report.reporter import formats

    if name not in formats():
        raise ConfigError(f"--report {report}: {name!r} is none of {', '.join(formats())}")
    return name, Path(path)
