"""Where configuration files enter commands: what they say becomes the default of options, so that the command line wins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.errors import ConfigError
from auditor.model.wording import Wording

if TYPE_CHECKING:
    from auditor.settings.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

NO_CONFIG, NAMED = "auditor.no-config", "auditor.config"
_BOTH = Wording("--config 与 --no-config 不能同用", "--config and --no-config do not go together")
PARAMETERS = {"lang": "language", "format": "format_"}
"""Names of parameters that are not those of their keys."""


def parameter_of(key: str) -> str:
    """Return the name of the parameter that a key is the default of, such as ``text_field`` of ``fields.text``."""
    table, _, name = key.partition(".")
    return f"{name}_field" if table == "fields" and name else PARAMETERS.get(key, key.replace("-", "_"))


def config_option(command: Command) -> Command:
    """Add ``--config`` and ``--no-config``; the command is given what the files say as ``settings``."""
    return _with_config(command, told=True)


def quiet_config_option(command: Command) -> Command:
    """Add them to a command that needs nothing of the files but defaults of its options."""
    return _with_config(command, told=False)


def _with_config(command: Command, told: bool) -> Command:
    """Add the options eagerly and before others, so that the language of messages may come from a file."""
    from_file = click.option(
        "--config",
        "settings",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        is_eager=True,
        expose_value=told,
        callback=_load,
        help="Configuration file.  [default: the nearest auditor.toml, or pyproject.toml with [tool.auditor], from the working folder up]",
    )
    none = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_note,
        help="Read no configuration file.",
    )
    return none(from_file(command))


def _note(context: click.Context, _option: click.Parameter, value: bool) -> None:
    """Note what is asked; the options come in the order in which they are written."""
    if value and NAMED in context.meta:
        raise ConfigError(_BOTH)
    context.meta[NO_CONFIG] = value


def _load(context: click.Context, _option: click.Parameter, path: Path | None) -> Settings | None:
    """Read the configuration files, and let what they say be the defaults of the command's options."""
    if context.resilient_parsing:
        return None
    if context.meta.get(NO_CONFIG):
        if path:
            raise ConfigError(_BOTH)
        return None
    if path:
        context.meta[NAMED] = path
    elif (path := _nearest()) is None:
        return None
    from auditor.settings.settings import load_settings

    settings = load_settings(path)
    context.default_map = {**(context.default_map or {}), **_defaults(settings, {option.name for option in context.command.params})}
    return settings


def _nearest() -> Path | None:
    from auditor.settings.discovery import find_config

    try:
        return find_config(Path.cwd())
    except FileNotFoundError:  # the working folder has been deleted
        return None


def _defaults(settings: Settings, wanted: Collection[str | None]) -> dict[str, Any]:
    """Return the defaults of the parameters of a command.

    Those with a table take one entry each on the command line, and what lies beside its file is left out by the file itself. The
    format is that of reports of an audit: what other commands write has formats of its own.
    """
    writes_reports = "show_dismissed" in wanted
    apart = {"exclude", "severity", *(() if writes_reports else ("format_",))}
    plain = {parameter_of(key): setting.value for key, setting in settings.values.items()}
    reports = [f"{name}={path}" for name, path in settings.table("reports").items()]
    told = {name: value for name, value in plain.items() if name in wanted and name not in apart}
    return told | ({"reports": reports} if writes_reports and reports else {})


def given(option: str) -> bool:
    """Tell whether an option of the command that runs stands on the command line."""
    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE


def from_files(settings: Settings | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what files alone can say, and what the command line says beside them, by the fields of ``Config``."""
    from auditor.globs import Globs
    from auditor.model.grounds import Severity

    severity = {name: Severity(level) for name, level in (settings.table("severity") if settings else {}).items()}
    told: dict[str, Any] = {"severity": severity | dict(options.get("severity") or ())}
    if settings:
        told |= {**settings.of_files, "exclude": settings.exclude}
        told["origins"] = {key: place for key, place in settings.origins.items() if not given(key[0])}
    if options.get("exclude"):
        told["exclude"] = (Globs(tuple(options["exclude"]), Path.cwd()),)
    return told
