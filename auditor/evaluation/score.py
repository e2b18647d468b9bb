"""Precision and recall of clauses against a gold set.

A finding hits a label when both have the same ground and either overlap by an intersection over union of 0.3, or one holds the
other and is at most twelve code points longer. Pairs are made one to one, the best overlap first. A finding left over is a false
alarm unless it repeats a label that is paired already, or touches an optional span.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from auditor.evaluation.gold import GoldText, Marked
from auditor.model.grounds import Ground

MIN_IOU = 0.3
MAX_SLACK = 12


class Rates(Struct, frozen=True):
    """Counts, and what follows from them; with nothing to find or found a rate is 1."""

    hits: int
    misses: int
    false_alarms: int

    @property
    def support(self) -> int:
        """Labels in the gold set."""
        return self.hits + self.misses

    @property
    def precision(self) -> float:
        """Share of findings that are right."""
        found = self.hits + self.false_alarms
        return self.hits / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of labels that are found."""
        return self.hits / self.support if self.support else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Judged(Struct, frozen=True):
    """One text compared: pairs of label and finding, labels missed, findings that are false alarms."""

    gold: GoldText
    pairs: tuple[tuple[Marked, Marked], ...]
    misses: tuple[Marked, ...]
    alarms: tuple[Marked, ...]

    @property
    def exact(self) -> bool:
        """Whether everything was found and nothing else."""
        return not self.misses and not self.alarms


class Score(Struct, frozen=True, dict=True):
    """A whole gold set compared."""

    texts: tuple[Judged, ...]
    notes: int = 0

    @cached_property
    def grounds(self) -> Mapping[Ground, Rates]:
        """Rates of each ground that occurs."""
        counts = {ground: (Counter[str]()) for ground in Ground}
        for text in self.texts:
            for label, _ in text.pairs:
                counts[label.ground]["hit"] += 1
            for label in text.misses:
                counts[label.ground]["miss"] += 1
            for alarm in text.alarms:
                counts[alarm.ground]["alarm"] += 1
        return {ground: Rates(c["hit"], c["miss"], c["alarm"]) for ground, c in counts.items() if c.total()}

    @property
    def clauses(self) -> Rates:
        """Rates over all grounds."""
        rates = self.grounds.values()
        return Rates(sum(r.hits for r in rates), sum(r.misses for r in rates), sum(r.false_alarms for r in rates))

    @property
    def flagged(self) -> Rates:
        """Rates of texts: is anything found where something is to be found?"""
        due = [bool(text.pairs or text.alarms) for text in self.texts if text.gold.labels]
        wrong = sum(bool(text.alarms) for text in self.texts if not text.gold.labels)
        return Rates(sum(due), len(due) - sum(due), wrong)

    @property
    def exact(self) -> float:
        """Share of texts that are exactly right."""
        return sum(text.exact for text in self.texts) / len(self.texts) if self.texts else 1.0

    @property
    def overlaps(self) -> tuple[float, ...]:
        """Intersection over union of every pair."""
        return tuple(iou(label, finding) for text in self.texts for label, finding in text.pairs)

    @property
    def mean_iou(self) -> float:
        """Mean overlap of the pairs."""
        return sum(self.overlaps) / len(self.overlaps) if self.overlaps else 0.0


def iou(a: Marked, b: Marked) -> float:
    """Return intersection over union of two spans."""
    shared = _shared(a, b)
    return shared / (len(a.span) + len(b.span) - shared) if shared else 0.0


def _shared(a: Marked, b: Marked) -> int:
    return max(0, min(a.span.end, b.span.end) - max(a.span.start, b.span.start))


def matches(label: Marked, finding: Marked) -> bool:
    """Tell whether a finding hits a label."""
    if label.ground != finding.ground or not _shared(label, finding):
        return False
    holds = label.span.covers(finding.span) or finding.span.covers(label.span)
    return iou(label, finding) >= MIN_IOU or (holds and abs(len(label.span) - len(finding.span)) <= MAX_SLACK)


def judge_text(gold: GoldText, findings: Sequence[Marked]) -> Judged:
    """Compare the findings of one text with its labels."""
    paired = _pair(gold.labels, findings)
    misses = tuple(label for i, label in enumerate(gold.labels) if i not in paired)
    taken = set(paired.values())
    alarms = tuple(finding for j, finding in enumerate(findings) if j not in taken and not _excused(gold, finding))
    pairs = tuple((gold.labels[i], findings[j]) for i, j in paired.items())
    return Judged(gold, pairs, misses, alarms)


def _pair(labels: Sequence[Marked], findings: Sequence[Marked]) -> dict[int, int]:
    """Return label index to finding index, the best overlap first."""
    possible = [
        (-iou(label, finding), i, j) for i, label in enumerate(labels) for j, finding in enumerate(findings) if matches(label, finding)
    ]
    paired: dict[int, int] = {}
    for _, i, j in sorted(possible):
        if i not in paired and j not in paired.values():
            paired[i] = j
    return paired


def _excused(gold: GoldText, finding: Marked) -> bool:
    return any(matches(label, finding) for label in gold.labels) or any(_shared(span, finding) for span in gold.optional)


def score(texts: Iterable[tuple[GoldText, Sequence[Marked]]], notes: int = 0) -> Score:
    """Compare a gold set with findings; notes are counted by the caller and left out of the findings."""
    return Score(tuple(judge_text(gold, findings) for gold, findings in texts), notes)
