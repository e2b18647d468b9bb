"""Suppressions held against findings: what they set aside, and what has to be told about those that set nothing aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from auditor.model.finding import Finding
from auditor.model.location import Location
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, NoticeKind, Silence, SilencedBy
from auditor.model.wording import Wording, fill, same
from auditor.silence.aim import Names
from auditor.silence.silencer import set_aside
from auditor.silence.suppression import Suppression

EXPIRED = Wording("已于 {until} 到期，不再起作用", "held until {until} and does nothing any more")
UNUSED = Wording("没有对应的发现：{names}；可以删去", "nothing is found of {names}; it can be taken out")


@dataclass(frozen=True, slots=True)
class Written:
    """A suppression, and where it is written.

    Args:
        covers: whether a finding stands where it speaks for.
        holds: whether a finding stands in its own words, which may quote what they are about.
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
    quiet = set_aside(result, lambda finding: _silence(finding, active, used, names))
    ended = [one for one in several if one.suppression.has_ended(day)]
    notices = [one.notice(NoticeKind.EXPIRED, fill(EXPIRED, until=one.suppression.until)) for one in ended]
    if not result.failures:
        for one, useful in zip(active, used, strict=True):
            idle = [name for name in one.suppression.names if name not in useful and names.is_judged(name)]
            if idle and one.tells_unused:
                notices.append(one.notice(NoticeKind.UNUSED, fill(UNUSED, names=", ".join(idle))))
    return replace(quiet, notices=(*quiet.notices, *notices)) if notices else quiet


def _silence(finding: Finding, active: Sequence[Written], used: Sequence[set[str]], names: Names) -> Silence | None:
    found: Silence | None = None
    for one, useful in zip(active, used, strict=True):
        named = [name for name in one.suppression.names if names.fits(name, finding)]
        if named and one.covers(finding):
            useful.update(named)
            found = found or one.silence()
        elif one.holds(finding):
            found = found or one.silence()
    return found
