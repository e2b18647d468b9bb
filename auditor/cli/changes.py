"""Options of a scan for which git has a say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.batch.inputs import STDIN
from auditor.model.wording import Wording

if TYPE_CHECKING:
    from auditor.cli.options import Command
    from auditor.silence.silencer import Silencer

_HERE = "."
_NOTHING = Wording("自 {} 以来没有改动过的文件", "no file has changed since {}")


def change_options(command: Command) -> Command:
    """Add ``--diff`` and ``--respect-gitignore``; ``choose_paths`` reads them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def choose_paths(paths: tuple[str, ...], options: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[Silencer, ...]]:
    """Return what is to be scanned, and what sets findings in old lines aside.

    Raises:
        ConfigError: if git cannot say.
    """
    if options["diff"] is None:
        return _kept(paths, options["respect_gitignore"]), ()
    if STDIN in paths:
        raise click.UsageError("--diff has nothing to compare standard input with")
    from auditor.changes.kept import changed_files
    from auditor.changes.since import changes_since
    from auditor.changes.unchanged import Unchanged

    files = changed_files(changes_since(options["diff"], Path(_HERE)), paths or (_HERE,))
    if not files:
        click.echo(f"auditor: {_NOTHING.get(options['language']).format(options['diff'])}", err=True)
    return tuple(files), (Unchanged(options["diff"], files),)


def _kept(paths: tuple[str, ...], respect_gitignore: bool) -> tuple[str, ...]:
    if not paths:
        raise click.UsageError("Missing argument 'PATHS...'.")
    if not respect_gitignore:
        return paths
    from auditor.changes.kept import kept_files

    return tuple(kept_files(paths))


_OPTIONS = (
    click.option(
        "--diff",
        metavar="REV",
        help="Audit only files that differ from a revision of git, such as HEAD or main..., and report only findings in lines that differ. "
        "Without PATHS: all such files below the working directory.",
    ),
    click.option(
        "--respect-gitignore", is_flag=True, help="Leave out files below folders that .gitignore leaves out; --diff does so in any case."
    ),
)
