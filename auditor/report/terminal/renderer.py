"""What is written of one document; other processes write it, too."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from io import StringIO
from typing import Any, cast

from msgspec import Struct
from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule as Line
from rich.text import Text

from auditor.batch.chunk import Rendered, Renderer
from auditor.extract.source import INSIDE
from auditor.model.document import Failure
from auditor.model.finding import Dismissal, Finding
from auditor.model.report import DocumentResult, Header, Occurrence
from auditor.model.silence import Notice, Silenced
from auditor.model.wording import Language, Wording
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions
from auditor.report.terminal.printer import INDENT, STYLES, Printer
from auditor.report.terminal.quote import Quote, near
from auditor.report.words import (
    ADVICE,
    LAW,
    NOTICES,
    REMEDY,
    REMINDER,
    SET_ASIDE,
    SEVERITIES,
    assumed,
    law,
    notice_place,
    noticed,
    place,
    remedy,
    shown_name,
    silenced_why,
    unread,
)

_HEIGHT = 25  # nothing depends on it; rich asks the system for what it is not told, again and again
_REMEMBERED = 4_096
_MOST_EMPLOYERS = 4

_EMPLOYER = Wording("用人单位", "employer")
_REWRITE = Wording("改写", "rewrite")
_WHY = Wording("理由", "why")
_DISMISSED = Wording("未列为问题", "let pass")
_SAME_TEXT = Wording("文本同", "same text as")
_NOT_JUDGED = Wording("未能审核", "could not be judged")


class TerminalRendering(Struct, frozen=True):
    """Makes a renderer for a terminal, or a pipe, in another process.

    Args:
        options: of the report.
        width: columns.
        colours: rich's name of the set of colours; empty for none.
    """

    options: ReportOptions
    width: int
    colours: str

    def __call__(self, header: Header) -> Renderer:
        """Return one; the header stands at the end of the report."""
        del header
        return TerminalRenderer(self)


class TerminalRenderer(Printer):
    """Writes results, each apart from the others."""

    def __init__(self, rendering: TerminalRendering) -> None:
        self._text = StringIO()
        self._known: dict[Hashable, str] = {}  # what was written, by what it says
        self._is_plain = not rendering.colours
        colours = rendering.colours
        terminal = Console(
            file=self._text,
            width=rendering.width,
            height=_HEIGHT,
            highlight=False,
            force_terminal=bool(colours),
            color_system=cast(Any, colours or None),
            legacy_windows=False,
        )
        super().__init__(terminal, rendering.options)

    def render(self, result: DocumentResult) -> Rendered:
        """Return the findings of one document, then what could not be judged; a clean document takes no line."""
        shown = result.dismissals if self._options.show_dismissed else ()
        quiet = result.silenced if self._options.show_silenced else ()
        if not (result.findings or result.failures or shown or quiet or result.notices):
            return Rendered((), "", takes_mark=False)
        self._heading(printable(_title(result, self._options.language)))
        heading = self._taken()
        for circumstances in result.circumstances[:_MOST_EMPLOYERS]:
            self._labelled(_EMPLOYER, printable(assumed(circumstances, self._options.language)), 1)
        for finding in result.findings:
            self._finding(finding)
        for dismissal in shown:
            self._dismissal(dismissal)
        for silenced in quiet:
            self._silenced(silenced)
        for notice in result.notices:
            self._notice(notice)
        for failure in result.failures:
            self._failure(failure)
        self._console.print()
        return Rendered((heading,), self._taken())

    def mark(self, first: Occurrence | None) -> str:
        """Return the line that names the document whose text another repeats."""
        if first:
            self._labelled(_SAME_TEXT, printable(_named(first.id, first.source)), 1)
        return self._taken()

    def _put(self, line: Text) -> None:
        if self._is_plain:
            self._text.write(f"{line.plain}\n")
        else:
            super()._put(line)

    def _labelled(self, label: Wording, content: str, indent: int = INDENT) -> None:
        self._again((label, content, indent), partial(super()._labelled, label, content, indent))

    def _quoted(self, quote: Quote, style: str) -> None:
        self._again((quote, style), lambda: self._print(quote.text(style), INDENT))

    def _again(self, what: Hashable, write: Callable[[], None]) -> None:
        """Write what may have been written before: most findings of a table say the same."""
        if what not in self._known:
            start = self._text.tell()
            write()
            self._text.seek(start)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[what] = self._text.read()
        else:
            self._text.write(self._known[what])

    def _taken(self) -> str:
        text = self._text.getvalue()
        self._text.seek(0)
        self._text.truncate()
        return text

    def _heading(self, title: str) -> None:
        """Write a document's name in full; a long one goes on below, each member of an archive on a line of its own."""
        room = self._console.width - 2
        if cell_len(title) > room:
            title = title.replace(INSIDE, f"{INSIDE}\n")
        *before, last = Text(title, style="bold", overflow="fold").wrap(self._console, room)
        for line in before:
            self._console.print(line)
        self._console.print(Line(last, align="left", style="dim", characters="─"))

    def _finding(self, finding: Finding) -> None:
        style = STYLES[finding.severity]
        self._head(SEVERITIES[finding.severity], style, finding)
        self._quoted(Quote.of(finding), style)
        if finding.citations:
            self._labelled(LAW, law(finding, self._options.language))
        if brings := remedy(finding, self._options.language):
            self._labelled(REMEDY, brings)
        self._labelled(_WHY, self._say(finding.why))
        self._cautions(finding)
        if finding.rewrite:
            self._labelled(_REWRITE, printable(self._say(near(finding, finding.rewrite).wording)))
        self._labelled(ADVICE, self._say(finding.rule.suggestion))

    def _dismissal(self, dismissal: Dismissal) -> None:
        self._head(_DISMISSED, "bold green", dismissal)
        self._quoted(Quote.of(dismissal), "green")
        self._labelled(_WHY, f"{self._say(dismissal.why)} [{dismissal.by}]")
        self._cautions(dismissal)

    def _silenced(self, silenced: Silenced) -> None:
        finding = silenced.finding
        self._head(SET_ASIDE, "bold cyan", finding)
        self._quoted(Quote.of(finding), "cyan")
        self._labelled(_WHY, printable(silenced_why(silenced.silence, self._options.language)))

    def _notice(self, notice: Notice) -> None:
        where = printable(notice_place(notice, self._options.language))
        head = Text.assemble((self._say(NOTICES[notice.kind]), "bold yellow"), (f"  {where}", "dim"))
        self._print(head, 1)
        self._print(Text(printable(noticed(notice, self._options.language))), INDENT)

    def _cautions(self, outcome: Finding | Dismissal) -> None:
        for caution in outcome.cautions:
            self._labelled(REMINDER, self._say(caution))

    def _failure(self, failure: Failure) -> None:
        reason = printable(unread(failure, self._options.language))
        self._print(Text.assemble((self._say(_NOT_JUDGED), "bold red"), "  ", reason), 1)

    def _head(self, mark: Wording, style: str, outcome: Finding | Dismissal) -> None:
        title = f"  {outcome.rule.id} {self._say(outcome.rule.title)}"
        where = f"  {printable(place(outcome, self._options.language))}"
        self._print(Text.assemble((self._say(mark), style), (title, "bold"), (where, "dim")), 1)


def _title(result: DocumentResult, language: Language) -> str:
    source = shown_name(result.source, language)
    return _named(source if result.id == result.source else result.id, source)


def _named(id_: str, source: str) -> str:
    return source if id_ == source else f"{source} · {id_}"
