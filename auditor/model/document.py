"""What an extractor makes of a file: located text, untouched."""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from auditor.model.directive import Directive
from auditor.model.location import LinePlace, Location
from auditor.model.span import Span
from auditor.model.wording import Language, Wording, wording


class Anchor(Struct, frozen=True):
    """From offset ``start`` (code points) of a segment's text on, the text stands at ``location``."""

    start: int
    location: Location


class Written(Anchor, frozen=True):
    """The anchor of one code point that the source writes in another way, as by a character reference; what follows it has its own.

    Args:
        width: code points of the source that stand for it.
    """

    width: int = 1


class Label(Struct, frozen=True):
    """The header or field name under which a segment stands, as the source writes it.

    ``start`` and ``end`` in evidence about a label are code points into ``text``.
    """

    text: str
    location: Location


class Segment(Struct, frozen=True):
    """A run of text that a person reads in one go: a file, a paragraph, a cell, a page column, a field.

    Args:
        text: raw text, exactly as the source gives it.
        anchors: at least one, in rising order of ``start``, the first at 0.
        label: the table header or field name that gives the text its meaning, if there is one.
        field: the path of the record field that the offsets count in, such as ``text`` or ``form.sex``; empty outside records.
        group: segments with the same non-empty group tell of the same post, such as the cells of one table row. What stands
            up to a ``!`` names the part of the document: the group of that name holds for all others in it, as the empty one does.
        post: what that post is called, where the source says so: the title with its code, or else who hires.
        also: other groups that the text tells of as well, such as the rows that a merged cell covers.
        listed: the number of the list whose item it is, where the source marks its lists; 0 for none.
    """

    text: str
    anchors: tuple[Anchor, ...]
    label: Label | None = None
    field: str = ""
    group: str = ""
    post: str = ""
    also: tuple[str, ...] = ()
    listed: int = 0

    def locate(self, offset: int) -> Location:
        """Return where the code point at ``offset`` stands.

        Lines and columns are counted on from the anchor, so a whole file needs only one.
        """
        anchor = self._anchor(offset)
        if not isinstance(anchor.location, LinePlace):
            return anchor.location
        return _advance(anchor.location, self.text, Span(anchor.start, offset))

    def locate_end(self, offset: int) -> Location:
        """Return where the source goes on behind the code point before ``offset``, however it writes that."""
        anchor, place = self._anchor(offset - 1), self.locate(offset - 1)
        width = anchor.width if isinstance(anchor, Written) and anchor.start == offset - 1 else 1
        return replace(place, column=place.column + width) if isinstance(place, LinePlace) else place

    def _anchor(self, offset: int) -> Anchor:
        return self.anchors[bisect_right(self.anchors, offset, key=lambda a: a.start) - 1]

    @classmethod
    def at(
        cls,
        text: str,
        location: Location,
        label: Label | None = None,
        field: str = "",
        group: str = "",
        *,
        post: str = "",
        also: tuple[str, ...] = (),
    ) -> Segment:
        """Make a segment that stands at one location."""
        return cls(text, (Anchor(0, location),), label, field, group, post, also)


def part_of_group(group: str) -> str:
    """Return the part of the document that a group stands in, such as ``Sheet1!``; empty where there are no parts."""
    return group[: group.rfind("!") + 1]


def _advance(place: LinePlace, text: str, span: Span) -> LinePlace:
    breaks = text.count("\n", span.start, span.end)
    if not breaks:
        return replace(place, column=place.column + len(span))
    return LinePlace(place.line + breaks, span.end - text.rfind("\n", span.start, span.end))


class Failure(Struct, frozen=True):
    """Something that was given to the audit and could not be judged.

    Args:
        source: the path or name as the user gave it.
        place: page, line, record or rule inside the source; empty for the whole.
        reason: what is wrong, in one line. An extractor from outside may give both as text in one language.
        bug: whether the program, not the input, is at fault.
    """

    source: str
    place: Wording
    reason: Wording
    bug: bool = False

    def __post_init__(self) -> None:
        force_setattr(self, "place", wording(self.place))
        force_setattr(self, "reason", wording(self.reason))

    def told(self, language: Language) -> tuple[str, str, str]:
        """Return source, place and reason in a language."""
        return self.source, self.place.get(language), self.reason.get(language)


class Stretch(Struct, frozen=True):
    """A stretch of a document that can be judged by itself: no group begins before it or goes on behind it, but for ``common``.

    Args:
        segments: in reading order, those in ``common`` that stand here among them; the same objects each time.
        first: the number of its first segment in the document, from 0.
        common: all segments of the group that holds for all others around, wherever they stand; empty where they all stand here.
        is_last: whether it is the last stretch that ``common`` holds for.
    """

    segments: Sequence[Segment]
    first: int = 0
    common: tuple[Segment, ...] = ()
    is_last: bool = True

    @property
    def rest(self) -> Stretch:
        """What is left of it where all segments have been judged: those in ``common``."""
        return replace(self, segments=(), first=self.first + len(self.segments))


class LazySegments(Sequence[Segment]):
    """Segments that come in stretches, made anew each time they are asked for: they are too many to be kept."""

    __slots__ = ()

    @abstractmethod
    def stretches(self) -> Iterator[Stretch]:
        """Yield stretch by stretch; segments in ``common`` are the same objects in all that share them."""


class Document(Struct, frozen=True):
    """One unit of the report: a file, or a record of a JSONL or CSV file.

    Args:
        id: the record's own id, or the source path.
        source: the path or name as the user gave it.
        segments: in reading order. Those of large tables are made while they are iterated over, other objects each time.
        failures: parts that could not be read.
        directives: comments that speak to this program, where they stand among lines of text.
    """

    id: str
    source: str
    segments: tuple[Segment, ...] | LazySegments
    failures: tuple[Failure, ...] = ()
    directives: tuple[Directive, ...] = ()

    def stretches(self) -> Iterator[Stretch]:
        """Yield the document in stretches that can be judged one by one; most have only one."""
        if isinstance(self.segments, tuple):  # sooner told than what is abstract
            return iter((Stretch(self.segments),))
        return self.segments.stretches()

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)
