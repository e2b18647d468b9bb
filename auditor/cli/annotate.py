"""``auditor annotate``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.exit_codes import exit_code
from auditor.cli.language import language_option
from auditor.cli.options import audit_options, config_of, fail_on, redact_option, redactor_of
from auditor.model.wording import Language, Wording
from auditor.report.printable import printable
from auditor.report.totals import beside, idle, options_line, set_aside
from auditor.report.words import NOTICES, describe, notice_place, noticed, shown_name, unread

if TYPE_CHECKING:
    from auditor.model.report import Report
    from auditor.revise.annotate import Annotation

_MARKED = Wording("已标出 {} 处：{}", "marked: {}, in {}")
_UNMARKED = Wording("未能在文中标出", "no mark where it stands")
_NOT_JUDGED = Wording("未能审核", "could not be judged")
_CAUTION = Wording("注意", "caution")


@click.command(short_help="Write a copy with a mark and a note on every finding.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The copy with marks.")
@click.option("--force", is_flag=True, help="Replace the copy if it is there.")
@redact_option
@audit_options
@language_option
@click.pass_context
def annotate(context: click.Context, /, file: Path, output: Path, force: bool, language: Language, **options: Any) -> None:
    """Write a copy of FILE with a mark and a note on every finding; FILE stays as it is.

    Word files get comments on the exact words and highlight, PDF files highlight with notes, Excel workbooks cell comments and fill,
    HTML pages marks with a list on top. Exit codes are those of scan.

    \b
    auditor annotate notice.docx -o marked.docx
    auditor annotate posts.xlsx -o marked.xlsx --force    write the copy anew
    auditor annotate notice.pdf -o marked.pdf --redact    notes without phone numbers and names
    """  # noqa: D301 - click wants the sign itself
    from auditor.engine import Auditor
    from auditor.revise.annotate import annotate as write_copy

    redactor = redactor_of(options)
    done = write_copy(Auditor(config_of(options)), file, output, language, force, redactor=redactor)
    for line in _told(done, output, language):
        click.echo(redactor.text(line) if redactor else line, err=True)
    context.exit(exit_code(done.report.tally, fail_on(options)))


def _told(done: Annotation, output: Path, language: Language) -> list[str]:
    """Say what was written, and all that the copy does not show where it stands."""
    lines = [_MARKED.get(language).format(done.marked, output)] if done.written else []
    lines += [f"{_UNMARKED.get(language)}: {describe(note.location, language)}: {note.words}" for note in done.unmarked]
    lines += [f"{_CAUTION.get(language)}: {caution.get(language)}" for caution in done.cautions]
    for failure in done.report.failures:
        lines.append(f"{_NOT_JUDGED.get(language)}: {shown_name(failure.source, language)}: {unread(failure, language)}")
    return [*map(printable, (*lines, *_quiet(done.report, language)))]


def _quiet(report: Report, language: Language) -> Iterator[str]:
    """Yield what a scan says of suppressions and of what does not count, too."""
    for document in report.documents:
        for notice in document.notices:
            where = notice_place(notice, language)
            yield f"{NOTICES[notice.kind].get(language)}: {where}: {noticed(notice, language)}"
    tally = report.tally
    for said in (set_aside(tally), idle(tally), *beside(report.header, tally), options_line(report.header)):
        if said:
            yield said.get(language)
