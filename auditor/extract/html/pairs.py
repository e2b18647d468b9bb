"""Names and values in boxes of their own, two to a row: pages of today draw forms without tables."""

from __future__ import annotations

from msgspec.structs import replace

from auditor.extract.html.tokens import Tag
from auditor.extract.table.words import is_usual_name
from auditor.model.document import Label, Segment

_ROWS = frozenset(("div", "li", "section", "p"))
_MAY_STAY_OPEN = frozenset(("p", "li"))
_LONGEST_VALUE = 24  # code points
_ENDS = frozenset("。；;！!")
_AROUND = " \u3000\xa0:：*"


class Pairs:
    """Gives the second of two texts, which are all that stands in a box, the first one as its name.

    Args:
        segments: those of the page, as they come.
    """

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._open: list[tuple[str, int]] = []  # tags of boxes, and the number of the first segment in each

    def read(self, tag: Tag) -> None:
        """Take a tag of a block, in front of which all text has become segments."""
        if tag.name not in _ROWS:
            return
        if not tag.closing:
            self._open.append((tag.name, len(self._segments)))
            return
        while self._open and self._open[-1][0] != tag.name and self._open[-1][0] in _MAY_STAY_OPEN:
            self._open.pop()
        if self._open and self._open[-1][0] == tag.name:
            self._name_value(self._open.pop()[1])

    def _name_value(self, first: int) -> None:
        if len(self._segments) - first != 2:
            return
        name, value = self._segments[first:]
        if name.label or value.label or not _is_value(value.text):
            return
        if is_usual_name(name.text.strip(_AROUND)):
            self._segments[first + 1] = replace(value, label=Label(name.text, name.anchors[0].location))


def _is_value(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and "\n" not in text and _ENDS.isdisjoint(text) and not is_usual_name(text)
