"""The words that something rests on, and where they stand."""

from __future__ import annotations

from msgspec import Struct

from auditor.model.location import Location
from auditor.model.span import Span

REPEAT = "repeat"


class Evidence(Struct, frozen=True):
    """The words that a finding rests on: one piece of them, and where it stands.

    ``span`` counts code points in the raw text of the segment, or of the label, at ``location``. Its role is "text", "label" for a
    header or field name, "heading" for the line that opens a list, or "repeat" for a cell that means what stands above it.
    """

    location: Location
    span: Span
    text: str
    role: str = "text"
