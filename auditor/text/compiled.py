"""Compiled patterns, each made once and when first needed: a pack holds hundreds, a short text needs a few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Protocol, cast

import regex

from auditor.cache.memo import Memo
from auditor.cache.pickles import from_bytes, to_bytes
from auditor.cache.stamp import code_version, stamp
from auditor.text.first import headed, headless

SECONDS = 2.0  # for one regex on one text; honest ones take microseconds


class OutOfTime(Exception):  # noqa: N818 - no fault of the program or its user: the audit catches it and tells what was not judged
    """A regex of a pack took too long on a text.

    Args:
        part: what the regex is in its pack, such as ``exemption both-sexes``.
    """

    def __init__(self, part: str) -> None:
        super().__init__(f"{part} took too long")
        self.part = part


class Meter(Protocol):
    """Is told of every regex of a pack that is run."""

    def measured(self, part: str, pattern: str, matches: Iterator[regex.Match[str]]) -> Iterator[regex.Match[str]]:
        """Yield the matches of a regex in one text, and take note of what that costs.

        Args:
            part: what the regex is in its pack.
            pattern: the regex itself.
            matches: not looked for before they are asked for.
        """


_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


@contextmanager
def metered(meter: Meter) -> Iterator[None]:
    """Tell a meter of every regex that is run inside the context."""
    token = _METER.set(meter)
    try:
        yield
    finally:
        _METER.reset(token)


_MADE_BY = ("text/alternations.py", "text/first.py", "text/literals")
_PROGRAMS: Memo[bytes] = Memo("patterns", lambda: stamp(code_version(_MADE_BY), regex.__version__, str(regex.DEFAULT_VERSION)))


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return the compiled pattern.

    The module's own cache is too small for a pack and would compile again and again; reading what was compiled before is much faster.

    Raises:
        regex.error: if it is none.
    """
    program = from_bytes(_PROGRAMS.get(pattern, _program), _makes_patterns)
    return cast(regex.Pattern[str], program) if _is_of(program, pattern) else _compile(pattern)


class _Deferred:
    """Stands for a pattern, whose methods it takes over as they are first asked for."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __getattr__(self, name: str) -> object:
        value: object = getattr(compiled(self.pattern), name)
        setattr(self, name, value)
        return value


def deferred(pattern: str) -> regex.Pattern[str]:
    """Return what stands for a pattern of ours that is compiled when it is first used: there are hundreds, and a run uses few of them."""
    return cast(regex.Pattern[str], _Deferred(pattern))


def _program(pattern: str) -> bytes:
    return to_bytes(_compile(pattern))


def _compile(pattern: str) -> regex.Pattern[str]:
    try:
        return regex.compile(headed(pattern), cache_pattern=False)
    except regex.error:
        return regex.compile(pattern, cache_pattern=False)  # a fault is told of what was written


def _makes_patterns(module: str, name: str) -> bool:
    """Tell whether a name is that of the function which the module gives away for making its patterns again."""
    return (module, name) == ("regex._regex", "compile")


def _is_of(program: object, pattern: str) -> bool:
    """Tell whether a program is of a pattern, or of what ``headed`` makes of it."""
    written = program.pattern if isinstance(program, regex.Pattern) else None
    return written is not None and (written == pattern or headless(str(written)) == headless(pattern))


def find(pattern: str, text: str, part: str, seconds: float | None = None) -> Iterator[regex.Match[str]]:
    """Yield the matches of a regex of a pack.

    Raises:
        OutOfTime: while iterating, if that takes longer than ``seconds``, by default ``SECONDS``.
    """
    meter = _METER.get()
    matches = compiled(pattern).finditer(text, timeout=SECONDS if seconds is None else seconds)
    try:
        yield from matches if meter is None else meter.measured(part, pattern, matches)
    except TimeoutError as error:
        raise OutOfTime(part) from error


def found(pattern: str, text: str, part: str) -> bool:
    """Tell whether a regex of a pack matches somewhere.

    Raises:
        OutOfTime: if that takes too long.
    """
    return any(True for _ in find(pattern, text, part))
