"""What is said in one item changes nothing in another."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.model.context import Cue, Scope
from auditor.packs.loader import load_pack

AUDITOR = Auditor()
PACK = load_pack()
LIMITS = ("限男性", "35岁以下", "已婚已育优先", "本地户口优先", "形象气质佳", "统招本科", "属虎勿扰")
CUES = [cue for cue in PACK.cues if cue.dismisses and not cue.sections]
SPOKEN = [example for cue in CUES for example in cue.examples if "\n" not in example]  # what opens a list holds for what follows, too


def found(text: str, start: int, end: int) -> list[str]:
    """Return the findings in a part of a text; one may begin before it, with a word that speaks about it."""
    return [text[max(start, f.span.start) : f.span.end] for f in AUDITOR.audit_text(text).findings if start < f.span.end <= end]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SPOKEN), st.sampled_from(LIMITS), st.sampled_from(["；", "。", "\n", "\n2、"]), st.booleans())
def test_a_cue_in_one_clause_does_not_change_a_finding_in_another(spoken: str, limit: str, border: str, first: bool) -> None:
    text = f"{spoken}{border}{limit}" if first else f"{limit}{border}{spoken}"
    start = len(spoken + border) if first else 0
    assert found(text, start, start + len(limit)) == found(limit, 0, len(limit))


@pytest.mark.parametrize("cue", [cue for cue in CUES if cue.scope is Scope.ITEM], ids=lambda cue: cue.id)
def test_a_cue_in_one_item_does_not_change_a_finding_in_another(cue: Cue) -> None:
    for example in cue.examples:
        for limit in LIMITS:
            assert found(f"{limit}，{example}", 0, len(limit)) == found(limit, 0, len(limit)), (limit, example)
            start = len(example) + 1
            assert any(word in limit for word in found(f"{example}，{limit}", start, start + len(limit))), (example, limit)
