"""``python -m benchmarks.million [ADS.jsonl]`` audits a million ads made of the given ones, or of invented ones."""

from __future__ import annotations

import tempfile
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median

import click
from rich.console import Console

from benchmarks.ads import DEFAULT_COUNT, SEED
from benchmarks.invented import invented_ads
from benchmarks.million.changes import given_texts, write_changed
from benchmarks.million.plot import plot
from benchmarks.million.scans import NAME, Scan, can_resume, is_sum_of_parts, survives_kills
from benchmarks.program import count_findings, known_options
from benchmarks.results import write_results
from benchmarks.tables import Table
from benchmarks.watch import Watched

_MIB = 1 << 20
_NO = "NO"
_LOOKS = 600  # at memory, for the plot


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("ads", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", type=click.IntRange(1), default=1_000_000, show_default=True, help="Ads to make.")
@click.option("--jobs", default="2", show_default=True, help="Processes of the scan.")
@click.option("--parts", type=click.IntRange(2), default=4, show_default=True, help="Parts whose reports are put together.")
@click.option("--seed", default=SEED, show_default=True, help="Of the changes, and of the moments at which the scan is killed.")
@click.option("--plot", "picture", type=click.Path(path_type=Path), help="Draw memory over time into this SVG.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Also write the table into this file, such as benchmarks/RESULTS.md.")
def main(  # noqa: PLR0917 - click passes them by name
    ads: Path | None, count: int, jobs: str, parts: int, seed: int, picture: Path | None, markdown: Path | None
) -> None:
    """Audit many ads: how long, how much memory, is it the sum of its parts, and what is left of it when it is killed."""
    with tempfile.TemporaryDirectory() as folder:
        source = given_texts(ads) if ads else lambda: islice(invented_ads(seed), DEFAULT_COUNT)
        write_changed(source, count, seed, Path(folder, NAME))
        whole = Scan(Path(folder), ("--jobs", jobs) if "--jobs" in known_options() else ())
        seen = whole.run(every=1.0)
        if picture:
            picture.write_text(plot(_thinned(seen), f"{count:,} ads: resident memory of all processes"), encoding="utf-8")
        table = Table(f"{count:,} ads", ("", ""), (*_figures(whole, seen, count), *_checks(whole, seen, parts, seed)))
    Console().print(table.rich())
    if markdown:
        write_results(
            markdown,
            "million given" if ads else "million",
            table,
            f"python -m benchmarks.million {'ADS.jsonl ' if ads else ''}--count {count} --jobs {jobs} --parts {parts}",
        )
    raise SystemExit(any(value == _NO for _, value in table.rows))


def _figures(whole: Scan, seen: Watched, count: int) -> list[tuple[str, str]]:
    return [
        ("options", " ".join(whole.options) or "none"),
        ("size of the input, MiB", f"{(whole.folder / NAME).stat().st_size / _MIB:,.0f}"),
        ("size of the report, MiB", f"{whole.report.stat().st_size / _MIB:,.0f}"),
        ("findings", f"{count_findings(whole.report):,}"),
        ("seconds", f"{seen.wall:,.0f}"),
        ("CPU seconds", f"{seen.cpu:,.0f}"),
        ("ads/s", f"{count / seen.wall:,.0f}"),
        ("most memory of all processes, MiB", f"{seen.peak / _MIB:,.0f}"),
        ("median of it in each quarter of the time, MiB", ", ".join(f"{size / _MIB:,.0f}" for size in _quarters(seen))),
    ]


def _quarters(seen: Watched) -> list[float]:
    """Return the median of memory in each quarter of the time; a flat use of memory is the same in all but the first."""
    looks = [[size for second, size in seen.memory if quarter <= 4 * second / seen.wall < quarter + 1] for quarter in range(4)]
    return [median(sizes or [0]) for sizes in looks]


def _checks(whole: Scan, seen: Watched, parts: int, seed: int) -> list[tuple[str, str]]:
    rows = [(f"same bytes as {parts} parts put together", _yes(is_sum_of_parts(whole, parts)))]
    if not can_resume():
        return [*rows, ("killed and resumed", "skipped: this version has no --state")]
    same, moments = survives_kills(whole, seen.wall, Random(seed))
    return [*rows, (f"same bytes after being killed at {', '.join(f'{moment:.0f} s' for moment in moments)}", _yes(same))]


def _yes(holds: bool) -> str:
    return "yes" if holds else _NO


def _thinned(seen: Watched) -> list[tuple[float, int]]:
    """Return at most so many looks as a plot can show, of neighbours the largest."""
    width = -(-len(seen.memory) // _LOOKS)
    return [max(seen.memory[start : start + width], key=lambda look: look[1]) for start in range(0, len(seen.memory), width)]


if __name__ == "__main__":
    main()
