"""Values in a line of their own below the name of their field: where one goes, the field says that anything will do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from auditor.model.document import Segment
from auditor.model.rewrite import Edit, Rewrite
from auditor.model.span import Span
from auditor.revise.repair import Repair
from auditor.revise.sentences import is_cell
from auditor.text.dress import as_written

_LINE = re.compile(r"[^\s。；;，,](?:[^\n\r\f\v\u2028\u2029]*[^\s。；;，,])?")
_ANY = "不限"

LabelNamed = Callable[[str], str]
"""Returns the label that some words stand for; empty for none."""


class _Line(Struct, frozen=True):
    """A line of running text, without the marks at its end."""

    segment: Segment
    span: Span

    @property
    def text(self) -> str:
        return self.span.of(self.segment.text)


def filled(segments: Sequence[Segment], repairs: Sequence[Repair], label_named: LabelNamed) -> list[Repair]:
    """Return repairs; those that would leave the name of a field without a value write one that limits nobody.

    Args:
        segments: of the document.
        repairs: of sentences in it.
        label_named: tells the names of fields.
    """
    if all(repair.rewrite.text for repair in repairs):
        return list(repairs)
    lone = {(id(line.segment), line.span) for line in _lone_values(segments, label_named)}
    return [_anything(one) if not one.rewrite.text and (id(one.segment), one.clause) in lone else one for one in repairs]


def _anything(repair: Repair) -> Repair:
    words = as_written(_ANY, repair.text)
    return replace(repair, rewrite=Rewrite((Edit(repair.clause, words),), words))


def _lone_values(segments: Sequence[Segment], label_named: LabelNamed) -> Iterator[_Line]:
    """Yield the lines below the name of a field, but for items of a list."""
    for name, value in pairwise(_lines(segments)):
        if name and value and label_named(name.text) and value.text[0].isalnum():
            yield value


def _lines(segments: Sequence[Segment]) -> Iterator[_Line | None]:
    """Yield the lines of running text; None for a cell, which parts what stands around it."""
    for segment in segments:
        if is_cell(segment):
            yield None
        else:
            yield from (_Line(segment, Span(*match.span())) for match in _LINE.finditer(segment.text))
