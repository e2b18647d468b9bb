"""Results as JSON objects, each apart from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from auditor.batch.chunk import Rendered
from auditor.model.report import DocumentResult, Occurrence
from auditor.model.wording import Language
from auditor.report.plain import plain_occurrence, plain_parts

_ENCODER = json.JSONEncoder(ensure_ascii=False)
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
        return Rendered(self._pieces(result), self.after)

    def _pieces(self, result: DocumentResult) -> Iterator[str]:
        opening = self.before + "{"
        for name, part in plain_parts(result, self.language).items():
            yield f"{opening}{encoded(name)}: "
            yield from _listed(part) if isinstance(part, Iterator) else (encoded(part),)
            opening = ", "
        yield f'{opening}"same_text_as": '

    def mark(self, first: Occurrence | None) -> str:
        """Return that value."""
        return encoded(plain_occurrence(first))


def _listed(items: Iterator[Any]) -> Iterator[str]:
    """Yield a list item by item: a large table has tens of thousands of them."""
    opening = "["
    for item in items:
        yield opening + encoded(item)
        opening = ", "
    yield "[]" if opening == "[" else "]"
