"""Comments that speak to this program, as an extractor hands them over. Whether they are heard is decided elsewhere."""

from __future__ import annotations

from msgspec import Struct

from auditor.model.location import LinePlace, Location


class Extent(Struct, frozen=True):
    """A stretch of a text file from one place up to another, half open."""

    start: LinePlace
    end: LinePlace

    def covers(self, place: Location) -> bool:
        """Tell whether a place lies in it; none that is not counted in lines does."""
        return isinstance(place, LinePlace) and _key(self.start) <= _key(place) < _key(self.end)


def _key(place: LinePlace) -> tuple[int, int]:
    return place.line, place.column


class Directive(Struct, frozen=True):
    """A comment ``auditor: …`` in a text file.

    Args:
        words: what stands behind the colon, in one line.
        whole: the comment with its marks.
        line: the lines that it stands in.
        next_line: the first line behind them that is not blank; None where there is none.
        block: the paragraph, list item, table row and the like that it stands in or, where it stands between blocks, the next one; None
            where there is none.
    """

    words: str
    whole: Extent
    line: Extent
    next_line: Extent | None
    block: Extent | None

    @property
    def location(self) -> LinePlace:
        """Where the comment starts."""
        return self.whole.start
