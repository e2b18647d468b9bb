"""The audit: wires extraction, clauses, patterns, context and judgement together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from itertools import chain, islice
from typing import TYPE_CHECKING

from auditor.about import AboutReader, Found, Known
from auditor.circumstances import CircumstanceReader
from auditor.clause_folder import ClauseFolder
from auditor.clause_reader import ClauseReader
from auditor.config import Config, Override
from auditor.cutting import Cutter
from auditor.extract.kinds.suffixes import is_template
from auditor.extract.source import ReadOptions
from auditor.field_auditor import FieldAuditor
from auditor.fields import FieldReader
from auditor.gathered import Gathered, fields_left_out
from auditor.group import Group
from auditor.group_auditor import GroupAuditor
from auditor.judge import Judge
from auditor.model.collection import without_collection
from auditor.model.document import Document, Failure, Segment, Stretch, part_of_group
from auditor.model.finding import Dismissal, Finding, Late
from auditor.model.grounds import Employer
from auditor.model.legal import other_texts
from auditor.model.location import LinePlace, RecordPlace
from auditor.model.own_notes import is_set_aside
from auditor.model.packed import CellSegments
from auditor.model.report import DocumentResult, Header
from auditor.model.speaking import ALL, Speaking
from auditor.model.wording import Wording, fill, same
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.packs.pack import Fields, Pack
from auditor.rewrite import Rewriter
from auditor.rewriting import Rewriting
from auditor.settling import Settler
from auditor.shown_by_post import PostSigns
from auditor.text.answers import may_hold_answers
from auditor.text.choices import Choices, Ticks
from auditor.text.evasion import Evasion
from auditor.text.field_signs import FieldSigns
from auditor.text.force import StandIns
from auditor.text.forms import FilledIn, FilledInSoFar
from auditor.text.gate import LiteralGate, OpenGate, SharedGate
from auditor.text.leads import Leads
from auditor.text.posts import Posts
from auditor.text.sections import Headings
from auditor.text.template.marks import may_be_template
from auditor.text.template.reader import TemplateReader

if TYPE_CHECKING:
    from auditor.listening import Listener, OpenListener
    from auditor.rows import RowListener
    from auditor.text.template.printed import Printed

_NO_FIELD = Wording("没有已知存放正文的字段；请用 --text-field 指定", "no field that is known to hold text; name it with --text-field")
_AS_ONE = Wording("按一个岗位、单位不明来读（{why}）", "read as one post of an unknown employer: {why}")
_LATE = Wording("规则 {rule} 没有审核：{part} 耗时过长", "not judged by {rule}: {part} took too long")
_AT_ONCE = 256  # documents
_IN_A_ROW = 32  # of these
_SHORT = 400  # code points that are read as fast as they are listened to
_WORTH_LISTENING = 20_000  # code points that take as long to read as it takes to make what listens


def tool_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("clause-auditor")
    except PackageNotFoundError:
        return "0+unknown"


class Auditor:
    """Audits documents; make one and use it for many.

    Args:
        config: options; the defaults audit for every rule under today's law.
        pack: rules that the configuration asks for, where they are loaded already.
        rewrites_all: whether rewrites take out what any rule finds; without, what the selected ones find, and all else stays.

    Attributes:
        about: reads what is known of ads beside their texts.

    Raises:
        PackError: if the rules cannot be used.
        ConfigError: if an option names nothing.
    """

    @without_collection()
    def __init__(self, config: Config | None = None, pack: Pack | None = None, *, rewrites_all: bool = True) -> None:
        self.config = config or Config()
        self.pack: Pack = pack or load_pack(self.config.packs)
        self.rules = self.config.choose(self.pack.rules)
        self._gate = LiteralGate if self.config.gate else OpenGate
        self._post_gate = SharedGate(self._gate)  # before all that is looked for in the text of a post
        self._leads = Leads(self.pack.leads)
        self._seen = 0  # code points
        self._choices = Choices(self.pack.choices)
        self._forms = FilledIn(self.pack.choices)
        self._evasion = Evasion(self.pack.disguises)
        self._templates = TemplateReader(self.pack.templates)
        self._groups = self._group_auditor(rewrites_all)
        self.about = AboutReader(self.config.about_fields)
        employer = "" if self.config.employer is Employer.UNKNOWN else self.config.employer.value
        cues = self.pack.employers, self.pack.regions
        self._circumstances = CircumstanceReader(*cues, employer, self.config.region, self._post_gate.part)
        self._fields = self._by_field()
        self._rewrites_all = rewrites_all
        self._under: dict[tuple[Override, ...], Auditor] = {(): self}
        self._last: tuple[str, tuple[Override, ...]] = ("", ())

    def for_file(self, source: str) -> Auditor:
        """Return what audits a file: this auditor, or one with the options of the overrides that hold for the file.

        Raises:
            ConfigError: if they leave no rule.
        """
        overrides = self.overriding(source)
        if overrides not in self._under:
            self._under[overrides] = Auditor(self.config.under(overrides), self.pack, rewrites_all=self._rewrites_all)
        return self._under[overrides]

    def overriding(self, source: str) -> tuple[Override, ...]:
        """Return the overrides that hold for a file; records of one come one after the other, so the last answer is kept."""
        if self.config.overrides and source != self._last[0]:
            self._last = source, self.config.overriding(source)
        return self._last[1]

    @cached_property
    def _listener(self) -> Listener | OpenListener:
        """Made when it is first worth while: a single short text is read sooner than listened to."""
        from auditor.listening import Listener, OpenListener

        return Listener(self.rules, self.pack, self._evasion, self._leads, self._templates) if self.config.gate else OpenListener()

    @cached_property
    def _rows(self) -> RowListener:
        from auditor.rows import RowListener

        return RowListener(self._listener, self.pack.fields, self._choices)

    def _group_auditor(self, rewrites_all: bool) -> GroupAuditor:
        pack = self.pack
        cues = CueReaderOnDemand(pack.cues, self._gate)
        reader = ClauseReader(self.rules, pack, cues, self._gate)
        is_complete = not rewrites_all or self.rules == pack.rules
        whole = reader if is_complete else ClauseReader(pack.rules, pack, cues, self._gate)
        severities = self.config.severities(self.rules)
        law = pack.citations, pack.exceptions, self.config.as_of
        judge = Judge(*law, self._gate, severities=severities, post_gate=self._post_gate.part)
        settler = Settler(cues, judge)
        folder = ClauseFolder(self._leads, StandIns(pack.cues, pack.stand_ins), FieldSigns(pack.fields.labels))
        rewriting = Rewriting(Rewriter(pack.style), whole, settler, folder, self._evasion, self._templates, is_complete)
        cutter = Cutter(pack.fields, Headings(pack.headings), self._leads)
        return GroupAuditor(pack, cutter, folder, reader, settler, rewriting, self._evasion)

    def _by_field(self) -> FieldAuditor | GroupAuditor:
        """Return what audits groups, by what fields say where they are not all to be looked at anew."""
        if not self.config.gate:
            return self._groups
        signs = PostSigns(self.pack.exceptions, self.pack.rules)
        return FieldAuditor(self._groups, FieldReader(self.pack.post_forms, self._circumstances, signs), signs)

    @property
    def read_options(self) -> ReadOptions:
        """How extractors are to read for this audit."""
        return self.config.read_options

    @property
    def header(self) -> Header:
        """How this audit is made, for the report."""
        refs = dict.fromkeys(ref for rule in self.rules for verdict in rule.verdicts for ref in verdict.basis)
        cautions = other_texts((self.pack.citations[ref].basis for ref in refs), self.config.as_of)
        return Header(tool_version(), self.pack.digest, self.config.as_of, self.config.given, cautions)

    def get_ready(self) -> None:
        """Have ready what long documents need, so that the first one need not wait for it; in a thread, while another process reads it."""
        self._listener.verdicts({("", "招聘"): None})  # its tables are made when it is first asked
        self._groups.settler.cues.get_ready()

    def audit_text(self, text: str, name: str = "<text>") -> DocumentResult:
        """Audit one text; offsets in the result are code points into it."""
        return self.audit(_text(text, name))

    def audit(self, document: Document, speaking: Speaking | None = None) -> DocumentResult:
        """Audit one document, stretch by stretch.

        Args:
            document: what an extractor has read.
            speaking: what of it may say something, where ``listen`` was asked before.

        Raises:
            ConfigError: if the overrides that hold for its file leave no rule.
        """
        auditor = self.for_file(document.source)
        if auditor is not self:
            return auditor.audit(document, speaking)
        if speaking is not None and not speaking and isinstance(document.segments, tuple):
            return self._silent(document, document.segments)
        with without_collection():  # nothing that it leaves behind is a cycle
            return self._audit(document, speaking)

    def _silent(self, document: Document, segments: Sequence[Segment]) -> DocumentResult:
        """Return the result of a document of which nothing was heard, as of most ads: what ``_audit`` would come to, much sooner."""
        audited = set(map(id, self._audited(segments)))
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
        forms = FilledInSoFar(self._forms, document.stretches())
        shared: dict[int, Ticks] = {}
        heads: dict[str, Posts] = {}
        about = self.about.gather()
        for whole in document.stretches():
            stretch = self._audit_cells(whole, heads, found, about)
            if stretch is None:
                continue
            about.add(stretch.segments)
            audited = list(self._audited(stretch.segments))
            found.enter(stretch, audited)
            heard = self._heard_in([*audited, *self._audited(stretch.common)]) if speaking is None else speaking
            is_form = heard.choices or (bool(heard) and may_hold_answers(stretch.segments))
            ticks = {**shared, **(self._ticks(stretch, forms) if is_form else {})}
            heard = heard.with_choices([*stretch.segments, *stretch.common], ticks)
            if heard:
                self._audit_stretch(stretch, ticks, heads, found, heard)
            shared = {} if stretch.is_last else {key: ticks[key] for key in map(id, stretch.common) if key in ticks}
        return self._result(document, found, about.known)

    def listen(self, documents: Sequence[Document]) -> list[Speaking | None]:
        """Return for each of some documents what ``audit`` is to look at closely: one look at many is much faster than many looks.

        Nothing is returned for documents so large that they are read stretch by stretch, and for those that are read sooner.
        """
        if self.config.overrides:
            return self._listen_apart(documents)
        return self._heard_together(documents)

    def _heard_together(self, documents: Sequence[Document]) -> list[Speaking | None]:
        small = [document for document in documents if isinstance(document.segments, tuple)]
        runs = [tuple(self._audited(document.segments)) for document in small]
        if not self._pays(sum(len(segment.text) for run in runs for segment in run)):
            return [None] * len(documents)
        heard = iter(self._listener.listen(runs))
        return [next(heard) if isinstance(document.segments, tuple) else None for document in documents]

    def _listen_apart(self, documents: Sequence[Document]) -> list[Speaking | None]:
        """Have each document listened to by what audits its file."""
        parted: dict[int, list[int]] = defaultdict(list)
        auditors = [self.for_file(document.source) for document in documents]
        for index, auditor in enumerate(auditors):
            parted[id(auditor)].append(index)
        heard: dict[int, Speaking | None] = {}
        for indexes in parted.values():
            auditor = auditors[indexes[0]]
            heard.update(zip(indexes, auditor._heard_together([documents[index] for index in indexes]), strict=True))
        return [heard[index] for index in range(len(documents))]

    def _pays(self, size: int) -> bool:
        """Tell whether it pays to make what listens, when so many further code points are to be read: some text is read sooner."""
        self._seen += size
        return self._seen >= _WORTH_LISTENING

    def audit_all(self, documents: Iterable[Document]) -> Iterator[DocumentResult]:
        """Yield the results of many documents in their order; much faster than one by one."""
        rest = iter(documents)
        while run := list(islice(rest, _AT_ONCE)):
            heard = self.listen(run)
            for first in range(0, len(run), _IN_A_ROW):
                some = slice(first, first + _IN_A_ROW)
                yield from self._audit_in_a_row(run[some], heard[some])

    @without_collection()
    def _audit_in_a_row(self, documents: Sequence[Document], heard: Sequence[Speaking | None]) -> list[DocumentResult]:
        """Audit documents one after the other: the collector would look at all results again behind each of them."""
        return list(map(self.audit, documents, heard))

    def audit_texts(self, texts: Iterable[str]) -> Iterator[DocumentResult]:
        """Yield the results of many texts in their order; their ids are their numbers from 1."""
        return self.audit_all(_text(text, str(number)) for number, text in enumerate(texts, 1))

    def _heard_in(self, segments: Sequence[Segment]) -> Speaking:
        """Return what segments that follow each other may say."""
        size = sum(len(segment.text) for segment in segments)
        if size <= _SHORT or not self._pays(size):
            return Speaking(dict.fromkeys(map(id, segments), ALL), choices=True)
        return self._listener.listen([segments])[0]

    def _audited(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        return audited_segments(segments, self.pack.fields, self.config.text_field)

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
            printed = self._printed(posts.segments)
            group = Group(name, posts, common, ticks, self._circumstances, printed=printed, is_template=is_template(found.source))
            self._audit_group(group, own, speaking, found, found.number(own[0]), alone=alone)

    def _audit_cells(self, stretch: Stretch, heads: dict[str, Posts], found: Gathered, about: Found) -> Stretch | None:
        """Audit the rows of a stretch of cells that may say something: of the other cells no segment is made.

        What is still to be read as a whole is returned: all of another stretch; behind the last row of a sheet, what holds for them all.
        """
        segments = stretch.segments
        rows = self._rows.listen(stretch) if isinstance(segments, CellSegments) and self._pays(segments.cells.size) else None
        if rows is None or not isinstance(segments, CellSegments):
            return stretch
        about.add_cells(segments.cells)
        found.enter_cells(stretch, chain.from_iterable(row.own for row in rows))
        common = self._head(f"{segments.sheet}!", stretch.common, heads)
        template = is_template(found.source)
        for row in rows:
            own = [segments[number] for number in row.own]
            posts, printed = Posts(row.segments, self.pack.post_forms), self._printed(own)
            group = Group(row.name, posts, common, {}, self._circumstances, printed=printed, is_template=template)
            self._audit_group(group, own, row.speaking, found, stretch.first + row.first)
        return stretch.rest if stretch.is_last else None

    def _audit_group(
        self, group: Group, own: Sequence[Segment], speaking: Speaking, found: Gathered, place: int, *, alone: bool = False
    ) -> None:
        settled, late = self._fields.audit(group, own, speaking)
        reasons = [*(fill(_AS_ONE, why=each) for each in group.unread), *map(_late_reason, late)]
        found.add(place, settled, reasons, group.answers(alone))

    def _printed(self, segments: Sequence[Segment]) -> Mapping[int, Printed]:
        """Return what those segments print that are templates, by their ``id``."""
        if not may_be_template("\n".join(segment.text for segment in segments)):
            return {}
        return {id(segment): printed for segment in segments if (printed := self._templates.read(segment.text))}

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
        ticks = self._choices.of(stretch.segments, {})
        return self._choices.of(stretch.segments, forms.since(stretch)) if any(tick.answers for tick in ticks.values()) else ticks


def _text(text: str, name: str) -> Document:
    return Document(name, name, (Segment.at(text, LinePlace(1, 1)),))


def _unjudged(document: Document, is_read: bool) -> tuple[Failure, ...]:
    """Return what could not be judged of a document before anything was looked for."""
    if is_read or not document.segments:
        return document.failures
    return (*document.failures, Failure(document.source, same(document.id), _NO_FIELD))


def audited_segments(segments: Iterable[Segment], fields: Fields, text_field: str | None) -> Iterator[Segment]:
    """Yield the segments that are audited: all of a document a person wrote, the known fields of a record."""
    for segment in segments:
        place = segment.anchors[0].location
        if is_set_aside(segment):
            continue
        if not isinstance(place, RecordPlace) or fields.label_of(segment) or fields.is_text(segment, text_field):
            yield segment


def _groups(stretch: Stretch) -> Mapping[str, Sequence[Segment]]:
    """Return the segments of each group, those that it shares with others among them; those without a group stand together."""
    segments = [segment for segment in stretch.segments if not is_set_aside(segment)]
    groups: dict[str, list[Segment]] = {segment.group: [] for segment in segments}
    for segment in segments:
        for name in (segment.group, *segment.also):
            if name in groups:
                groups[name].append(segment)
    return {**groups, stretch.common[0].group: stretch.common} if stretch.common else groups


def _late_reason(late: Late) -> Wording:
    return fill(_LATE, rule=late.rule.id, part=late.part)
