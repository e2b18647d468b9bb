"""``auditor evaluate``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from auditor.evaluation.gold import Marked
    from auditor.evaluation.score import Judged, Rates, Score

_ROW = "{:<20} {:>9} {:>9} {:>9} {:>8} {:>6} {:>6} {:>6}"


@click.command(short_help="Measure precision and recall on a gold set.")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--errors", default=0, metavar="N", help="Print up to N misses and N false alarms.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@click.option("--baseline", type=click.Path(dir_okay=False, path_type=Path), help="Numbers printed by --json; exit 1 if a rate has fallen.")
@click.option(
    "--carriers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="GOLD holds single wordings (text, outcome, grounds, severity); put each into every ad of this file that has its language.",
)
@click.pass_context
def evaluate(context: click.Context, gold: Path, *, errors: int, as_json: bool, baseline: Path | None, carriers: Path | None) -> None:
    """Measure precision and recall of clauses on a gold set (JSON Lines of id, text, labels, optional).

    \b
    auditor evaluate gold.jsonl --errors 20                      also what was missed, and false alarms
    auditor evaluate gold.jsonl --json > gold.baseline.json
    auditor evaluate gold.jsonl --baseline gold.baseline.json    exit 1 where a rate has fallen
    """  # noqa: D301 - click wants the sign itself
    if carriers and baseline:
        raise click.UsageError("--carriers and --baseline do not go together")
    if carriers:
        _carry(gold, carriers, errors, as_json)
        return
    from auditor.engine import Auditor
    from auditor.evaluation.gold import read_gold
    from auditor.evaluation.run import evaluate as run
    from auditor.evaluation.run import plain_score, read_baseline, regressions

    before = read_baseline(baseline) if baseline else None
    result = run(Auditor(), read_gold(gold))
    click.echo(json.dumps(plain_score(result), ensure_ascii=False, indent=1) if as_json else _table(result))
    for line in _errors(result, errors):
        click.echo(line, err=as_json)
    fallen = list(regressions(result, before)) if before else []
    for line in fallen:
        click.echo(line, err=True)
    context.exit(1 if fallen else 0)


def _carry(wordings: Path, carriers: Path, errors: int, as_json: bool) -> None:
    from auditor.engine import Auditor
    from auditor.evaluation.carry import carry, plain_carried
    from auditor.evaluation.wordings import read_carriers, read_wordings

    every = list(carry(Auditor(), read_wordings(wordings), read_carriers(carriers)))
    numbers = plain_carried(every)
    if as_json:
        click.echo(json.dumps(numbers, ensure_ascii=False, indent=1))
    for outcome, shares in numbers.items() if not as_json else ():
        click.echo(f"{outcome:<6} " + "  ".join(f"{name} {share}" for name, share in shares.items()))
    for one in [one for one in every if not one.right][:errors]:
        found = ", ".join(f"{finding.rule.id} {finding.text}" for finding in one.findings) or "nothing"
        click.echo(f"{one.wording.outcome} {one.wording.text!r}: {found} in {one.carrier.before[-25:]!r}", err=as_json)


def _table(result: Score) -> str:
    rows = [(ground.value, rates) for ground, rates in sorted(result.grounds.items())]
    rows += [("all clauses", result.clauses), ("texts flagged", result.flagged)]
    head = _ROW.format("ground", "precision", "recall", "F1", "support", "hits", "misses", "alarms")
    tail = (
        f"{len(result.texts)} texts, {result.exact:.1%} exactly right; mean span overlap (IoU) {result.mean_iou:.4f}; {result.notes} notes"
    )
    return "\n".join([head, *(_row(name, rates) for name, rates in rows), tail])


def _row(name: str, rates: Rates) -> str:
    numbers = (f"{rates.precision:.4f}", f"{rates.recall:.4f}", f"{rates.f1:.4f}")
    return _ROW.format(name, *numbers, rates.support, rates.hits, rates.misses, rates.false_alarms)


def _errors(result: Score, most: int) -> Iterator[str]:
    misses = [("miss", text, marked) for text in result.texts for marked in text.misses]
    alarms = [("false alarm", text, marked) for text in result.texts for marked in text.alarms]
    for kind, text, marked in misses[:most] + alarms[:most]:
        yield f"{kind} {marked.ground.value} {text.gold.id}: {_in_context(text, marked)}"


def _in_context(text: Judged, marked: Marked) -> str:
    whole, span = text.gold.text, marked.span
    around = f"{whole[max(0, span.start - 25) : span.start]}【{span.of(whole)}】{whole[span.end : span.end + 25]}"
    return " ".join(around.split())
