"""Rewrites as SARIF fixes, where they are changes of a plain text file and nothing else."""

from __future__ import annotations

from typing import Any

from auditor.model.finding import Finding
from auditor.model.rewrite import Edit
from auditor.model.wording import Language
from auditor.report.artifacts import Artifact
from auditor.report.sarif.locations import artifact_location, plain_region
from auditor.report.sarif.messages import literal

_MARKUP = frozenset('<>&"\\|')  # would have to be written in another way in some kinds of text file


def fix_of(finding: Finding, artifact: Artifact, language: Language) -> dict[str, Any] | None:
    """Return the rewrite of a finding's clause as a change of its file; None where no sure one is known, or lines do not tell where."""
    edits = finding.rewrite.edits if finding.rewrite and len(finding.segment.anchors) == 1 else ()
    replacements = [_replacement(finding, artifact, edit) for edit in edits]
    if finding.rewrite is None or not replacements or not all(replacements):
        return None
    return {
        "description": {"text": literal(finding.rewrite.wording.get(language))},
        "artifactChanges": [{"artifactLocation": artifact_location(artifact), "replacements": replacements}],
    }


def _replacement(finding: Finding, artifact: Artifact, edit: Edit) -> dict[str, Any] | None:
    segment, span = finding.segment, edit.span
    behind = artifact.start(segment.locate_end(span.end) if len(span) else segment.locate(span.end))
    first = artifact.start(segment.locate(span.start))
    if not first or not behind or not first.start_column or _MARKUP.intersection(edit.text):
        return None
    region = first._replace(end_line=behind.start_line, end_column=behind.start_column)
    return {"deletedRegion": plain_region(region), **({"insertedContent": {"text": edit.text}} if edit.text else {})}
