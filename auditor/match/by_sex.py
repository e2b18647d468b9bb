"""Ages by sex: which of the ages found in neighbouring clauses are bounds for men and for women, and whose is stricter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex
from msgspec import Struct
from msgspec.structs import replace

from auditor.model.finding import Candidate
from auditor.text.ages import AgeBounds, stricter_for_women
from auditor.text.compiled import deferred

_SEX = r"(?P<sex>[男女](?:(?:性|士|生|工|的|方|职工|员工|同志)(?:年龄)?|年龄)?|(?i:(?<![A-Za-z])(?:fe)?males?|(?<![A-Za-z])(?:wo)?m[ae]n))"
_BEFORE = deferred(rf"(?<![男女][、/,和及与或]?){_SEX}(?:上限|要求|须|应|需)?[:(]?(?:在|为)? ?(?:aged? )?\Z")
_APART = deferred(rf"(?<![男女][、/,和及与或]?){_SEX}[,、]\Z")
_AFTER = deferred(rf"(?:的|\(| )?{_SEX}(?![、/和及与或]?[男女]|\d|不限|[均皆])(?=$|[,、;)(/ ]|优先|\p{{Han}})")

# A name with a colon, a bracket or a headcount behind it, or a title to which the sex is glued: 泊车员:男, 保洁2名,女, 质检女.
_OTHER_POST = deferred(
    r"\p{Han}{2,8}(?<!年龄|要求|条件|性别|限制|上限|[男女][性士生工方]|[男女]职工) ?(?:[:(]|\d{1,3} ?[名位人])"
    r"|\p{Han}[员工师手管洁安卫机检厨]\Z"
)


class ClauseMatches(Struct):
    """What the patterns found in one clause.

    Args:
        number: which clause of the text it is, to tell neighbours.
        text: the normalised clause.
        candidates: in order of their spans.
    """

    number: int
    text: str
    candidates: list[Candidate]


class _Bound(Struct, frozen=True):
    """An age that stands beside a sex word; the two begin at ``start`` of their clause."""

    clause: ClauseMatches
    index: int
    female: bool
    start: int

    @property
    def ages(self) -> AgeBounds:
        return AgeBounds(*self.clause.candidates[self.index].ages)


def mark_by_sex(clauses: Sequence[ClauseMatches]) -> None:
    """Give ages of opposite sexes, in one clause or two neighbours, the facts that their comparison shows."""
    before: list[_Bound] = []
    for clause in clauses:
        bounds = list(_bounds(clause))
        alone = len(before) == len(bounds) == 1 and before[0].clause.number + 1 == clause.number
        for one, other in pairwise([*before, *bounds] if alone else bounds):
            _compare(one, other)
        before = bounds


def _bounds(clause: ClauseMatches) -> Iterator[_Bound]:
    taken = 0
    for index, candidate in enumerate(clause.candidates):
        if candidate.ages != (None, None):
            sex = _sex_of(clause.text, candidate, taken)
            taken = max(candidate.span.end, sex.end() if sex else 0)
            if sex:
                yield _Bound(clause, index, _is_female(sex["sex"]), min(candidate.span.start, sex.start("sex")))


def _sex_of(text: str, candidate: Candidate, taken: int) -> regex.Match[str] | None:
    """Find the sex word of an age: directly before, else behind, else before a comma."""
    return (
        _BEFORE.search(text, taken, candidate.span.start)
        or _AFTER.match(text, candidate.span.end)
        or _APART.search(text, taken, candidate.span.start)
    )


def _is_female(sex: str) -> bool:
    return sex[0] == "女" or sex.casefold().startswith(("f", "w"))


def _compare(one: _Bound, other: _Bound) -> None:
    if one.female == other.female or _of_another_post(one, other):
        return
    woman, man = (one, other) if one.female else (other, one)
    stricter = stricter_for_women(woman.ages, man.ages)
    if stricter is not None:
        for bound in (one, other):
            _mark(bound, "higher-bar-women" if stricter else "higher-bar-men")


def _of_another_post(one: _Bound, other: _Bound) -> bool:
    """Return whether a post is named between two bounds, so that they are not of the same one."""
    together = one.clause is other.clause
    between = other.clause.text[one.clause.candidates[one.index].span.end if together else 0 : other.start]
    return _OTHER_POST.search(between) is not None


def _mark(bound: _Bound, direction: str) -> None:
    candidate = bound.clause.candidates[bound.index]
    if candidate.facts.get("kind") == "bound":
        bound.clause.candidates[bound.index] = replace(
            candidate, facts={**candidate.facts, "kind": "by-sex-bounds", "direction": direction}
        )
