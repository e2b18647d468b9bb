from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.match.matcher import Matcher
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.gate import _USUAL, FOREIGN, LiteralGate, OpenGate, SharedGate
from auditor.text.literals.required import required_literals
from auditor.text.normalise import normalise

RULES = load_pack().rules
TEXTS = [example.text for rule in RULES for example in rule.examples]
PATTERNS = [pattern.regex for rule in RULES for pattern in rule.patterns]
CORPORA = [Path(__file__).parent.parent.parent / "corpora" / name for name in ("dev/ads.jsonl", "clean/near-misses.jsonl")]


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("限(?:男|女)性", [{"限男性", "限女性"}]),
        ("(?:仅限|只招)女", [{"仅限女", "只招女"}]),
        ("(?i:Female) only", [{"female"}]),  # what follows tells hardly more
        ("中国共产党党员", [{"中国共产"}]),
        ("20(?:1|2)x.*y", [{"201x", "202x"}, {"y"}]),
        ("(?i)ab|(?i)cd", [{"ab", "cd"}]),
        (r"(?:男|限)\|\||[<{]", [{"男||", "限||", "<", "{"}]),
        ("(?:ab.*c|de)", [{"ab", "de"}, {"c", "de"}]),
        ("(?<!不)限女性", [{"限女性"}]),
        ("(?<=男性),(?=限)", [{"男性,限"}, {"男性,"}, {"男性"}, {"限"}]),
        (r"\d{2}岁(?:以下)?", [{f"{digit}岁" for digit in range(10)}]),
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


@pytest.mark.parametrize(
    ("text", "admitted"),
    [("招文员", [0]), ("限女性", [0, 1, 2]), ("限男性", [0]), ("限", [0]), ("女性,限本地", [0, 2]), ("١", [0, 1, 2]), ("", [0])],
)
def test_what_demands_nothing_is_admitted_always(text: str, admitted: list[int]) -> None:
    assert list(LiteralGate(["a?b*", "限女性", "女性.*限"]).admits(text)) == admitted


GATED, OPEN = Matcher(RULES, LiteralGate), Matcher(RULES, OpenGate)


@pytest.mark.parametrize("path", CORPORA, ids=lambda path: path.stem)
def test_the_gate_loses_nothing_on_the_corpora(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            assert matched(GATED, clause) == matched(OPEN, clause)


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), st.data())
def test_the_gate_admits_whatever_a_pattern_matches(pattern: str, data: st.DataObject) -> None:
    """Flagged examples cut and joined at random: whatever still matches must be admitted."""
    texts = [normalise(example.text).text for rule in RULES for example in rule.flagged]
    text = data.draw(st.sampled_from(texts)) + data.draw(st.sampled_from(texts))
    if regex.search(pattern, text):
        assert list(LiteralGate([pattern]).admits(text)) == [0]


def test_every_pattern_has_literals() -> None:
    assert [pattern for pattern in PATTERNS if not required_literals(pattern)] == []


@pytest.mark.parametrize("text", ["٣٥岁以下", "限男性३"])
def test_digits_of_other_scripts_open_the_gate(text: str) -> None:
    """They are digits to a pattern, but in no literal."""
    gate = LiteralGate([r"\d{2}岁以下", "限女性"])
    assert list(gate.admits(text)) == [0, 1]


def test_the_gate_loses_nothing_on_real_ads(real_gold: Path, auditor: Auditor) -> None:
    del auditor
    for line in real_gold.read_text(encoding="utf-8").splitlines()[:200]:
        text = json.loads(line)["text"]
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            assert matched(GATED, clause) == matched(OPEN, clause)


def test_readers_of_one_text_share_a_look_at_it() -> None:
    looks: list[str] = []

    class Counted(LiteralGate):
        def admits(self, text: str) -> Iterable[int]:
            looks.append(text)
            return super().admits(text)

    shared = SharedGate(Counted)
    some, none, others = shared.part(["限女性", "限男性"]), shared.part([]), shared.part(["a?b*", "女性.*限"])
    assert (list(some.admits("限女性")), list(none.admits("限女性")), list(others.admits("限女性"))) == ([0], [], [0, 1])
    assert looks == ["限女性"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PATTERNS), max_size=8), st.integers(0, 8), st.sampled_from(TEXTS))
def test_a_shared_gate_admits_what_gates_of_their_own_do(patterns: list[str], cut: int, text: str) -> None:
    shared = SharedGate()
    parts = [(shared.part(own), LiteralGate(own)) for own in (patterns[:cut], patterns[cut:])]
    clause = normalise(text).text
    assert all(list(part.admits(clause)) == list(own.admits(clause)) for part, own in parts)


def test_no_usual_sign_is_foreign() -> None:
    assert not [sign for sign in map(chr, range(0x110000)) if _USUAL.fullmatch(sign) and FOREIGN.fullmatch(sign)]


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PATTERNS, "a?b*"]), max_size=6), st.lists(st.sampled_from([*TEXTS, "٣٥岁", "İ", "ßaa", ""]), max_size=6))
def test_a_look_at_many_lines_admits_what_a_look_at_each_does(patterns: list[str], texts: list[str]) -> None:
    gate, strict = LiteralGate(patterns, sets=1), LiteralGate(patterns)
    lines = [normalise(text).text for text in texts]
    assert all(set(strict.admits(text)) <= set(gate.admits(text)) for text in lines)
    admitted = [(index, line) for line, text in enumerate(lines) for index in gate.admits(text)]
    assert sorted((index, line) for index, some in gate.lines_of(lines).items() for line in some) == sorted(admitted)
