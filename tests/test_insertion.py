"""A clause put into an ad changes what is found on its own grounds and nothing else."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.grounds import Ground
from auditor.model.report import DocumentResult
from auditor.model.rule import Flagged, Rule
from auditor.text.clauses import clause_spans

AUDITOR = Auditor(Config(as_of="2026-11-24"))
CLEAN = Path(__file__).parent.parent / "corpora/clean/near-misses.jsonl"
ADS = [json.loads(line)["text"] for line in CLEAN.read_text(encoding="utf-8").splitlines()]
GROUNDS = {rule.id: rule.ground for rule in AUDITOR.rules}
JOINTS = ["；", "\n", "。"]
TABLE_OF_COUNTS = re.compile(r"\S+ 人数(?:\n\S+ \d+)+")


@dataclass(frozen=True)
class Clause:
    """A flagged example, to be put into an ad."""

    rule: Rule
    example: Flagged

    @property
    def text(self) -> str:
        return self.example.text.rstrip("。；;.，, ")

    @property
    def grounds(self) -> set[Ground]:
        return {self.rule.ground, *(GROUNDS[other] for other in self.example.also)}

    def is_seen_in(self, result: DocumentResult) -> bool:
        """Tell whether each of its words is found, or let pass for what the ad says of the post."""
        found = {finding.text for finding in result.findings if finding.rule.ground is self.rule.ground}
        passed = {dismissal.text for dismissal in result.dismissals if dismissal.rule.ground is self.rule.ground}
        return all(any(words in seen for seen in found | passed) for words in self.example.match)


CLAUSES = [Clause(rule, example) for rule in AUDITOR.rules for example in rule.flagged if not example.label]
BORDERS = st.tuples(st.sampled_from(ADS), st.integers(0, 40))


@cache
def audit(text: str) -> DocumentResult:
    return AUDITOR.audit_text(text)


def outside(grounds: set[Ground], text: str) -> Counter[tuple[Ground, str]]:
    """What is found on other grounds."""
    found = [(finding.rule.ground, finding.text) for finding in audit(text).findings]
    return Counter((ground, words) for ground, words in found if ground not in grounds)


def put_in(ad: str, index: int, clause: str, joint: str) -> str:
    """Put a clause at a border: before the ad, or behind one of its clauses; the header of a table keeps its line to itself.

    A table of counts stays in one piece: its rows are told by the header above them.
    """
    borders = [0, len(ad)] if TABLE_OF_COUNTS.fullmatch(ad) else [0, *(span.end for span in clause_spans(ad))]
    border = borders[index % len(borders)]
    behind = "\n" if not border and " | " in ad.partition("\n")[0] else joint
    return ad[:border] + (joint if border else "") + clause + behind + ad[border:]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(BORDERS, st.sampled_from(CLAUSES), st.sampled_from(JOINTS))
def test_one_clause(place: tuple[str, int], clause: Clause, joint: str) -> None:
    text = put_in(*place, clause.text, joint)
    assert outside(clause.grounds, text) == outside(clause.grounds, place[0])
    assert clause.is_seen_in(audit(text))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(BORDERS, st.sampled_from(CLAUSES), st.sampled_from(CLAUSES), st.sampled_from(JOINTS))
def test_two_clauses_of_different_grounds(place: tuple[str, int], one: Clause, other: Clause, joint: str) -> None:
    assume(not one.grounds & other.grounds)
    text = put_in(*place, one.text + joint + other.text, joint)
    assert outside(one.grounds | other.grounds, text) == outside(one.grounds | other.grounds, place[0])
    assert one.is_seen_in(audit(text))
    assert other.is_seen_in(audit(text))


@settings(max_examples=400, deadline=None, derandomize=True)
@given(BORDERS, st.sampled_from(CLAUSES), st.sampled_from(CLAUSES), st.sampled_from(JOINTS))
def test_two_items_of_one_clause(place: tuple[str, int], one: Clause, other: Clause, joint: str) -> None:
    assume(not one.grounds & other.grounds and one.text.isascii() == other.text.isascii())  # nobody writes one clause in two languages
    text = put_in(*place, f"{one.text}，{other.text}", joint)
    assert outside(one.grounds | other.grounds, text) == outside(one.grounds | other.grounds, place[0])
