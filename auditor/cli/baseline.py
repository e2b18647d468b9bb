"""``auditor baseline``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli.exit_codes import ExitCode, exit_code
from auditor.cli.language import language_option
from auditor.cli.options import Command, about_options, config_of, judging_options
from auditor.cli.output import open_output, refuse_overwriting
from auditor.config import today
from auditor.errors import ConfigError
from auditor.model.wording import Language, Wording

if TYPE_CHECKING:
    from auditor.batch.recording import Recorded

DEFAULT = Path("auditor-baseline.json")

_THERE = Wording(
    "已有这个文件：auditor baseline update 会保留其中的理由，--force 覆盖",
    "is there already; auditor baseline update keeps its reasons, --force replaces it",
)
_WRITTEN = Wording("{path}：共 {entries} 条，{findings} 处", "{path}: entries: {entries}, findings: {findings}")
_CHANGES = Wording("新增 {added} 处，删去 {dropped} 处", "added: {added}, taken out: {dropped}")
_LEFT = Wording("另有 {left} 处新发现未加入（用 --add 加入）", "new and not added: {left} (--add adds them)")
_NOT_JUDGED = Wording("有 {count} 处未能审核，详见 auditor scan", "could not be judged: {count}; auditor scan tells more")


@click.group()
def baseline() -> None:
    """Know what is found today, so that only new findings count.

    \b
    auditor baseline create ads/                write auditor-baseline.json
    auditor scan ads/ --baseline auditor-baseline.json
    auditor baseline update ads/                take out what is no longer found

    The file is plain JSON with one entry on a line. A "reason" and an "until" (2027-01-31), written into an entry by hand, are kept;
    after that day the entry does nothing any more.
    """  # noqa: D301 - click wants the sign itself


def _input_options(command: Command) -> Command:
    for name, text in (("--id-field", "holds the id"), ("--text-field", "holds the text")):
        command = click.option(name, metavar="NAME", help=f"Field of records that {text}.")(command)
    known = click.option(
        "--baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help=f"The baseline.  [default: that of the configuration, or {DEFAULT}]",
    )
    return known(about_options(judging_options(language_option(command))))


@baseline.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the baseline to this file; the same as --baseline.",
)
@click.option("--force", is_flag=True, help="Replace the baseline if it is there, with its reasons.")
@_input_options
@click.pass_context
def create(context: click.Context, /, paths: tuple[str, ...], output: Path | None, force: bool, language: Language, **options: Any) -> None:
    """Write a baseline of all that is found in PATHS.

    Its paths are relative to its own folder. Exit code 3 if some input could not be audited: what is found there later will be new.
    """
    from auditor.batch.recording import create_baseline
    from auditor.engine import Auditor

    config = config_of(options)
    path = output or config.baseline or DEFAULT
    if path.exists() and not force:
        raise ConfigError(_THERE, str(path))
    refuse_overwriting(paths, [] if force else [path])
    done = create_baseline(Auditor(replace(config, baseline=path)), paths, path, today())
    context.exit(_write(done, path, language))


@baseline.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option("--add", is_flag=True, help="Add what the baseline does not know.")
@_input_options
@click.pass_context
def update(context: click.Context, /, paths: tuple[str, ...], add: bool, language: Language, **options: Any) -> None:
    """Take out of the baseline what is no longer found in PATHS, or in the files that it names.

    Reasons stay. A file that was renamed or moved within PATHS keeps its entries, under its new name.
    """
    from auditor.batch.recording import update_baseline
    from auditor.engine import Auditor
    from auditor.silence.baseline_file import read_baseline

    config = config_of(options)
    path = config.baseline or DEFAULT
    known = read_baseline(path, day="")
    done = update_baseline(Auditor(replace(config, baseline=path)), paths, known, today(), add)
    context.exit(_write(done, path, language, changes=True))


def _write(done: Recorded, path: Path, language: Language, changes: bool = False) -> ExitCode:
    from auditor.silence.baseline_file import baseline_text

    with ExitStack() as stack:
        open_output(stack, path).write(baseline_text(done.entries))
    findings = sum(entry.count for entry in done.entries)
    click.echo(_WRITTEN.get(language).format(path=path, entries=len(done.entries), findings=findings), err=True)
    if changes:
        click.echo(_CHANGES.get(language).format(added=done.added, dropped=done.dropped), err=True)
    if done.left:
        click.echo(_LEFT.get(language).format(left=done.left), err=True)
    if done.tally.failures:
        click.echo(_NOT_JUDGED.get(language).format(count=done.tally.failures), err=True)
    return exit_code(done.tally, None)
