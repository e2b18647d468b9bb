"""How the report is written through rich, wrapped beside labels."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from auditor.model.grounds import Severity
from auditor.model.wording import Wording
from auditor.report.reporter import ReportOptions

STYLES = {Severity.VIOLATION: "bold red", Severity.POLICY: "bold yellow", Severity.RISK: "bold magenta", Severity.NOTE: "bold blue"}
INDENT = 3


class Printer:
    """Writes through rich; ad text goes in as ``Text``, so that ``[/月]`` in an ad is no markup."""

    def __init__(self, console: Console, options: ReportOptions) -> None:
        self._console = console
        self._options = options

    def _say(self, wording: Wording) -> str:
        return wording.get(self._options.language)

    def _labelled(self, label: Wording, content: str, indent: int = INDENT) -> None:
        self._print(Text(content), indent, Text.assemble((self._say(label), "dim"), " "))

    def _print(self, body: Text, indent: int = 0, label: Text | None = None) -> None:
        """Print a body wrapped beside its label, without the trailing blanks that rich would leave in a pipe."""
        label = label or Text()
        hanging = indent + label.cell_len
        for number, line in enumerate(self._wrapped(body, max(20, self._console.width - hanging))):
            line.rstrip()
            before = Text(" " * hanging) if number else Text(" " * indent).append_text(label)
            self._put(before.append_text(line))

    def _wrapped(self, body: Text, room: int) -> Iterable[Text]:
        is_line = not any(sign in body.plain for sign in "\n\t") and body.cell_len <= room  # sooner told than wrapped
        return [body] if is_line else body.wrap(self._console, room)

    def _put(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)
