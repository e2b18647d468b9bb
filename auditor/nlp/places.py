"""What the places of cues tell before there are tokens: that they cannot bear on some words, or, where one speaks alone, that it does."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.context import CueHit, Direction, Scope
from auditor.model.span import Span
from auditor.text.compiled import deferred, find

ITEM_BORDERS = frozenset(",|/")
_INSIDE_A_WORD = deferred(r"(?<=[\p{Latin}\p{M}\d'’,.-])[\p{Latin}\p{M}\d'’,.-]")  # or number, or between two of these


def may_bear(text: str, hit: CueHit, place: Span, whole: Sequence[Span] = ()) -> bool:
    """Tell whether the reach of a cue may hold a candidate; False where its tokens would say the same.

    Args:
        text: of the normalised clause.
        hit: the cue.
        place: of the candidate.
        whole: stretches that no mark inside them parts.
    """
    if hit.cue.scope is Scope.HEAD:
        return place.start < hit.span.start and place.end < hit.span.end and _runs_on(text, place.end, hit.span.start)
    if hit.cue.direction is Direction.FORWARD:
        ahead = hit.span.start <= place.start or _is_inside_a_token(text, hit.span.start)
        return ahead and not (hit.cue.scope is Scope.ITEM and _parted(text, hit.span.end, place.start, whole))
    if hit.cue.direction is Direction.BACKWARD:
        behind = place.end <= hit.span.end or _is_inside_a_token(text, hit.span.end)
        is_of_one_item = hit.cue.scope is Scope.ITEM and not hit.cue.is_force  # a force may speak of the item before
        return behind and not (is_of_one_item and _parted(text, place.end, hit.span.start, whole))
    return True


def _parted(text: str, start: int, end: int, whole: Sequence[Span]) -> bool:
    """Tell whether a border of items stands between two places."""
    borders = (place for place in range(start, end) if text[place] in ITEM_BORDERS and not _is_inside_a_number(text, place))
    return any(not any(span.start < place < span.end for span in whole) for place in borders)


def _is_inside_a_number(text: str, comma: int) -> bool:
    return _is_inside_a_token(text, comma) and _is_inside_a_token(text, comma + 1)


def _runs_on(text: str, end: int, start: int) -> bool:
    """Tell whether words may run on into others that start behind them: nothing, or a space, stands between."""
    return not text[end:start].strip() or _is_inside_a_token(text, end)


def _is_inside_a_token(text: str, place: int) -> bool:
    """Tell whether a place may lie inside a token; a space may go with the one before it."""
    return text[place : place + 1].isspace() or _is_inside_a_word(text, place)


def _is_inside_a_word(text: str, place: int) -> bool:
    return _INSIDE_A_WORD.match(text, place) is not None


def only_one(text: str, hits: Sequence[CueHit], place: Span, whole: Sequence[Span] = ()) -> CueHit | None:
    """Return the cue that bears on a candidate because no other can, and nothing parts them; None where tokens have to tell.

    Args:
        text: of the normalised clause.
        hits: all of the clause that can swallow each other, in the order of their packs; of those that are said by the same words the
            first swallows the others.
        place: of the candidate.
        whole: stretches that no mark inside them parts.
    """
    near = {hit.span for hit in hits if not hit.span.overlaps(place) and may_bear(text, hit, place, whole)}  # no word forces itself
    if len(near) != 1:
        return None
    hit, *others = (hit for hit in hits if hit.span.overlaps(*near))
    is_alone = all(other.span == hit.span for other in others)
    return hit if is_alone and _is_told(text, hit, place) else None


def _is_told(text: str, hit: CueHit, place: Span) -> bool:
    """Tell whether a cue surely bears on a candidate, if no other swallows it."""
    return _are_tokens(text, place) and _are_tokens(text, hit.span) and _looks_at(hit, place) and not _may_be_parted(text, hit, place)


def _are_tokens(text: str, span: Span) -> bool:
    """Tell whether tokens begin and end where some words do."""
    words = span.of(text)
    return not (words[0].isspace() or words[-1].isspace() or _is_inside_a_word(text, span.start) or _is_inside_a_word(text, span.end))


def _looks_at(hit: CueHit, place: Span) -> bool:
    """Tell whether a candidate stands on the side of a cue of which it speaks."""
    if hit.cue.scope is Scope.HEAD:
        return False
    is_behind, is_before = place.end <= hit.span.start, hit.span.end <= place.start
    return (is_behind and hit.cue.direction is not Direction.FORWARD) or (is_before and hit.cue.direction is not Direction.BACKWARD)


def _may_be_parted(text: str, hit: CueHit, place: Span) -> bool:
    """Tell whether a border of items, or a terminator, may stand between a cue and a candidate, or one of these inside that."""
    between = text[min(place.end, hit.span.end) : max(place.start, hit.span.start)]
    if not ITEM_BORDERS.isdisjoint(between + text[place.start]):
        return True
    stops = find(hit.cue.terminator, text, f"terminator of the cue {hit.cue.id}") if hit.cue.terminator else ()
    start, end = min(place.start, hit.span.start), max(place.end, hit.span.end)
    return any(stop.start() < end and start < stop.end() for stop in stops)
