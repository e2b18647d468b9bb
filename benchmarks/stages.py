"""Where the engine spends its time, stage by stage.

Run ``python -m benchmarks.stages ADS.jsonl [--count 3000] [--markdown benchmarks/RESULTS.md]``. A profiler counts the CPU time of
all calls, which makes short functions look dearer than they are: read the shares, not the times.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import CodeType

import click
from rich.console import Console

from auditor.circumstances import CircumstanceReader
from auditor.clause_folder import ClauseFolder
from auditor.clause_reader import ClauseReader
from auditor.cutting import Cutter
from auditor.engine import Auditor
from auditor.group_auditor import GroupAuditor
from auditor.judge import Judge
from auditor.listening import Listener
from auditor.match.matcher import Matcher
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.settling import Settler
from auditor.text.choices import Choices
from auditor.text.doubts import Doubts
from auditor.text.evasion import Evasion
from auditor.text.posts import Posts
from auditor.text.raw_gate import RawGate
from benchmarks.ads import ad_texts
from benchmarks.results import write_results
from benchmarks.tables import Table

_WARM = 300  # ads
_STAGES: Mapping[str, object] = {
    "listening to raw texts": Listener.listen,
    "… literals and doubts, many texts at once": RawGate.read,
    "… … doubts": Doubts.of,
    "reading a second time what may be in disguise": Evasion.read,
    "choices of forms": Choices.of,
    "audit of what was heard": GroupAuditor.audit,
    "… cutting": Cutter.clauses,
    "… folding": ClauseFolder.fold,
    "… what a clause says": ClauseReader.read,
    "… … patterns": Matcher.match,
    "… … forces upon traits": CueReaderOnDemand.limits,
    "… text of the post": Posts.around,
    "… who hires, and where": CircumstanceReader.read,
    "… judgement": Settler.settle,
    "… … cues": CueReaderOnDemand.read,
    "… … exemptions, verdicts, evidence": Judge.settle,
}
_NOTES = (
    "share of the CPU time with a profiler; what is indented is a part of what stands above",
    "what is asked for inside another stage counts in both",
    "rewrites are made for reports only and are not in it",
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("ads", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--count", type=click.IntRange(1), default=3_000, show_default=True, help="Most ads, evenly spread over a file.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Also write the table into this file, such as benchmarks/RESULTS.md.")
def main(ads: Path | None, count: int, markdown: Path | None) -> None:
    """Tell where the engine spends its time, stage by stage."""
    texts = list(ad_texts(ads, count))
    table = Table(f"Where the time goes: {len(texts):,} ads", ("stage", "calls", "share"), _rows(_profiled(texts)), _NOTES)
    Console().print(table.rich())
    if markdown:
        name = "stages given" if ads else "stages"
        write_results(markdown, name, table, f"python -m benchmarks.stages {'ADS.jsonl ' if ads else ''}--count {count}")


def _profiled(texts: Sequence[str]) -> pstats.Stats:
    auditor = Auditor()
    auditor.get_ready()
    list(auditor.audit_texts(texts[:_WARM]))
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in auditor.audit_texts(texts):
        pass
    profile.disable()
    return pstats.Stats(profile)


def _rows(stats: pstats.Stats) -> tuple[tuple[str, ...], ...]:
    known: Mapping[tuple[str, int, str], tuple[int, int, float, float, object]] = stats.stats  # type: ignore[attr-defined]
    whole: float = stats.total_tt  # type: ignore[attr-defined]
    found = {name: known.get(_key(stage), (0, 0, 0.0, 0.0, None)) for name, stage in _STAGES.items()}
    return tuple((name, f"{calls:,}", f"{taken / whole:.0%}") for name, (_, calls, _, taken, _) in found.items())


def _key(stage: object) -> tuple[str, int, str]:
    """Return how a profile names a function, or the one that remembers what it returned."""
    code: CodeType = getattr(stage, "__wrapped__", stage).__code__  # type: ignore[attr-defined]
    return code.co_filename, code.co_firstlineno, code.co_name


if __name__ == "__main__":
    main()
