"""``auditor extract``."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import language_option
from auditor.cli.options import reading_config_of, reading_options, redact_option, redactor_of
from auditor.cli.output import output_or_stdout, refuse_overwriting
from auditor.model.document import Document, Failure
from auditor.model.report import Tally


@click.command(short_help="Show what is read of files, segment by segment.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("--format", "format_", type=click.Choice(["text", "json", "jsonl"]), default="text", show_default=True, help="Format.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of the terminal.")
@click.option("--id-field", metavar="NAME", help="Field of records that holds the id.")
@redact_option
@reading_options
@language_option
@click.pass_context
def extract(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Show what is read of files, segment by segment, with the place, label, post and group of each.

    Nothing is judged. It answers the question why scan did not see something: whether the text was read, and as what.

    \b
    auditor extract notice.docx
    auditor extract posts.xlsx --format json -o read.json
    auditor extract poster.png --ocr always

    \b
    Exit codes, the highest that holds:
      0  all was read
      2  wrong usage, or nothing to read
      3  something could not be read
      4  a bug
    """  # noqa: D301 - click wants the sign itself
    context.exit(_extract(paths, options))


def _extract(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    from auditor.batch.inputs import exclusion_of
    from auditor.batch.reading import Reading, unread
    from auditor.report.reading import FORMATS
    from auditor.report.totals import excluded

    config = reading_config_of(options)
    redactor = redactor_of(options)
    output = options["output"]
    refuse_overwriting(paths, [output] if output else [])
    documents = 0
    failures: list[Failure] = []
    with ExitStack() as stack:
        stream = output_or_stdout(stack, output)
        writer = FORMATS[options["format_"]](stream, options["language"])
        exclusion = exclusion_of(config)
        reading = stack.enter_context(Reading(paths, config.read_options, exclusion))
        for item in reading:
            documents += 1
            document = item if isinstance(item, Document) else unread(item)
            writer.add(redactor.document(document) if redactor else document)
            failures += document.failures
        writer.end()
    if left_out := excluded(Tally(excluded=exclusion.count)):
        click.echo(left_out.get(options["language"]), err=True)
    return _code(failures, is_empty=not documents and not exclusion.count)


def _code(failures: Sequence[Failure], is_empty: bool) -> ExitCode:
    if any(failure.bug for failure in failures):
        return ExitCode.BUG
    if failures:
        return ExitCode.NOT_AUDITED
    return ExitCode.USAGE if is_empty else ExitCode.CLEAN  # what the user has excluded is none of both
