"""The faults this program expects. Everything else that is raised is a bug (exit code 4)."""

from __future__ import annotations

import errno
import traceback

from auditor.model.wording import NOTHING, Language, Wording, wording


class AuditorError(Exception):
    """Base of every expected fault; its text is one line fit to show to a person."""

    def say(self, language: Language) -> str:  # noqa: ARG002 - what is wrong with options and packs is said in English, as click says it
        """Return the fault in one line, in a language where it is known in it."""
        return str(self)

    @property
    def told(self) -> Wording:
        """The fault in one line, in both languages."""
        return Wording(self.say("zh"), self.say("en"))


class ConfigError(AuditorError):
    """An option or setting cannot be used.

    Args:
        reason: what is wrong, in one line; in English alone where click would say it.
        place: file, line and key, such as ``auditor.toml:3: select.0``; empty where it stands in no file.
    """

    def __init__(self, reason: Wording | str, place: str = "") -> None:
        super().__init__(reason, place)
        self.reason = wording(reason)
        self.place = place

    def __str__(self) -> str:
        return self.say("en")

    def say(self, language: Language) -> str:
        """Return place and reason in one line."""
        return ": ".join(part for part in (self.place, self.reason.get(language)) if part)


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


class SourceError(AuditorError):
    """Something cannot be read of a source.

    Args:
        source: the path as the user gave it.
        reason: what is wrong, in one line; the text of the error has it in English.
        place: page, line or part inside the source; empty for the whole file.
    """

    def __init__(self, source: str, reason: Wording | str, place: Wording | str = NOTHING) -> None:
        super().__init__(source, reason, place)
        self.source = source
        self.reason = wording(reason)
        self.place = wording(place)

    def __str__(self) -> str:
        return self.say("en")

    def say(self, language: Language) -> str:
        """Return source, place and reason in one line."""
        return ": ".join(part for part in (self.source, self.place.get(language), self.reason.get(language)) if part)


class ExtractError(SourceError):
    """A file, or a part of it, cannot be read."""

    def __init__(self, source: str, reason: Wording, place: Wording = NOTHING) -> None:
        super().__init__(source, reason, place)


class ReportError(SourceError):
    """A report of an earlier audit cannot be read, or not to its end."""


class ReaderBugError(ExtractError):
    """A file cannot be read because an extractor raised what none should.

    Args:
        source: the path as the user gave it.
        summary: type and text of the exception, in one line.
        trace: its traceback, of another process perhaps.
    """

    def __init__(self, source: str, summary: str, trace: str) -> None:
        super().__init__(source, Wording(f"程序内部错误，请报告：{summary}", f"a bug in auditor: {summary}"))
        self.trace = trace
        self.args = (source, summary, trace)  # what a copy is made from


def one_line(error: BaseException) -> str:
    """Return the text of an exception in one line; its type where it has none."""
    return " ".join(str(error).split()) or type(error).__name__


_SYSTEM = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EIO: "磁盘读写出错",
    errno.ENOSPC: "磁盘空间不足",
    errno.EMFILE: "打开的文件过多",
    errno.ENFILE: "系统打开的文件过多",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOMEM: "内存不足",
}


def system_fault(error: Exception) -> Wording:
    """Return what the system says of an error, in Chinese where it is a common one."""
    english = getattr(error, "strerror", None) or one_line(error)
    return Wording(_SYSTEM.get(getattr(error, "errno", None) or 0, english), english)


def not_written(path: object, error: OSError) -> ConfigError:
    """Return that a file cannot be written, and why."""
    why = system_fault(error)
    return ConfigError(Wording(f"写不了：{why.zh}", f"cannot be written: {why.en}"), str(path))


def describe_bug(error: BaseException) -> tuple[str, str]:
    """Return type and text of an exception in one line, and its traceback."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    return (f"{name}: {text}" if text else name), "".join(traceback.format_exception(error))
