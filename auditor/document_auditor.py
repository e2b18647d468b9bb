"""Audit one document, stretch by stretch and group by group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from auditor.about import AboutReader, Found, Known
from auditor.cell_auditor import CellAuditor
from auditor.circumstances import CircumstanceReader
from auditor.extract.kinds.suffixes import is_template
from auditor.field_auditor import FieldAuditor
from auditor.gathered import Gathered, fields_left_out
from auditor.group import Group
from auditor.group_auditor import GroupAuditor
from auditor.hearing import Hearing
from auditor.model.collection import without_collection
from auditor.model.document import Document, Failure, Segment, Stretch, part_of_group
from auditor.model.finding import Dismissal, Finding
from auditor.model.own_notes import is_set_aside
from auditor.model.packed import CellSegments
from auditor.model.report import DocumentResult
from auditor.model.speaking import Speaking
from auditor.model.wording import Wording, same
from auditor.packs.pack import Pack
from auditor.text.answers import may_hold_answers
from auditor.text.choices import Choices
from auditor.text.choices.ticks import Ticks
from auditor.text.forms import FilledIn, FilledInSoFar
from auditor.text.posts import Posts
from auditor.text.template.reader import TemplateReader

_NO_FIELD = Wording("没有已知存放正文的字段；请用 --text-field 指定", "no field that is known to hold text; name it with --text-field")


class DocumentAuditor(Struct, frozen=True):
    """Audits documents.

    Args:
        pack: what headings of posts look like.
        hearing: tells what may say something.
        groups: audits the groups that do.
        cells: audits the rows of tables that do.
        circumstances: reads who hires, and where.
        about: reads what is known of ads beside their texts.
        choices: reads the choices of forms.
        forms: tells who fills them in.
        templates: reads templates as what they print.
    """

    pack: Pack
    hearing: Hearing
    groups: FieldAuditor | GroupAuditor
    cells: CellAuditor
    circumstances: CircumstanceReader
    about: AboutReader
    choices: Choices
    forms: FilledIn
    templates: TemplateReader

    def audit(self, document: Document, speaking: Speaking | None) -> DocumentResult:
        """Audit one document.

        Args:
            document: what an extractor has read.
            speaking: what of it may say something, where that was asked before.
        """
        if speaking is not None and not speaking and isinstance(document.segments, tuple):
            return self._silent(document, document.segments)
        with without_collection():  # nothing that it leaves behind is a cycle
            return self._audit(document, speaking)

    def _silent(self, document: Document, segments: Sequence[Segment]) -> DocumentResult:
        """Return the result of a document of which nothing was heard, as of most ads: what ``_audit`` would come to, much sooner."""
        audited = set(map(id, self.hearing.audited(segments)))
        known = self.about.read(document)
        return DocumentResult(
            document.id,
            document.source,
            failures=_unjudged(document, bool(audited)),
            read=bool(audited),
            fields_not_read=tuple(fields_left_out(document, segments, audited)),
            about=known.about,
            ads=known.ads,
        )

    def _audit(self, document: Document, speaking: Speaking | None) -> DocumentResult:
        found = Gathered(document)
        forms = FilledInSoFar(self.forms, document.stretches())
        shared: dict[int, Ticks] = {}
        heads: dict[str, Posts] = {}
        about = self.about.gather()
        for whole in document.stretches():
            stretch = self._audit_cells(whole, found, about)
            if stretch is None:
                continue
            about.add(stretch.segments)
            audited = list(self.hearing.audited(stretch.segments))
            found.enter(stretch, audited)
            heard = self.hearing.of_segments([*audited, *self.hearing.audited(stretch.common)]) if speaking is None else speaking
            is_form = heard.choices or (bool(heard) and may_hold_answers(stretch.segments))
            ticks = {**shared, **(self._ticks(stretch, forms) if is_form else {})}
            heard = heard.with_choices([*stretch.segments, *stretch.common], ticks)
            if heard:
                self._audit_stretch(stretch, ticks, heads, found, heard)
            shared = {} if stretch.is_last else {key: ticks[key] for key in map(id, stretch.common) if key in ticks}
        return self._result(document, found, about.known)

    def _result(self, document: Document, found: Gathered, known: Known) -> DocumentResult:
        outcomes = found.outcomes
        return DocumentResult(
            id=document.id,
            source=document.source,
            findings=tuple(known.told(outcome) for outcome in outcomes if isinstance(outcome, Finding)),
            dismissals=tuple(outcome for outcome in outcomes if isinstance(outcome, Dismissal)),
            failures=(*_unjudged(document, found.is_read), *found.failures),
            read=found.is_read,
            fields_not_read=tuple(found.fields_not_read),
            circumstances=tuple(found.circumstances),
            about=known.about,
            ads=known.ads,
        )

    def _audit_stretch(
        self, stretch: Stretch, ticks: Mapping[int, Ticks], heads: dict[str, Posts], found: Gathered, speaking: Speaking
    ) -> None:
        """Audit the groups of a stretch that may say something; one that others share, when the last of them has been read."""
        groups = _groups(stretch)
        alone = len(groups) == 1 and found.is_all(stretch)
        waits = stretch.common[0].group if stretch.common and not stretch.is_last else None
        for name, posts, common in self._posts(groups, heads):
            own = found.own(name, posts.segments)
            if name == waits or not any(map(speaking.of, own)):
                continue
            printed = self.templates.printed(posts.segments)
            group = Group(name, posts, common, ticks, self.circumstances, printed=printed, is_template=is_template(found.source))
            self._audit_group(group, own, speaking, found, found.number(own[0]), alone=alone)

    def _audit_cells(self, stretch: Stretch, found: Gathered, about: Found) -> Stretch | None:
        """Audit the rows of a stretch of cells that may say something: of the other cells no segment is made.

        What is still to be read as a whole is returned: all of another stretch; behind the last row of a sheet, what holds for them all.
        """
        rows = self.cells.audit(stretch, found.source)
        if rows is None or not isinstance(stretch.segments, CellSegments):
            return stretch
        about.add_cells(stretch.segments.cells)
        found.enter_cells(stretch)
        for row in rows:
            found.add_row(stretch.first, row)
        return stretch.rest if stretch.is_last else None

    def _audit_group(
        self, group: Group, own: Sequence[Segment], speaking: Speaking, found: Gathered, place: int, *, alone: bool = False
    ) -> None:
        settled, late = self.groups.audit(group, own, speaking)
        found.add(place, settled, group.reasons(late), group.answers(alone))

    def _posts(self, groups: Mapping[str, Sequence[Segment]], heads: dict[str, Posts]) -> Iterator[tuple[str, Posts, Posts]]:
        """Yield the name and the posts of each group, with what holds for all groups around it; ``heads`` keeps that."""
        for name in {"", *map(part_of_group, groups)}:
            self._head(name, groups.get(name, ()), heads)
        for name, segments in groups.items():
            yield name, heads.get(name) or Posts(segments, self.pack.post_forms), heads[part_of_group(name)]

    def _head(self, name: str, segments: Sequence[Segment], heads: dict[str, Posts]) -> Posts:
        """Return the posts of what holds for all groups of a part."""
        if name not in heads or heads[name].segments is not segments:
            heads[name] = Posts(segments, self.pack.post_forms)
        return heads[name]

    def _ticks(self, stretch: Stretch, forms: FilledInSoFar) -> Mapping[int, Ticks]:
        """Return what the choices of forms mean; who fills the forms in is asked where something is ticked."""
        ticks = self.choices.of(stretch.segments, {})
        return self.choices.of(stretch.segments, forms.since(stretch)) if any(tick.answers for tick in ticks.values()) else ticks


def _unjudged(document: Document, is_read: bool) -> tuple[Failure, ...]:
    """Return what could not be judged of a document before anything was looked for."""
    if is_read or not document.segments:
        return document.failures
    return (*document.failures, Failure(document.source, same(document.id), _NO_FIELD))


def _groups(stretch: Stretch) -> Mapping[str, Sequence[Segment]]:
    """Return the segments of each group, those that it shares with others among them; those without a group stand together."""
    segments = [segment for segment in stretch.segments if not is_set_aside(segment)]
    groups: dict[str, list[Segment]] = {segment.group: [] for segment in segments}
    for segment in segments:
        for name in (segment.group, *segment.also):
            if name in groups:
                groups[name].append(segment)
    return {**groups, stretch.common[0].group: stretch.common} if stretch.common else groups
