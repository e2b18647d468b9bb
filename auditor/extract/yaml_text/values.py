"""The values of a YAML text with the keys that lead to them, read event by event: nothing is built, so that no alias grows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import regex
import yaml
from msgspec import Struct, field
from msgspec.structs import replace

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_DEEPEST = 100  # levels; libyaml refuses more than ten times as many


# A key that says more than what field it is: nobody is to write limits where they are not read.
_CLAUSE = regex.compile(r"\p{Han}.{0,200}[,，;；。、!！:：\s]|[^\p{Han}]*(?:\p{Han}[^\p{Han}]*){8}", regex.DOTALL)
_SAY_THE_KEY = ("", "~", "null", "true", "yes", "是", "有", "√")  # values that leave it to the key to say something
_HAN = regex.compile(r"\p{Han}")


class DeepError(ValueError):
    """A text is nested too deeply."""


class Range(NamedTuple):
    """From where to where something stands, in code points of the text."""

    start: int
    end: int


class Value(Struct, frozen=True):
    """A scalar.

    Args:
        path: keys and numbers that lead to it, the outermost first; the first is the number of the document, from 0.
        key: the nearest key, and
        key_place: where that stands; None at the top.
        text: what it says.
        place: where it stands, its quotes or block mark included.
        style: how it is written: ``'``, ``"``, ``|``, ``>``, or empty.
        item: the path of the nearest list item around it that has keys of its own; empty for none.
    """

    path: tuple[str, ...]
    key: str
    key_place: Range | None
    text: str
    place: Range
    style: str
    item: tuple[str, ...]


class _Level(Struct):
    """A mapping or list that is open."""

    has_keys: bool
    key: str = ""
    place: Range | None = None
    style: str = ""
    is_read: bool = False
    awaits_key: bool = True
    count: int = 0

    @property
    def step(self) -> str:
        return self.key if self.has_keys else str(self.count)


def values(text: str) -> Iterator[Value]:
    """Yield the values of all documents of a YAML text, and keys that say what no value does, as values without a key.

    Raises:
        yaml.YAMLError: if it is none.
        DeepError: if it is nested too deeply.
    """
    walk = _Walk()
    for event in yaml.parse(text, Loader=_LOADER):
        yield from walk.take(event)


class _Walk(Struct):
    levels: list[_Level] = field(default_factory=list)
    document: int = -1

    def take(self, event: yaml.Event) -> Iterator[Value]:
        match event:
            case yaml.DocumentStartEvent():
                self.document += 1
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._open(isinstance(event, yaml.MappingStartEvent))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.levels.pop()
                self._step_on()
            case yaml.ScalarEvent():
                yield from self._scalar(event)
            case yaml.AliasEvent():
                self._step_on()

    def _open(self, has_keys: bool) -> None:
        if len(self.levels) >= _DEEPEST:
            raise DeepError
        self.levels.append(_Level(has_keys))

    def _step_on(self) -> None:
        """Go on behind a key or a value."""
        if self.levels:
            level = self.levels[-1]
            level.awaits_key = not level.awaits_key
            level.count += 1

    def _scalar(self, event: yaml.ScalarEvent) -> Iterator[Value]:
        place = _place(event)
        level = self.levels[-1] if self.levels else None
        if level and level.has_keys and level.awaits_key:
            level.key, level.place, level.style = event.value, place, event.style or ""
            level.is_read = _CLAUSE.match(event.value) is not None
            if level.is_read:
                yield self._key(level, place)
        else:
            if event.value.strip():
                yield self._value(event.value, place, event.style or "")
            if event.value.strip().lower() in _SAY_THE_KEY and level and level.place and not level.is_read and _HAN.search(level.key):
                yield self._key(level, level.place)
        self._step_on()

    def _key(self, level: _Level, place: Range) -> Value:
        return replace(self._value(level.key, place, level.style), key="", key_place=None)

    def _value(self, text: str, place: Range, style: str) -> Value:
        steps = (str(self.document), *(level.step for level in self.levels))
        named = next((level for level in reversed(self.levels) if level.has_keys), None)
        items = [index for index in range(1, len(self.levels)) if self.levels[index].has_keys and not self.levels[index - 1].has_keys]
        item = steps[: items[-1] + 1] if items else ()
        return Value(steps, named.key if named else "", named.place if named else None, text, place, style, item)


def _place(event: Any) -> Range:
    return Range(event.start_mark.index, event.end_mark.index)
