"""All that is to be changed in a document, segment by segment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from msgspec import Struct

from auditor.model.document import Segment
from auditor.model.rewrite import Edit, apply
from auditor.model.span import Apart, Span
from auditor.revise.repair import Repair
from auditor.revise.sentences import OnlyHeadingError, is_heading, renumbered, without


class Change(Struct, frozen=True):
    """A segment and its edits, in rising order, none over another."""

    segment: Segment
    edits: tuple[Edit, ...]

    @property
    def text(self) -> str:
        """What the segment then says."""
        return apply(self.segment.text, self.edits)

    @property
    def empties(self) -> bool:
        """Whether nothing is left of the segment."""
        return not self.text.strip()


def apart(repairs: Sequence[Repair]) -> list[Repair]:
    """Return repairs that do not overlap; a clause that is read in two ways is written again by the first."""
    taken: dict[int, Apart] = {}
    return [repair for repair in repairs if taken.setdefault(id(repair.segment), Apart()).add(repair.clause)]


def compose(segments: Sequence[Segment], repairs: Sequence[Repair]) -> list[Change]:
    """Return the changes that some repairs make to a document.

    Raises:
        OnlyHeadingError: if nothing would be left of the document, or of what a heading announces.
    """
    gone = _gone(repairs)
    edits: dict[int, list[Edit]] = {}
    for repair in repairs:
        edits.setdefault(id(repair.segment), []).extend(repair.rewrite.edits if repair.rewrite.text else ())
    by_id = {id(repair.segment): repair.segment for repair in repairs}
    for key, spans in gone.items():
        edits[key] += without(by_id[key], spans)
    for segment, edit in renumbered(segments, gone) if gone else ():
        by_id[id(segment)] = segment
        edits.setdefault(id(segment), []).append(edit)
    changes = [Change(by_id[key], tuple(sorted(found))) for key, found in edits.items()]
    _refuse_bare_headings(segments, {id(change.segment) for change in changes if change.empties})
    return changes


def _gone(repairs: Sequence[Repair]) -> dict[int, Set[Span]]:
    gone: dict[int, set[Span]] = {}
    for repair in repairs:
        if not repair.rewrite.text:
            gone.setdefault(id(repair.segment), set()).add(repair.clause)
    return dict(gone.items())


def _refuse_bare_headings(segments: Sequence[Segment], emptied: Set[int]) -> None:
    if not emptied:
        return
    left = [segment for segment in segments if id(segment) not in emptied]
    if not left:
        raise OnlyHeadingError
    for before, behind in _around(segments, emptied):
        if before and before.label is None and not before.group and is_heading(before.text) and (behind is None or is_heading(behind.text)):
            raise OnlyHeadingError


def _around(segments: Sequence[Segment], emptied: Set[int]) -> Iterator[tuple[Segment | None, Segment | None]]:
    """Yield what stays before and behind each run of segments of which nothing is left."""
    before: Segment | None = None
    inside = False
    for segment in segments:
        if id(segment) in emptied:
            inside = inside or not segment.group
            continue
        if inside:
            yield before, segment
        before, inside = segment, False
    if inside:
        yield before, None
