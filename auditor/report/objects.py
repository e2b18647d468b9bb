"""Results as JSON objects, each apart from the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import Any, TypeAlias, TypeVar

from msgspec import Struct, field

from auditor.batch.chunk import Piece, Rendered, in_utf8
from auditor.model.about import About
from auditor.model.evidence import Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.location import CellPlace, Location
from auditor.model.report import DocumentResult, Occurrence
from auditor.model.span import Span
from auditor.model.wording import Language
from auditor.report.plain import plain_about, plain_dismissal, plain_law, plain_location, plain_occurrence, plain_parts, plain_words

_ENCODER = json.JSONEncoder(ensure_ascii=False)
encoded = _ENCODER.encode
# Inside strings, quotes are escaped.
_NOBODY = encoded(dict.fromkeys(("employer", "region", "about", "post", "group")))[1:-1]
_NOWHERE = encoded(dict.fromkeys(("location", "evidence", "legal_basis")))[1:-1]
_UNTOLD = {"post": None, "location": None}
_POST, _LOCATION = (f'"{name}": null' for name in _UNTOLD)
_CORNER = encoded({"row": 0, "column": 0})[1:-1]
_Around: TypeAlias = tuple[bytes, bytes, bytes]
"""What stands before, between and behind two things that differ."""
_Outcome = TypeVar("_Outcome", Finding, Dismissal)
_REMEMBERED = 512  # findings: those of a table are of few kinds


class ObjectRenderer(Struct, frozen=True, eq=False):
    """Writes each result as one object, ``same_text_as`` as its last key or before what follows it.

    Args:
        language: of what the program says.
        before: what stands in front of an object.
        after: what stands in place of its closing bracket.
        in_law: whether findings tell the law that they rest on, which is most of what there is to tell.
    """

    language: Language
    before: str = ""
    after: str = "}"
    in_law: bool = True
    _laws: dict[tuple[str, ...], str] = field(default_factory=dict)
    _known: dict[tuple[object, ...], tuple[object, _Around]] = field(default_factory=dict)

    def render(self, result: DocumentResult) -> Rendered:
        """Return an object, cut open at the value of its last key."""
        return Rendered(self._pieces(result), self.after)

    def _pieces(self, result: DocumentResult) -> Iterator[Piece]:
        opening = self.before + "{"
        for is_list, parts in groupby(plain_parts(result, self.language).items(), key=_is_list):
            if is_list:
                for name, items in parts:
                    yield f"{opening}{encoded(name)}: "
                    yield from _listed(self._encoded(name, items, result))
                    opening = ", "
            else:
                yield opening + encoded(dict(parts))[1:-1]
            opening = ", "
        yield ', "same_text_as": '

    def _encoded(self, name: str, items: Iterable[Any], result: DocumentResult) -> Iterator[Iterable[Piece]]:
        """Return the items of a list; of those of which a table has thousands, no more than what differs is encoded anew."""
        if name == "findings":
            return map(self._finding, result.findings)
        return map(self._dismissal, result.dismissals) if name == "dismissed" else ((encoded(item),) for item in items)

    def _finding(self, finding: Finding) -> Iterable[Piece]:
        """Return one finding."""
        key = id(finding.ruling), finding.segment.text, finding.segment.field
        before, between, behind = self._once(key, finding, self._around_place)
        return before, _whose(finding), between, _where(finding), behind

    def _dismissal(self, dismissal: Dismissal) -> Iterable[Piece]:
        """Return one dismissal."""
        shared = dismissal.rule, dismissal.why, dismissal.span, dismissal.clause, dismissal.cautions
        key = *map(id, shared), dismissal.by, dismissal.segment.text, dismissal.segment.field
        before, between, behind = self._once(key, dismissal, self._around_post)
        return before, _name(dismissal.post), between, _place(dismissal.location), behind

    def _once(self, key: tuple[object, ...], outcome: _Outcome, make: Callable[[_Outcome], Iterable[str]]) -> _Around:
        """Return what is encoded once for all that have the same words; an outcome is kept, so that the ids in its key stay its own."""
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            before, between, behind = map(in_utf8, make(outcome))
            known = self._known[key] = outcome, (before, between, behind)
        return known[1]

    def _around_place(self, finding: Finding) -> Iterable[str]:
        """Return what stands before, between and behind whose a finding is and where it stands."""
        before, _, rest = encoded(plain_words(finding, self.language)).partition(_NOBODY)
        between, _, behind = rest.partition(_NOWHERE)
        citations = finding.citations if self.in_law else ()
        refs = tuple(citation.ref for citation in citations)
        if refs not in self._laws:
            self._laws[refs] = encoded({"legal_basis": plain_law(citations, self.language)})[1:-1]
        return before, between, ", " + self._laws[refs] + behind

    def _around_post(self, dismissal: Dismissal) -> Iterable[str]:
        """Return what stands before, between and behind the post and the place of a dismissal."""
        before, post, rest = encoded(plain_dismissal(dismissal, self.language) | _UNTOLD).partition(_POST)
        between, place, behind = rest.partition(_LOCATION)
        return before + post.removesuffix("null"), between + place.removesuffix("null"), behind

    def mark(self, first: Occurrence | None) -> str:
        """Return that value."""
        return encoded(plain_occurrence(first))


def _is_list(part: tuple[str, Any]) -> bool:
    """Tell whether a part of an object, under its name, is a list of results; an empty one is written like any other value."""
    return isinstance(part[1], map)  # sooner told than what is abstract


def _whose(finding: Finding) -> str:
    """Return of which post a finding is."""
    circumstances = finding.circumstances
    assumed = _assumed(circumstances.employer.values, circumstances.region.values, finding.about)
    return f'{assumed}, "post": {_name(finding.post)}, "group": {_name(finding.segment.group)}'


def _name(name: str) -> str:
    return encoded(name) if name else "null"


@lru_cache(maxsize=_REMEMBERED)
def _assumed(employer: tuple[str, ...], region: tuple[str, ...], about: About) -> str:
    return encoded({"employer": employer, "region": region, "about": plain_about(about)})[1:-1]


def _where(finding: Finding) -> str:
    """Return where a finding and its evidence stand."""
    return f'"location": {_place(finding.location)}, "evidence": [{", ".join(map(_evidence, finding.evidence))}]'


def _evidence(evidence: Evidence) -> str:
    before, behind = _around_location(evidence.role, evidence.span, evidence.text)
    return f"{before}{_place(evidence.location)}{behind}"


@lru_cache(maxsize=_REMEMBERED)
def _around_location(role: str, span: Span, text: str) -> tuple[str, str]:
    plain = {"role": role, "location": None, "start": span.start, "end": span.end, "text": text}
    before, key, behind = encoded(plain).partition('"location": ')
    return before + key, behind.removeprefix("null")


def _place(location: Location) -> str:
    """Return a place; of those of one sheet, each of which is another one, no more than row and column is written anew."""
    if not isinstance(location, CellPlace):
        return _other_place(location)
    before, behind = _around_corner(location.table, location.part, location.hidden)
    return f'{before}"row": {location.row}, "column": {location.column}{behind}'


@lru_cache(maxsize=_REMEMBERED)
def _other_place(location: Location) -> str:
    return encoded(plain_location(location))


@lru_cache(maxsize=_REMEMBERED)
def _around_corner(table: str, part: str, hidden: bool) -> tuple[str, str]:
    """Return what stands before and behind the row and column of a cell."""
    before, _, behind = encoded(plain_location(CellPlace(table, 0, 0, part, hidden))).partition(_CORNER)
    return before, behind


def _listed(items: Iterator[Iterable[Piece]]) -> Iterator[Piece]:
    """Yield a list of encoded items, of at least one, piece by piece: a large table has tens of thousands of them."""
    opening = b"["
    for item in items:
        yield opening
        yield from item  # most of it is the same object each time
        opening = b", "
    yield b"]"
