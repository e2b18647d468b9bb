"""Clauses of which no tokens are made are those that no cue could let pass."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from auditor.engine import Auditor
from auditor.model.collection import without_collection
from auditor.model.context import SectionKind
from auditor.model.span import Span
from auditor.nlp.components import CueReader
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.text.clauses import clause_spans
from auditor.text.normalise import normalise
from auditor.text.sections import NOWHERE, Headings, Standing, Trail

PACK = load_pack()
TEXTS = {
    "cues": [text for cue in PACK.cues for text in (*cue.examples, *cue.passed)],
    "rules": [example.text for rule in PACK.rules for example in (*rule.flagged, *rule.passed)],
}


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
