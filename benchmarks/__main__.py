"""``python -m benchmarks [ADS.jsonl]`` prints how fast we are, beside others, and how cost grows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import click
from rich.console import Console

from benchmarks.ads import ad_texts, write_ads
from benchmarks.compare import CONTESTANTS, comparison, take_turns
from benchmarks.hostile import HOSTILE, hostile_table
from benchmarks.results import write_results
from benchmarks.scaling import by_ads, by_length, by_rules
from benchmarks.tables import Table

_SAY = Console(stderr=True)


def _say(line: str) -> None:
    _SAY.print(line, markup=False, highlight=False, soft_wrap=True)


GROWTH: Mapping[str, Callable[[Path, float], Table]] = {"length": by_length, "rules": by_rules, "ads": by_ads}
TABLES = ("compare", *GROWTH, "hostile")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("ads", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", type=click.IntRange(1), help="Most ads, evenly spread over a file; all of it, or 2,000 invented ones by default.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Turns of each contestant.")
@click.option("--table", "tables", multiple=True, type=click.Choice(TABLES), help="Only these tables; may be repeated.")
@click.option(
    "--only", multiple=True, metavar="WORDS", help="Only contestants and hostile texts whose names hold these words; may be repeated."
)
@click.option("--seconds", type=float, default=30.0, show_default=True, help="Longest time for one step of growing cost.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Also write the tables into this file, such as benchmarks/RESULTS.md.")
def main(  # noqa: PLR0917 - click passes them by name
    ads: Path | None, count: int | None, rounds: int, tables: tuple[str, ...], only: tuple[str, ...], seconds: float, markdown: Path | None
) -> None:
    """Measure speed and memory over ADS (JSONL with the field "text"), or over invented ads."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "ads.jsonl")
        write_ads(ad_texts(ads, count), own)
        for name in tables or TABLES:
            table = _table(name, own, rounds, only, seconds)
            Console(width=None if Console().is_terminal else 160).print(table.rich())
            if markdown:
                write_results(
                    markdown, f"{name} given" if ads and name != "hostile" else name, table, _command(ads, name, count, rounds, seconds)
                )


def _command(ads: Path | None, name: str, count: int | None, rounds: int, seconds: float) -> str:
    """Return what repeats a table; where given ads lie is nobody's business."""
    given = "ADS.jsonl " if ads else ""
    counted = f"--count {count} " if count else ""
    limit = f"--rounds {rounds}" if name == "compare" else f"--seconds {seconds:g}"
    return f"python -m benchmarks {given}{counted}--table {name} {limit}"


def _table(name: str, ads: Path, rounds: int, only: tuple[str, ...], seconds: float) -> Table:
    if name == "compare":
        return comparison(ads, take_turns(ads, _chosen(CONTESTANTS, only), rounds, _say))
    return hostile_table(seconds, _say, _chosen(HOSTILE, only)) if name == "hostile" else GROWTH[name](ads, seconds)


def _chosen(names: Iterable[str], only: tuple[str, ...]) -> list[str]:
    return [name for name in names if not only or any(words in name for words in only)]


if __name__ == "__main__":
    main()
