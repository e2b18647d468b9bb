"""YAML as packs need it: every scalar a string, no key twice, and the line of every value for messages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

import yaml
from msgspec import Struct, field

from auditor.errors import PackError

# libyaml where the wheel has it; the plain loader reads the same. BaseLoader resolves no types: 985 and no stay words.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

Path_: TypeAlias = tuple[str | int, ...]


class YamlSource(Struct):
    """A parsed file: its data, and the line (from 1) of every key path.

    Args:
        name: the path inside the pack, for messages.
    """

    name: str
    data: Any
    lines: dict[Path_, int] = field(default_factory=dict)

    def place(self, path: Path_) -> str:
        """Name file, line and key path, such as ``gender/GEN001.yaml:8: patterns.0.regex``."""
        known = path
        while known and known not in self.lines:
            known = known[:-1]
        dotted = ".".join(map(str, path))
        return f"{self.name}:{self.lines.get(known, 1)}" + (f": {dotted}" if dotted else "")


def parse_yaml(content: bytes, name: str) -> YamlSource:
    """Parse one file.

    Args:
        content: the bytes of the file.
        name: what messages call it.

    Raises:
        PackError: if it is no UTF-8, no YAML, or repeats a key.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise PackError(name, f"cannot be read: {error}") from error
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except RecursionError as error:
        raise PackError(name, "nested too deeply") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PackError(
            f"{name}:{mark.line + 1}" if mark else name, f"not YAML: {getattr(error, 'problem', None) or str(error).splitlines()[0]}"
        ) from error
    source = YamlSource(name, None)
    try:
        source.data = _build(root, (), source, set()) if root is not None else {}
    except RecursionError as error:
        raise PackError(name, "nested too deeply") from error
    return source


def _build(node: yaml.Node, path: Path_, source: YamlSource, built: set[int]) -> Any:
    source.lines[path] = node.start_mark.line + 1
    if id(node) in built:  # an alias can make a file grow without end, or hold itself
        raise PackError(source.place(path), "YAML aliases (*name) are not read; write it out")
    built.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, source, built))
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, index), source, built) for index, child in enumerate(node.value)]
    return node.value


def _pairs(node: yaml.MappingNode, path: Path_, source: YamlSource, built: set[int]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in seen:
            raise PackError(f"{source.name}:{key_node.start_mark.line + 1}", f"the key {key!r} stands twice")
        seen.add(key)
        value = _build(value_node, (*path, key), source, built)
        source.lines[*path, key] = key_node.start_mark.line + 1  # a list below its key is named by the key
        yield key, value
