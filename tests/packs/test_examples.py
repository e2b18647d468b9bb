"""The built-in rules, held to their own examples and to the linter."""

from __future__ import annotations

import pytest

from auditor.engine import Auditor
from auditor.model.context import Cue, TextKind
from auditor.model.rule import Rule
from auditor.packs.examples import run_examples, run_spellings
from auditor.packs.lint.pack import lint
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
def test_cues(cue: Cue, auditor: Auditor) -> None:
    def found(text: str) -> list[str]:
        return [f.text for f in auditor.audit_text(text).findings if not cue.grounds or f.rule.ground in cue.grounds]

    for text in () if cue.is_about_traits else cue.examples:
        assert bool(found(text)) is not cue.dismisses, text
    assert not cue.dismisses or any(d.by == cue.id for text in cue.examples for d in auditor.audit_text(text).dismissals)
    for text in cue.passed:
        assert found(text), text


@pytest.mark.parametrize("kind", PACK.text_kinds, ids=lambda kind: kind.id)
def test_kinds_of_texts(kind: TextKind, auditor: Auditor) -> None:
    for text in kind.examples:
        result = auditor.audit_text(text)
        assert result.findings == (), text
        assert {dismissal.by for dismissal in result.dismissals} == {kind.id}, text
    for text in kind.passed:
        assert auditor.audit_text(text).findings, text
