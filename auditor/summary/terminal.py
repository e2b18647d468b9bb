"""A summary for people at a terminal: a table with bars for each dimension, readable at 80 columns and piped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from rich.bar import Bar
from rich.cells import cell_len
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


_BARS = Wording("", "")
_LEFT_OUT_FIRST = (_BARS, INTERVAL, WORDINGS, DISTINCT, SHARE, ADS)  # on a narrow terminal
_GAP = 2
_COUNTS: Mapping[Wording, Callable[[Row], int]] = {
    ADS: lambda row: row.ads,
    FLAGGED: lambda row: row.flagged,
    DISTINCT: lambda row: row.distinct,
    FINDINGS: lambda row: row.findings,
    WORDINGS: lambda row: row.wordings,
}


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
        _print_table(console, _table(dimension, rows, language, summary.grouped, console.width))
        more = len(summary.counts.tables[dimension]) - len(rows)
        if more:
            _print(console, _MORE.get(language).format(more), "dim")
    for damage in summary.damaged:
        _print(console, f"{_DAMAGED.get(language)}: {printable(damage.get(language))}", "bold red")
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


def _table(dimension: Dimension, rows: list[Row], language: Language, grouped: bool, width: int) -> Table:
    """Return a table; what has no room is left out, and no number is cut."""
    table = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), header_style="bold", expand=True)
    table.add_column(DIMENSIONS[dimension].get(language), overflow="fold", ratio=1)
    has_bars = not grouped or not dimension.is_of_ads  # beside so many numbers there is no room
    largest = max((row.share.share for row in rows if row.share), default=0.0)
    columns = {head: [_number(head, row) for row in rows] for head in _heads(dimension, grouped)}
    widths = {head: _least_width(head.get(language), cells) for head, cells in columns.items()} | ({_BARS: _BAR} if has_bars else {})
    names = [printable(name_of(dimension, row.value, language)) for row in rows]
    room = width - min(_least_width(DIMENSIONS[dimension].get(language), names), _NAME)
    shown = _with_room(widths, room)
    is_roomy = sum(max(widths[head], cell_len(head.get(language))) + _GAP for head in shown) <= room
    for head in (head for head in shown if head is not _BARS):
        table.add_column(head.get(language), justify="right", width=None if is_roomy else widths[head])
    if _BARS in shown:
        table.add_column("", width=_BAR, no_wrap=True)
    for number, (name, row) in enumerate(zip(names, rows, strict=True)):
        table.add_row(Text(name), *(_bar(row, largest) if head is _BARS else columns[head][number] for head in shown))
    return table


def _heads(dimension: Dimension, grouped: bool) -> list[Wording]:
    ads = [ADS] if dimension.is_of_ads else []
    wordings = [WORDINGS] if dimension is Dimension.EMPLOYER else []
    return [*ads, FLAGGED, *([DISTINCT] if grouped else []), SHARE, INTERVAL, FINDINGS, *wordings]


def _least_width(head: str, cells: Iterable[str]) -> int:
    """Return how wide a column is at least, whose head may be folded between words."""
    return max(map(cell_len, (*head.split(), *cells)))


def _with_room(widths: Mapping[Wording, int], room: int) -> list[Wording]:
    """Return the columns that have room, each with a gap before it."""
    shown = dict(widths)
    for head in _LEFT_OUT_FIRST:
        if sum(shown.values()) + _GAP * len(shown) <= room:
            break
        shown.pop(head, None)
    return list(shown)


def _number(head: Wording, row: Row) -> str:
    if head in (SHARE, INTERVAL) and not row.share:
        return "·"
    if row.share and head is SHARE:
        return percent(row.share.share)
    if row.share and head is INTERVAL:
        return f"{100 * row.share.low:.1f}–{100 * row.share.high:.1f}"
    return f"{_COUNTS[head](row):,}"


def _bar(row: Row, largest: float) -> Bar | str:
    if not row.share or not row.flagged:
        return ""
    return Bar(size=largest, begin=0, end=row.share.share, width=_BAR)
