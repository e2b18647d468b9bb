"""A table that was narrowed by a match's own facts settles it as the whole table does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.legal import Verdict
from auditor.model.rule import Rule
from auditor.packs.loader import load_pack
from auditor.verdict_table import OF_PLACE, VerdictTables

PACK = load_pack()
TODAY = "2026-11-24"
TABLES = VerdictTables(PACK.citations, TODAY)
VALUES: dict[str, list[str]] = {}
for each in (verdict for rule in PACK.rules for verdict in rule.verdicts):
    for name, values in each.when.items():
        VALUES[name] = sorted({*VALUES.get(name, ()), *values})
OWN = {name: st.sampled_from(values) for name, values in VALUES.items() if name not in OF_PLACE}
PLACE = {name: st.frozensets(st.sampled_from(VALUES.get(name, ["x"])), max_size=3) for name in OF_PLACE}


def first(rule: Rule, facts: dict[str, str], place: dict[str, frozenset[str]]) -> Verdict:
    known = {**{name: frozenset((value,)) for name, value in facts.items()}, **place}
    return next(row for row in rule.verdicts if all(known.get(name, frozenset()) & {*values} for name, values in row.when.items()))


@settings(deadline=None)
@given(st.sampled_from(PACK.rules), st.fixed_dictionaries({}, optional=OWN), st.fixed_dictionaries(PLACE))
def test_the_first_row_that_holds_is_found(rule: Rule, facts: dict[str, str], place: dict[str, frozenset[str]]) -> None:
    verdict = first(rule, facts, place)
    table = TABLES.of(rule, facts)
    row = table.row({name: place[name] for name in table.asks})
    assert row.why == verdict.why
    assert (row.severity is None) == (verdict.severity is None)
    assert {citation.ref for citation in row.citations} <= {*verdict.basis}


def test_nothing_is_asked_of_the_place_where_the_words_decide() -> None:
    rule = next(rule for rule in PACK.rules if rule.id == "AGE001")
    assert TABLES.of(rule, {"kind": "slot"}).asks == frozenset()
    assert TABLES.of(rule, {"kind": "generation"}).asks >= {"section"}
    assert "section" not in TABLES.of(rule, {"kind": "bound"}).asks
