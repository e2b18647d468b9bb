"""Audit the segments of one group: cut them into clauses, match these, judge what is found, and rewrite it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

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
from auditor.model.finding import Finding, Late
from auditor.model.on_demand import OnDemand
from auditor.model.speaking import ALL, Speaking
from auditor.packs.pack import Pack
from auditor.rewriting import Rewriting
from auditor.settling import Settled, Settler
from auditor.text.choices import NO_TICKS, Ticks
from auditor.text.evasion import Evasion, SecondReading
from auditor.text.normalise import Normalised
from auditor.text.posts import Posts
from auditor.text.tables import has_table


@dataclass(frozen=True, slots=True)
class _Told:
    """A clause in its place, how it is read, and what says of its post."""

    piece: Piece
    folded: Normalised
    post: Callable[[], str]


@dataclass(frozen=True, slots=True)
class GroupAuditor:
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

    def audit(self, group: Group, segments: Sequence[Segment], speaking: Speaking) -> tuple[list[Outcome], list[Late]]:
        """Audit segments of one group, or all that have none: as they are written and, where that is another matter, as meant."""
        late: list[Late] = []
        clauses: list[Clause] = []
        written = list(self._heard(self._as_written(group, segments, speaking, clauses), group, late))
        evasive = (segment for segment in segments if speaking.of(segment) is ALL)
        seconds = {id(one): second for one in evasive if (second := self.second(one, group.ticks.get(id(one), NO_TICKS)))}
        if seconds:
            again = self._heard(self._as_meant(group, segments, seconds, clauses), group, late)
            written = united(seconds, written, again)
        return written, late

    def second(self, segment: Segment, ticks: Ticks = NO_TICKS) -> SecondReading | None:
        """Read a segment as it is meant, if it looks evasive; the bars of a table cut up no words."""
        second = self.evasion.read(segment.text, ticks.fields)
        return None if second and has_table(segment.text, self.pack.fields.label_named) else second

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
                section, heading = item.piece.section()
                placed = replace(clause, section=section, heading=heading)
                readings.append(Reading(placed, text, item.folded, len(prefix), item.post(), group.circumstances(clause)))
                matched.append(ClauseMatches(item.piece.number, text, list(said.candidates)))
        mark_by_sex(matched)
        for reading, matches in zip(readings, matched, strict=True):
            settled = self.settler.settle(reading, matches.candidates)
            yield from self._with_rewrite(reading, settled)
            late.extend(outcome for _, outcome in settled if isinstance(outcome, Late))

    def _as_written(self, group: Group, segments: Sequence[Segment], speaking: Speaking, read: list[Clause]) -> Iterator[_Told]:
        """Yield the clauses that may say something as they are written, and add them to those that are read."""
        for piece in self.cutter.clauses(segments, group.ticks, speaking):
            read.append(piece.clause)
            yield _Told(piece, self.folder.fold(piece.clause), partial(group.around, piece.clause))

    def _as_meant(
        self, group: Group, segments: Sequence[Segment], seconds: Mapping[int, SecondReading], clauses: Iterable[Clause]
    ) -> Iterator[_Told]:
        """Yield the clauses that are others in the second reading than ``clauses``, at their raw places."""
        known = {(id(clause.segment), clause.span) for clause in clauses}
        meant = Meant(group.posts.segments, seconds)
        posts = Posts(meant.segments, self.pack.post_forms)
        every = meant.of(segments)
        for piece in self.cutter.clauses(every, meant.ticks(group.ticks), Speaking(dict.fromkeys(map(id, every), ALL))):
            if raw := meant.raw(piece.clause, self.folder.fold(piece.clause)):
                clause, folded, reads_otherwise = raw
                if (id(clause.segment), clause.span) not in known or reads_otherwise:
                    yield _Told(replace(piece, clause=clause), folded, partial(group.around, piece.clause, posts))

    def _with_rewrite(self, reading: Reading, settled: Sequence[Settled]) -> Iterator[Outcome]:
        """Yield outcomes, the findings with what rewrites their clause."""
        rewriting = OnDemand(partial(self.rewriting.rewrite, reading, settled))
        outcomes = (outcome for _, outcome in settled if not isinstance(outcome, Late))
        yield from (replace(outcome, rewriting=rewriting) if isinstance(outcome, Finding) else outcome for outcome in outcomes)
