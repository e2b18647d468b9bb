"""Which lines of which files differ from a revision."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class Changed(Struct, frozen=True):
    """What differs of one file.

    Args:
        lines: ranges of new lines, counted from 1, in rising order, none of which overlaps another.
        whole: whether all of it counts as new, because the file is, or has no lines that could be told apart.
    """

    lines: tuple[range, ...] = ()
    whole: bool = False

    def touches(self, lines: range) -> bool:
        """Tell whether any of some lines is new."""
        if self.whole:
            return True
        before = bisect_right(self.lines, lines.stop - 1, key=lambda new: new.start)
        return before > 0 and self.lines[before - 1].stop > lines.start


WHOLE = Changed(whole=True)


class Changes(Struct, frozen=True):
    """What differs of a working tree.

    Args:
        top: the working tree's own folder, without links.
        files: by their paths from the top, with ``/`` between folders; what is not among them does not differ.
    """

    top: Path
    files: Mapping[str, Changed]
