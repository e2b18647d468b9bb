from __future__ import annotations

from auditor.match.matcher import Matcher, longest
from auditor.model.grounds import Ground, Severity
from auditor.model.legal import Verdict
from auditor.model.rule import Pattern, Rule
from auditor.model.wording import Wording

_SAY = Wording("说", "say")
_ALWAYS = (Verdict({}, Severity.RISK, ("GC185-holding",), _SAY),)


def rule(*patterns: Pattern, rule_id: str = "TST001", ground: Ground = Ground.AGE, quantity: str = "") -> Rule:
    return Rule(rule_id, "test", ground, _ALWAYS, _SAY, _SAY, patterns, quantity=quantity)


def found(rules: list[Rule], text: str, **options: float) -> list[tuple[str, str]]:
    candidates, late = Matcher(rules, **options).match(text)
    assert not late
    return [(candidate.rule.id, candidate.span.of(text)) for candidate in candidates]


def test_the_group_hit_is_what_is_underlined() -> None:
    assert found([rule(Pattern("p", r"要求(?P<hit>女性)"))], "本岗位要求女性") == [("TST001", "女性")]


def test_captures_add_facts() -> None:
    pattern = Pattern("p", "限(?:(?P<male>男)|(?P<female>女))", {"kind": "limit"}, {"male": {"direction": "bars-women"}})
    candidates, _ = Matcher([rule(pattern)]).match("限男，限女")
    assert [dict(candidate.facts) for candidate in candidates] == [{"kind": "limit", "direction": "bars-women"}, {"kind": "limit"}]


def test_ages_that_cannot_be_an_applicants_are_no_candidates() -> None:
    ages = rule(Pattern("p", r"(?P<lo>\d+)-(?P<hi>\d+)岁"), quantity="age")
    assert found([ages], "18-35岁；35-18岁；3-6岁；90-99岁") == [("TST001", "18-35岁")]


def test_the_longest_candidate_of_a_ground_wins_and_grounds_do_not_touch() -> None:
    short, long = rule(Pattern("p", "35岁")), rule(Pattern("p", "35岁以下"), rule_id="TST002")
    other = rule(Pattern("p", "岁以下"), rule_id="TST003", ground=Ground.GENDER)
    candidates, _ = Matcher([short, long, other]).match("年龄35岁以下")
    assert [candidate.rule.id for candidate in longest(candidates)] == ["TST002", "TST003"]


def test_a_pattern_that_runs_out_of_time_is_told() -> None:
    hopeless = rule(Pattern("nested", r"(?:(?:a|aa)+)+$"))
    candidates, late = Matcher([hopeless], seconds=0.01).match("a" * 60 + "b")
    assert not candidates
    assert [(item.rule.id, item.part) for item in late] == [("TST001", "pattern nested")]
