"""Results as JSON objects, each apart from the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from types import GeneratorType
from typing import Any

from auditor.batch.chunk import Rendered
from auditor.model.finding import Finding
from auditor.model.report import DocumentResult, Occurrence
from auditor.model.wording import Language
from auditor.report.plain import plain_but_law, plain_law, plain_occurrence, plain_parts

_ENCODER = json.JSONEncoder(ensure_ascii=False)
encoded = _ENCODER.encode
_NO_LAW = f"{encoded('legal_basis')}: null"  # inside strings, quotes are escaped


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
    _laws: dict[tuple[str, ...], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def render(self, result: DocumentResult) -> Rendered:
        """Return an object, cut open at the value of its last key."""
        return Rendered(self._pieces(result), self.after)

    def _pieces(self, result: DocumentResult) -> Iterator[str]:
        opening = self.before + "{"
        for is_list, parts in groupby(plain_parts(result, self.language).items(), key=_is_list):
            if is_list:
                for name, items in parts:
                    yield f"{opening}{encoded(name)}: "
                    yield from _listed(map(self._finding, result.findings) if name == "findings" else map(encoded, items))
                    opening = ", "
            else:
                yield opening + encoded(dict(parts))[1:-1]
            opening = ", "
        yield ', "same_text_as": '

    def _finding(self, finding: Finding) -> str:
        """Return one finding; its legal basis, which is most of it, is encoded once for all that have it."""
        refs = tuple(citation.ref for citation in finding.citations)
        if refs not in self._laws:
            self._laws[refs] = encoded({"legal_basis": plain_law(finding.citations, self.language)})[1:-1]
        before, _, behind = encoded(plain_but_law(finding, self.language)).partition(_NO_LAW)
        return before + self._laws[refs] + behind

    def mark(self, first: Occurrence | None) -> str:
        """Return that value."""
        return encoded(plain_occurrence(first))


def _is_list(part: tuple[str, Any]) -> bool:
    """Tell whether a part of an object, under its name, is a list of results; an empty one is written like any other value."""
    return isinstance(part[1], (map, GeneratorType))  # sooner told than what is abstract


def _listed(items: Iterator[str]) -> Iterator[str]:
    """Yield a list of encoded items, of at least one, one by one: a large table has tens of thousands of them."""
    opening = "["
    for item in items:
        yield opening + item
        opening = ", "
    yield "]"
