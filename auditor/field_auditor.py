"""Audit groups of fields, such as the rows of a table: what a field says is found once for all posts that bear on it alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from auditor.fields import FieldReader
from auditor.gathered import Outcome
from auditor.group import Group
from auditor.group_auditor import GroupAuditor
from auditor.model.circumstances import Circumstances
from auditor.model.document import Segment
from auditor.model.finding import Late
from auditor.model.packed import CellRow
from auditor.model.speaking import Speaking
from auditor.moving import MovableOutcomes, location_of
from auditor.shown_by_post import PostSigns, Shown, shown_by
from auditor.text.compiled import OutOfTime
from auditor.text.posts import Posts

_REMEMBERED = 8_192

_Bearing: TypeAlias = tuple[tuple[str, ...], tuple[str, ...], Shown]
"""All of a post that bears on what its fields say: who hires, where, and what the text shows."""
_Key: TypeAlias = tuple[str, str, _Bearing]
KnownRow: TypeAlias = tuple[Sequence[tuple[int, Outcome]], Circumstances]
"""What is found in a row, with the numbers of its cells, and what is assumed for its post."""


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
        self._said: dict[_Key, MovableOutcomes | None] = {}

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

    def known(self, row: CellRow, own: Iterable[int], common: Posts) -> KnownRow | None:
        """Return what is found in a row, and what is assumed for its post, where what its words say is known from other rows.

        Args:
            row: all of its cells.
            own: the numbers of those that may say something, in their stretch.
            common: what holds for all rows.
        """
        fields = self._fields.read(row) if not self._signs.look_at_texts else None
        if fields is None:
            return None
        try:
            assumed = self._fields.assumed(fields, row.locate, common)
        except OutOfTime:
            return None
        bearing = assumed.employer.values, assumed.region.values, shown_by([field.shows for _, field in fields])
        outcomes: list[tuple[int, Outcome]] = []
        for number in own:
            said = self._said.get((*row.of.words(number), bearing))
            if said is None:
                return None
            if said:
                outcomes += [(number, outcome) for outcome in said.at(row.of[number], assumed)]
        return outcomes, assumed

    def _bearing(self, group: Group) -> _Bearing | None:
        """Return what bears on all fields of a group; None where more than that does, or it takes too long to tell."""
        posts = group.posts
        if group.printed or (group.ticks and any(id(segment) in group.ticks for segment in posts.segments)):
            return None
        fields = self._fields.read(posts.segments) if posts.segments else None
        if fields is None:
            return None
        try:
            shown = self._signs.of_text([field.shows for _, field in fields], lambda: posts.text)
            common = None if group.common is posts else group.common
            assumed = self._fields.assumed(fields, lambda place, is_label: location_of(posts.segments[place], is_label), common)
        except OutOfTime:
            return None
        group.take(assumed)
        return assumed.employer.values, assumed.region.values, shown

    def _said_by(self, group: Group, segment: Segment, speaking: Speaking, bearing: _Bearing) -> Sequence[Outcome] | None:
        """Return what a field says in a post; None where it cannot be told apart from the others."""
        key = segment.label.text if segment.label else "", segment.text, bearing
        if key not in self._said:
            return self._found(key, group, segment, speaking)
        known = self._said[key]
        return None if known is None else known.at(segment, group.circumstances_of_all)

    def _found(self, key: _Key, group: Group, segment: Segment, speaking: Speaking) -> Sequence[Outcome] | None:
        """Audit one field, and remember what comes of it."""
        outcomes, late = ([], True) if self._others.second(segment, group) else self._others.audit(group, [segment], speaking)
        if len(self._said) >= _REMEMBERED:
            self._said.clear()
        self._said[key] = None if late else MovableOutcomes(segment, outcomes)
        return None if late else outcomes
