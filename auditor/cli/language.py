"""In which language the program speaks: ``--lang``, or that of the locale."""

from __future__ import annotations

import locale
import os
from collections.abc import Callable
from contextvars import ContextVar
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


_CHOSEN: ContextVar[Language | None] = ContextVar("chosen", default=None)


def chosen_language() -> Language:
    """Return the language that ``--lang`` asked for, or that of the locale: for what is said after a command has failed."""
    return _CHOSEN.get() or default_language()


def _choose(_context: click.Context, _option: click.Parameter, language: Language) -> Language:
    _CHOSEN.set(language)
    return language


def language_option(command: Command) -> Command:
    """Add ``--lang``."""
    decorate = click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        callback=_choose,
        is_eager=True,
        default=default_language,
        show_default="by locale",
        help="Language of what the program says; quoted text stays as it is.",
    )
    return decorate(command)
