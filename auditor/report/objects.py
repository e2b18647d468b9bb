"""Results as JSON objects, each apart from the others."""

from __future__ import annotations

import json
from dataclasses import dataclass

from auditor.batch.chunk import Rendered
from auditor.model.report import DocumentResult, Occurrence
from auditor.model.wording import Language
from auditor.report.plain import plain_occurrence, plain_result

_ENCODER = json.JSONEncoder(ensure_ascii=False)
_NOT_MARKED = "null}"
encoded = _ENCODER.encode


@dataclass(frozen=True, slots=True)
class ObjectRenderer:
    """Writes each result as one object, ``same_text_as`` as its last key or before what follows it.

    Args:
        language: of what the program says.
        before: what stands in front of an object.
        after: what stands in place of its closing bracket.
    """

    language: Language
    before: str = ""
    after: str = "}"

    def render(self, result: DocumentResult) -> Rendered:
        """Return an object, cut open at the value of its last key."""
        plain = plain_result(result, self.language)
        plain["same_text_as"] = None
        return Rendered(self.before + encoded(plain)[: -len(_NOT_MARKED)], self.after)

    def mark(self, first: Occurrence | None) -> str:
        """Return that value."""
        return encoded(plain_occurrence(first))
