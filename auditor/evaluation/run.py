"""Run an audit over a gold set and hold it against a baseline."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from auditor.engine import Auditor
from auditor.errors import AuditorError
from auditor.evaluation.gold import GoldText, Marked
from auditor.evaluation.score import Rates, Score, score
from auditor.model.grounds import Severity


def evaluate(auditor: Auditor, texts: Iterable[GoldText]) -> Score:
    """Audit every text and compare; notes limit nobody and are not counted."""
    notes = 0
    answered = []
    for gold in texts:
        findings = auditor.audit_text(gold.text, gold.id).findings
        notes += sum(finding.severity is Severity.NOTE for finding in findings)
        marked = [Marked(finding.span, finding.rule.ground) for finding in findings if finding.severity is not Severity.NOTE]
        answered.append((gold, marked))
    return score(answered, notes)


def plain_score(result: Score) -> dict[str, Any]:
    """Return the numbers as plain data."""
    overlaps = result.overlaps
    return {
        "texts": len(result.texts),
        "clauses": _plain_rates(result.clauses),
        "texts_exactly_right": round(result.exact, 4),
        "texts_flagged": _plain_rates(result.flagged),
        "span_iou": round(result.mean_iou, 4),
        "span_exact": round(sum(overlap == 1 for overlap in overlaps) / len(overlaps), 4) if overlaps else 0.0,
        "notes_per_100_texts": round(100 * result.notes / len(result.texts), 2) if result.texts else 0.0,
        "grounds": {ground.value: _plain_rates(rates) for ground, rates in sorted(result.grounds.items())},
    }


def _plain_rates(rates: Rates) -> dict[str, float | int]:
    return {
        "precision": round(rates.precision, 4),
        "recall": round(rates.recall, 4),
        "f1": round(rates.f1, 4),
        "support": rates.support,
        "hits": rates.hits,
        "misses": rates.misses,
        "false_alarms": rates.false_alarms,
    }


def read_baseline(path: Path) -> Mapping[str, Any]:
    """Read numbers that an evaluation once printed as JSON.

    Raises:
        AuditorError: if the file holds none.
    """
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
        return {"clauses": numbers["clauses"], "grounds": numbers["grounds"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AuditorError(f"{path}: not a baseline: {error!r}") from error


def regressions(result: Score, baseline: Mapping[str, Any]) -> Iterator[str]:
    """Yield every rate that has fallen below the baseline, overall and by ground."""
    now = plain_score(result)
    pairs = [("all clauses", now["clauses"], baseline["clauses"])]
    pairs += [(name, now["grounds"].get(name, {}), before) for name, before in baseline["grounds"].items()]
    for name, after, before in pairs:
        for rate in ("precision", "recall"):
            if after.get(rate, 1.0) < before[rate]:  # a ground without labels and alarms has no rates: nothing is wrong there
                yield f"{name}: {rate} fell from {before[rate]} to {after.get(rate, 1.0)}"
