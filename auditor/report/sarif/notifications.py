"""What a run could not judge, and what is told of suppressions, as SARIF notifications."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from auditor.model.document import Failure
from auditor.model.report import DocumentResult
from auditor.model.silence import Notice, NoticeKind
from auditor.model.wording import Language, Wording
from auditor.report.artifacts import Artifact
from auditor.report.printable import printable
from auditor.report.sarif.locations import artifact_location, location_of
from auditor.report.sarif.messages import literal
from auditor.report.statement import NOT_AUDITED, quoted, unread_line

_NOT_AUDITED, _BUG = "not-audited", "bug"
_DESCRIPTORS = {
    _NOT_AUDITED: NOT_AUDITED,
    _BUG: Wording("程序错误", "a bug in the program"),
    NoticeKind.ATTEMPT: Wording("文中试图抑制审核结果，配置未允许", "a text tries to silence the audit, which is not allowed"),
    NoticeKind.UNUSED: Wording("没有抑制到任何发现的标记", "a suppression that sets no finding aside"),
    NoticeKind.EXPIRED: Wording("已过期的抑制标记", "a suppression past its day"),
    NoticeKind.FAULTY: Wording("写法有误或缺少理由的抑制标记", "a suppression that is written wrongly or gives no reason"),
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


def _failure(failure: Failure, artifact: Artifact, language: Language) -> dict[str, Any]:
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": artifact_location(artifact)}}
    if artifact.member:
        name = artifact.member.rpartition("/")[2]
        location["logicalLocations"] = [{"name": name, "fullyQualifiedName": artifact.member, "kind": "member"}]
    return _notification(_BUG if failure.bug else _NOT_AUDITED, "error", unread_line(failure, language), location)


def _notice(notice: Notice, artifact: Artifact, language: Language) -> dict[str, Any]:
    said = f"{printable(notice.message.get(language))} {quoted(notice.text)}"
    return _notification(notice.kind, "warning", said, location_of(artifact, notice.location, language))


def _notification(name: str, level: str, said: str, location: dict[str, Any]) -> dict[str, Any]:
    return {"descriptor": {"id": _id(name)}, "level": level, "message": {"text": literal(said)}, "locations": [location]}


def _id(name: str) -> str:
    return f"suppression-{name}" if name in list(NoticeKind) else name
