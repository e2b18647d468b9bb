"""What the places of cues tell before there are tokens: that they bear on nothing, or on the words that they stand right behind."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.context import CueHit, Direction, Scope
from auditor.model.span import Span
from auditor.text.compiled import deferred, find

ITEM_BORDERS = frozenset(",|/")
_INSIDE_A_TOKEN = deferred(r"(?<=[\p{Latin}\p{M}\d'’,.-])[\p{Latin}\p{M}\d'’,.-]|\s")  # a space may go with the token before it


def may_bear(text: str, hit: CueHit, place: Span, whole: Sequence[Span] = ()) -> bool:
    """Tell whether the reach of a cue may hold a candidate; False where its tokens would say the same.

    Args:
        text: of the normalised clause.
        hit: the cue.
        place: of the candidate.
        whole: stretches that no mark inside them parts.
    """
    if hit.cue.scope is Scope.HEAD:
        return place.start < hit.span.start and place.end < hit.span.end
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


def _is_inside_a_token(text: str, place: int) -> bool:
    """Tell whether a place may lie inside a word or number, which is one token."""
    return _INSIDE_A_TOKEN.match(text, place) is not None


def first_right_behind(text: str, hits: Sequence[CueHit], place: Span) -> CueHit | None:
    """Return the one of some cues that bears on a candidate because all of them are said right behind it; None where tokens have to tell.

    Args:
        text: of the normalised clause.
        hits: all of the clause that can swallow each other, in the order of their packs; of those that are said by the same words the
            first swallows the others.
        place: of the candidate.
    """
    spans = {hit.span for hit in hits}
    if len(spans) != 1 or hits[0].span.start != place.end or not _is_plain(text, place, hits[0]):
        return None
    hit = hits[0]
    looks_back = hit.cue.direction is not Direction.FORWARD and hit.cue.scope is not Scope.HEAD
    return hit if looks_back and not _is_ended(text, hit, place) else None


def _is_plain(text: str, place: Span, hit: CueHit) -> bool:
    """Tell whether tokens begin and end where a candidate and the cue behind it do."""
    ends = place.start, place.end, hit.span.end
    words = text[place.start : hit.span.end]
    return not any(_is_inside_a_token(text, end) for end in ends) and words[0] not in ITEM_BORDERS and not any(map(str.isspace, words))


def _is_ended(text: str, hit: CueHit, place: Span) -> bool:
    """Tell whether a terminator may end the reach of a cue before it comes to a candidate in front of it."""
    stops = find(hit.cue.terminator, text, f"terminator of the cue {hit.cue.id}") if hit.cue.terminator else ()
    return any(stop.start() < hit.span.start and stop.end() > place.start for stop in stops)
