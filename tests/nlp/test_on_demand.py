"""Clauses of which no tokens are made are those that no cue could let pass."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis.strategies import lists, sampled_from
from msgspec.structs import replace

from auditor.engine import Auditor
from auditor.match.matcher import Matcher
from auditor.model.collection import without_collection
from auditor.model.context import SectionKind
from auditor.model.finding import Candidate
from auditor.model.span import Span
from auditor.nlp.components import CueReader
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.normalise import normalise
from auditor.text.sections import NOWHERE, Headings, Standing, Trail

PACK = load_pack()
MATCHER = Matcher(PACK.rules)
EVERY = CueReader(PACK.cues)
TEXTS = {
    "cues": [text for cue in PACK.cues for text in (*cue.examples, *cue.passed)],
    "rules": [example.text for rule in PACK.rules for example in (*rule.flagged, *rule.passed)],
}


def traits_of(clause: str) -> list[Candidate]:
    return [one for one in MATCHER.match(clause)[0] if one.pattern.needs]


def under(section: SectionKind) -> Standing:
    """Return where a clause stands below a heading of a section; with none, where it stands alone."""
    trail = Trail(Headings({SectionKind.COMPANY: "公司简介"}))
    trail.go_by("公司简介\n某厂")
    return NOWHERE if section is SectionKind.OTHER else trail.here(5)


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("section", [SectionKind.OTHER, SectionKind.COMPANY])
@without_collection()  # of the garbage of all tests before, which can take longer than a regex may
def test_cues_are_the_same(auditor: Auditor, texts: list[str], section: SectionKind) -> None:
    every, needed = CueReader(PACK.cues), CueReaderOnDemand(PACK.cues)
    told = 0
    for text in texts:
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            candidates = auditor._groups.reader.read(clause).candidates
            hits = every.read(clause, candidates, section)
            assert needed.read(clause, candidates, under(section)) == hits
            told += sum(map(len, hits))
    assert told > 0


def test_a_clause_without_candidates_needs_no_reader() -> None:
    reader = CueReaderOnDemand(PACK.cues)
    assert reader.read("男女不限,不得注明限男性", []) == []
    assert reader.limits("不得注明限男性", []) == []
    assert "_reader" not in vars(reader)


@pytest.mark.parametrize("clause", ["限男性,与人为善", "限男性,年终有奖"])
def test_words_that_only_look_like_a_cue_need_no_reader(auditor: Auditor, clause: str) -> None:
    reader = CueReaderOnDemand(PACK.cues)
    candidates = auditor._groups.reader.read(clause).candidates
    assert candidates
    assert reader.read(clause, candidates) == [()] * len(candidates)
    assert "_reader" not in vars(reader)


def test_a_trait_needs_a_reader_only_where_its_force_is_said(auditor: Auditor) -> None:
    reader = CueReaderOnDemand(PACK.cues)
    limits = [one for one in auditor._groups.reader.read("属虎的勿扰").candidates if one.pattern.needs]
    traits = [replace(one, span=Span(0, 2), facts={}) for one in limits]
    assert reader.limits("属虎的同事很多", traits) == []
    assert "_reader" not in vars(reader)
    assert [one.span for one in reader.limits("属虎的勿扰", traits)] == [Span(0, 5)]


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
@without_collection()
def test_limits_are_the_same(texts: list[str]) -> None:
    every, needed, plain = CueReader(PACK.cues), CueReaderOnDemand(PACK.cues), 0
    for text in texts:
        for span in clause_spans(text):
            clause = normalise(span.of(text)).text
            traits = traits_of(clause)
            limits = every.limits(clause, traits)
            vars(needed).pop("_reader", None)
            assert needed.limits(clause, traits) == limits
            plain += bool(limits) and "_reader" not in vars(needed)
    assert plain > 0


PIECES = ("未婚者", "属虎的", "党员", "211院校", "本地人", "年龄35", "岁", "Male", "1,000", ",", "|", "/", ":", "的", " ", "(", ")", "但")
CUES = ("优先", "勿扰", "不收", "仅限", "不限", "限", "拒绝", "only", "preferred", "均可", "请绕道", "歌舞团", "不得", "考虑")


@given(lists(sampled_from(PIECES + CUES), min_size=2, max_size=9).map("".join), sampled_from(SectionKind))
def test_words_in_any_order_are_read_as_with_tokens(text: str, section: SectionKind) -> None:
    clause = normalise(text).text
    needed = CueReaderOnDemand(PACK.cues)
    candidates = MATCHER.match(clause)[0]
    assert needed.limits(clause, traits_of(clause)) == EVERY.limits(clause, traits_of(clause))
    standing = under(section) if section is SectionKind.COMPANY else NOWHERE
    assert needed.read(clause, candidates, standing) == EVERY.read(clause, candidates, standing.section[0])


@pytest.mark.parametrize(
    ("clause", "limit"),
    [
        ("30周岁以下,未婚者优先", "未婚者优先"),
        ("属虎勿扰,双休", "属虎勿扰"),
        ("本地人优先考虑", "本地人优先考虑"),
        ("民主党派仅限民革党员", "仅限民革党员"),
    ],
)
def test_the_only_force_needs_no_reader(clause: str, limit: str) -> None:
    reader = CueReaderOnDemand(PACK.cues)
    assert limit in [one.span.of(clause) for one in reader.limits(clause, traits_of(clause))]
    assert "_reader" not in vars(reader)


@pytest.mark.parametrize("clause", ["属虎的勿扰," * 20, "属虎的" + "好" * 400 + ",属虎勿扰"])
def test_large_clauses_are_read_with_tokens(clause: str) -> None:
    reader = CueReaderOnDemand(PACK.cues)
    assert reader.limits(clause, traits_of(clause)) == EVERY.limits(clause, traits_of(clause))
    assert "_reader" in vars(reader)
