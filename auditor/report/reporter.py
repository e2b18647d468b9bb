"""What a reporter is, and where to find one by name. Reporters write as results stream past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Protocol, TextIO, TypeAlias, cast

from auditor.errors import ConfigError
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.wording import Language

ENTRY_POINT_GROUP = "auditor.reporters"

_BUILT_IN = {
    "terminal": "auditor.report.terminal:TerminalReporter",
    "json": "auditor.report.json:JsonReporter",
    "jsonl": "auditor.report.jsonl:JsonlReporter",
    "summary": "auditor.summary.reporter:SummaryReporter",
}


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How a report is written.

    Args:
        language: of everything that the program says; quoted text stays as it is.
        show_dismissed: whether wordings that were looked at and let pass are listed for people to read.
    """

    language: Language = "zh"
    show_dismissed: bool = False


class Reporter(Protocol):
    """Writes one report to one stream."""

    def begin(self, header: Header) -> None:
        """Write what stands before the results."""

    def add(self, result: DocumentResult) -> None:
        """Write one result."""

    def end(self, tally: Tally, inputs: Sequence[InputFile]) -> None:
        """Write what stands after the results."""


ReporterFactory: TypeAlias = Callable[[TextIO, ReportOptions], Reporter]


def formats() -> tuple[str, ...]:
    """Return the names of all report formats."""
    return tuple(sorted({*_BUILT_IN, *(point.name for point in entry_points(group=ENTRY_POINT_GROUP))}))


def make_reporter(name: str, stream: TextIO, options: ReportOptions) -> Reporter:
    """Make the reporter for a format.

    Raises:
        ConfigError: if no format has the name.
    """
    for point in entry_points(group=ENTRY_POINT_GROUP):
        if point.name == name:
            return cast(ReporterFactory, point.load())(stream, options)
    if name not in _BUILT_IN:
        raise ConfigError(f"{name!r} is no report format; there are {', '.join(formats())}")
    module, _, attribute = _BUILT_IN[name].partition(":")
    return cast(ReporterFactory, getattr(import_module(module), attribute))(stream, options)
