"""Notes that this program wrote into a document: read again they are told, not judged, as they quote the limits that they speak of.

An author's name is easily forged, so that a name alone sets nothing aside: a note of ours ends with the word of caution, and it is
never part of the body. What is set aside is named in the report like a field that is left alone, and shown by ``extract``.
"""

from __future__ import annotations

import re

from auditor.model.document import Segment
from auditor.model.location import RecordPlace
from auditor.model.wording import Wording

AUTHOR = "auditor"
"""Who the notes say wrote them."""

CAUTION = Wording(
    "以上为程序提示，供人工核实判断；不构成法律结论。",
    "These are pointers from a program for a person to check and decide; they are no legal conclusion.",
)
"""The last line of each note."""

OWN_NOTES = "审核标注 (notes by auditor)"
"""The field that stands for them."""

_RULE = re.compile(r"\[[A-Z]{2,12}\d{3}\]")


def is_ours(author: str, text: str) -> bool:
    """Tell whether a note outside the body is one that this program wrote: by its author, a rule's id, and its last line."""
    return author == AUTHOR and text.rstrip().endswith((CAUTION.zh, CAUTION.en)) and _RULE.search(text) is not None


def is_set_aside(segment: Segment) -> bool:
    """Tell whether a segment is such a note."""
    return segment.field == OWN_NOTES and not isinstance(segment.anchors[0].location, RecordPlace)
