"""Findings as SARIF results."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from auditor.model.finding import Finding
from auditor.model.grounds import Severity
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, SilencedBy
from auditor.model.span import Span
from auditor.model.wording import Language
from auditor.report.artifacts import Artifact
from auditor.report.sarif.fixes import fix_of
from auditor.report.sarif.locations import located, location_of
from auditor.report.sarif.messages import literal
from auditor.report.statement import headline, stated_cautions, stated_law, stated_place, stated_rewrite

LEVELS = {Severity.VIOLATION: "error", Severity.POLICY: "warning", Severity.RISK: "note", Severity.NOTE: "note"}
FINGERPRINT = "clause/v1"


class Results(Struct, frozen=True):
    """Makes SARIF of the findings of one document.

    Args:
        result: what was found.
        artifact: where it stands.
        root: the folder that paths start from.
        language: of what the program says.
        fixes: whether rewrites are given as changes of the file.
    """

    result: DocumentResult
    artifact: Artifact
    root: Path
    language: Language
    fixes: bool = True

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Yield the findings in their order, then those that are set aside."""
        done = {_clause(silenced.finding) for silenced in self.result.silenced}  # a rewrite would take what the user keeps
        for finding in self.result.findings:
            yield self._result(finding, self.fixes and _clause(finding) not in done)
            done.add(_clause(finding))
        for silenced in self.result.silenced:
            yield self._result(silenced.finding, False) | {"suppressions": [self._suppression(silenced.silence)]}

    def _result(self, finding: Finding, mends: bool) -> dict[str, Any]:
        """Return a finding; of several in one clause only the first mends it: there is one rewrite of all, to be applied once."""
        plain: dict[str, Any] = {
            "ruleId": finding.rule.id,
            "level": LEVELS[finding.severity],
            "message": {"text": literal("\n".join(self._said(finding)))},
            "locations": [self._place(finding)],
        }
        if len(finding.evidence) > 1:
            plain["relatedLocations"] = list(self._related(finding))
        plain["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
        if mends and (fix := fix_of(finding, self.artifact, self.language)):
            plain["fixes"] = [fix]
        plain["properties"] = self._properties(finding)
        return plain

    def _said(self, finding: Finding) -> Iterator[str]:
        """Yield what people are shown: the first line says what is found, where there is room for one only."""
        yield headline(finding, self.language)
        if not isinstance(finding.location, LinePlace):
            yield stated_place(finding, self.language)
        yield from stated_law(finding, self.language)
        yield from stated_cautions(finding, self.language)
        yield from stated_rewrite(finding, self.language)

    def _place(self, finding: Finding) -> dict[str, Any]:
        region = self.artifact.region(finding.segment, finding.span)
        return located(self.artifact, region, finding.location, self.language, finding.text)

    def _related(self, finding: Finding) -> Iterator[dict[str, Any]]:
        """Yield where the other pieces stand that a finding rests on: the header of its cell, the line that opens its list."""
        for number, piece in enumerate(finding.evidence[1:], 1):
            place = location_of(self.artifact, piece.location, self.language)
            yield {"id": number, **place, "message": {"text": literal(f"{piece.role}: {piece.text}")}}

    def _properties(self, finding: Finding) -> dict[str, Any]:
        """Return what SARIF has no place for; ``start`` and ``end`` are code points as in the JSON report."""
        properties = {
            "severity": finding.severity.value,
            "ground": finding.rule.ground.value,
            "document": self.result.id if self.result.id != self.result.source else "",
            "post": finding.post,
            "employer": finding.about.employer,
            "text": finding.text,
            "clause": finding.clause_text,
            "field": finding.segment.field,
            "start": finding.span.start,
            "end": finding.span.end,
            "legalBasis": [citation.ref for citation in finding.citations],
            "rewrite": finding.rewrite.wording.get(self.language) if finding.rewrite else "",
            "cautions": [caution.get(self.language) for caution in finding.cautions],
        }
        return {name: value for name, value in properties.items() if value not in ("", [])}

    def _suppression(self, silence: Silence) -> dict[str, Any]:
        in_source = silence.by is SilencedBy.COMMENT
        suppression: dict[str, Any] = {
            "kind": "inSource" if in_source else "external",
            "status": "accepted",
            "justification": silence.reason.get(self.language),
        }
        if silence.location:
            artifact = Artifact.of(silence.source, self.root) if silence.source else self.artifact
            suppression["location"] = location_of(artifact, silence.location, self.language)
        return suppression | {"properties": {"by": silence.by.value, **({"until": silence.until} if silence.until else {})}}


def _clause(finding: Finding) -> tuple[int, Span]:
    """Return what tells a clause from the others of its document."""
    return id(finding.segment), finding.clause
