"""Audit the segments of one group: cut them into clauses, match these, judge what is found, and rewrite it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from auditor.as_meant import Meant, united
from auditor.clause_folder import ClauseFolder, prefix_of
from auditor.clause_reader import ClauseReader
from auditor.cutting import Cutter, Piece
from auditor.gathered import Outcome
from auditor.group import Group
from auditor.judge import Reading
from auditor.match.by_sex import ClauseMatches, mark_by_sex
from auditor.model.clause import Clause
from auditor.model.document import Segment
from auditor.model.finding import Dismissal, Finding, Late
from auditor.model.grounds import Ground
from auditor.model.on_demand import OnDemand
from auditor.model.span import Apart, Span
from auditor.model.speaking import ALL, Speaking
from auditor.model.wording import Wording
from auditor.packs.pack import Pack
from auditor.rewriting import Rewriting
from auditor.settling import Settled, Settler
from auditor.text.choices.ticks import NO_TICKS
from auditor.text.clauses import clause_spans
from auditor.text.evasion import Evasion, SecondReading
from auditor.text.normalise import Normalised
from auditor.text.posts import Posts
from auditor.text.tables import has_table

_REMARK = Wording("写在模板的注释或标签里，不会印出来", "stands in a comment or tag of a template, which is not printed")
_SHOWN = Wording(
    "写在模板记号之间；文件名没有模板的后缀（如 .j2），按读者看得见对待",
    "stands between marks of a template; the file has no suffix of one, such as .j2, so that its readers are taken to see it",
)


class _Told(Struct, frozen=True):
    """A clause in its place, how it is read, and what says of its post."""

    piece: Piece
    folded: Normalised
    post: Callable[[], str]


class GroupAuditor(Struct, frozen=True):
    """Audits groups.

    Args:
        pack: what fields and headings of posts look like.
        cutter: cuts segments into clauses.
        folder: folds these.
        reader: finds what is looked for in them.
        settler: judges it.
        rewriting: writes clauses lawfully.
        evasion: reads segments a second time.
    """

    pack: Pack
    cutter: Cutter
    folder: ClauseFolder
    reader: ClauseReader
    settler: Settler
    rewriting: Rewriting
    evasion: Evasion

    def known(self, *_row: object) -> None:
        """Return nothing: this looks at all anew."""

    def audit(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> tuple[list[Outcome], list[Late]]:
        """Audit segments of one group, or all that have none: as they are written or printed and, where that is another matter, meant."""
        late: list[Late] = []
        clauses: list[Clause] = []
        written = list(self._heard(self._as_written(group, segments, speaking, clauses), group, late))
        evasive = filter(speaking.may_be_evasive, segments)
        seconds = {id(one): second for one in evasive if (second := self.second(one, group))}
        if seconds:
            passed = (one for one in segments if id(one) in seconds and speaking.of(one) is not ALL)
            known = {*map(_place, clauses), *((id(one), span) for one in passed for span in clause_spans(one.text))}
            again = self._heard(self._as_meant(group, segments, seconds, known), group, late)
            written = united(seconds, written, again)
        return [*written, *self._unprinted(group, segments, written)] if group.printed else written, late

    def second(self, segment: Segment, group: Group) -> SecondReading | None:
        """Read a segment as it is meant, if it looks evasive; the bars of a table cut up no words."""
        ticks, printed = group.ticks.get(id(segment), NO_TICKS), group.printed.get(id(segment))
        if printed:
            text, fields = printed.whole.text, ticks.fields_in(printed.whole)
        else:
            text, fields = segment.text, ticks.fields
        second = self.evasion.read(text, fields)
        if second is None or has_table(text, self.pack.fields.label_named):
            return None
        return second.of_template(segment.text, printed.whole) if printed else second

    def _unprinted(self, group: Group, segments: Sequence[Segment], known: Sequence[Outcome]) -> Iterator[Outcome]:
        """Yield what is found in words of templates that are not printed: the file is the other side's, so that it is told.

        In a file that is no template by its name its readers see them, so that it is found.
        """
        templates = [one for one in segments if id(one) in group.printed]
        printed = {id(one): group.printed[id(one)] for one in templates}
        told = {key: one.comments if group.is_template else one.quoted for key, one in printed.items()}
        yield from map(_remark, self._found_in(group, templates, told))
        if templates and not group.is_template:
            yield from self._found_between(group, templates, known)

    def _found_between(self, group: Group, templates: Sequence[Segment], known: Sequence[Outcome]) -> Iterator[Finding]:
        """Yield what is found in words between marks, by those who are shown the marks, and in no other reading."""
        taken: dict[tuple[int, Ground], Apart] = defaultdict(Apart)
        for outcome in known:
            if isinstance(outcome, Finding):
                taken[id(outcome.segment), outcome.rule.ground].add(outcome.span)
        hidden = {id(one): Apart(group.printed[id(one)].hidden) for one in templates}
        for readings in self._readings_between(group, templates):
            for finding in self._found_in(group, templates, readings):
                if hidden[id(finding.segment)].overlap(finding.span) and taken[id(finding.segment), finding.rule.ground].add(finding.span):
                    yield finding.ruled(cautions=(*finding.cautions, _SHOWN), rewriting=OnDemand.known(None))

    def _readings_between(self, group: Group, templates: Sequence[Segment]) -> Iterator[Mapping[int, Normalised | None]]:
        """Yield the ways in which texts read with the words between their marks, as they are written and as they are meant."""
        for number in range(2):
            seen = {id(one): group.printed[id(one)].seen[number] for one in templates if group.printed[id(one)].seen}
            meant = {key: self.evasion.read(reading.text) for key, reading in seen.items()}
            yield seen
            yield {key: seen[key].then(second.whole) for key, second in meant.items() if second}

    def _found_in(self, group: Group, segments: Sequence[Segment], readings: Mapping[int, Normalised | None]) -> Iterator[Finding]:
        """Yield what is found in some segments where they read otherwise."""
        others = {id(one): SecondReading(one.text, whole) for one in segments if (whole := readings.get(id(one)))}
        own = [one for one in segments if id(one) in others]
        every = Speaking(dict.fromkeys(others, ALL))
        outcomes = self._heard(self._otherwise(group, own, others, every), group, []) if own else ()
        yield from (outcome for outcome in outcomes if isinstance(outcome, Finding))

    def _heard(self, told: Iterable[_Told], group: Group, late: list[Late]) -> Iterator[Outcome]:
        """Match and judge clauses as they are read; what takes too long is added to ``late``."""
        readings: list[Reading] = []
        matched: list[ClauseMatches] = []
        for item in told:
            clause = item.piece.clause
            prefix = prefix_of(clause)
            text = prefix + item.folded.text
            said = self.reader.read(text, 0 if clause.label else len(prefix), item.piece.patterns)
            late.extend(said.late)
            if said.candidates:
                circumstances = group.circumstances(clause)
                readings.append(Reading(clause, text, item.folded, len(prefix), item.post(), circumstances, item.piece.standing))
                matched.append(ClauseMatches(item.piece.number, text, list(said.candidates)))
        mark_by_sex(matched)
        for reading, matches in zip(readings, matched, strict=True):
            settled = self.settler.settle(reading, matches.candidates)
            yield from self._with_rewrite(reading, settled)
            late.extend(outcome for _, outcome in settled if isinstance(outcome, Late))

    def _as_written(self, group: Group, segments: Sequence[Segment], speaking: Speaking, read: list[Clause]) -> Iterator[_Told]:
        """Yield the clauses that may say something as they are written or printed, and add them to those that are read."""
        printed = _printed_readings(group)
        for told in self._otherwise(group, segments, printed, speaking) if printed else self._plain(group, segments, speaking):
            read.append(told.piece.clause)
            yield told

    def _plain(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> Iterator[_Told]:
        for piece in self.cutter.clauses(segments, group.ticks, speaking):
            yield _Told(piece, self.folder.fold(piece.clause), partial(group.around, piece.clause))

    def _as_meant(
        self, group: Group, segments: Sequence[Segment], seconds: Mapping[int, SecondReading], known: Set[tuple[int, Span]]
    ) -> Iterator[_Told]:
        """Yield the clauses that are others in the second reading than those ``known`` from the first, at their raw places."""
        every = Speaking(dict.fromkeys(map(id, segments), ALL))

        def is_another(clause: Clause) -> bool:
            second = seconds.get(id(clause.segment))
            return second is not None and (_place(clause) not in known or second.changes(clause.span, beside=0))

        yield from self._otherwise(group, segments, {**_printed_readings(group), **seconds}, every, is_another)

    def _otherwise(
        self,
        group: Group,
        segments: Sequence[Segment],
        readings: Mapping[int, SecondReading],
        speaking: Speaking,
        counts: Callable[[Clause], bool] = lambda _: True,
    ) -> Iterator[_Told]:
        """Yield the clauses that may say something as some segments read, at their raw places.

        Args:
            group: whose they are.
            segments: of the group that are audited.
            readings: by ``id`` of a segment that does not read as it is written.
            speaking: what of the segments may say something.
            counts: tells of a clause at its raw place whether it is asked for.
        """
        meant = Meant(group.posts.segments, readings)
        posts = Posts(meant.segments, self.pack.post_forms)
        every = meant.of(segments)
        places = {id(one): speaking.of(segment) for one, segment in zip(every, segments, strict=True)}
        for piece in self.cutter.clauses(every, meant.ticks(group.ticks), Speaking(places)):
            clause = meant.raw(piece.clause)
            if counts(clause):
                folded = meant.folded(piece.clause, self.folder.fold(piece.clause))
                yield _Told(replace(piece, clause=clause), folded, partial(group.around, piece.clause, posts))

    def _with_rewrite(self, reading: Reading, settled: Sequence[Settled]) -> Iterator[Outcome]:
        """Yield outcomes, the findings with what rewrites their clause."""
        rewriting = OnDemand(partial(self.rewriting.rewrite, reading, settled))
        outcomes = (outcome for _, outcome in settled if not isinstance(outcome, Late))
        yield from (outcome.ruled(rewriting=rewriting) if isinstance(outcome, Finding) else outcome for outcome in outcomes)


def _printed_readings(group: Group) -> Mapping[int, SecondReading]:
    """Return the templates of a group as they read when they are printed, by ``id`` of their segment."""
    if not group.printed:  # as in nearly all groups, which may be rows of which no segment has been made
        return {}
    texts = {id(segment): segment.text for segment in group.posts.segments if id(segment) in group.printed}
    return {key: SecondReading(texts[key], printed.whole) for key, printed in group.printed.items()}


def _place(clause: Clause) -> tuple[int, Span]:
    return id(clause.segment), clause.span


def _remark(finding: Finding) -> Dismissal:
    return Dismissal(finding.rule, finding.segment, finding.span, finding.clause, finding.location, "template-comment", _REMARK)
