"""What the HTML report costs: to write, in bytes, and to use, in CPU time of a headless Chromium.

Run `python -m benchmarks.html_report [FINDINGS]`; Chromium has to be installed. Figures are CPU time of the page's main thread until the
next picture is drawn, the worst of some rounds; they hold for one machine at one moment.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from msgspec.structs import replace
from playwright.sync_api import CDPSession, Page, sync_playwright
from rich.console import Console
from rich.table import Table

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.about import About
from auditor.model.report import DocumentResult, tally
from auditor.report.html.reporter import HtmlReporter
from auditor.report.reporter import ReportOptions
from benchmarks.invented import invented_ads

FINDINGS = 10_000
ADS = 1_000  # that are audited
ROUNDS = 5
BOUND = 0.2  # seconds in which a filter has to answer
_DRAWN = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass(frozen=True, slots=True)
class Use:
    """Something that one does with a report."""

    name: str
    act: Callable[[Page], object]
    undo: Callable[[Page], object]


def _reset(page: Page) -> None:
    page.click(".reset")


USES = (
    Use("filter by ground", lambda page: page.check("input[value=age]"), _reset),
    Use("filter by severity", lambda page: page.check("input[value=violation]"), _reset),
    Use("filter by rule", lambda page: page.select_option("#by-rule", index=2), _reset),
    Use("search for a word", lambda page: page.fill("#by-search", "女"), _reset),
    Use("search for two words", lambda page: page.fill("#by-search", "岁 号店"), _reset),
    Use("search for nothing there", lambda page: page.fill("#by-search", "查无此词"), _reset),
    Use("clear the filter", lambda page: page.click(".reset"), lambda page: page.check("input[value=age]")),
    Use(
        "sort by employer",
        lambda page: page.select_option("#by-sort", "employer"),
        lambda page: page.select_option("#by-sort", "order"),
    ),
    Use("next page", lambda page: page.click("#pager button:last-child"), lambda page: page.click("#pager button:first-child")),
    Use("other language", lambda page: page.click("#language"), lambda page: page.click("#language")),
)


def results(auditor: Auditor, wanted: int) -> list[DocumentResult]:
    """Return results with a number of findings: those of some invented ads, over and over, each time of another employer."""
    audited = [auditor.audit_text(text) for text in islice(invented_ads(1), ADS)]
    found: list[DocumentResult] = []
    total = 0
    for number, result in enumerate(cycle(audited)):
        about = About(employer=f"{number % 700}号店", city="青河")
        findings = tuple(replace(each, about=about) for each in result.findings)
        found.append(replace(result, id=f"ad-{number}", source=f"{number % 90}.jsonl", findings=findings))
        total += len(findings)
        if total >= wanted:
            break
    return found


def write(auditor: Auditor, found: list[DocumentResult], path: Path) -> None:
    """Write a report to a file."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        reporter = HtmlReporter(stream, ReportOptions())
        reporter.begin(auditor.header)
        for result in found:
            reporter.add(result)
        reporter.end(tally(found), [])


def spent(page: Page, session: CDPSession) -> float:
    """Return the CPU seconds that the page has taken, once all is drawn."""
    page.evaluate(_DRAWN)
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def worst(page: Page, session: CDPSession, use: Use) -> float:
    """Return the most that a use has taken in some rounds."""
    most = 0.0
    for _ in range(ROUNDS):
        before = spent(page, session)
        use.act(page)
        most = max(most, spent(page, session) - before)
        use.undo(page)
    return most


def browse(path: Path) -> dict[str, float]:
    """Return the seconds that opening a page and each use of it take."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1366, "height": 900})
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        page.goto(path.as_uri())
        seconds = {"open": spent(page, session)} | {use.name: worst(page, session, use) for use in USES}
        browser.close()
    return seconds


def main(wanted: int = FINDINGS) -> int:
    """Print a table, and return 1 where a filter is too slow."""
    auditor = Auditor(Config())
    found = results(auditor, wanted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.html"
        start, cpu = perf_counter(), process_time()
        write(auditor, found, path)
        wrote = f"{process_time() - cpu:.2f} s CPU, {perf_counter() - start:.2f} s"
        size = path.stat().st_size
        seconds = browse(path)
    total = tally(found).total
    table = Table(title=f"{total:,} findings: {size / 1e6:.1f} MB, written in {wrote}")
    table.add_column("use")
    table.add_column("CPU, ms", justify="right")
    for name, most in seconds.items():
        table.add_row(name, f"{1000 * most:.0f}")
    Console().print(table)
    slow = [name for name, most in seconds.items() if most > BOUND and name not in {"open", "other language"}]
    return 1 if slow else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:2])))
