"""The report as a whole: results as they come, then counts, totals and the word of caution."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.model.grounds import Ground, Severity
from auditor.model.own_notes import CAUTION
from auditor.model.report import DocumentResult, Header, InputFile, Tally
from auditor.model.silence import BaselineEntry
from auditor.model.wording import NOTHING, Wording
from auditor.report.printable import printable
from auditor.report.reporter import ReportOptions, whole, write
from auditor.report.terminal.printer import STYLES, Printer
from auditor.report.terminal.renderer import TerminalRendering
from auditor.report.totals import OPTIONS, ended, excluded, fixed, idle, options_read, set_aside
from auditor.report.words import GROUNDS, REMINDER, SEVERITIES, known

_PIPED_WIDTH = 80
_MOST_FIELDS = 12
_MOST_ENTRIES = 50

_LOOK = Wording("（加 --show-silenced 列出）", "; --show-silenced lists them")
_CLEAN_BUT = Wording("除未计入的以外，未发现限制性条款。", "No restrictive clauses found but for those set aside.")
_CLEAN = Wording("未发现限制性条款。", "No restrictive clauses found.")
_NOTHING = Wording("没有可审核的内容。", "There was nothing to audit.")
_APART = Wording("；", "; ")
_GROUND = Wording("事由", "ground")


class TerminalReporter(Printer):
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

    def put(self, pieces: Sequence[bytes]) -> None:
        """Write results."""
        write(self._stream, pieces)

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
            table.add_column(Text(self._say(SEVERITIES[severity]), style=STYLES[severity]), justify="right")
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
        en = f"Rules {header.pack_digest[:12]}, law as of {header.as_of}, program {header.tool_version}, files read: {len(inputs)}."
        return self._say(Wording(zh, en))
