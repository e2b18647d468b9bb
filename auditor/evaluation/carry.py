"""Put single wordings into whole ads and see what is found of them there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from auditor.engine import Auditor
from auditor.evaluation.wordings import Carrier, Wording
from auditor.model.finding import Finding
from auditor.model.grounds import Severity


class Carried(Struct, frozen=True):
    """A wording in one carrier, and what it adds to the findings there; notes limit nobody and are left out."""

    wording: Wording
    carrier: Carrier
    findings: tuple[Finding, ...]

    @property
    def found(self) -> bool:
        """Whether one of the wording's grounds was found."""
        return any(finding.rule.ground in self.wording.grounds for finding in self.findings)

    @property
    def right(self) -> bool:
        """Whether a label was found, or nothing was where nothing is."""
        return {"label": self.found, "none": not self.findings}.get(self.wording.outcome, True)

    @property
    def same_severity(self) -> bool:
        """Whether one of the wording's grounds was found with its severity."""
        return any(f.rule.ground in self.wording.grounds and f.severity is self.wording.severity for f in self.findings)


def carry(auditor: Auditor, wordings: Iterable[Wording], carriers: Sequence[Carrier]) -> Iterator[Carried]:
    """Audit every wording in every carrier of its language."""

    @cache
    def alone(carrier: Carrier) -> frozenset[tuple[str, str]]:
        return frozenset(map(_key, _limits(auditor, carrier.place("")[0])))

    for wording in wordings:
        for carrier in (carrier for carrier in carriers if carrier.language == wording.language):
            text, _ = carrier.place(wording.text)
            added = [finding for finding in _limits(auditor, text) if _key(finding) not in alone(carrier)]
            yield Carried(wording, carrier, tuple(added))


def _limits(auditor: Auditor, text: str) -> list[Finding]:
    return [finding for finding in auditor.audit_text(text).findings if finding.severity is not Severity.NOTE]


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.text


def plain_carried(every: Sequence[Carried]) -> dict[str, Any]:
    """Return the shares as plain data: over all placements, and over the wordings that come out right in every carrier."""
    labels = [one for one in every if one.wording.outcome == "label"]
    nothing = [one for one in every if one.wording.outcome == "none"]
    return {
        "label": {**_shares(labels, "found"), "same_severity": _share(sum(one.same_severity for one in labels), len(labels))},
        "none": _shares(nothing, "silent"),
    }


def _shares(every: Sequence[Carried], right: str) -> dict[str, float | int]:
    wrong = {one.wording.text for one in every if not one.right}
    wordings = {one.wording.text for one in every}
    return {
        "wordings": len(wordings),
        "placements": len(every),
        right: _share(sum(one.right for one in every), len(every)),
        f"{right}_everywhere": _share(len(wordings) - len(wrong), len(wordings)),
    }


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
