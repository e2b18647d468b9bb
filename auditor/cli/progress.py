"""How far a scan has come, on standard error: a line that moves on a terminal, quiet lines now and then in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from auditor.batch.inputs import Exclusion
from auditor.batch.weigh import size_of
from auditor.model.wording import Language, Wording

if TYPE_CHECKING:
    from auditor.batch.scan import Progress

_EVERY = 30.0  # seconds between lines in a pipe
_REDRAW = 0.1  # seconds on a terminal


@contextmanager
def watching(
    paths: Sequence[str], wanted: bool | None, language: Language, exclusion: Exclusion | None = None
) -> Iterator[Callable[[Progress], None]]:
    """Yield what is to be called as a scan goes on.

    Args:
        paths: of the scan.
        wanted: whether progress is told; None for where it is in nobody's way: not where the report goes by on the same terminal.
        language: of what is said.
        exclusion: files that are left out.
    """
    moves = sys.stderr.isatty()
    if wanted is False or (wanted is None and moves and sys.stdout.isatty()):
        yield lambda _progress: None
    elif moves:
        with _bar(size_of(paths, exclusion), language) as watch:
            yield watch
    else:
        yield _lines(size_of(paths, exclusion), language)


def _lines(total: int, language: Language) -> Callable[[Progress], None]:
    start = last = time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal last
        if (now := time.monotonic()) - last >= _EVERY:
            last = now
            left = _left(progress.size, total, now - start)
            sys.stderr.write(f"auditor: {describe(progress, now - start, language)}{_time_left(left, language)}\n")
            sys.stderr.flush()

    return watch


@contextmanager
def _bar(total: int, language: Language) -> Iterator[Callable[[Progress], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(20), TextColumn("{task.description}"), TimeRemainingColumn(compact=True))
    with Bar(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total or None)
        start = last = time.monotonic()

        def watch(progress: Progress) -> None:
            nonlocal last
            if (now := time.monotonic()) - last >= _REDRAW:
                last = now
                bar.update(task, completed=progress.size, description=describe(progress, now - start, language), refresh=True)

        yield watch


def describe(progress: Progress, seconds: float, language: Language) -> str:
    """Say how far a scan is after some seconds."""
    tally = progress.tally
    rate = (tally.documents - progress.known) / seconds if seconds else 0.0
    zh = f"{tally.documents:,} 份，{rate:,.0f} 份/秒，发现 {tally.total:,} 处，未能审核 {tally.failures:,} 处"
    en = f"{tally.documents:,} documents, {rate:,.0f}/s, {tally.total:,} findings, {tally.failures:,} failures"
    return Wording(zh, en).get(language)


def _left(size: int, total: int, seconds: float) -> int | None:
    """Return the seconds left; None where that cannot be told."""
    return int(seconds * (total - size) / size) if 0 < size <= total else None


def _time_left(seconds: int | None, language: Language) -> str:
    if seconds is None:
        return ""
    left = f"{seconds // 60}:{seconds % 60:02}"
    return Wording(f"，剩余约 {left}", f", about {left} left").get(language)
