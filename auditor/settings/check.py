"""See that a configuration file has the shape that it must have; what has been checked once is not checked again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from auditor.cache.entries import read_entry, write_entry
from auditor.cache.stamp import code_version, stamp
from auditor.errors import ConfigError
from auditor.model.wording import Wording, fill, same
from auditor.report.reporter import formats
from auditor.settings.source import SettingsFile
from auditor.settings.toml_lines import KeyPath

_MADE_BY = ("settings", "batch/weigh.py", "config.py", "globs.py", "model", "extract/source.py")  # what the answer depends on
_CHECKED = b"checked"

_UNKNOWN = Wording("没有这一项{meant}", "there is no such key{meant}")
_MEANT = Wording("，是否想写 {name}？", "; did you mean {name}?")
_CHOICE = Wording("没有 {value!r}，可用的有 {known}{meant}", "{value!r} is none of {known}{meant}")
_FAULTS: Mapping[str, Wording] = {
    "string_type": Wording('要写成文本，如 "…"', 'must be a text, such as "…"'),
    "string_too_short": Wording("不能为空", "must not be empty"),
    "list_type": Wording('要写成列表，如 ["…", "…"]', 'must be a list, such as ["…", "…"]'),
    "too_short": Wording("至少写一项", "must hold something"),
    "dict_type": Wording('要写成表，如 {{ 名称 = "…" }}', 'must be a table, such as {{ name = "…" }}'),
    "model_type": Wording('要写成表，如 {{ 名称 = "…" }}', 'must be a table, such as {{ name = "…" }}'),
    "bool_type": Wording("要写成 true 或 false", "must be true or false"),
    "int_type": Wording("要写成整数", "must be a whole number"),
    "float_type": Wording("要写成数字", "must be a number"),
    "float_parsing": Wording("要写成数字", "must be a number"),
    "greater_than": Wording("须大于零", "must be above zero"),
    "greater_than_equal": Wording("须大于零", "must be above zero"),
    "finite_number": Wording("要写成有限的数", "must be a finite number"),
    "missing": Wording("缺少这一项", "is missing"),
    "glob": Wording('不是文件名模式，写法同 .gitignore，如 "drafts/"', 'is no pattern of file names as in .gitignore, such as "drafts/"'),
    "day": Wording("不是日期，如 2026-01-31", "is not a day such as 2026-01-31"),
    "jobs": Wording("既不是 auto，也不是 1 到 256 的整数", "is neither auto nor a whole number from 1 to 256"),
}


def check(file: SettingsFile) -> None:
    """See that a file has the shape of its model.

    Raises:
        ConfigError: with file, line and key, at the first place where it has not.
    """
    version = stamp(code_version(_MADE_BY), file.content.hex(), file.path.name, *formats())
    if version and read_entry(f"config-{version}") == _CHECKED:
        return
    _validate(file)
    if version:
        write_entry(f"config-{version}", _CHECKED)


def _validate(file: SettingsFile) -> None:
    from pydantic import ValidationError

    from auditor.settings.files import AuditorFile

    try:
        AuditorFile.model_validate(file.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _fault(file, first["type"], first["loc"], first.get("ctx", {}), first["msg"]) from error


def _fault(file: SettingsFile, kind: str, loc: KeyPath, context: Mapping[str, Any], message: str) -> ConfigError:
    path = tuple(part for part in loc if part != "[key]")
    if kind == "extra_forbidden":
        meant = _meant(str(path[-1]), known_keys(path[:-1]))
        return file.fault(path, fill(_UNKNOWN, meant=meant))
    if kind == "choice":
        value, known = context["value"], context["known"]
        return file.fault(path, fill(_CHOICE, value=value, known=known, meant=_meant(value, known.split(", "))))
    return file.fault(path, fill(_FAULTS.get(kind, same(message.replace("{", "{{").replace("}", "}}")))))


def _meant(name: str, known: Iterable[str]) -> Wording | str:
    from difflib import get_close_matches

    near = get_close_matches(name.replace("_", "-").lower(), list(known), n=1)
    return fill(_MEANT, name=near[0]) if near else ""


def known_keys(path: KeyPath) -> list[str]:
    """Return which keys may stand at a place."""
    from auditor.settings.files import AuditorFile, FieldsFile, OverrideFile, SettingsModel

    model: type[SettingsModel] = AuditorFile
    if path:
        model = OverrideFile if path[0] == "overrides" else FieldsFile
    return [field.alias or name for name, field in model.model_fields.items()]
