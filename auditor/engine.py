"""The audit: wires extraction, clauses, patterns, context and judgement together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from auditor.circumstances import CircumstanceReader
from auditor.clause_reader import ClauseReader
from auditor.config import Config
from auditor.extract.source import ReadOptions
from auditor.gathered import Gathered, Outcome
from auditor.judge import Judge, Reading, reread
from auditor.match.by_sex import ClauseMatches, mark_by_sex
from auditor.model.circumstances import NOTHING_KNOWN, Circumstances
from auditor.model.clause import Clause, Lead
from auditor.model.collection import without_collection
from auditor.model.context import CueHit, PostForms
from auditor.model.document import Document, Failure, Segment, Stretch, part_of_group
from auditor.model.finding import Candidate, Dismissal, Finding, Late
from auditor.model.grounds import Employer, Ground
from auditor.model.legal import other_texts
from auditor.model.location import LinePlace, RecordPlace
from auditor.model.report import DocumentResult, Header
from auditor.model.rewrite import Rewrite
from auditor.model.rule import Rule
from auditor.model.span import Span
from auditor.nlp.on_demand import CueReaderOnDemand
from auditor.packs.loader import load_pack
from auditor.packs.pack import Fields, Pack
from auditor.rewrite import Hit, Rewriter, located
from auditor.text.choices import NO_TICKS, Choices, Ticks, with_choices
from auditor.text.clauses import clause_spans
from auditor.text.compiled import OutOfTime
from auditor.text.evasion import Evasion, SecondReading
from auditor.text.force import StandIns, with_force
from auditor.text.forms import FilledIn, FilledInSoFar
from auditor.text.leads import Leads, Lists
from auditor.text.normalise import Normalised, normalise
from auditor.text.posts import COMMON, Posts
from auditor.text.sections import Headings, Placed
from auditor.text.tables import has_table, inline_cells

_ROUNDS = 3  # of rewriting what was rewritten


def tool_version() -> str:
    """Return the installed version of the program."""
    try:
        return version("clause-auditor")
    except PackageNotFoundError:
        return "0+unknown"


@dataclass(frozen=True, slots=True)
class _Group:
    """The posts of a group of segments, those that it shares with others among them, and what is assumed for each by its number.

    ``ticks`` tells by ``id`` of a segment what the choices of a form in it mean.
    """

    name: str
    posts: Posts
    circumstances: Mapping[int, Circumstances]
    ticks: Mapping[int, Ticks]


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause, how it is read, and what says of its post."""

    clause: Clause
    folded: Normalised
    post: Callable[[], str]


class Auditor:
    """Audits documents; make one and use it for many.

    Args:
        config: options; the defaults audit for every rule under today's law.

    Raises:
        PackError: if the rules cannot be used.
        ConfigError: if an option names nothing.
    """

    @without_collection()
    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.pack: Pack = load_pack(self.config.packs)
        self.rules = self.config.choose(self.pack.rules)
        self._cues = CueReaderOnDemand(self.pack.cues)
        self._reader = self._reader_of(self.rules)
        self._whole = self._reader if self.rules == self.pack.rules else self._reader_of(self.pack.rules)
        self._rewriter = Rewriter(self.pack.style)
        self._headings = Headings(self.pack.headings)
        self._leads = Leads(self.pack.leads)
        self._stand_ins = StandIns(self.pack.cues, self.pack.stand_ins)
        self._choices = Choices(self.pack.choices)
        self._forms = FilledIn(self.pack.choices)
        self._evasion = Evasion(self.pack.disguises)
        self._judge = Judge(self.pack.citations, self.pack.exceptions, self.config.as_of)
        employer = "" if self.config.employer is Employer.UNKNOWN else self.config.employer.value
        self._circumstances = CircumstanceReader(self.pack.employers, self.pack.regions, employer, self.config.region)

    def _reader_of(self, rules: Sequence[Rule]) -> ClauseReader:
        return ClauseReader(rules, self.pack, self._cues)

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
        return self.audit(Document(name, name, (Segment.at(text, LinePlace(1, 1)),)))

    def audit(self, document: Document) -> DocumentResult:
        """Audit one document, stretch by stretch."""
        found = Gathered(document)
        forms = FilledInSoFar(self._forms, document.stretches())
        shared: dict[int, Ticks] = {}
        heads: dict[str, Posts] = {}
        for stretch in document.stretches():
            found.enter(stretch, audited_segments(stretch.segments, self.pack.fields, self.config.text_field))
            ticks = {**shared, **self._ticks(stretch, forms)}
            self._audit_stretch(stretch, ticks, heads, found)
            shared = {} if stretch.is_last else {key: ticks[key] for key in map(id, stretch.common) if key in ticks}
        outcomes, failures = found.outcomes, list(document.failures)
        if document.segments and not found.is_read:
            failures.append(Failure(document.source, document.id, "no field that is known to hold text; name it with --text-field"))
        return DocumentResult(
            id=document.id,
            source=document.source,
            findings=tuple(outcome for outcome in outcomes if isinstance(outcome, Finding)),
            dismissals=tuple(outcome for outcome in outcomes if isinstance(outcome, Dismissal)),
            failures=(*failures, *found.failures),
            read=found.is_read,
            fields_not_read=tuple(found.fields_not_read),
            circumstances=tuple(found.circumstances),
        )

    def _audit_stretch(self, stretch: Stretch, ticks: Mapping[int, Ticks], heads: dict[str, Posts], found: Gathered) -> None:
        """Audit the groups of a stretch; one that others share, when the last of them has been read."""
        groups = _groups(stretch)
        alone = len(groups) == 1 and found.is_all(stretch)
        waits = stretch.common[0].group if stretch.common and not stretch.is_last else None
        for name, posts, common in self._posts(groups, heads):
            if name == waits:
                continue
            group, unread = self._group(name, posts, common, ticks)
            settled, late = self._audit_group(group, found.own(name, group.posts.segments))
            first = next(segment for segment in group.posts.segments if segment.group == name)
            reasons = [*(f"read as one post of an unknown employer: {each}" for each in unread), *map(_late_reason, late)]
            found.add(first, settled, reasons, _answers(group, alone))

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

    def _group(self, name: str, posts: Posts, common: Posts, ticks: Mapping[int, Ticks]) -> tuple[_Group, tuple[str, ...]]:
        """Return the posts of a group with what is assumed for each, and what took too long to tell."""
        try:
            circumstances = {part: self._circumstances.read(posts, part, common) for part in posts.numbers}
            return _Group(name, posts, circumstances, ticks), ()
        except OutOfTime as error:
            return _Group(name, Posts(posts.segments, PostForms()), {COMMON: NOTHING_KNOWN}, ticks), (str(error),)

    def _audit_group(self, group: _Group, segments: Sequence[Segment]) -> tuple[list[Outcome], list[Late]]:
        """Audit segments of one group, or all that have none: as they are written and, where that is another matter, as meant."""
        late: list[Late] = []
        clauses = dict(self._numbered(segments, group.ticks))
        written = list(self._heard(((number, self._as_written(group, clause)) for number, clause in clauses.items()), group, late))
        speaking = {id(clause.segment): clause.segment for clause in clauses.values()}
        seconds = {key: second for key, segment in speaking.items() if (second := self._second(segment, group.ticks.get(key, NO_TICKS)))}
        if seconds:
            again = self._heard(enumerate(self._as_meant(group, segments, seconds, clauses.values())), group, late)
            written = united(seconds, written, again)
        return written, late

    def _numbered(self, segments: Sequence[Segment], ticks: Mapping[int, Ticks]) -> Iterator[tuple[int, Clause]]:
        """Yield the clauses that could say something, each with a number that tells its neighbours.

        Fields that say nothing are passed over in a table, where all are fields; a heading may bear on the paragraph below it.
        """
        if not all(segment.label for segment in segments):
            yield from enumerate(self._clauses(segments, ticks))
            return
        number = 0
        for segment in segments:
            number += 1
            for clause in () if id(segment) not in ticks and self._is_silent(segment) else self._clauses([segment], ticks):
                yield number, clause
                number += 1

    def _is_silent(self, segment: Segment) -> bool:
        return self._reader.is_silent(self.pack.fields.label_of(segment), segment.text, self._evasion.shows)

    def _second(self, segment: Segment, ticks: Ticks) -> SecondReading | None:
        """Read a segment as it is meant, if it looks evasive; the bars of a table cut up no words."""
        second = self._evasion.read(segment.text, ticks.fields)
        return None if second and has_table(segment.text, self.pack.fields.label_named) else second

    def _heard(self, told: Iterable[tuple[int, _Told]], group: _Group, late: list[Late]) -> Iterator[Outcome]:
        """Match and judge clauses as they are read; what takes too long is added to ``late``."""
        readings: list[Reading] = []
        matched: list[ClauseMatches] = []
        for number, item in told:
            prefix = _prefix(item.clause)
            text = prefix + item.folded.text
            said = self._reader.read(text, 0 if item.clause.label else len(prefix))
            late.extend(said.late)
            if said.candidates:
                circumstances = group.circumstances[group.posts.part_of(item.clause.segment, item.clause.span.start)]
                readings.append(Reading(item.clause, text, item.folded, len(prefix), item.post(), circumstances))
                matched.append(ClauseMatches(number, text, list(said.candidates)))
        mark_by_sex(matched)
        for reading, matches in zip(readings, matched, strict=True):
            outcomes = [outcome for _, outcome in self._settle(reading, matches.candidates)]
            yield from self._with_rewrite(reading, [outcome for outcome in outcomes if not isinstance(outcome, Late)])
            late.extend(outcome for outcome in outcomes if isinstance(outcome, Late))

    def _as_written(self, group: _Group, clause: Clause) -> _Told:
        return _Told(clause, self._folded(clause), partial(_around, group.posts, clause))

    def _as_meant(
        self, group: _Group, segments: Sequence[Segment], seconds: Mapping[int, SecondReading], clauses: Iterable[Clause]
    ) -> Iterator[_Told]:
        """Yield the clauses that are others in the second reading than ``clauses``, at their raw places."""
        known = {(id(clause.segment), clause.span) for clause in clauses}
        meant = {id(segment): _meant(segment, seconds.get(id(segment))) for segment in group.posts.segments}
        origin = {id(meant[id(segment)]): segment for segment in segments}
        posts = Posts(tuple(meant.values()), self.pack.post_forms)
        ticks = {id(meant[key]): _meant_ticks(group.ticks[key], seconds.get(key)) for key in meant if key in group.ticks}
        for clause in self._clauses([meant[id(segment)] for segment in segments], ticks):
            segment = origin[id(clause.segment)]
            second = seconds.get(id(segment))
            if second is None:
                continue
            span, folded = second.clause(clause.span, self._folded(clause))
            if (id(segment), span) not in known or second.changes(span, beside=0):
                lead = clause.lead and _raw_lead(clause.lead, origin[id(clause.lead.segment)], seconds)
                raw = replace(clause, segment=segment, span=span, lead=lead)
                yield _Told(raw, folded, partial(_around, posts, clause))

    def _settle(self, reading: Reading, candidates: Sequence[Candidate]) -> list[tuple[Candidate, Finding | Dismissal | Late]]:
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

    def _with_rewrite(self, reading: Reading, outcomes: Sequence[Finding | Dismissal]) -> Iterator[Finding | Dismissal]:
        """Yield outcomes, the findings with the rewrite of their clause."""
        found = any(isinstance(outcome, Finding) for outcome in outcomes)
        rewrite = self._rewrite(reading) if found else None
        yield from (replace(outcome, rewrite=rewrite) if isinstance(outcome, Finding) else outcome for outcome in outcomes)

    def _rewrite(self, reading: Reading) -> Rewrite | None:
        """Rewrite a clause so that no rule, whichever are selected, finds anything in it; it is audited again to be sure.

        What is found only in what was written, such as a sex that an age stood before, is taken out in a next round. The choices of a
        form are not rewritten: which of them to tick is no matter of words.
        """
        if reading.clause.choices:
            return None
        lead = 0 if reading.clause.label else reading.prefix  # the line that opens a list is none of the item's own words
        text, prefix = reading.text[lead:], reading.prefix - lead
        hits = self._hits(reading, lead)
        for _ in range(_ROUNDS):
            draft = self._rewriter.draft(text, hits, prefix)
            if draft is None:
                return None
            rewrite = located(draft, reading.clause, reading.folded, prefix)
            left = self._hits(reread(reading, rewrite.text, self._folded), lead)
            if not left:
                return None if self._hides(reading, rewrite.text, lead) else rewrite
            hits += [(draft.source(span), ground) for span, ground in left]
        return None

    def _hides(self, reading: Reading, text: str, lead: int) -> bool:
        """Tell whether a clause rewritten still says something in disguise."""
        second = self._evasion.read(text)
        return second is not None and bool(self._hits(reread(reading, second.whole.text, self._folded), lead))

    def _hits(self, reading: Reading, lead: int) -> list[Hit]:
        """Return where behind its lead any rule finds something in a clause; a pattern that takes too long counts as found."""
        said = self._whole.read(reading.text, 0 if reading.clause.label else reading.prefix)
        settled = self._settle(reading, said.candidates)
        hits = [(candidate.span, candidate.rule.ground) for candidate, done in settled if not isinstance(done, Dismissal)]
        hits += [(Span(0, len(reading.text)), each.rule.ground) for each in said.late]
        return [(_behind(span, lead, len(reading.text) - lead), ground) for span, ground in hits]

    def _folded(self, clause: Clause) -> Normalised:
        """Fold a clause; the items of a list with the force of their lead, which stands before the clause or in it, up to the colon."""
        folded = normalise(clause.text, one_clause=True)
        folded = with_choices(folded, clause.choices) if clause.choices else folded
        lead, start = (normalise(clause.lead.text).text, 0) if clause.lead and not clause.label else _own_lead(folded.text)
        word = self._stand_ins.word_for(lead) if lead and (clause.lead or self._leads.is_lead(lead)) else ""
        return with_force(folded, start, word) if word else folded

    def _clauses(self, segments: Iterable[Segment], ticks: Mapping[int, Ticks]) -> Iterator[Clause]:
        """Yield the clauses of a post; headings and leads in one paragraph hold for the next, but not from field to field."""
        before: Placed | None = None
        lists = Lists(self._leads)
        for segment in segments:
            before = None if segment.label else before
            told = ticks.get(id(segment))
            for clause in self._read(segment, before, lists, told.inner if told else frozenset()):
                before = Placed(clause.span, clause.section, clause.heading)
                chosen = replace(clause, choices=tuple(told.within(clause.span))) if told else clause
                if not chosen.is_left_out:
                    yield chosen

    def _read(self, segment: Segment, before: Placed | None, lists: Lists, marks: Set[int]) -> Iterator[Clause]:
        """Yield the clauses of one segment; the cells of a table in it stand under their headers."""
        label = self.pack.fields.label_of(segment)
        cells = {} if label else {cell.span: cell for cell in inline_cells(segment.text, self.pack.fields.label_named)}
        spans = list(clause_spans(segment.text, sorted(cells), marks))
        leads = lists.read(segment, spans)
        for placed, lead in zip(self._headings.place(segment.text, spans, before), leads, strict=True):
            cell = cells.get(placed.span)
            if cell and cell.header:
                yield Clause(segment, placed.span, cell.label, placed.section, placed.heading, Lead(segment, cell.header))
            else:
                yield Clause(segment, placed.span, label, placed.section, placed.heading, lead)


def united(seconds: Mapping[int, SecondReading], first: Iterable[Outcome], again: Iterable[Outcome]) -> list[Outcome]:
    """Unite what is found by two readings.

    Where a text reads otherwise the second time, only that counts: what the first finds there is a piece or a misreading. Of
    outcomes of one ground that overlap in the raw text the longest stays, of equal ones that of the second reading.
    """
    stays = (outcome for outcome in first if not _reads_otherwise(seconds.get(id(outcome.segment)), outcome.span))
    kept: dict[tuple[int, Ground], list[Outcome]] = {}
    for outcome in sorted((*again, *stays), key=lambda outcome: -len(outcome.span)):
        others = kept.setdefault((id(outcome.segment), outcome.rule.ground), [])
        if not any(other.span.overlaps(outcome.span) for other in others):
            others.append(outcome)
    return [outcome for others in kept.values() for outcome in others]


def _reads_otherwise(second: SecondReading | None, raw: Span) -> bool:
    return second is not None and second.changes(raw)


def _around(posts: Posts, clause: Clause) -> str:
    """Return what tells of the post that a clause belongs to."""
    return posts.around(posts.part_of(clause.segment, clause.span.start))


def _meant(segment: Segment, second: SecondReading | None) -> Segment:
    return replace(segment, text=second.whole.text) if second else segment


def _meant_ticks(ticks: Ticks, second: SecondReading | None) -> Ticks:
    return ticks.read_in(second.whole) if second else ticks


def _raw_lead(lead: Lead, segment: Segment, seconds: Mapping[int, SecondReading]) -> Lead:
    """Return where the lead of a second reading stands in the raw segment."""
    second = seconds.get(id(segment))
    return Lead(segment, second.whole.raw(lead.span) if second else lead.span)


def audited_segments(segments: Iterable[Segment], fields: Fields, text_field: str | None) -> Iterator[Segment]:
    """Yield the segments that are audited: all of a document a person wrote, the known fields of a record."""
    for segment in segments:
        place = segment.anchors[0].location
        if not isinstance(place, RecordPlace) or fields.label_of(segment) or fields.is_text(segment, text_field):
            yield segment


def _groups(stretch: Stretch) -> Mapping[str, Sequence[Segment]]:
    """Return the segments of each group, those that it shares with others among them; those without a group stand together."""
    groups: dict[str, list[Segment]] = {segment.group: [] for segment in stretch.segments}
    for segment in stretch.segments:
        for name in (segment.group, *segment.also):
            if name in groups:
                groups[name].append(segment)
    return {**groups, stretch.common[0].group: stretch.common} if stretch.common else groups


def _answers(group: _Group, alone: bool) -> Sequence[Circumstances]:
    """Return what is assumed for the posts of a group; what no post owns is asked where there is none, unless it heads other groups."""
    posts = [one for part, one in group.circumstances.items() if part != COMMON]
    heads_others = not posts and not alone and group.name == part_of_group(group.name)
    return posts or ([] if heads_others else [group.circumstances[COMMON]])


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


def _late_reason(late: Late) -> str:
    return f"not judged by {late.rule.id}: {late.part} took too long"
