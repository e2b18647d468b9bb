"""The report for people at a terminal: readable at 80 columns, without colour, and piped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import partial
from io import StringIO
from typing import Any, NamedTuple, TextIO, cast

from msgspec import Struct
from msgspec.structs import replace
from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from auditor.batch.chunk import Rendered, Renderer
from auditor.extract.source import INSIDE
from auditor.model.document import Failure
from auditor.model.finding import Dismissal, Finding
from auditor.model.grounds import Ground, Severity
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Occurrence, Tally
from auditor.model.rewrite import Rewrite
from auditor.model.silence import BaselineEntry, Notice, Silenced
from auditor.model.wording import NOTHING, Language, Wording
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions, whole, write
from auditor.report.totals import OPTIONS, ended, excluded, fixed, idle, options_read, set_aside
from auditor.report.words import (
    ADVICE,
    GROUNDS,
    LAW,
    NOTICES,
    REMEDY,
    REMINDER,
    SET_ASIDE,
    SEVERITIES,
    assumed,
    known,
    law,
    notice_place,
    noticed,
    place,
    remedy,
    shown_name,
    silenced_why,
    unread,
)

_STYLES = {Severity.VIOLATION: "bold red", Severity.POLICY: "bold yellow", Severity.RISK: "bold magenta", Severity.NOTE: "bold blue"}
_CONTEXT = 60  # code points shown on each side of the underlined words
_PIPED_WIDTH = 80
_HEIGHT = 25  # nothing depends on it; rich asks the system for what it is not told, again and again
_REMEMBERED = 4_096
_INDENT = 3
_MOST_FIELDS = 12
_MOST_EMPLOYERS = 4
_MOST_ENTRIES = 50

_EMPLOYER = Wording("用人单位", "employer")
_REWRITE = Wording("改写", "rewrite")
_WHY = Wording("理由", "why")
_DISMISSED = Wording("未列为问题", "let pass")
_SAME_TEXT = Wording("文本同", "same text as")
_NOT_JUDGED = Wording("未能审核", "could not be judged")
_LOOK = Wording("（加 --show-silenced 列出）", "; --show-silenced lists them")
_CLEAN_BUT = Wording("除未计入的以外，未发现限制性条款。", "No restrictive clauses found but for those set aside.")
_CLEAN = Wording("未发现限制性条款。", "No restrictive clauses found.")
_NOTHING = Wording("没有可审核的内容。", "There was nothing to audit.")
_APART = Wording("；", "; ")
_GROUND = Wording("事由", "ground")


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


class _Quote(NamedTuple):
    """A clause, or what of a long one stands around the words."""

    before: str
    words: str
    behind: str

    @classmethod
    def of(cls, outcome: Finding | Dismissal) -> _Quote:
        """Return the clause of an outcome."""
        text, clause, span = outcome.segment.text, outcome.clause, outcome.span
        start = max(clause.start, span.start - _CONTEXT)
        end = min(clause.end, span.end + _CONTEXT)
        before, behind = text[start : span.start], text[span.end : end]
        return cls(f"{'…' if start > clause.start else ''}{before}", span.of(text), f"{behind}{'…' if end < clause.end else ''}")

    def text(self, style: str) -> Text:
        """Return it with the words marked, by brackets too: colour may be off."""
        marked = f"【{printable(self.words)}】", f"{style} underline"
        return Text.assemble(printable(self.before), marked, printable(self.behind))


class _Printer:
    """Writes through rich; ad text goes in as ``Text``, so that ``[/月]`` in an ad is no markup."""

    def __init__(self, console: Console, options: ReportOptions) -> None:
        self._console = console
        self._options = options

    def _say(self, wording: Wording) -> str:
        return wording.get(self._options.language)

    def _labelled(self, label: Wording, content: str, indent: int = _INDENT) -> None:
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


class TerminalRenderer(_Printer):
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

    def _labelled(self, label: Wording, content: str, indent: int = _INDENT) -> None:
        self._again((label, content, indent), partial(super()._labelled, label, content, indent))

    def _quoted(self, quote: _Quote, style: str) -> None:
        self._again((quote, style), lambda: self._print(quote.text(style), _INDENT))

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
        style = _STYLES[finding.severity]
        self._head(SEVERITIES[finding.severity], style, finding)
        self._quoted(_Quote.of(finding), style)
        if finding.citations:
            self._labelled(LAW, law(finding, self._options.language))
        if brings := remedy(finding, self._options.language):
            self._labelled(REMEDY, brings)
        self._labelled(_WHY, self._say(finding.why))
        self._cautions(finding)
        if finding.rewrite:
            self._labelled(_REWRITE, printable(self._say(_near(finding, finding.rewrite).wording)))
        self._labelled(ADVICE, self._say(finding.rule.suggestion))

    def _dismissal(self, dismissal: Dismissal) -> None:
        self._head(_DISMISSED, "bold green", dismissal)
        self._quoted(_Quote.of(dismissal), "green")
        self._labelled(_WHY, f"{self._say(dismissal.why)} [{dismissal.by}]")
        self._cautions(dismissal)

    def _silenced(self, silenced: Silenced) -> None:
        finding = silenced.finding
        self._head(SET_ASIDE, "bold cyan", finding)
        self._quoted(_Quote.of(finding), "cyan")
        self._labelled(_WHY, printable(silenced_why(silenced.silence, self._options.language)))

    def _notice(self, notice: Notice) -> None:
        where = printable(notice_place(notice, self._options.language))
        head = Text.assemble((self._say(NOTICES[notice.kind]), "bold yellow"), (f"  {where}", "dim"))
        self._print(head, 1)
        self._print(Text(printable(noticed(notice, self._options.language))), _INDENT)

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


class TerminalReporter(_Printer):
    """Writes what a person reads at a terminal, or in a pipe."""

    def __init__(self, stream: TextIO, options: ReportOptions) -> None:
        terminal = stream.isatty()
        self._stream = stream
        console = Console(
            file=stream, width=None if terminal else _PIPED_WIDTH, highlight=False, force_terminal=None if terminal else False
        )
        super().__init__(console, options)
        self.renderer = TerminalRendering(options, console.width, "" if console.legacy_windows else console.color_system or "")

    def begin(self, header: Header) -> None:
        """Write nothing: findings come first, how they were made last."""
        self._header = header
        self._renderer = self.renderer(header)

    def add(self, result: DocumentResult) -> None:
        """Write one result; a clean document takes no line."""
        self.put(whole(self._renderer, result))

    def put(self, text: bytes) -> None:
        """Write results."""
        write(self._stream, text)

    def end(self, tally: Tally, inputs: Collection[InputFile]) -> None:
        """Write the counts by ground, the totals, and the word of caution."""
        if tally.grounds:
            self._console.print(self._table(tally))
        self._print(Text(self._total(tally), style="bold"))
        look = NOTHING if self._options.show_silenced else _LOOK
        self._sentences(set_aside(tally, look), idle(tally))
        for told, entries in ((fixed(tally), tally.fixed), (ended(tally), tally.expired)):
            self._entries(told, entries)
        self._beside(tally)
        for caution in self._header.cautions:
            self._labelled(REMINDER, self._say(caution), 0)
        self._print(Text(self._provenance(inputs), style="dim"))
        if given := options_read(self._header):
            self._labelled(OPTIONS, printable(self._say(_APART).join(given)), 0)
        if tally.total or tally.dismissals:
            self._print(Text(self._say(CAUTION), style="dim"))

    def _beside(self, tally: Tally) -> None:
        """Write what of the input was not read, or not anew."""
        if tally.repeated:
            self._print(Text(self._repeated(tally)))
        self._sentences(excluded(tally))
        if tally.fields_not_read:
            self._print(Text(self._not_read(tally)))

    def _table(self, tally: Tally) -> Table:
        present = [severity for severity in reversed(Severity) if tally.findings[severity]]
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        table.add_column(self._say(_GROUND))
        for severity in present:
            table.add_column(Text(self._say(SEVERITIES[severity]), style=_STYLES[severity]), justify="right")
        for ground in Ground:
            counts = [tally.grounds[ground.value, severity] for severity in present]
            if any(counts):
                table.add_row(self._say(GROUNDS[ground]), *(str(count) if count else "·" for count in counts))
        return table

    def _total(self, tally: Tally) -> str:
        if not tally.documents:
            return self._say(_NOTHING)
        failed = tally.failed + tally.partial
        zh = (
            f"共 {tally.documents} 份：{tally.with_findings} 份有发现，{failed} 份未能全部审核；"
            f"发现 {tally.total} 处，未列为问题 {tally.dismissals} 处。"
        )
        en = (
            f"Documents: {tally.documents}, {tally.with_findings} with findings, {failed} not fully audited; "
            f"findings: {tally.total}; wordings let pass: {tally.dismissals}."
        )
        clean = self._say(_CLEAN_BUT if tally.silenced else _CLEAN) if not tally.total and not failed else ""
        return f"{self._say(Wording(zh, en))}{clean and ' '}{clean}"

    def _sentences(self, *sentences: Wording) -> None:
        """Write those that say something, one after the other."""
        gap = "" if self._options.language == "zh" else " "
        if said := gap.join(self._say(sentence) for sentence in sentences if sentence):
            self._print(Text(said))

    def _entries(self, told: Wording, entries: Sequence[BaselineEntry]) -> None:
        """List entries of the baseline, the first of many."""
        if not entries:
            return
        self._print(Text(self._say(told)))
        for entry in entries[:_MOST_ENTRIES]:
            self._print(Text(printable(known(entry, self._options.language))), 1)
        if len(entries) > _MOST_ENTRIES:
            self._print(Text(f"… +{len(entries) - _MOST_ENTRIES}"), 1)

    def _repeated(self, tally: Tally) -> str:
        zh = f"其中 {tally.repeated} 份与前面某份文本相同。"
        return self._say(Wording(zh, f"Of these, {tally.repeated} repeat the text of an earlier one."))

    def _not_read(self, tally: Tally) -> str:
        names = [f"{printable(name)} ({count})" for name, count in tally.fields_not_read.most_common(_MOST_FIELDS)]
        more = ["…"] if len(tally.fields_not_read) > _MOST_FIELDS else []
        zh = f"未审核的字段：{'、'.join([*names, *more])}。用 --text-field 指定正文字段。"
        en = f"Fields not read: {', '.join([*names, *more])}. Name the one that holds the text with --text-field."
        return self._say(Wording(zh, en))

    def _provenance(self, inputs: Collection[InputFile]) -> str:
        header = self._header
        zh = f"规则包 {header.pack_digest[:12]}，适用 {header.as_of} 的规定，程序 {header.tool_version}，读取文件 {len(inputs)} 个。"
        en = f"Rules {header.pack_digest[:12]}, law as of {header.as_of}, program {header.tool_version}, {len(inputs)} files read."
        return self._say(Wording(zh, en))


def _title(result: DocumentResult, language: Language) -> str:
    source = shown_name(result.source, language)
    return _named(source if result.id == result.source else result.id, source)


def _named(id_: str, source: str) -> str:
    return source if id_ == source else f"{source} · {id_}"


def _near(finding: Finding, rewrite: Rewrite) -> Rewrite:
    """Cut the text of a rewrite down to what stands around the place of a finding."""
    moved = sum(len(edit.text) - len(edit.span) for edit in rewrite.edits if edit.span.end <= finding.span.start)
    middle = min(max(finding.span.start - finding.clause.start + moved, 0), len(rewrite.text))
    start, end = max(0, middle - _CONTEXT), min(middle + _CONTEXT, len(rewrite.text))
    return replace(rewrite, text=f"{'…' if start else ''}{rewrite.text[start:end]}{'…' if end < len(rewrite.text) else ''}")
