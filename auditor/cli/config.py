"""``auditor config``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from auditor.cli.configured import given, parameter_of
from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import language_option
from auditor.cli.scan import scan
from auditor.errors import ConfigError, system_fault
from auditor.model.wording import Language, Wording, fill
from auditor.report.printable import printable

if TYPE_CHECKING:
    from auditor.settings.settings import Setting, Settings

_FILES = Wording("配置文件", "configuration files")
_NO_FILE = Wording("没有配置文件", "no configuration file")
_BY_DEFAULT = Wording("默认", "default")
_BY_COMMAND = Wording("命令行", "command line")
_THERE = Wording("{file}：已有这个文件", "{file}: is there already")
_WRITTEN = Wording("已写出 {}", "written: {}")
_TABLES = ("severity", "reports")
_STARTER = """\
# clause-auditor 的配置。各项说明见 auditor config docs。
# Configuration of clause-auditor; for all keys see auditor config docs.

# employer = "private"              # 招聘单位的性质 who hires
# ignore = ["appearance"]           # 不查的规则、事由或类别 rules, grounds or families to leave out
# fail-on = "policy"                # 达到哪一程度时退出码为 1 lowest severity that makes the exit code 1
# exclude = ["drafts/", "*.bak"]    # 排除的文件 files to leave out

# [severity]
# GEN001 = "risk"                   # 改定严重程度 set a severity: note, risk, policy

# [[overrides]]                     # 对部分文件另作规定 other options for some files
# files = ["campus/**"]
# employer = "school"
"""


class From(StrEnum):
    """Where a value comes from."""

    DEFAULT = "default"
    FILE = "file"
    COMMAND = "command line"


class Shown(Struct, frozen=True):
    """A value in force.

    Args:
        key: as files write it.
        value: a plain value, or words for what is none.
        origin: where it comes from.
        place: file and line; empty where it comes from no file.
        via: places of the ``extends`` that led to the file.
    """

    key: str
    value: Any
    origin: From
    place: str = ""
    via: tuple[str, ...] = ()

    def told(self, language: Language) -> str:
        """Return it in one line."""
        value = self.value.get(language) if isinstance(self.value, Wording) else json.dumps(self.value, ensure_ascii=False)
        return printable(f"{self.key} = {value}  # {self._origin(language)}")

    def _origin(self, language: Language) -> str:
        if self.origin is From.FILE:
            return " ← ".join((self.place, *reversed(self.via)))
        return (_BY_COMMAND if self.origin is From.COMMAND else _BY_DEFAULT).get(language)

    @property
    def plain(self) -> dict[str, Any]:
        """It as plain data; null for what is no value."""
        value = None if isinstance(self.value, Wording) else self.value
        return {"value": value, "origin": self.origin.value, "place": self.place or None, "via": list(self.via)}


@click.group()
def config() -> None:
    """Show, start and describe configuration files.

    \b
    auditor config init                     write auditor.toml to start from
    auditor config show                     every option, its value, and the file that says so
    auditor config show --employer soe      the same beside options of scan
    auditor config schema > auditor.schema.json
    """  # noqa: D301 - click wants the sign itself


def _show(as_json: bool, settings: Settings | None, language: Language, **options: Any) -> None:
    """Show every option with the value in force and where it comes from.

    Options are those of scan: auditor config show --employer soe tells what auditor scan --employer soe goes by.
    """
    shown = list(_shown(settings, options | {"language": language}))
    files = [str(path) for path in settings.read_from] if settings else []
    if as_json:
        click.echo(json.dumps({"files": files, "values": {one.key: one.plain for one in shown}}, ensure_ascii=False, indent=1))
        return
    click.echo(printable(f"# {_FILES.get(language)}: {' → '.join(files)}" if files else f"# {_NO_FILE.get(language)}"))
    for one in shown:
        click.echo(one.told(language))


def _shown(settings: Settings | None, options: dict[str, Any]) -> Iterator[Shown]:
    """Yield the values in force in the order of the reference."""
    from auditor.settings.reference import keys

    values = settings.values if settings else {}
    for key in keys():
        top, _, inner = key.name.partition(".")
        if top == "extends" or key.name == "fields" or (top == "overrides" and inner):
            continue
        entries = {name: setting for name, setting in values.items() if name == key.name or name.startswith(f"{key.name}.")}
        if top == "overrides":
            entries = {f"overrides.{number}": one for number, one in enumerate(settings.override_settings if settings else ())}
        parameter = parameter_of(key.name)
        on_command = dict(_on_command(key.name, parameter, options)) if given(parameter) else {}
        if on_command and key.name != "severity":  # which is joined name by name
            entries = {}
        yield from (_of_file(name, one) for name, one in entries.items() if name not in on_command)
        yield from (Shown(name, value, From.COMMAND) for name, value in on_command.items())
        if not entries and not on_command:
            yield Shown(key.name, key.default, From.DEFAULT)


def _of_file(name: str, setting: Setting) -> Shown:
    return Shown(name, setting.value, From.FILE, setting.place, setting.via)


def _on_command(key: str, parameter: str, options: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what the command line says for a key, tables name by name."""
    value = options[parameter]
    if key == "reports":
        value = dict(report.partition("=")[::2] for report in value)
    if key in _TABLES:
        yield from ((f"{key}.{name}", str(inner)) for name, inner in value.items())
    else:
        yield key, _plain(key, value)


def _plain(key: str, value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [str(each) for each in value]
    if key == "jobs":
        return value or "auto"
    return value if isinstance(value, bool | int | float) else str(value)


show = click.Command(
    "show",
    callback=_show,
    params=[
        click.Option(["--json", "as_json"], is_flag=True, help="Print it as JSON."),
        *(option for option in scan.params if isinstance(option, click.Option)),
    ],
    help=_show.__doc__,
)
config.add_command(show)


@config.command()
def schema() -> None:
    """Print the JSON Schema of auditor.toml, which editors complete and check against."""
    from auditor.settings.reference import schema as settings_schema

    click.echo(json.dumps(settings_schema(), ensure_ascii=False, indent=2))


@config.command()
def docs() -> None:
    """Print the reference of all keys, in Markdown."""
    from auditor.settings.reference import reference

    click.echo(reference(), nl=False)


@config.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), default=Path("auditor.toml"))
@language_option
@click.pass_context
def init(context: click.Context, file: Path, language: Language) -> None:
    """Write a configuration file to start from: all is commented out, so nothing changes yet."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(_STARTER)
    except FileExistsError as error:
        raise ConfigError(fill(_THERE, file=file)) from error
    except OSError as error:
        raise ConfigError(system_fault(error), str(file)) from error
    click.echo(_WRITTEN.get(language).format(file), err=True)
    context.exit(ExitCode.CLEAN)
