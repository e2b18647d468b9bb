"""Options that commands share."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from auditor.model.wording import Language

Command = TypeVar("Command", bound=Callable[..., Any])


def default_language() -> Language:
    """Return Chinese where the user's locale is Chinese, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "zh" if os.environ[name].lower().startswith(("zh", "chinese")) else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def language_option(command: Command) -> Command:
    """Add ``--lang``."""
    decorate = click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=default_language,
        show_default="by locale",
        help="Language of what the program says; quoted text stays as it is.",
    )
    return decorate(command)


def packs_option(command: Command) -> Command:
    """Add ``--pack``."""
    decorate = click.option(
        "--pack",
        "packs",
        type=click.Path(file_okay=False, path_type=Path),
        multiple=True,
        help="Folder of your own rules, added to the built-in ones; may be repeated.",
    )
    return decorate(command)


def words(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Split values at commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())
