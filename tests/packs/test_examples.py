"""The built-in rules, held to their own examples and to the linter."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.rule import Rule
from auditor.packs.examples import run_examples, run_spellings
from auditor.packs.lint import lint
from auditor.packs.loader import load_pack

PACK = load_pack(check=True)


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_examples(rule: Rule, auditor: Auditor) -> None:
    assert [str(mismatch) for mismatch in run_examples([rule], auditor.audit)] == []


def test_every_phrase_has_a_ground_or_is_for_fields() -> None:
    assert {phrase.place.partition(":")[0] for phrase in PACK.style.phrases if not phrase.grounds} == {"rewrite/fields.yaml"}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.id)
def test_other_spellings_of_the_examples(rule: Rule, auditor: Auditor) -> None:
    assert [str(mismatch) for mismatch in run_spellings([rule], auditor.audit)] == []


def test_lint() -> None:
    assert list(lint(PACK)) == []


@pytest.mark.parametrize("cue", PACK.cues, ids=lambda cue: cue.id)
def test_no_cue_example_is_a_finding(cue, auditor: Auditor) -> None:  # type: ignore[no-untyped-def]
    for example in cue.examples if cue.dismisses else ():
        assert [f.text for f in auditor.audit_text(example).findings if not cue.grounds or f.rule.ground in cue.grounds] == []
