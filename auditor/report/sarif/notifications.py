"""What a run could not judge, and what is told of suppressions, as SARIF notifications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.model.document import Failure
from auditor.model.report import DocumentResult, Header, Tally
from auditor.model.silence import Notice, NoticeKind
from auditor.model.wording import Language, Wording
from auditor.report.artifacts import Artifact
from auditor.report.printable import printable
from auditor.report.sarif.locations import artifact_location, location_of
from auditor.report.sarif.messages import literal
from auditor.report.statement import NOT_AUDITED, quoted, unread_line
from auditor.report.totals import excluded
from auditor.report.words import ENDED, EXCLUDED, FIXED, NOTICES, known

_NOT_AUDITED, _BUG = "not-audited", "bug"
_EXCLUDED, _FIXED, _EXPIRED, _CAUTION = "excluded-files", "baseline-fixed", "baseline-expired", "caution"
_DESCRIPTORS: dict[str, Wording] = {
    _NOT_AUDITED: NOT_AUDITED,
    _BUG: Wording("程序错误", "a bug in the program"),
    _EXCLUDED: EXCLUDED,
    _FIXED: FIXED,
    _EXPIRED: ENDED,
    _CAUTION: Wording("须注意", "to be kept in mind"),
    **{kind.value: said for kind, said in NOTICES.items()},
}


def descriptors(language: Language) -> list[dict[str, Any]]:
    """Return what the ids of notifications mean."""
    return [{"id": _id(name), "shortDescription": {"text": said.get(language)}} for name, said in _DESCRIPTORS.items()]


def notifications(result: DocumentResult, artifact: Artifact, root: Path, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the notifications of one document.

    Args:
        result: of the document.
        artifact: where it stands.
        root: the folder that paths start from.
        language: of what the program says.
    """
    for failure in result.failures:
        yield _failure(failure, Artifact.of(failure.source, root), language)
    for notice in result.notices:
        yield _notice(notice, Artifact.of(notice.source, root) if notice.source else artifact, language)


def run_notifications(header: Header, tally: Tally, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the notifications of a whole run: what it left out, what the baseline no longer needs, what has to be kept in mind."""
    if left_out := excluded(tally):
        yield _notification(_EXCLUDED, "note", left_out.get(language))
    for name, entries in ((_FIXED, tally.fixed), (_EXPIRED, tally.expired)):
        for entry in entries:
            yield _notification(name, "note", printable(known(entry, language)))
    for caution in header.cautions:
        yield _notification(_CAUTION, "note", caution.get(language))


def _failure(failure: Failure, artifact: Artifact, language: Language) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact_location(artifact)}}
    if artifact.member:
        name = artifact.member.rpartition("/")[2]
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": artifact.member, "kind": "member"}]
    return _notification(_BUG if failure.bug else _NOT_AUDITED, "error", unread_line(failure, language), location)


def _notice(notice: Notice, artifact: Artifact, language: Language) -> dict[str, Any]:
    said = f"{printable(notice.message.get(language))} {quoted(notice.text)}"
    return _notification(notice.kind, "warning", said, location_of(artifact, notice.location, language))


def _notification(name: str, level: str, said: str, *locations: dict[str, Any]) -> dict[str, Any]:
    plain = {"descriptor": {"id": _id(name)}, "level": level, "message": {"text": literal(said)}}
    return plain | ({"locations": list(locations)} if locations else {})


def _id(name: str) -> str:
    return f"suppression-{name}" if name in list(NoticeKind) else name
