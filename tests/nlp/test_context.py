from __future__ import annotations

import pytest

from auditor.model.context import Cue, Direction, Effect, Scope, SectionKind
from auditor.model.finding import Candidate
from auditor.model.grounds import Ground, Severity
from auditor.model.legal import Verdict
from auditor.model.rule import Pattern, Rule
from auditor.model.span import Span
from auditor.model.wording import Wording
from auditor.nlp.components import CueReader

_SAY = Wording("说", "say")
_RULE = Rule("TST001", "t", Ground.GENDER, (Verdict({}, Severity.RISK, (), _SAY),), _SAY, _SAY, (Pattern("p", "x"),))


def cue(cue_id: str, pattern: str, direction: Direction, scope: Scope = Scope.ITEM, **more: object) -> Cue:
    values = {"terminator": "", "grounds": (), "effect": Effect.DISMISS, "why": _SAY, **more}
    return Cue(id=cue_id, regex=pattern, direction=direction, scope=scope, **values)  # type: ignore[arg-type]


def bearing(text: str, word: str, *cues: Cue) -> list[str]:
    start = text.index(word)
    candidate = Candidate(_RULE, _RULE.patterns[0], Span(start, start + len(word)), {})
    return [hit.cue.id for hit in CueReader(cues).read(text, [candidate])[0]]


UNLIMITED = cue("unlimited", "不限", Direction.BACKWARD)
FORBIDDEN = cue("forbidden", "不得", Direction.FORWARD, Scope.CLAUSE, terminator="但")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("男女不限", "男女", ["unlimited"]),
        ("学历不限,男士优先", "男士", []),  # a following cue belongs to its own item
        ("男士,学历不限", "男士", []),
        ("不限男士", "男士", []),  # a backward cue does not look forward
    ],
)
def test_direction_and_item(text: str, word: str, expected: list[str]) -> None:
    assert bearing(text, word, UNLIMITED) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("招聘不得写明,限男性", ["forbidden"]), ("不得迟到,但限男性", []), ("限男性,不得迟到", [])],
)
def test_scope_of_a_clause_and_its_terminator(text: str, expected: list[str]) -> None:
    assert bearing(text, "限男性", FORBIDDEN) == expected


def test_a_longer_pseudo_cue_swallows_a_shorter_one() -> None:
    pseudo = cue("pseudo", "不得不", Direction.BOTH, effect=Effect.PSEUDO)
    assert bearing("不得不限男性", "限男性", FORBIDDEN, pseudo) == []


def test_a_cue_bears_on_its_grounds_only() -> None:
    assert bearing("男女不限", "男女", cue("age", "不限", Direction.BACKWARD, grounds=(Ground.AGE,))) == []


REFUSED = cue("refused", "别来|勿扰", Direction.BACKWARD, effect=Effect.REJECT)
NOT_TAKEN = cue("not-taken", "不收", Direction.FORWARD, effect=Effect.REJECT)
FIRST = cue("first", "优先", Direction.BACKWARD, effect=Effect.PREFER)
_TRAIT = Pattern("t", "属虎", needs=(Effect.REJECT,))


def limits(text: str) -> list[str]:
    start = text.index("属虎")
    trait = Candidate(_RULE, _TRAIT, Span(start, start + 2), {})
    return [limit.span.of(text) for limit in CueReader((REFUSED, NOT_TAKEN, FIRST)).limits(text, [trait])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("属虎的勿扰", ["属虎的勿扰"]),
        ("不收属虎、属羊的", ["不收属虎"]),
        ("属虎的客人多,别来", ["属虎"]),  # a force of its own item speaks of the item before
        ("属虎的也行,学生别来", []),  # one with its own object does not
        ("属虎的文创产品", []),  # a mention
        ("属虎的优先", []),  # not the force that the pattern needs
        ("不收:学生,属虎的", []),  # a list of items needs a cue with the reach of the clause
    ],
)
def test_a_force_makes_a_limit_of_a_trait(text: str, expected: list[str]) -> None:
    assert limits(text) == expected


def test_a_force_dismisses_nothing() -> None:
    assert bearing("属虎勿扰", "属虎", REFUSED) == []


def test_a_cue_of_a_section_speaks_in_it_only() -> None:
    staff = cue("staff", "员工", Direction.FORWARD, sections=(SectionKind.COMPANY,))
    text = "员工35岁以下"
    candidate = Candidate(_RULE, _RULE.patterns[0], Span(2, 7), {})
    read = CueReader([staff]).read
    assert [hit.cue.id for hit in read(text, [candidate], SectionKind.COMPANY)[0]] == ["staff"]
    assert read(text, [candidate], SectionKind.REQUIREMENTS) == [()]
    assert read(text, [candidate]) == [()]
