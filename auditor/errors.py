"""The faults this program expects. Everything else that is raised is a bug (exit code 4)."""

from __future__ import annotations

import traceback


class AuditorError(Exception):
    """Base of every expected fault; its text is one line fit to show to a person."""


class ConfigError(AuditorError):
    """An option or setting cannot be used."""


class PackError(AuditorError):
    """A pattern pack cannot be used.

    Args:
        place: file, line and key, such as ``gender/GEN001.yaml:8: patterns.0.regex``.
        reason: what is wrong there.
    """

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


class ExtractError(AuditorError):
    """A file, or a part of it, cannot be read.

    Args:
        source: the path as the user gave it.
        reason: what is wrong, in one line.
        place: page, line or part inside the source; empty for the whole file.
    """

    def __init__(self, source: str, reason: str, place: str = "") -> None:
        super().__init__(f"{source}{': ' if place else ''}{place}: {reason}")
        self.source = source
        self.reason = reason
        self.place = place


class ReportError(AuditorError):
    """A report of an earlier audit cannot be read, or not to its end.

    Args:
        source: the path as the user gave it.
        reason: what is wrong, in one line.
        place: such as ``line 7``; empty for the whole file.
    """

    def __init__(self, source: str, reason: str, place: str = "") -> None:
        super().__init__(f"{source}{': ' if place else ''}{place}: {reason}")
        self.source = source
        self.reason = reason
        self.place = place


class ReaderBugError(ExtractError):
    """A file cannot be read because an extractor raised what none should.

    Args:
        source: the path as the user gave it.
        summary: type and text of the exception, in one line.
        trace: its traceback, of another process perhaps.
    """

    def __init__(self, source: str, summary: str, trace: str) -> None:
        super().__init__(source, f"a bug in auditor: {summary}")
        self.trace = trace


def one_line(error: BaseException) -> str:
    """Return the text of an exception in one line; its type where it has none."""
    return " ".join(str(error).split()) or type(error).__name__


def describe_bug(error: BaseException) -> tuple[str, str]:
    """Return type and text of an exception in one line, and its traceback."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    return (f"{name}: {text}" if text else name), "".join(traceback.format_exception(error))
