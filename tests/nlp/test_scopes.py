"""How far cues reach, beside a plain reading of the same: cue by cue, each looked up anew in the whole clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from spacy.vocab import Vocab

from auditor.model.context import Cue, Direction, Effect, Scope, SectionKind
from auditor.model.grounds import Ground
from auditor.nlp.context import ContextReader
from auditor.nlp.tokenizer import MixedTokenizer
from auditor.packs.loader import load_pack
from auditor.text.compiled import find
from auditor.text.normalise import normalise

CUES = {cue.id: cue for cue in load_pack().cues}
READER = ContextReader(CUES.values())
TOKENIZER = MixedTokenizer(Vocab())
WORDS = [
    "属虎的",
    "男性",
    "孕妇",
    "吸烟者",
    "smokers",
    ",",
    "|",
    "/",
    "、",
    ":",
    "不限",
    "优先",
    "勿扰",
    "不招",
    "请绕道",
    "只要",
    "限",
    "但",
    "不得以",
    "俱乐部",
]
MORE = ["为由", "拒绝", "欢迎", "的", "会修表", "经验", "no ", "prefer ", "welcome", "要求", "必须", "照顾", "不收", "除外", "例如", "☐"]
EXAMPLES = [normalise(text).text for cue in CUES.values() for text in (*cue.examples, *cue.passed)]
TEXTS = st.lists(st.sampled_from(WORDS + MORE) | st.sampled_from(EXAMPLES), min_size=1, max_size=12).map("".join)
PLACES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 4), st.sampled_from([Ground.GENDER, Ground.AGE, Ground.HEALTH])), min_size=1, max_size=4
)


def borders_of(doc: Doc, whole: Sequence[Span]) -> list[int]:
    return [i for i in range(len(doc)) if doc[i].text in ",|/" and not any(span.start < i < span.end for span in whole)]


def items(borders: list[int], first: int, behind: int, start: int, end: int) -> tuple[int, int]:
    within = [i for i in borders if start <= i < end]
    return max([start, *(i + 1 for i in within if i < first)]), min([end, *(i for i in within if i >= behind)])


def subject(span: Span, item: int, borders: list[int]) -> int:
    doc = span.doc
    _, end = items(borders, span.start, span.end, item, len(doc))
    if item == span.start > 0 and end - span.end <= 1:
        item = items(borders, item - 1, item, 0, item - 1)[0]
    while item - 2 > 0 and doc[item - 1].text == "," and doc[item - 2].text in "的者":
        item = items(borders, item - 1, item, 0, item - 1)[0]
    return item


def scope(span: Span, cue: Cue, whole: Sequence[Span]) -> tuple[int, int]:
    start = span.start if cue.direction is Direction.FORWARD else 0
    end = span.end if cue.direction is Direction.BACKWARD else len(span.doc)
    if cue.scope is Scope.ITEM:
        borders = borders_of(span.doc, whole)
        start, end = items(borders, span.start, span.end, start, end)
        if cue.is_force and cue.direction is Direction.BACKWARD:
            start = subject(span, start, borders)
    for match in find(cue.terminator, span.doc.text, "") if cue.terminator else ():
        stop = span.doc.char_span(*match.span(), alignment_mode="expand")
        if stop.end <= span.start:
            start = max(start, stop.end)
        elif stop.start >= span.end:
            end = min(end, stop.start)
    return start, end


def said(doc: Doc, ground: str) -> list[Span]:
    found = ((cue, match) for cue in CUES.values() for match in find(cue.regex, doc.text, ""))
    spans = [doc.char_span(*match.span(), label=cue.id, alignment_mode="expand") for cue, match in found if match.group()]
    return [span for span in spans if not (grounds := CUES[span.label_].grounds) or Ground(ground) in grounds]


def reaching(spans: list[Span], trait: Span, whole: Sequence[Span] = ()) -> Iterator[Cue]:
    for span in spans:
        cue = CUES[span.label_]
        start, end = scope(span, cue, whole)
        if trait.start < span.start <= trait.end < span.end if cue.scope is Scope.HEAD else start <= trait.start and trait.end <= end:
            yield cue


def excused(doc: Doc, candidate: Span) -> list[str]:
    cues = [span for span in said(doc, candidate.label_) if not CUES[span.label_].is_about_traits]
    cues = [span for span in cues if SectionKind.OTHER in (CUES[span.label_].sections or (SectionKind.OTHER,))]
    heads = [span for span in cues if CUES[span.label_].scope is Scope.HEAD]
    others = filter_spans(span for span in cues if span not in heads)
    return [cue.id for cue in reaching([*others, *heads], candidate) if cue.dismisses]


def forced(doc: Doc, trait: Span, whole: Sequence[Span]) -> list[str]:
    cues = [span for span in said(doc, trait.label_) if not CUES[span.label_].dismisses]
    cues = [span for span in cues if span.end <= trait.start or trait.end <= span.start]
    bearing = list(reaching(filter_spans(cues), trait, whole))
    return [] if any(cue.effect is Effect.WORK for cue in bearing) else [cue.id for cue in bearing if cue.is_force]


@settings(deadline=None, max_examples=50)
@given(TEXTS, PLACES)
def test_each_cue_bears_on_what_a_plain_reading_finds_in_its_scope(text: str, places: list[tuple[int, int, Ground]]) -> None:
    doc = TOKENIZER.one_sentence(text)
    spans = [Span(doc, min(at, len(doc) - 1), min(at + size, len(doc)), label=ground.value) for at, size, ground in places]
    spans = [span for span in spans if len(span)]
    assert [[hit.cue.id for hit in hits] for hits in READER.read(doc, spans)] == [excused(doc, span) for span in spans]
    assert [[hit.cue.id for hit in hits] for hits in READER.forces(doc, spans)] == [forced(doc, span, spans) for span in spans]
