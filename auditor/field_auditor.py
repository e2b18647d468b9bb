"""Audit groups of fields, such as the rows of a table: what a field says is found once for all posts that bear on it alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias, TypeVar

from auditor.fields import Field, FieldReader
from auditor.gathered import Outcome
from auditor.group import Group
from auditor.group_auditor import GroupAuditor
from auditor.model.circumstances import Circumstances
from auditor.model.document import Segment
from auditor.model.finding import Finding, Late
from auditor.model.location import CellPlace
from auditor.model.packed import CellRow
from auditor.model.speaking import Speaking
from auditor.moving import Move, places
from auditor.shown_by_post import PostSigns, Shown
from auditor.text.compiled import OutOfTime
from auditor.text.posts import Posts

_REMEMBERED = 8_192

_Bearing: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], Shown]
"""All of a post that bears on what its fields say: who hires, where, and what the text shows."""
_Key: TypeAlias = tuple[str | None, str, _Bearing]
_Said: TypeAlias = tuple[Segment, Sequence[Outcome]]
_Cited: TypeAlias = tuple[int, Segment]
_K = TypeVar("_K")
_V = TypeVar("_V")


class FieldAuditor:
    """Audits groups; those of fields by what is remembered of fields with the same words.

    Args:
        others: audits what is new.
        fields: tells what fields say by themselves.
        signs: tells what posts show.
    """

    def __init__(self, others: GroupAuditor, fields: FieldReader, signs: PostSigns) -> None:
        self._others = others
        self._fields = fields
        self._signs = signs
        self._said: dict[_Key, _Said | None] = {}
        self._assumed: dict[tuple[object, ...], tuple[Circumstances, Sequence[_Cited]]] = {}
        self._common: Posts | None = None  # that the last groups share

    def audit(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> tuple[list[Outcome], list[Late]]:
        """Audit some segments of a group, as ``GroupAuditor`` does."""
        bearing = self._bearing(group)
        if bearing is not None:
            found: list[Outcome] = []
            for segment in filter(speaking.of, segments):
                said = self._said_by(group, segment, speaking, bearing)
                if said is None:
                    break
                found += said
            else:
                group.is_judged = bool(found)
                return found, []
        return self._others.audit(group, segments, speaking)

    def _bearing(self, group: Group) -> _Bearing | None:
        """Return what bears on all fields of a group; None where more than that does, or it takes too long to tell."""
        posts = group.posts
        if group.printed or (group.ticks and any(id(segment) in group.ticks for segment in posts.segments)):
            return None
        fields = self._fields.read(posts.segments)
        if not fields:
            return None
        try:
            shown = self._signs.of_text([field.shows for field in fields if field.shows], lambda: posts.text)
            assumed = self._circumstances(group, fields)
        except OutOfTime:
            return None
        return assumed.employer.values, assumed.region.values, shown

    def _circumstances(self, group: Group, fields: Sequence[Field]) -> Circumstances:
        """Return what is assumed for the only post of a group; what other groups with the same words have shown holds for it, too."""
        posts, common = group.posts, group.common
        if common is not posts and common is not self._common:
            self._common = common
            self._assumed.clear()
        numbers = [number for number, field in enumerate(fields) if field.tells]
        key = (common is posts, *_sheet(posts.segments), *(fields[number].number for number in numbers))
        if known := self._assumed.get(key):
            assumed, cited = known
            assumed = _moved(assumed, [(source, posts.segments[numbers[place]]) for place, source in cited]) if cited else assumed
            group.take(assumed)
            return assumed
        assumed = self._fields.assumed([posts.segments[number] for number in dict.fromkeys((0, *numbers))], common)
        _bounded(self._assumed)[key] = assumed, _cited(assumed, [posts.segments[number] for number in numbers])
        group.take(assumed)
        return assumed

    def _said_by(self, group: Group, segment: Segment, speaking: Speaking, bearing: _Bearing) -> Sequence[Outcome] | None:
        """Return what a field says in a post; None where it cannot be told apart from the others."""
        key = segment.label.text if segment.label else None, segment.text, bearing
        if key not in self._said:
            return self._found(key, group, segment, speaking)
        known = self._said[key]
        return known and _at(segment, group.circumstances_of_all, *known)

    def _found(self, key: _Key, group: Group, segment: Segment, speaking: Speaking) -> Sequence[Outcome] | None:
        """Audit one field, and remember what comes of it."""
        outcomes, late = ([], True) if self._others.second(segment, group) else self._others.audit(group, [segment], speaking)
        _bounded(self._said)[key] = None if late else (segment, outcomes)
        return None if late else outcomes


def _at(segment: Segment, circumstances: Circumstances, source: Segment, outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """Return what another field with the same words says as what this one says."""
    move = Move(places(source, segment))
    return [move.finding(one, segment, circumstances) if isinstance(one, Finding) else move.dismissal(one, segment) for one in outcomes]


def _sheet(segments: Sequence[Segment]) -> tuple[object, ...]:
    """Return what of the place of some segments bears on what is assumed for them: the sheet, and whether it shows them."""
    if isinstance(segments, CellRow):
        return segments.of.sheet, segments.of.cells.kinds[segments.numbers[0]]
    place = segments[0].anchors[0].location
    return (place.table, place.part, place.hidden) if isinstance(place, CellPlace) else ()


def _cited(assumed: Circumstances, telling: Sequence[Segment]) -> Sequence[_Cited]:
    """Return the segments that something that is assumed rests on, each with its place among some."""
    cited = {evidence.location for one in (assumed.employer, assumed.region) for evidence in one.evidence}
    return [(place, segment) for place, segment in enumerate(telling) if not cited.isdisjoint(places(segment, segment))]


def _moved(circumstances: Circumstances, pairs: Iterable[tuple[Segment, Segment]]) -> Circumstances:
    """Return what is assumed by some segments as assumed by others with the same words."""
    return Move({before: after for pair in pairs for before, after in places(*pair).items()}).circumstances(circumstances)


def _bounded(remembered: dict[_K, _V]) -> dict[_K, _V]:
    """Forget everything where too much is remembered."""
    if len(remembered) >= _REMEMBERED:
        remembered.clear()
    return remembered
