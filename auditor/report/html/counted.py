"""The counts of a scan as the page shows them: in sentences, and as charts, which are tables of numbers with bars that show the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from auditor.model.grounds import Ground, Severity
from auditor.model.report import Tally
from auditor.model.silence import BaselineEntry
from auditor.model.wording import Wording, same
from auditor.report.printable import printable
from auditor.report.totals import ended, excluded, fixed, idle, set_aside
from auditor.report.words import GROUNDS, SEVERITIES, known

_SLIGHTEST = 0.7  # percent: what is there is seen
_MOST_ENTRIES = 1_000  # of the baseline


class Bar(Struct, frozen=True):
    """A piece of a bar, of one severity; start and length are percent of the chart's width."""

    severity: str
    start: float
    length: float


class Row(Struct, frozen=True):
    """A row of a chart.

    Args:
        value: what a filter calls it.
        counts: one for each severity of the chart.
    """

    value: str
    name: Wording
    counts: tuple[int, ...]
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


def counted(tally: Tally) -> dict[str, Any]:
    """Return what the template shows of the counts."""
    return {
        "tally": tally,
        "silenced": tally.silenced.total(),
        "unread": _unread(tally),
        "noticed": idle(tally),
        "set_aside": set_aside(tally),
        "excluded": excluded(tally),
        "baseline": [(said, _named(entries)) for said, entries in ((fixed(tally), tally.fixed), (ended(tally), tally.expired)) if said],
        "severities": severities(tally),
        "by_severity": by_severity(tally),
        "by_ground": by_ground(tally),
    }


def _unread(tally: Tally) -> Wording:
    documents = tally.failed + tally.partial
    return Wording(
        f"有 {documents:,} 份文本未能全部审核，共 {tally.failures:,} 处。没有审核到的内容是否有问题，本报告不能说明。",
        f"Documents not fully audited: {documents:,}; places: {tally.failures:,}. This report says nothing about what was not audited.",
    )


def _named(entries: tuple[BaselineEntry, ...]) -> list[Wording]:
    """Return what entries of the baseline stand for, the first of many."""
    shown = [Wording(printable(known(entry, "zh")), printable(known(entry, "en"))) for entry in entries[:_MOST_ENTRIES]]
    return shown + ([same(f"… +{len(entries) - _MOST_ENTRIES:,}")] if len(entries) > _MOST_ENTRIES else [])


def severities(tally: Tally) -> tuple[Severity, ...]:
    """Return the severities that there are, the gravest first."""
    return tuple(severity for severity in reversed(Severity) if tally.findings[severity])


def by_severity(tally: Tally) -> list[Row]:
    """Return a row for each severity that there is."""
    most = max(tally.findings.values(), default=1)
    return [_row(level.value, SEVERITIES[level], {level: tally.findings[level]}, most) for level in severities(tally)]


def by_ground(tally: Tally) -> list[Row]:
    """Return a row for each ground that there is, the one with most findings first."""
    present = severities(tally)
    counts = {ground: {level: tally.grounds[ground.value, level] for level in present} for ground in Ground}
    totals = {ground: sum(each.values()) for ground, each in counts.items()}
    ranked = sorted((ground for ground in Ground if totals[ground]), key=lambda ground: -totals[ground])
    most = max(totals.values(), default=1)
    return [_row(ground.value, GROUNDS[ground], counts[ground], most) for ground in ranked]


def _row(value: str, name: Wording, counts: dict[Severity, int], most: int) -> Row:
    return Row(value, name, tuple(counts.values()), tuple(_bars(counts, most)))


def _bars(counts: dict[Severity, int], most: int) -> Iterator[Bar]:
    start = 0.0
    for severity, count in counts.items():
        length = 100 * count / most
        if count:
            yield Bar(severity.value, round(start, 2), round(max(length, _SLIGHTEST), 2))
        start += length
