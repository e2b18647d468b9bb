"""What crosses from process to process, and what is made of it."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from auditor.batch.chunk import NO_KEY, Chunk, ChunkBuilder, Rendered, Texts
from auditor.batch.occurrences import Occurrences
from auditor.engine import Auditor
from auditor.model.grounds import Severity
from auditor.model.report import DocumentResult, Occurrence, Tally

NAME = st.text(max_size=5)
COUNT = st.integers(0, 9)
TALLIES = st.builds(
    Tally,
    documents=COUNT,
    failures=COUNT,
    repeated=COUNT,
    findings=st.dictionaries(st.sampled_from(Severity), COUNT).map(Counter),
    grounds=st.dictionaries(st.tuples(NAME, st.sampled_from(Severity)), COUNT).map(Counter),
    fields_not_read=st.dictionaries(NAME, COUNT).map(Counter),
)


@st.composite
def written(draw: st.DrawFn) -> Texts:
    """Return what a report says of some documents: each a few pieces, and one in place of a mark where it takes one."""
    pieces: list[bytes] = []
    marks: list[int] = []
    for _ in range(draw(st.integers(0, 3))):
        pieces += draw(st.lists(st.binary(max_size=3), max_size=3))
        marks.append(draw(st.sampled_from([len(pieces), -1])))
        pieces += draw(st.lists(st.binary(max_size=3), min_size=1, max_size=3))
    return Texts(pieces, marks)


OCCURRENCES = st.builds(Occurrence, NAME, st.sampled_from(["a.txt", "\udcb9.txt"]))


@given(st.lists(written(), max_size=2), st.binary(max_size=48), st.lists(OCCURRENCES, max_size=3), TALLIES, st.booleans())
def test_a_chunk_comes_out_as_it_went_in(texts: list[Texts], keys: bytes, names: list[Occurrence], tally: Tally, lasting: bool) -> None:
    back = Chunk.decode(Chunk(tuple(texts), keys, tuple(names), tally, lasting).encode())
    for one, other in zip(texts, back.texts, strict=True):
        assert [mark >= 0 for mark in one.marks] == [mark >= 0 for mark in other.marks]
        for some in [*itertools.combinations(range(len(one.marks)), 1), range(len(one.marks)), ()]:
            marks = [(index, b"#%d" % index) for index in some]
            assert b"".join(other.marked(marks)) == b"".join(one.marked(marks))
    assert (back.keys, list(back.names), back.tally, back.lasting) == (keys, names, tally, lasting)


class Written:
    """A renderer that leaves clean documents out, and marks with a word of any length."""

    def render(self, result: DocumentResult) -> Rendered:
        pieces = ["<", result.id, " "] if "x" in result.id else [result.id, "."]
        return Rendered(iter(pieces), ">", True) if "x" in result.id else Rendered(iter(pieces), "", takes_mark=False)

    def mark(self, first: Occurrence | None) -> str:
        return f"如{first.id}" if first else "无"


@given(st.lists(st.text("ax丙", max_size=2), max_size=8), st.sets(st.integers(0, 7)))
def test_marks_are_put_in_later_as_they_would_have_been_at_first(ids: list[str], repeating: set[int]) -> None:
    renderer = Written()
    builder = ChunkBuilder([renderer])
    for id_ in ids:
        builder.add(DocumentResult(id_, "s"), NO_KEY)
    (texts,) = builder.take().texts
    repeats = {index: Occurrence("丁" * index, "s") for index in sorted(repeating) if index < len(ids)}
    marked = texts.marked((index, renderer.mark(first).encode()) for index, first in repeats.items())
    expected = [f"<{id_} {renderer.mark(repeats.get(index))}>" if "x" in id_ else f"{id_}." for index, id_ in enumerate(ids)]
    assert b"".join(marked).decode() == "".join(expected)


def chunk(*texts: str) -> Chunk:
    names = tuple(Occurrence(f"{text}{number}", "s") for number, text in enumerate(texts))
    return Chunk((), b"".join(text.encode().rjust(16, b"\0") for text in texts), names, Tally())


def test_the_first_that_had_a_text_is_known_until_many_others_came() -> None:
    occurrences = Occurrences(most=4)
    assert occurrences.repeats(chunk("a", "b", "a", "")) == [(2, Occurrence("a0", "s"))]
    assert occurrences.repeats(chunk("a", "b")) == [(0, Occurrence("a0", "s")), (1, Occurrence("b1", "s"))]
    for number in range(50):
        assert occurrences.repeats(chunk(f"n{number}")) == []
        assert len(occurrences._first) + len(occurrences._before) <= 6
    assert occurrences.repeats(chunk("a", "n49")) == [(1, Occurrence("n490", "s"))]


def test_counts_add_up(auditor: Auditor) -> None:
    results = [auditor.audit_text(text) for text in ("限男性", "男女不限", "招文员")]
    both, one, two = Tally(), Tally(), Tally()
    for result in results:
        both.add(result)
    one.add(results[0])
    two.add(results[1])
    two.add(results[2])
    one.merge(two)
    assert one == both
    assert (both.documents, both.with_findings, both.total) == (3, 1, 1)
