"""Suppressions held against findings: what they set aside, and what has to be told about those that set nothing aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.finding import Finding
from auditor.model.location import LinePlace, Location
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, NoticeKind, Silence, SilencedBy
from auditor.model.wording import Wording, fill, same
from auditor.silence.aim import Names
from auditor.silence.silencer import set_aside
from auditor.silence.suppression import Suppression

_MOST_LINES = 100  # that a suppression is looked up by
EXPIRED = Wording("已于 {until} 到期，不再起作用", "held until {until} and does nothing any more")
UNUSED = Wording("没有对应的发现：{names}；可以删去", "nothing is found of {names}; it can be taken out")


class Written(Struct, frozen=True):
    """A suppression, and where it is written.

    Args:
        covers: whether a finding stands where it speaks for.
        holds: whether a finding stands in its own words, which may quote what they are about.
        lines: the first and the last line of the file that it has to do with; None if that is no matter of lines.
        text: as the source writes it.
        source: as in ``Silence``.
        tells_unused: whether it is told if it sets nothing aside.
    """

    suppression: Suppression
    by: SilencedBy
    covers: Callable[[Finding], bool]
    location: Location
    text: str
    source: str = ""
    tells_unused: bool = True
    holds: Callable[[Finding], bool] = lambda _: False
    lines: tuple[int, int] | None = None

    def notice(self, kind: NoticeKind, message: Wording) -> Notice:
        """Return what is told about it."""
        return Notice(kind, self.location, self.text, message, self.source)

    def silence(self) -> Silence:
        """Return why a finding is silent that it sets aside."""
        said = self.suppression
        return Silence(self.by, same(said.reason), said.until, self.location, self.source)


def applied(written: Iterable[Written], result: DocumentResult, names: Names, day: str) -> DocumentResult:
    """Return a result with what suppressions set aside and have to be told.

    Nothing is told to be unused where a part could not be judged, or a rule that is named was not looked for.

    Args:
        written: in order; of several that cover a finding the first is named, and all are of use.
        result: as it was found.
        names: that they may use.
        day: ISO day; those that ended before it do nothing.
    """
    several = list(written)
    active = [one for one in several if not one.suppression.has_ended(day)]
    used: list[set[str]] = [set() for _ in active]
    nearby = _Nearby(active)
    quiet = set_aside(result, lambda finding: _silence(finding, nearby.of(finding), active, used, names))
    ended = [one for one in several if one.suppression.has_ended(day)]
    notices = [one.notice(NoticeKind.EXPIRED, fill(EXPIRED, until=one.suppression.until)) for one in ended]
    if not result.failures:
        for one, useful in zip(active, used, strict=True):
            idle = [name for name in one.suppression.names if name not in useful and names.is_judged(name)]
            if idle and one.tells_unused:
                notices.append(one.notice(NoticeKind.UNUSED, fill(UNUSED, names=", ".join(idle))))
    return replace(quiet, notices=(*quiet.notices, *notices)) if notices else quiet


class _Nearby:
    """Finds the suppressions that may cover a finding: a file may hold thousands of both."""

    def __init__(self, written: Sequence[Written]) -> None:
        self._anywhere: list[int] = []
        self._by_line: dict[int, list[int]] = defaultdict(list)
        for number, one in enumerate(written):
            if one.lines is None or one.lines[1] - one.lines[0] > _MOST_LINES:
                self._anywhere.append(number)
            else:
                for line in range(one.lines[0], one.lines[1] + 1):
                    self._by_line[line].append(number)

    def of(self, finding: Finding) -> Sequence[int]:
        """Return their numbers, in order."""
        place = finding.location
        here = self._by_line.get(place.line, ()) if isinstance(place, LinePlace) else ()
        return sorted((*here, *self._anywhere)) if here else self._anywhere


def _silence(finding: Finding, nearby: Iterable[int], active: Sequence[Written], used: Sequence[set[str]], names: Names) -> Silence | None:
    found: Silence | None = None
    for number in nearby:
        one = active[number]
        named = [name for name in one.suppression.names if names.fits(name, finding)]
        if named and one.covers(finding):
            used[number].update(named)
            found = found or one.silence()
        elif one.holds(finding):
            found = found or one.silence()
    return found
