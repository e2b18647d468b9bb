"""The audit: wires extraction, clauses, patterns, context and judgement together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from auditor.about import AboutReader, Known
from auditor.circumstances import CircumstanceReader
from auditor.clause_reader import ClauseReader
from auditor.config import Config, Override
from auditor.cutting import Cutter, Piece
from auditor.extract.source import ReadOptions
from auditor.gathered import Gathered, Outcome
from auditor.group import Group
from auditor.judge import Judge, Reading, reread
from auditor.match.by_sex import ClauseMatches, mark_by_sex
from auditor.model.clause import Clause, Lead
from auditor.model.collection import without_collection
from auditor.model.context import CueHit
from auditor.model.document import Document, Failure, LazySegments, Segment, Stretch, part_of_group
from auditor.model.finding import Candidate, Dismissal, Finding, Late
from auditor.model.grounds import Employer, Ground
from auditor.model.legal import other_texts
from auditor.model.location import LinePlace, RecordPlace
from auditor.model.own_notes import is_set_aside
from auditor.model.report import DocumentResult, Header
from auditor.model.rewrite import Edit, Rewrite
from auditor.model.rule import Rule
from auditor.model.span import Apart, Span
from auditor.model.speaking import ALL, Speaking
from auditor.model.wording import Wording, fill, same
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.packs.pack import Fields, Pack
from auditor.rewrite import Hit, Rewriter, located
from auditor.text.answers import may_hold_answers
from auditor.text.choices import NO_TICKS, Choices, Ticks, with_choices
from auditor.text.compiled import OutOfTime
from auditor.text.evasion import Evasion, SecondReading
from auditor.text.force import StandIns, with_force
from auditor.text.forms import FilledIn, FilledInSoFar
from auditor.text.gate import LiteralGate, OpenGate
from auditor.text.leads import Leads
from auditor.text.normalise import Normalised, normalise
from auditor.text.posts import Posts
from auditor.text.sections import Headings
from auditor.text.tables import has_table
from auditor.text.template.reader import TemplateReader

if TYPE_CHECKING:
    from auditor.listening import Listener, OpenListener
    from auditor.text.template.printed import Printed

_Settled: TypeAlias = tuple[Candidate, Outcome | Late]
_NO_FIELD = Wording("没有已知存放正文的字段；请用 --text-field 指定", "no field that is known to hold text; name it with --text-field")
_AS_ONE = Wording("按一个岗位、单位不明来读（{why}）", "read as one post of an unknown employer: {why}")
_LATE = Wording("规则 {rule} 没有审核：{part} 耗时过长", "not judged by {rule}: {part} took too long")
_REMARK = Wording("写在模板的注释或标签里，不会印出来", "stands in a comment or tag of a template, which is not printed")
_AT_ONCE = 256  # documents
_SHORT = 400  # code points that are read as fast as they are listened to
_WORTH_LISTENING = 20_000  # code points that take as long to read as it takes to make what listens
_ROUNDS = 3  # of rewriting what was rewritten


def tool_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("clause-auditor")
    except PackageNotFoundError:
        return "0+unknown"


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause in its place, how it is read, and what says of its post."""

    piece: Piece
    folded: Normalised
    post: Callable[[], str]


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
        self._cues = CueReaderOnDemand(self.pack.cues, self._gate)
        self._reader = self._reader_of(self.rules)
        own = not rewrites_all or self.rules == self.pack.rules
        self._whole = self._reader if own else self._reader_of(self.pack.rules)
        self._rewriter = Rewriter(self.pack.style)
        self._leads = Leads(self.pack.leads)
        self._seen = 0  # code points
        self._cutter = Cutter(self.pack.fields, Headings(self.pack.headings), self._leads)
        self._stand_ins = StandIns(self.pack.cues, self.pack.stand_ins)
        self._choices = Choices(self.pack.choices)
        self._forms = FilledIn(self.pack.choices)
        self._evasion = Evasion(self.pack.disguises)
        self._templates = TemplateReader(self.pack.templates)
        severities = self.config.severities(self.rules)
        self._judge = Judge(self.pack.citations, self.pack.exceptions, self.config.as_of, self._gate, severities)
        self.about = AboutReader(self.config.about_fields)
        employer = "" if self.config.employer is Employer.UNKNOWN else self.config.employer.value
        self._circumstances = CircumstanceReader(self.pack.employers, self.pack.regions, employer, self.config.region, self._gate)
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

    def _reader_of(self, rules: Sequence[Rule]) -> ClauseReader:
        return ClauseReader(rules, self.pack, self._cues, self._gate)

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
        found = Gathered(document)
        forms = FilledInSoFar(self._forms, document.stretches())
        shared: dict[int, Ticks] = {}
        heads: dict[str, Posts] = {}
        about = self.about.gather()
        for stretch in document.stretches():
            about.add(stretch.segments)
            found.enter(stretch, self._audited(stretch.segments))
            heard = self._heard_in(stretch) if speaking is None else speaking
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
        small = [document for document in documents if not isinstance(document.segments, LazySegments)]
        runs = [tuple(self._audited(document.segments)) for document in small]
        if not self._pays(segment for run in runs for segment in run):
            return [None] * len(documents)
        heard = iter(self._listener.listen(runs))
        return [None if isinstance(document.segments, LazySegments) else next(heard) for document in documents]

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

    def _pays(self, segments: Iterable[Segment]) -> bool:
        """Tell whether it pays to make what listens: some text is read sooner."""
        self._seen += sum(len(segment.text) for segment in segments)
        return self._seen >= _WORTH_LISTENING

    def audit_all(self, documents: Iterable[Document]) -> Iterator[DocumentResult]:
        """Yield the results of many documents in their order; much faster than one by one."""
        rest = iter(documents)
        while run := list(islice(rest, _AT_ONCE)):
            yield from map(self.audit, run, self.listen(run))

    def audit_texts(self, texts: Iterable[str]) -> Iterator[DocumentResult]:
        """Yield the results of many texts in their order; their ids are their numbers from 1."""
        return self.audit_all(_text(text, str(number)) for number, text in enumerate(texts, 1))

    def _heard_in(self, stretch: Stretch) -> Speaking:
        segments = tuple(self._audited({id(one): one for one in (*stretch.segments, *stretch.common)}.values()))
        if sum(len(segment.text) for segment in segments) <= _SHORT or not self._pays(segments):
            return Speaking(dict.fromkeys(map(id, segments), ALL), choices=True)
        return self._listener.listen([segments])[0]

    def _audited(self, segments: Iterable[Segment]) -> Iterator[Segment]:
        return audited_segments(segments, self.pack.fields, self.config.text_field)

    def _result(self, document: Document, found: Gathered, known: Known) -> DocumentResult:
        outcomes, failures = found.outcomes, list(document.failures)
        if document.segments and not found.is_read:
            failures.append(Failure(document.source, same(document.id), _NO_FIELD))
        return DocumentResult(
            id=document.id,
            source=document.source,
            findings=tuple(known.told(outcome) for outcome in outcomes if isinstance(outcome, Finding)),
            dismissals=tuple(outcome for outcome in outcomes if isinstance(outcome, Dismissal)),
            failures=(*failures, *found.failures),
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
            group = Group(name, posts, common, ticks, self._circumstances, printed=self._printed(posts.segments))
            settled, late = self._audit_group(group, own, speaking)
            reasons = [*(fill(_AS_ONE, why=each) for each in group.unread), *map(_late_reason, late)]
            found.add(own[0], settled, reasons, group.answers(alone))

    def _posts(self, groups: Mapping[str, Sequence[Segment]], heads: dict[str, Posts]) -> Iterator[tuple[str, Posts, Posts]]:
        """Yield the name and the posts of each group, with what holds for all groups around it; ``heads`` keeps that."""
        for name in {"", *map(part_of_group, groups)}:
            segments = groups.get(name, ())
            if name not in heads or heads[name].segments is not segments:
                heads[name] = Posts(segments, self.pack.post_forms)
        for name, segments in groups.items():
            yield name, heads.get(name) or Posts(segments, self.pack.post_forms), heads[part_of_group(name)]

    def _ticks(self, stretch: Stretch, forms: FilledInSoFar) -> Mapping[int, Ticks]:
        """Return what the choices of forms mean; who fills the forms in is asked where something is ticked."""
        ticks = self._choices.of(stretch.segments, {})
        return self._choices.of(stretch.segments, forms.since(stretch)) if any(tick.answers for tick in ticks.values()) else ticks

    def _audit_group(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> tuple[list[Outcome], list[Late]]:
        """Audit segments of one group, or all that have none: as they are written or printed and, where that is another matter, meant."""
        late: list[Late] = []
        clauses: list[Clause] = []
        written = list(self._heard(self._as_written(group, segments, speaking, clauses), group, late))
        evasive = (segment for segment in segments if speaking.of(segment) is ALL)
        seconds = {id(one): second for one in evasive if (second := self._second(one, group))}
        if seconds:
            again = self._heard(self._as_meant(group, segments, seconds, clauses), group, late)
            written = united(seconds, written, again)
        return [*written, *self._remarks(group, segments)], late

    def _printed(self, segments: Iterable[Segment]) -> Mapping[int, Printed]:
        """Return what those segments print that are templates, by their ``id``."""
        return {id(segment): printed for segment in segments if (printed := self._templates.read(segment.text))}

    def _remarks(self, group: Group, segments: Sequence[Segment]) -> Iterator[Dismissal]:
        """Yield what is found in the comments of templates: it is not printed, but the file is the other side's, so that it is told."""
        said = ((one, group.printed[id(one)].comments) for one in segments if id(one) in group.printed)
        remarks = {id(one): SecondReading(one.text, comments) for one, comments in said if comments}
        own = [one for one in segments if id(one) in remarks]
        every = Speaking(dict.fromkeys(remarks, ALL))
        for outcome in self._heard(self._otherwise(group, own, remarks, every), group, []) if own else ():
            if isinstance(outcome, Finding):
                yield Dismissal(outcome.rule, outcome.segment, outcome.span, outcome.clause, outcome.location, "template-comment", _REMARK)

    def _second(self, segment: Segment, group: Group) -> SecondReading | None:
        """Read a segment as it is meant, if it looks evasive; the bars of a table cut up no words."""
        ticks, printed = group.ticks.get(id(segment), NO_TICKS), group.printed.get(id(segment))
        if printed:
            text, fields = printed.whole.text, ticks.fields_in(printed.whole)
        else:
            text, fields = segment.text, ticks.fields
        second = self._evasion.read(text, fields)
        if second is None or has_table(text, self.pack.fields.label_named):
            return None
        return second.of_template(segment.text, printed.whole) if printed else second

    def _heard(self, told: Iterable[_Told], group: Group, late: list[Late]) -> Iterator[Outcome]:
        """Match and judge clauses as they are read; what takes too long is added to ``late``."""
        readings: list[Reading] = []
        matched: list[ClauseMatches] = []
        for item in told:
            clause = item.piece.clause
            prefix = _prefix(clause)
            text = prefix + item.folded.text
            said = self._reader.read(text, 0 if clause.label else len(prefix), item.piece.patterns)
            late.extend(said.late)
            if said.candidates:
                section, heading = item.piece.section()
                placed = replace(clause, section=section, heading=heading)
                readings.append(Reading(placed, text, item.folded, len(prefix), item.post(), group.circumstances(clause)))
                matched.append(ClauseMatches(item.piece.number, text, list(said.candidates)))
        mark_by_sex(matched)
        for reading, matches in zip(readings, matched, strict=True):
            settled = self._settle(reading, matches.candidates)
            yield from self._with_rewrite(reading, settled)
            late.extend(outcome for _, outcome in settled if isinstance(outcome, Late))

    def _as_written(self, group: Group, segments: Sequence[Segment], speaking: Speaking, read: list[Clause]) -> Iterator[_Told]:
        """Yield the clauses that may say something as they are written or printed, and add them to those that are read."""
        for told in (
            self._otherwise(group, segments, _printed_readings(group), speaking)
            if group.printed
            else self._plain(group, segments, speaking)
        ):
            read.append(told.piece.clause)
            yield told

    def _plain(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> Iterator[_Told]:
        for piece in self._cutter.clauses(segments, group.ticks, speaking):
            yield _Told(piece, self._folded(piece.clause), partial(group.around, piece.clause))

    def _as_meant(
        self, group: Group, segments: Sequence[Segment], seconds: Mapping[int, SecondReading], clauses: Iterable[Clause]
    ) -> Iterator[_Told]:
        """Yield the clauses that are others in the second reading than ``clauses``, at their raw places."""
        known = {(id(clause.segment), clause.span) for clause in clauses}
        every = Speaking(dict.fromkeys(map(id, segments), ALL))
        for told in self._otherwise(group, segments, {**_printed_readings(group), **seconds}, every):
            clause = told.piece.clause
            second = seconds.get(id(clause.segment))
            if second and ((id(clause.segment), clause.span) not in known or second.changes(clause.span, beside=0)):
                yield told

    def _otherwise(
        self, group: Group, segments: Sequence[Segment], readings: Mapping[int, SecondReading], speaking: Speaking
    ) -> Iterator[_Told]:
        """Yield the clauses that may say something as some segments read, at their raw places.

        Args:
            group: whose they are.
            segments: of the group that are audited.
            readings: by ``id`` of a segment that does not read as it is written.
            speaking: what of the segments may say something.
        """
        meant = {id(segment): _meant(segment, readings.get(id(segment))) for segment in group.posts.segments}
        origin = {id(meant[id(segment)]): segment for segment in segments}
        posts = Posts(tuple(meant.values()), self.pack.post_forms)
        ticks = {id(meant[key]): _meant_ticks(group.ticks[key], readings.get(key)) for key in meant if key in group.ticks}
        every = [meant[id(segment)] for segment in segments]
        places = {id(meant[id(segment)]): speaking.of(segment) for segment in segments}
        for piece in self._cutter.clauses(every, ticks, Speaking(places)):
            clause = piece.clause
            segment = origin[id(clause.segment)]
            reading, folded = readings.get(id(segment)), self._folded(clause)
            span, folded = reading.clause(clause.span, folded) if reading else (clause.span, folded)
            lead = clause.lead and _raw_lead(clause.lead, origin[id(clause.lead.segment)], readings)
            raw = replace(clause, segment=segment, span=span, lead=lead)
            yield _Told(replace(piece, clause=raw), folded, partial(group.around, clause, posts))

    def _settle(self, reading: Reading, candidates: Sequence[Candidate]) -> list[_Settled]:
        """Judge the candidates of one clause; a cue that takes too long leaves them without a judgement."""
        try:
            cues = self._cues.read(reading.text, candidates, reading.clause.section)
        except OutOfTime as error:
            return [(candidate, Late(candidate.rule, error.part)) for candidate in candidates]
        return [(candidate, self._judged(reading, candidate, hits)) for candidate, hits in zip(candidates, cues, strict=True)]

    def _judged(self, reading: Reading, candidate: Candidate, hits: Sequence[CueHit]) -> Finding | Dismissal | Late:
        try:
            return self._judge.settle(reading, candidate, hits)
        except OutOfTime as error:
            return Late(candidate.rule, error.part)

    def _with_rewrite(self, reading: Reading, settled: Sequence[_Settled]) -> Iterator[Outcome]:
        """Yield outcomes, the findings with the rewrite of their clause."""
        outcomes = [outcome for _, outcome in settled if not isinstance(outcome, Late)]
        found = any(isinstance(outcome, Finding) for outcome in outcomes)
        rewrite = self._rewrite(reading, settled) if found else None
        yield from (replace(outcome, rewrite=rewrite) if isinstance(outcome, Finding) else outcome for outcome in outcomes)

    def _rewrite(self, reading: Reading, settled: Sequence[_Settled]) -> Rewrite | None:
        """Rewrite a clause so that no rule, also of those not selected, finds anything in it; it is audited again to be sure.

        What is found only in what was written, such as a sex that an age stood before, is taken out in a next round. The choices of a
        form are not rewritten: which of them to tick is no matter of words.
        """
        if reading.clause.choices:
            return None
        lead = 0 if reading.clause.label else reading.prefix  # the line that opens a list is none of the item's own words
        text, prefix = reading.text[lead:], reading.prefix - lead
        hits = _hits(reading, lead, settled) if self._whole is self._reader else self._hits(reading, lead)
        for _ in range(_ROUNDS):
            draft = self._rewriter.draft(text, hits, prefix)
            if draft is None:
                return None
            rewrite = located(draft, reading.clause, reading.folded, prefix)
            if rewrite is None:
                return None
            left = self._hits(reread(reading, rewrite.text, self._folded_anew), lead)
            if not left:
                return None if self._hides(reading, rewrite.text, lead) or self._spoils(reading.clause, rewrite) else rewrite
            hits += [(draft.source(span), ground) for span, ground in left]
        return None

    def _hides(self, reading: Reading, text: str, lead: int) -> bool:
        """Tell whether a clause rewritten still says something in disguise."""
        second = self._evasion.read(text)
        return second is not None and bool(self._hits(reread(reading, second.whole.text, self._folded_anew), lead))

    def _spoils(self, clause: Clause, rewrite: Rewrite) -> bool:
        """Tell whether a rewrite would break the template that a clause stands in."""
        printed = self._templates.read(clause.text)
        return printed is not None and not printed.stays_whole([Edit(e.span.shift(-clause.span.start), e.text) for e in rewrite.edits])

    def _hits(self, reading: Reading, lead: int) -> list[Hit]:
        """Return where behind its lead any rule finds something in a clause; a pattern that takes too long counts as found."""
        said = self._whole.read(reading.text, 0 if reading.clause.label else reading.prefix)
        hits = _hits(reading, lead, self._settle(reading, said.candidates))
        return [*hits, *((_behind(Span(0, len(reading.text)), lead, len(reading.text) - lead), each.rule.ground) for each in said.late)]

    def _folded_anew(self, clause: Clause) -> Normalised:
        """Fold a clause that was written anew, one of a template as it is printed."""
        printed = self._templates.read(clause.text)
        if printed is None:
            return self._folded(clause)
        text = printed.whole.text
        return printed.whole.then(self._folded(replace(clause, segment=replace(clause.segment, text=text), span=Span(0, len(text)))))

    def _folded(self, clause: Clause) -> Normalised:
        """Fold a clause; the items of a list with the force of their lead, which stands before the clause or in it, up to the colon."""
        folded = normalise(clause.text, one_clause=True)
        folded = with_choices(folded, clause.choices) if clause.choices else folded
        lead, start = (normalise(clause.lead.text).text, 0) if clause.lead and not clause.label else _own_lead(folded.text)
        word = self._stand_ins.word_for(lead) if lead and (clause.lead or self._leads.is_lead(lead)) else ""
        return with_force(folded, start, word) if word else folded


def _hits(reading: Reading, lead: int, settled: Iterable[_Settled]) -> list[Hit]:
    """Return where behind its lead something is found in a clause, or could not be judged."""
    kept = ((candidate.span, candidate.rule.ground) for candidate, done in settled if not isinstance(done, Dismissal))
    return [(_behind(span, lead, len(reading.text) - lead), ground) for span, ground in kept]


def _text(text: str, name: str) -> Document:
    return Document(name, name, (Segment.at(text, LinePlace(1, 1)),))


def united(seconds: Mapping[int, SecondReading], first: Iterable[Outcome], again: Iterable[Outcome]) -> list[Outcome]:
    """Unite what is found by two readings.

    Where a text reads otherwise the second time, only that counts: what the first finds there is a piece or a misreading. Of
    outcomes of one ground that overlap in the raw text the longest stays, of equal ones that of the second reading.
    """
    stays = (outcome for outcome in first if not _reads_otherwise(seconds.get(id(outcome.segment)), outcome.span))
    taken: dict[tuple[int, Ground], Apart] = defaultdict(Apart)
    kept: dict[tuple[int, Ground], list[Outcome]] = defaultdict(list)
    for outcome in sorted((*again, *stays), key=lambda outcome: -len(outcome.span)):
        key = id(outcome.segment), outcome.rule.ground
        if taken[key].add(outcome.span):
            kept[key].append(outcome)
    return [outcome for outcomes in kept.values() for outcome in outcomes]


def _reads_otherwise(second: SecondReading | None, raw: Span) -> bool:
    return second is not None and second.changes(raw)


def _printed_readings(group: Group) -> Mapping[int, SecondReading]:
    """Return the templates of a group as they read when they are printed, by ``id`` of their segment."""
    texts = {id(segment): segment.text for segment in group.posts.segments}
    return {key: SecondReading(texts[key], printed.whole) for key, printed in group.printed.items()}


def _meant(segment: Segment, second: SecondReading | None) -> Segment:
    return replace(segment, text=second.whole.text) if second else segment


def _meant_ticks(ticks: Ticks, second: SecondReading | None) -> Ticks:
    return ticks.read_in(second.whole) if second else ticks


def _raw_lead(lead: Lead, segment: Segment, seconds: Mapping[int, SecondReading]) -> Lead:
    """Return where the lead of another reading stands in the raw segment."""
    second = seconds.get(id(segment))
    return Lead(segment, second.whole.raw(lead.span) if second else lead.span)


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


def _own_lead(text: str) -> tuple[str, int]:
    """Return the part of a folded clause that may be the lead of what follows its first colon, and where that starts."""
    head, colon, items = text.partition(":")
    return (head + colon, len(head) + 1) if items else ("", 0)


def _prefix(clause: Clause) -> str:
    """Return what gives a clause its meaning from outside, as it is read before it: its field's name, or the lead of its list."""
    if clause.label:
        return f"{clause.label}:"
    return f"{normalise(clause.lead.text).text.rstrip(':')}:" if clause.lead else ""


def _behind(span: Span, lead: int, length: int) -> Span:
    """Move a span into the text behind a lead; one that lies in the lead alone stands for all of it."""
    inner = Span(max(span.start - lead, 0), max(span.end - lead, 0))
    return inner if len(inner) else Span(0, length)


def _late_reason(late: Late) -> Wording:
    return fill(_LATE, rule=late.rule.id, part=late.part)
