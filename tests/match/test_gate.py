from __future__ import annotations

import json
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.match.gate import LiteralGate, OpenGate
from auditor.match.matcher import Matcher
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.literals import required_literals
from auditor.text.normalise import normalise

RULES = load_pack().rules
PATTERNS = [pattern.regex for rule in RULES for pattern in rule.patterns]
CORPORA = [Path(__file__).parent.parent.parent / "corpora" / name for name in ("dev/ads.jsonl", "clean/near-misses.jsonl")]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("限(?:男|女)性", [{"限"}, {"性"}, {"男", "女"}]),
        ("(?:仅限|只招)女", [{"仅限", "只招"}, {"女"}]),
        ("(?i:Female) only", [{"female"}, {" only"}]),
        ("(?<!不)限女性", [{"限女性"}]),
        ("(?<=男性),(?=限)", [{"男性"}, {"限"}, {","}]),
        (r"\d{2}岁(?:以下)?", [{"岁"}]),
        ("[男女]生?", [{"男", "女"}]),
        (r"(?P<a>x)(?P<a>y)\p{Han}{2,4}户口", [{"户口"}, {"xy"}]),
        ("a?b*", []),
        ("(?:限女|.{2})", []),
        ("[^男]", []),
    ],
)
def test_what_a_match_cannot_do_without(pattern: str, literals: list[set[str]]) -> None:
    assert required_literals(pattern) == literals


def matched(matcher: Matcher, text: str) -> list[tuple[str, str, int, int]]:
    candidates, _ = matcher.match(text)
    return [(c.rule.id, c.pattern.id, c.span.start, c.span.end) for c in candidates]


GATED, OPEN = Matcher(RULES, LiteralGate), Matcher(RULES, OpenGate)


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_the_gate_loses_nothing_on_the_corpora(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            assert matched(GATED, clause) == matched(OPEN, clause)


@given(st.sampled_from(PATTERNS), st.data())
def test_the_gate_admits_whatever_a_pattern_matches(pattern: str, data: st.DataObject) -> None:
    """Flagged examples cut and joined at random: whatever still matches must be admitted."""
    texts = [normalise(example.text).text for rule in RULES for example in rule.flagged]
    text = data.draw(st.sampled_from(texts)) + data.draw(st.sampled_from(texts))
    if regex.search(pattern, text):
        assert list(LiteralGate([pattern]).admits(text)) == [0]


def test_most_patterns_have_literals() -> None:
    assert sum(not required_literals(pattern) for pattern in PATTERNS) <= len(PATTERNS) // 10


def test_the_gate_loses_nothing_on_real_ads(real_gold: Path, auditor: Auditor) -> None:
    del auditor
    for line in real_gold.read_text(encoding="utf-8").splitlines()[:200]:
        text = json.loads(line)["text"]
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            assert matched(GATED, clause) == matched(OPEN, clause)
