"""Findings and results as plain data, for every machine-readable format. The shape is fixed by ``report.schema.json``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

from msgspec.structs import asdict

from auditor.model.about import About, AdCount
from auditor.model.circumstances import Assumption, Circumstances
from auditor.model.document import Failure
from auditor.model.evidence import Evidence
from auditor.model.finding import Dismissal, Finding
from auditor.model.legal import Citation
from auditor.model.location import Location
from auditor.model.report import DocumentResult, Header, InputFile, Occurrence, Tally
from auditor.model.rewrite import Rewrite
from auditor.model.silence import BaselineEntry, Notice, Silenced
from auditor.model.wording import Language, Wording
from auditor.report.words import dismissal_reason, message


def plain_header(header: Header, language: Language) -> dict[str, Any]:
    """Return how the audit was made."""
    return {
        "schema_version": header.schema_version,
        "tool": "clause-auditor",
        "tool_version": header.tool_version,
        "pack_digest": header.pack_digest,
        "as_of": header.as_of,
        "options": dict(header.options),
        "cautions": [caution.get(language) for caution in header.cautions],
    }


def plain_result(result: DocumentResult, language: Language) -> dict[str, Any]:
    """Return one document's result."""
    parts = plain_parts(result, language)
    plain = {name: list(part) if isinstance(part, Iterator) else part for name, part in parts.items()}
    return plain | {"same_text_as": plain_occurrence(result.same_text_as)}


def plain_parts(result: DocumentResult, language: Language) -> dict[str, Any]:
    """Return one document's result by key; lists that hold anything are iterators, of which each item is made when it is taken."""
    return {
        "id": result.id,
        "source": result.source,
        "status": result.status.value,
        "about": plain_about(result.about),
        "ads": _each(_plain_ads, result.ads),
        "circumstances": _each(_plain_circumstances, result.circumstances),
        "findings": _each(plain_finding, result.findings, repeat(language)),
        "dismissed": _each(plain_dismissal, result.dismissals, repeat(language)),
        "silenced": _each(plain_silenced, result.silenced, repeat(language)),
        "notices": _each(plain_notice, result.notices, repeat(language)),
        "failures": _each(plain_failure, result.failures, repeat(language)),
    }


def _each(plain: Callable[..., dict[str, Any]], items: Sequence[Any], *told: Iterable[Any]) -> Iterable[dict[str, Any]]:
    """Return what is written of each item, made when it is taken; an empty list for none."""
    return map(plain, items, *told) if items else []


def plain_occurrence(occurrence: Occurrence | None) -> dict[str, str] | None:
    """Return where a text stands."""
    return {"id": occurrence.id, "source": occurrence.source} if occurrence else None


def plain_finding(finding: Finding, language: Language) -> dict[str, Any]:
    """Return one finding; ``start`` and ``end`` are code points into the field, or into the segment at ``location``."""
    return plain_words(finding, language) | {
        "employer": list(finding.circumstances.employer.values),
        "region": list(finding.circumstances.region.values),
        "about": plain_about(finding.about),
        "post": finding.post or None,
        "group": finding.segment.group or None,
        "location": plain_location(finding.location),
        "evidence": [_plain_evidence(evidence) for evidence in finding.evidence],
        "legal_basis": plain_law(finding.citations, language),
    }


def plain_law(citations: Iterable[Citation], language: Language) -> list[dict[str, str]]:
    """Return what a finding rests on in law."""
    return [_plain_citation(citation, language) for citation in citations]


def plain_words(finding: Finding, language: Language) -> dict[str, Any]:
    """Return one finding with nothing in place of its legal basis, of whose it is, and of where it stands: many have the same words."""
    return {
        "rule": finding.rule.id,
        "name": finding.rule.name,
        "title": finding.rule.title.get(language),
        "family": finding.rule.family.value,
        "ground": finding.rule.ground.value,
        "severity": finding.severity.value,
        **dict.fromkeys(("employer", "region", "about", "post", "group")),
        "text": finding.text,
        "field": finding.segment.field or None,
        "start": finding.span.start,
        "end": finding.span.end,
        "clause": finding.clause_text,
        **dict.fromkeys(("location", "evidence", "legal_basis")),
        "message": message(finding, language),
        "cautions": [caution.get(language) for caution in finding.cautions],
        "rewrite": _plain_rewrite(finding.rewrite, language) if finding.rewrite else None,
        "suggestion": finding.rule.suggestion.get(language),
        "fingerprint": finding.fingerprint,
    }


def _plain_rewrite(rewrite: Rewrite, language: Language) -> dict[str, Any]:
    """Return the lawful clause and how to get there; offsets count where those of the finding do."""
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in rewrite.edits]
    return {"text": rewrite.text, "message": rewrite.wording.get(language), "edits": edits}


def plain_dismissal(dismissal: Dismissal, language: Language) -> dict[str, Any]:
    """Return one wording that was looked at and let pass."""
    return {
        "rule": dismissal.rule.id,
        "ground": dismissal.rule.ground.value,
        "post": dismissal.post or None,
        "text": dismissal.text,
        "field": dismissal.segment.field or None,
        "start": dismissal.span.start,
        "end": dismissal.span.end,
        "clause": dismissal.clause_text,
        "location": plain_location(dismissal.location),
        "dismissed_by": dismissal.by,
        "reason": dismissal_reason(dismissal, language),
        "cautions": [caution.get(language) for caution in dismissal.cautions],
    }


def plain_silenced(silenced: Silenced, language: Language) -> dict[str, Any]:
    """Return a finding that was set aside, and why; ``location`` is where that is written, in ``source`` if that is another file."""
    silence = silenced.silence
    return {
        "by": silence.by.value,
        "reason": silence.reason.get(language),
        "until": silence.until or None,
        "source": silence.source or None,
        "location": plain_location(silence.location) if silence.location else None,
        "finding": plain_finding(silenced.finding, language),
    }


def plain_notice(notice: Notice, language: Language) -> dict[str, Any]:
    """Return what is told of a suppression that set nothing aside."""
    return {
        "kind": notice.kind.value,
        "source": notice.source or None,
        "location": plain_location(notice.location),
        "text": notice.text,
        "message": notice.message.get(language),
    }


def plain_failure(failure: Failure, language: Language) -> dict[str, str]:
    """Return something that could not be judged."""
    return dict(zip(("source", "place", "reason"), failure.told(language), strict=True))


def plain_location(location: Location) -> dict[str, Any]:
    """Return a location as its kind and its numbers."""
    return {"kind": location.kind, **{name: getattr(location, name) for name in location.__struct_fields__}}


def plain_tally(tally: Tally) -> dict[str, Any]:
    """Return the counts."""
    return {
        "documents": tally.documents,
        "with_findings": tally.with_findings,
        "partial": tally.partial,
        "failed": tally.failed,
        "repeated": tally.repeated,
        "findings": {severity.value: count for severity, count in sorted(tally.findings.items(), key=lambda pair: -pair[0].rank)},
        "dismissed": tally.dismissals,
        "silenced": {by.value: count for by, count in sorted(tally.silenced.items())},
        "notices": tally.notices,
        "excluded": tally.excluded,
        "failures": tally.failures,
        "fields_not_read": dict(tally.fields_not_read),
        "baseline": {
            "fixed": [plain_entry(entry) for entry in tally.fixed],
            "expired": [plain_entry(entry) for entry in tally.expired],
        },
    }


def plain_entry(entry: BaselineEntry) -> dict[str, Any]:
    """Return an entry of the baseline; of those that are fixed ``count`` says how many findings are gone."""
    return {name: value if value != "" else None for name, value in asdict(entry).items()}


def plain_input(file: InputFile) -> dict[str, Any]:
    """Return a file that was read."""
    return {"path": file.path, "bytes": file.size, "sha256": file.sha256}


def _plain_ads(ads: AdCount) -> dict[str, Any]:
    return {"about": plain_about(ads.about), "count": ads.count}


def plain_about(about: About) -> dict[str, str | None]:
    """Return what is known of an ad beside its text."""
    return {
        "employer": about.employer or None,
        "city": about.city or None,
        "date": about.date or None,
        "url": about.url or None,
        "source": about.source or None,
    }


def _plain_circumstances(circumstances: Circumstances) -> dict[str, Any]:
    return {"employer": _plain_assumption(circumstances.employer), "region": _plain_assumption(circumstances.region)}


def _plain_assumption(assumption: Assumption) -> dict[str, Any]:
    return {
        "values": list(assumption.values),
        "origin": assumption.origin.value,
        "evidence": [_plain_evidence(evidence) for evidence in assumption.evidence],
    }


def _plain_evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "role": evidence.role,
        "location": plain_location(evidence.location),
        "start": evidence.span.start,
        "end": evidence.span.end,
        "text": evidence.text,
    }


def _said(wording: Wording | None, language: Language) -> str:
    return wording.get(language) if wording else ""


def _plain_citation(citation: Citation, language: Language) -> dict[str, str]:
    return {
        "ref": citation.ref,
        "title": citation.basis.title.get(language),
        "article": citation.article.cite.get(language),
        "gist": citation.article.gist.get(language),
        "level": citation.basis.level,
        "valid_from": citation.basis.valid_from,
        "text_as_of": citation.basis.text_as_of,
        "verification": citation.article.verification.value,
        "penalty": _said(citation.basis.penalty, language),
        "remedy": _said(citation.basis.remedy, language),
    }
