"""Limits that a force makes of traits: which words they are."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from auditor.model.context import CueHit, Scope
from auditor.model.finding import Candidate
from auditor.model.span import Span
from auditor.text.compiled import deferred

_NEAR = 10  # signs or Latin words between a trait and its force that a reader underlines in one go
_WORD = deferred(r"[\p{Latin}\p{M}'’]+|\S")
_BORDERS = frozenset(",:|/()")
_PAUSE = deferred(r"[,?] | ?- ?")  # as English sets a force apart from who it is said to: Smokers, kindly look elsewhere


def limits_of(text: str, trait: Candidate, hits: Sequence[CueHit]) -> list[Candidate]:
    """Return the limit that the nearest of some forces makes of a trait; none where none is of those that its pattern needs.

    Args:
        text: of the normalised clause.
        trait: in it.
        hits: the forces that bear on it.
    """
    needed = [hit for hit in hits if hit.cue.effect in trait.pattern.needs]
    nearest = sorted(needed, key=lambda hit: max(hit.span.start - trait.span.end, trait.span.start - hit.span.end))
    return [_limit(text, trait, hit) for hit in nearest[:1]]


def _limit(text: str, trait: Candidate, hit: CueHit) -> Candidate:
    """Make a limit of a trait: its words run to the force where that stands near by in the same item."""
    start, end = min(trait.span.start, hit.span.start), max(trait.span.end, hit.span.end)
    between = text[min(trait.span.end, hit.span.end) : max(trait.span.start, hit.span.start)]
    said_on = between[:-1] if between == "," or between.endswith(("的,", "者,", "人,")) else between  # 属虎的,请绕道
    near = _PAUSE.fullmatch(between) or (len(_WORD.findall(between)) <= _NEAR and not set(said_on) & _BORDERS)
    leads = hit.cue.scope is Scope.CLAUSE and text[hit.span.end - 1] == ":"  # it speaks of a whole list
    span = Span(start, end) if near and not leads else trait.span
    return replace(trait, span=span, facts={"force": hit.cue.effect.value, **trait.facts})
