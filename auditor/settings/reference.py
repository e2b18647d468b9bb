"""The keys of configuration files, for people and editors: a reference in Markdown and a JSON Schema, both made from the models."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from msgspec import Struct

from auditor.model.wording import Wording, same
from auditor.settings.files import DEFAULT, AuditorFile

Schema: TypeAlias = Mapping[str, Any]

_TITLE = "Configuration of clause-auditor"
_TYPES = {
    "string": Wording("文本", "text"),
    "boolean": Wording("true 或 false", "true or false"),
    "integer": Wording("整数", "whole number"),
    "number": Wording("数字", "number"),
}
_LIST = Wording("列表", "list")
_TABLE = Wording("表", "table")
_HEAD = (
    "| 项 Key | 类型 Type | 默认 Default | 含义 Meaning |",
    "| --- | --- | --- | --- |",
)
_INTRODUCTION = """# 配置参考 · Configuration reference

<!-- 由 auditor config docs 生成，请勿手改。Made by auditor config docs; do not edit. -->

从工作目录起向上找，最近的 `auditor.toml`，或含 `[tool.auditor]` 的 `pyproject.toml` 生效；同一文件夹中以前者为先。
`--config FILE` 指定文件，`--no-config` 不读任何文件。被审核的文件夹和压缩包里的配置文件从不读取，除非工作目录就在那里。
命令行先于文件，文件先于默认值。`auditor config show` 列出各项的值和出处。

The nearest `auditor.toml`, or `pyproject.toml` with a table `[tool.auditor]`, from the working directory upwards is in force;
in one folder the former comes first. `--config FILE` names a file, `--no-config` reads none. Configuration files inside audited
folders and archives are never read, unless one works in that folder. The command line counts before the file, the file before
the default. `auditor config show` lists every value and where it comes from.

"""
_AFTERWARDS = """
`extends`、`packs`、`baseline`、`state`、`reports` 的路径和文件名模式，都从写它们的配置文件所在文件夹算起。
表 `severity`、`fields`、`reports` 逐名合并，`overrides` 相接，其余各项以最近的文件为准。文件名模式写法同 `.gitignore`；
不在该文件夹内的文件，只有不含斜杠的模式才适用。压缩包里的文件按压缩包自身的路径归属。标准输入没有路径，
`exclude` 和 `overrides` 对它不起作用。

Paths in `extends`, `packs`, `baseline`, `state` and `reports`, and patterns of file names, start from the folder of the file that
holds them. The tables `severity`, `fields` and `reports` are joined name by name, `overrides` one after the other; of all else the
nearest file has its way. Patterns are those of `.gitignore`; for files outside that folder only patterns without a slash count.
Files in an archive go by the path of the archive. Standard input has no path, so `exclude` and `overrides` do nothing to it.

```toml
# auditor.toml
extends = "../house.toml"
ignore = ["appearance"]
employer = "private"
exclude = ["drafts/"]

[severity]
GEN001 = "risk"

[[overrides]]
files = ["campus/**"]
employer = "school"
```
"""


class Key(Struct, frozen=True):
    """A key of configuration files.

    Args:
        name: with that of the table around it, such as ``fields.text`` or ``overrides.files``.
        type: what may stand there.
        default: what holds where nothing does: a value, or words for what is none.
        meaning: what it is for.
    """

    name: str
    type: Wording
    default: Any
    meaning: Wording

    @property
    def default_wording(self) -> Wording:
        """The default as people read it."""
        return self.default if isinstance(self.default, Wording) else same(json.dumps(self.default).strip('"'))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of ``auditor.toml``."""
    made = AuditorFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_null(made), "title": _TITLE}


def _without_null(node: Any) -> Any:
    """Return a schema for TOML, which has no null: a key that says nothing is absent."""
    if isinstance(node, list):
        return [_without_null(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(value) for key, value in node.items() if key != "title" or not isinstance(value, str)}
    if kept.get("default", 0) is None:
        del kept["default"]
    if {"type": "null"} in kept.get("anyOf", []):
        choices = [each for each in kept.pop("anyOf") if each != {"type": "null"}]
        kept = {**kept, **(choices[0] if len(choices) == 1 else {"anyOf": choices})}
    return kept


def keys() -> list[Key]:
    """Return all keys in the order of the reference."""
    whole = schema()
    return list(_keys(whole, whole, ""))


def _keys(whole: Schema, table: Schema, prefix: str) -> Iterator[Key]:
    for name, told in table["properties"].items():
        zh, _, en = told["description"].partition("\n")
        default = told.get(DEFAULT, {"zh": "须写明", "en": "required"})
        words = Wording(**default) if isinstance(default, dict) else default
        yield Key(f"{prefix}{name}", _type(told, whole), words, Wording(zh, en))
        inner = _referred(told.get("items", told), whole)
        if "properties" in inner:
            yield from _keys(whole, inner, f"{prefix}{name}.")


def _referred(node: Schema, whole: Schema) -> Schema:
    return whole["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node


def _type(node: Schema, whole: Schema) -> Wording:
    """Say what may stand at a place."""
    node = {**_referred(node, whole), **node}
    if "enum" in node or "const" in node:
        return same(", ".join(f"`{value}`" for value in node.get("enum", [node.get("const")])))
    if "anyOf" in node:
        either = [_type(each, whole) for each in node["anyOf"]]
        return Wording("或".join(one.zh for one in either), " or ".join(one.en for one in either))
    if node["type"] == "array":
        return _of(_LIST, _type(node["items"], whole))
    if node["type"] == "object":
        inner = node.get("additionalProperties")
        return _of(_TABLE, _type(inner, whole)) if isinstance(inner, dict) else _TABLE
    return _TYPES[node["type"]]


def _of(outer: Wording, inner: Wording) -> Wording:
    return outer if inner == _TABLE else Wording(f"{outer.zh}：{inner.zh}", f"{outer.en} of {inner.en}")


def reference() -> str:
    """Return the reference as Markdown, in both languages."""
    rows = [f"| `{key.name}` | {_both(key.type)} | {_both(key.default_wording)} | {_both(key.meaning)} |" for key in keys()]
    return _INTRODUCTION + "\n".join([*_HEAD, *rows]) + "\n" + _AFTERWARDS


def _both(said: Wording) -> str:
    return said.zh if said.zh == said.en else f"{said.zh}<br>{said.en}"
