"""A summary for people at a terminal: a table with bars for each dimension, readable at 80 columns and piped."""

from __future__ import annotations

from typing import TextIO

from rich.bar import Bar
from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.model.own_notes import CAUTION
from auditor.model.wording import Language, Wording
from auditor.report.printable import printable
from auditor.summary.counts import Dimension, Row
from auditor.summary.summary import Summary
from auditor.summary.words import ADS, DIMENSIONS, DISTINCT, FINDINGS, FLAGGED, INTERVAL, SHARE, WORDINGS, name_of, percent

_PIPED_WIDTH = 80
_NAME = 12  # columns that names have at least
_BAR = 10  # columns
_DAMAGED = Wording("报告未能读完", "report not read to its end")
_MORE = Wording("另有 {} 项，用 --top 或 --format csv 查看", "{} more: see --top or --format csv")
_METHOD = Wording(
    "占比是有发现的广告所占的份额，区间按威尔逊法（95%）；条形以本表最大占比为满格。",
    "Shares are of ads with findings, intervals by Wilson's method (95%); bars are as long as the largest share of their table.",
)


def print_summary(summary: Summary, stream: TextIO, language: Language, short: bool = False) -> None:
    """Print a summary.

    Args:
        summary: what was counted.
        stream: a terminal, a pipe, or a file.
        language: of what the program says.
        short: whether only totals and tables are printed, as the end of another report.
    """
    terminal = stream.isatty()
    console = Console(file=stream, width=None if terminal else _PIPED_WIDTH, highlight=False, force_terminal=None if terminal else False)
    _print(console, summary.totals(language), "bold")
    for dimension, counted in summary.tables():
        rows = list(counted)
        console.print()
        _print_table(console, _table(dimension, rows, language, summary.grouped))
        more = len(summary.counts.tables[dimension]) - len(rows)
        if more:
            _print(console, _MORE.get(language).format(more), "dim")
    for damage in summary.damaged:
        _print(console, f"{_DAMAGED.get(language)}: {printable(damage)}", "bold red")
    if not short:
        console.print()
        _print(console, _METHOD.get(language), "dim")
        _print(console, CAUTION.get(language), "dim")


def _print(console: Console, line: str, style: str) -> None:
    for part in Text(line, style=style).wrap(console, console.width):
        part.rstrip()
        console.print(part)


def _print_table(console: Console, table: Table) -> None:
    """Print a table without the blanks that rich would leave at the ends of lines in a pipe."""
    if console.is_terminal:
        console.print(table)
        return
    with console.capture() as capture:
        console.print(table)
    console.file.writelines(f"{line.rstrip()}\n" for line in capture.get().splitlines())


def _table(dimension: Dimension, rows: list[Row], language: Language, grouped: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(DIMENSIONS[dimension].get(language), overflow="fold", ratio=1, min_width=_NAME)
    heads = [ADS] if dimension.is_of_ads else []
    heads += [FLAGGED, *([DISTINCT] if grouped else []), SHARE, INTERVAL, FINDINGS]
    heads += [WORDINGS] if dimension is Dimension.EMPLOYER else []
    for head in heads:
        table.add_column(head.get(language), justify="right")
    has_bars = not grouped or not dimension.is_of_ads  # beside so many numbers there is no room
    if has_bars:
        table.add_column("", width=_BAR, no_wrap=True)
    largest = max((row.share.share for row in rows if row.share), default=0.0)
    for row in rows:
        bar = [_bar(row, largest)] if has_bars else []
        table.add_row(Text(printable(name_of(dimension, row.value, language))), *_cells(dimension, row, grouped), *bar)
    table.expand = True
    return table


def _cells(dimension: Dimension, row: Row, grouped: bool) -> list[str]:
    cells = [f"{row.ads:,}"] if dimension.is_of_ads else []
    cells += [f"{row.flagged:,}", *([f"{row.distinct:,}"] if grouped else [])]
    cells += [percent(row.share.share), f"{100 * row.share.low:.1f}–{100 * row.share.high:.1f}"] if row.share else ["·", "·"]
    cells += [f"{row.findings:,}"]
    return cells + ([f"{row.wordings:,}"] if dimension is Dimension.EMPLOYER else [])


def _bar(row: Row, largest: float) -> Bar | str:
    if not row.share or not row.flagged:
        return ""
    return Bar(size=largest, begin=0, end=row.share.share, width=_BAR)
