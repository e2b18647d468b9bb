"""The first results as plain text for the part of the page that needs no script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct, field

from auditor.model.wording import Language
from auditor.report.printable import printable

_MOST = 100  # of findings, and of what could not be judged
_FAILURES = b'"failures":['


class PreviewFinding(Struct, frozen=True):
    """A finding in a few lines; the clause before, in and after the underlined words."""

    severity: str
    ground: str
    rule: str
    title: str
    where: str
    before: str
    words: str
    after: str
    why: str
    law: str
    suggestion: str


class Preview(Struct):
    """Gathers the first results from the entries of the page's data.

    Args:
        language: of the texts.
        value: gives what is shared by its key.
    """

    language: Language
    value: Callable[[str], Any]
    findings: list[PreviewFinding] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)

    def add(self, entry: bytes) -> None:
        """Take what there is room for of one document."""
        if not self._takes(entry):
            return
        document = json.loads(entry)
        name = self._say(document.get("name", document["source"]))
        title = name if document["id"] == document["source"] else f"{name} · {printable(document['id'])}"
        self.findings += islice(self._findings(document, title), _MOST - len(self.findings))
        self.failures += islice(self._failures(document), _MOST - len(self.failures))

    def _takes(self, entry: bytes) -> bool:
        """Tell whether an entry is worth reading: most come when the findings are full, and tell of no failure."""
        return len(self.findings) < _MOST or (len(self.failures) < _MOST and _FAILURES in entry)

    def _findings(self, document: dict[str, Any], title: str) -> Iterator[PreviewFinding]:
        for found in document.get("findings", ()):
            rule = self.value(found["rule"])
            start, end = (found[name] - found["clause_start"] for name in ("start", "end"))
            clause = found["clause"]
            yield PreviewFinding(
                found["severity"],
                rule["ground"],
                rule["rule"],
                self._say(rule["title"]),
                " · ".join(part for part in (title, self._say(found["place"]), printable(found.get("post", ""))) if part),
                printable(clause[:start]),
                printable(clause[start:end]),
                printable(clause[end:]),
                self._say(self.value(found["why"])),
                self._law(found),
                self._say(rule.get("suggestion", "")),
            )

    def _law(self, found: dict[str, Any]) -> str:
        citations = [self.value(key) for key in found.get("legal_basis", ())]
        names = [f"{self._say(citation['title'])} {self._say(citation['article'])}".strip() for citation in citations]
        return ("；" if self.language == "zh" else "; ").join(names)

    def _failures(self, document: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for failure in document.get("failures", ()):
            place = self._say(failure.get("place", ""))
            source = printable(failure.get("source", document["source"]))
            yield " · ".join(part for part in (source, place) if part), self._say(failure.get("reason", ""))

    def _say(self, said: Any) -> str:
        """Return a text in the language, whether or not it differs from the other."""
        return printable(said[self.language] if isinstance(said, dict) else said)
