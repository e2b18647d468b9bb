"""What a silencer is: it sets findings of one document aside, after they were found and before they are counted and reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec.structs import replace

from auditor.model.document import Document
from auditor.model.finding import Finding
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, Silenced


class Silencer(Protocol):
    """Sets findings aside; it goes to the processes that audit as a pickle and keeps nothing between documents.

    What cannot be read comes as a document without segments, with its failures in the result.
    """

    @property
    def digest(self) -> str:
        """Another text where other findings would be set aside: results kept for the next run are then made anew."""

    def __call__(self, document: Document, result: DocumentResult) -> DocumentResult:
        """Return the result with some findings among ``silenced``; the finding's segment is one of the document's own."""


def set_aside(result: DocumentResult, why: Callable[[Finding], Silence | None]) -> DocumentResult:
    """Return a result in which the findings that have a reason to be silent are set aside, behind those that are already."""
    reasons = [(finding, why(finding)) for finding in result.findings]
    silenced = tuple(Silenced(finding, silence) for finding, silence in reasons if silence)
    if not silenced:
        return result
    kept = tuple(finding for finding, silence in reasons if not silence)
    return replace(result, findings=kept, silenced=(*result.silenced, *silenced))


def silenced(silencers: Iterable[Silencer], document: Document, result: DocumentResult) -> DocumentResult:
    """Return what several silencers leave of a result, each of what the one before has left."""
    for silencer in silencers:
        result = silencer(document, result)
    return result
