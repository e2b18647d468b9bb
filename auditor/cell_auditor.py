"""Audit the rows of large tables: most of what their cells say is known from other rows, so that few segments are made of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from auditor.circumstances import CircumstanceReader
from auditor.extract.kinds.suffixes import is_template
from auditor.field_auditor import FieldAuditor
from auditor.gathered import RowOutcomes
from auditor.group import Group
from auditor.group_auditor import GroupAuditor
from auditor.hearing import Hearing
from auditor.model.collection import without_collection
from auditor.model.context import PostForms
from auditor.model.document import Segment, Stretch
from auditor.model.packed import CellSegments, PackedSheet
from auditor.text.posts import Posts
from auditor.text.template.reader import TemplateReader

if TYPE_CHECKING:
    from auditor.rows import HeardRow


class _Early(NamedTuple):
    """What came of a part of a sheet before the sheet was read to its end.

    Args:
        cells: of the part.
        common: what was known then to hold for all parts.
        rows: in which something may be said.
    """

    cells: CellSegments
    common: Sequence[Segment]
    rows: Sequence[RowOutcomes]


class CellAuditor:
    """Audits stretches of cells.

    Args:
        forms: what headings of posts look like.
        hearing: tells which rows may say something.
        groups: audits these.
        circumstances: reads who hires, and where.
        templates: reads templates as what they print.
    """

    def __init__(
        self,
        forms: PostForms,
        hearing: Hearing,
        groups: FieldAuditor | GroupAuditor,
        circumstances: CircumstanceReader,
        templates: TemplateReader,
    ) -> None:
        self._forms = forms
        self._hearing = hearing
        self._groups = groups
        self._circumstances = circumstances
        self._templates = templates
        self._source = ""
        self._early: dict[tuple[str, int], _Early] = {}  # by sheet and first row
        self._common = Posts((), forms)  # of the last stretch

    @without_collection()
    def audit_early(self, source: str, sheet: PackedSheet) -> None:
        """Audit a part of a sheet that is still being read. What comes of it counts if nothing is read later that bears on it, too.

        Args:
            source: the name of the file.
            sheet: the part, with what holds for all parts as far as that is known.
        """
        if source != self._source:
            self._source, self._early = source, {}
        for stretch in sheet.stretches(0):
            rows = self._audit(stretch, source)
            if rows is not None and isinstance(stretch.segments, CellSegments):
                self._early[_place(stretch.segments)] = _Early(stretch.segments, self._common.segments, rows)

    def forget(self) -> None:
        """Keep nothing of what was audited early: its file has been read."""
        self._early = {}

    def audit(self, stretch: Stretch, source: str) -> Sequence[RowOutcomes] | None:
        """Return what comes of the rows of a stretch of cells; nothing for a stretch that has to be read as a whole."""
        early = self._early_of(stretch, source)
        return early.rows if early else self._audit(stretch, source)

    def _early_of(self, stretch: Stretch, source: str) -> _Early | None:
        """Return what came of a stretch when it was audited early; nothing where it was not, or something else bears on it."""
        cells = stretch.segments
        if source != self._source or not isinstance(cells, CellSegments):
            return None
        early = self._early.pop(_place(cells), None)
        return early if early and early.cells.data == cells.data and early.common == stretch.common else None

    def _audit(self, stretch: Stretch, source: str) -> Sequence[RowOutcomes] | None:
        rows = self._hearing.of_rows(stretch)
        if rows is None:
            return None
        if self._common.segments != stretch.common:
            self._common = Posts(stretch.common, self._forms)
        return [self._row(row, stretch.segments, self._common, source) for row in rows]

    def _row(self, row: HeardRow, segments: Sequence[Segment], common: Posts, source: str) -> RowOutcomes:
        known = self._groups.known(row.segments, row.own, common)
        if known is None:
            return self._new_row(row, segments, common, source)
        outcomes, answer = known
        return RowOutcomes(row.first, outcomes, [answer] if outcomes else ())

    def _new_row(self, row: HeardRow, segments: Sequence[Segment], common: Posts, source: str) -> RowOutcomes:
        """Audit a row of which something is not known from others."""
        numbers = {id(segments[number]): number for number in row.own}
        own = [segments[number] for number in row.own]
        posts, printed = Posts(row.segments, self._forms), self._templates.printed(own)
        group = Group(row.name, posts, common, {}, self._circumstances, printed=printed, is_template=is_template(source))
        outcomes, late = self._groups.audit(group, own, row.speaking)
        numbered = [(numbers[id(outcome.segment)], outcome) for outcome in outcomes]
        return RowOutcomes(row.first, numbered, group.answers(alone=False), group.reasons(late))


def _place(segments: CellSegments) -> tuple[str, int]:
    return segments.sheet, next(iter(segments.cells.rows), 0)
