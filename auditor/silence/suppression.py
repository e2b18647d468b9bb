"""A suppression: what is silent, why and until when, as its author writes it in a comment."""

from __future__ import annotations

import datetime
import re
from enum import StrEnum

from msgspec import Struct

from auditor.model.wording import Wording, fill
from auditor.silence.aim import ALL, Names

_KEY = re.compile(r"(?:^|\s)(reason|until)\s?[=＝]\s?")
_QUOTES = {'"': '"', "'": "'", "“": "”", "「": "」"}

UNKNOWN_VERB = Wording(
    "不认识“{verb}”，可用的有 {known}",
    "{verb!r} is not known; there are {known}",
)
NO_NAME = Wording(
    "没有写明忽略什么：规则编号或名称、事由、发现的指纹，或 {all}",
    "does not say what to ignore: a rule's id or name, a ground, the fingerprint of a finding, or {all}",
)
UNKNOWN_NAME = Wording("没有名为 {name} 的规则或事由", "no rule or ground is called {name}")
NO_REASON = Wording("没有写明理由（reason=…）", "gives no reason (reason=…)")
NO_DAY = Wording("until 不是 2027-01-31 这样的日期", "until is not a day such as 2027-01-31")
TWICE = Wording("{key} 写了两次", "says {key} twice")


class Reach(StrEnum):
    """What a comment speaks for, by the word that it starts with."""

    BLOCK = "ignore"
    LINE = "ignore-line"
    NEXT_LINE = "ignore-next-line"
    FILE = "ignore-file"


class SuppressionError(Exception):
    """A suppression that cannot be used; ``reason`` says why."""

    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


class Suppression(Struct, frozen=True):
    """What is silent.

    Args:
        names: rules, grounds, fingerprints; at least one.
        reason: never empty.
        until: ISO day, the last on which it holds; empty for none.
    """

    names: tuple[str, ...]
    reason: str
    until: str = ""

    def checked(self, names: Names) -> Suppression:
        """Return it as it is.

        Raises:
            SuppressionError: if it cannot be used.
        """
        if not self.names:
            raise SuppressionError(fill(NO_NAME, all=ALL))
        for name in self.names:
            if not names.knows(name):
                raise SuppressionError(fill(UNKNOWN_NAME, name=name))
        if not self.reason:
            raise SuppressionError(NO_REASON)
        if self.until and not is_day(self.until):
            raise SuppressionError(NO_DAY)
        return self

    def has_ended(self, day: str) -> bool:
        """Tell whether its last day was before another one."""
        return bool(self.until) and self.until < day


def is_suppression(words: str) -> bool:
    """Tell whether the words of a comment ask to ignore something."""
    return words.startswith(Reach.BLOCK.value)


def read_comment(words: str, names: Names) -> tuple[Reach, Suppression]:
    """Read the words of a comment, such as ``ignore GEN001, age reason=… until=2027-01-31``.

    Raises:
        SuppressionError: if it cannot be used.
    """
    verb, _, rest = words.partition(" ")
    if verb not in tuple(Reach):
        raise SuppressionError(fill(UNKNOWN_VERB, verb=verb, known=", ".join(Reach)))
    named, *pairs = _KEY.split(rest)
    values: dict[str, str] = {}
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        if key in values:
            raise SuppressionError(fill(TWICE, key=key))
        values[key] = _unquoted(value.strip())
    told = tuple(name for name in re.split(r"[\s,，、]+", named) if name)
    until = values.get("until", "")
    if "until" in values and not until:
        raise SuppressionError(NO_DAY)
    return Reach(verb), Suppression(told, values.get("reason", ""), until).checked(names)


def _unquoted(value: str) -> str:
    closing = _QUOTES.get(value[:1])
    return value[1:-1].strip() if closing and len(value) > 1 and value.endswith(closing) else value


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ends are written, such as 2027-01-31."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
