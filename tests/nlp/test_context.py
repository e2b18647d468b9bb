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
from auditor.packs.loader import load_pack
from auditor.text.normalise import normalise

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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("限女子俱乐部", ["head"]),
        ("限女子的俱乐部", []),  # it does not run on into it
        ("俱乐部限女子", []),
        ("不限女子俱乐部", ["head"]),  # and no other cue swallows it
    ],
)
def test_a_head_bears_on_what_runs_on_into_it_alone(text: str, expected: list[str]) -> None:
    head = cue("head", "俱乐部", Direction.BACKWARD, Scope.HEAD)
    longer = cue("longer", "女子俱乐部", Direction.BACKWARD, effect=Effect.PSEUDO)
    assert bearing(text, "限女子", head, longer) == expected


def test_a_comma_inside_a_cue_is_no_border_of_its_item() -> None:
    forward = cue("no-demand", "不,不限", Direction.FORWARD)
    assert bearing("店员,不,不限男性,男性优先", "男性", forward) == ["no-demand"]


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


BUILT_IN = CueReader(load_pack().cues)


def forced(text: str, *needs: Effect) -> bool:
    start = text.index("属虎")
    trait = Candidate(_RULE, Pattern("t", "属虎", needs=needs), Span(start, start + 2), {})
    return bool(BUILT_IN.limits(normalise(text).text, [trait]))


@pytest.mark.parametrize(
    "text",
    [
        *("属虎的勿扰", "属虎的就别跑空了", "属虎的一律免问", "属虎者恕不录用", "属虎的暂不安排面试", "属虎的进不了初筛", "属虎的左滑"),
        *(
            "属虎的请另找",
            "属虎的辛苦换一家",
            "属虎的就不耽误您了",
            "属虎的不好意思了",
            "属虎的直接过滤",
            "属虎的先放一放",
            "属虎的不办入职",
        ),
        *(
            "属虎的客人看了不好",
            "不收属虎的",
            "谢绝属虎的",
            "以下人员恕不接收:属虎的",
            "是否属虎(选是将自动结束报名)",
            "属虎的,店里人手够,不收",
        ),
    ],
)
def test_ways_of_turning_away(text: str) -> None:
    assert forced(text, Effect.REJECT)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "属虎的别担心",
            "属虎的不要紧",
            "属虎的不收费",
            "属虎的也不用愁",
            "属虎的特别多",
            "属虎的免费领礼品",
            "属虎的不限",
            "属虎的别错过",
        ),
        *("绝不拒绝属虎的", "不看学历,属虎的也行", "熟悉属虎的款式,不加班", "属虎的文创经验不足者勿投", "属虎的莫不欢喜", "属虎不看也行"),
    ],
)
def test_what_only_looks_like_turning_away(text: str) -> None:
    assert not forced(text, Effect.REJECT)


@pytest.mark.parametrize(
    "text", ["属虎的优先", "属虎的先约面", "属虎的排前头", "属虎:加5分", "属虎的再好不过", "属虎的直接上车", "最好属虎", "想找属虎的"]
)
def test_ways_of_preferring(text: str) -> None:
    assert forced(text, Effect.PREFER)


@pytest.mark.parametrize(
    "text",
    ["属虎的先到先得", "属虎款优先发货", "属虎的优先购票", "熟悉属虎题材者优先", "属虎的直接劝退", "属虎的预先登记", "政治倾向、属虎"],
)
def test_what_only_looks_like_preferring(text: str) -> None:
    assert not forced(text, Effect.PREFER)


@pytest.mark.parametrize("text", ["只招属虎的", "须属虎", "得是属虎的", "仅面向属虎的", "属虎的方可报名", "属虎的才收", "属虎的来"])
def test_ways_of_demanding(text: str) -> None:
    assert forced(text, Effect.REQUIRE)


@pytest.mark.parametrize("text", ["不要求属虎", "无须属虎", "有限公司属虎", "值得属虎的看", "不限属虎"])
def test_what_only_looks_like_demanding(text: str) -> None:
    assert not forced(text, Effect.REQUIRE)
