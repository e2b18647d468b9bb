"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from auditor.cli.configured import config_option, from_files, quiet_config_option
from auditor.config import ABOUT_PARTS, REGIONS, SETTABLE, Config
from auditor.extract.source import MEBIBYTE, OCR, ReadOptions
from auditor.model.grounds import Employer, Severity

if TYPE_CHECKING:
    from auditor.redaction import Redactor

Command = TypeVar("Command", bound=Callable[..., Any])


def redact_option(command: Command) -> Command:
    """Add ``--redact``; ``redactor_of`` reads it."""
    text = "Mask phone numbers, mails, QQ and WeChat accounts, ID numbers and names of persons in all that is written."
    return click.option("--redact", is_flag=True, help=text)(command)


def redactor_of(options: Mapping[str, Any]) -> Redactor | None:
    """Return what masks personal data, if ``--redact`` asks for it.

    Raises:
        PackError: if the forms of personal data cannot be used.
    """
    if not options["redact"]:
        return None
    from auditor.packs.folders import built_in_folder
    from auditor.packs.personal import load_personal
    from auditor.redaction import Redactor

    return Redactor(load_personal((built_in_folder(), *options.get("packs", ()))))


def packs_option(command: Command) -> Command:
    """Add ``--pack``, and the configuration files that may name packs."""
    return quiet_config_option(_pack(command))


def _pack(command: Command) -> Command:
    decorate = click.option(
        "--pack",
        "packs",
        type=click.Path(file_okay=False, path_type=Path),
        multiple=True,
        metavar="DIR",
        help="Folder of your own rules, or installed:NAME, added to the built-in ones; may be repeated.",
    )
    return decorate(command)


def audit_options(command: Command) -> Command:
    """Add what an audit of any kind of input goes by, and what fails; ``config_of`` and ``fail_on`` read it."""
    return _FAIL_ON(_BASELINE(judging_options(command)))


def judging_options(command: Command) -> Command:
    """Add the same but for ``--fail-on`` and ``--baseline``."""
    command = _reading(command)
    for option in reversed(_AUDIT_OPTIONS):
        command = option(command)
    return config_option(_pack(command))


def reading_options(command: Command) -> Command:
    """Add what reading any kind of input goes by; ``reading_config_of`` reads it."""
    return config_option(_reading(command))


def _reading(command: Command) -> Command:
    for option in reversed(_READING_OPTIONS):
        command = option(command)
    return command


def about_options(command: Command) -> Command:
    """Add the names of the fields and columns that say what is known of an ad."""
    for part, meaning in reversed(_ABOUT_FIELDS.items()):
        command = click.option(f"--{part}-field", metavar="NAME", help=f"Field or column that {meaning}.")(command)
    return command


_ABOUT_FIELDS = {
    "employer": "names who hires",
    "city": "names the city",
    "date": "holds the day of publication",
    "url": "holds the address of the ad",
    "source": "names who published the ad",
}


def config_of(options: Mapping[str, Any]) -> Config:
    """Return the configuration that the options of ``audit_options`` ask for.

    Raises:
        ConfigError: if one of them cannot be used.
    """
    names = ("select", "ignore", "packs", "region", "as_of", "text_field", "id_field", *(f"{part}_field" for part in ABOUT_PARTS))
    given = {name: options[name] for name in names if options.get(name)}
    given |= {name: options[name] for name in ("suppressions", "baseline") if options.get(name)}
    files = from_files(options.get("settings"), options)
    return Config(**given, **limits_of(options), **files, employer=Employer(options["employer"]), gate=not options["no_gate"])


def reading_config_of(options: Mapping[str, Any]) -> Config:
    """Return the configuration that the options of ``reading_options`` ask for, and the names of fields beside them.

    Raises:
        ConfigError: if one of them cannot be used.
    """
    given: dict[str, Any] = {name: options.get(name) for name in ("id_field", "text_field")}
    files = from_files(options.get("settings"), options)
    given |= {name: files[name] for name in ("exclude", "read_from") if name in files}
    return Config(**given, **limits_of(options))


def limits_of(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of a configuration that the options of ``reading_options`` ask for."""
    return {
        "max_bytes": options["max_size"] * MEBIBYTE,
        "max_pages": options["max_pages"],
        "max_seconds": options["max_seconds"],
        "max_memory": options["max_memory"] * MEBIBYTE,
        "ocr": options["ocr"],
    }


def fail_on(options: Mapping[str, Any]) -> Severity | None:
    """Return the lowest severity that fails; None for never."""
    return None if options["fail_on"] == "never" else Severity(options["fail_on"])


def words(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Split values at commas."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def _levels(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> dict[str, Severity]:
    """Return severities by name."""
    levels: dict[str, Severity] = {}
    for value in values:
        name, _, level = value.partition("=")
        if not name or level not in tuple(SETTABLE):
            raise click.BadParameter(f"{value!r}: write NAME=LEVEL, the level one of {', '.join(SETTABLE)}")
        levels[name] = Severity(level)
    return levels


_EXCLUDE = click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Leave files out, as a line of .gitignore says; the report counts them.",
)
_FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in reversed(Severity)), "never"], case_sensitive=False),
    default=Severity.POLICY.value,
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
_BASELINE = click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Count only findings that this file does not know; auditor baseline create writes one.",
)
_AUDIT_OPTIONS = (
    click.option("--select", multiple=True, callback=words, metavar="NAME", help="Look only for these grounds, families or rules."),
    click.option("--ignore", multiple=True, callback=words, metavar="NAME", help="Leave these grounds, families or rules out."),
    click.option(
        "--severity",
        multiple=True,
        callback=_levels,
        metavar="NAME=LEVEL",
        help=f"Set the severity of a rule, ground or family to {', '.join(SETTABLE)}; may be repeated.",
    ),
    click.option(
        "--employer",
        type=click.Choice([employer.value for employer in Employer], case_sensitive=False),
        default=Employer.UNKNOWN.value,
        show_default="what the text says of each post",
        help="Who hires.",
    ),
    click.option(
        "--region",
        type=click.Choice(REGIONS[1:], case_sensitive=False),
        show_default="what the text says of each post",
        help="Where the post is.",
    ),
    click.option(
        "--as-of",
        metavar="DATE",
        help="Day whose law applies, such as 2026-01-31; where another text of a law held then, the report says so.  [default: today]",
    ),
    click.option(
        "--suppressions/--no-suppressions",
        default=False,
        show_default=True,
        help="Heed comments such as <!-- auditor: ignore GEN001 reason=... -->, and files such as offer.docx.auditor.toml.",
    ),
    click.option("--no-gate", is_flag=True, help="For debugging: look at every clause with every pattern."),
)


def _limit(name: str, default: float, unit: str, text: str) -> Callable[[Command], Command]:
    kind = click.FloatRange(min=0, min_open=True) if unit == "SECONDS" else click.IntRange(min=1)
    return click.option(name, type=kind, default=default, show_default=True, metavar=unit, help=text)


_LIMITS = ReadOptions()
_READING_OPTIONS = (
    _EXCLUDE,
    _limit("--max-size", _LIMITS.max_bytes // MEBIBYTE, "MIB", "Largest file that is read whole, in MiB; files of records are streamed."),
    _limit("--max-pages", _LIMITS.max_pages, "N", "Most pages that are read of one file."),
    _limit("--max-seconds", _LIMITS.max_seconds, "SECONDS", "Longest time that a file may take without a further document or page."),
    _limit("--max-memory", _LIMITS.max_memory // MEBIBYTE, "MIB", "Most memory that reading a file may take, in MiB."),
    click.option(
        "--ocr",
        type=click.Choice(OCR, case_sensitive=False),
        default=_LIMITS.ocr,
        show_default=True,
        help="Read text off pictures: where there is no other (auto), on every page (always), or never.",
    ),
)
