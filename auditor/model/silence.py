"""What the user's configuration keeps quiet: findings set aside with the reason, and what has to be told about that."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.finding import Finding
from auditor.model.location import Location
from auditor.model.wording import NOTHING, Wording


class SilencedBy(StrEnum):
    """What sets a finding aside."""

    COMMENT = "comment"
    SIDECAR = "sidecar"
    BASELINE = "baseline"
    UNCHANGED = "unchanged"


class Silence(Struct, frozen=True):
    """Why a finding is set aside.

    Args:
        by: a comment in the text, a file beside it, the baseline, or that no changed line holds it.
        reason: as its author gave it, or as the program says it.
        until: ISO day after which it no longer holds; empty for none.
        location: where it is written; None where that is no place in a file that is read as a text.
        source: the file beside the document that it is written in; empty for the document itself.
        entry: key of the entry of the baseline; empty for others.
    """

    by: SilencedBy
    reason: Wording = NOTHING
    until: str = ""
    location: Location | None = None
    source: str = ""
    entry: str = ""


class Silenced(Struct, frozen=True):
    """A finding that was set aside; it counts neither in totals nor for the exit code."""

    finding: Finding
    silence: Silence


class NoticeKind(StrEnum):
    """What is told about a suppression that sets nothing aside."""

    ATTEMPT = "attempt"
    UNUSED = "unused"
    EXPIRED = "expired"
    FAULTY = "faulty"


class Notice(Struct, frozen=True):
    """A suppression that did nothing: not allowed, without a finding, past its day, or without a reason.

    Args:
        text: as the source writes it.
        source: the file beside the document that it is written in; empty for the document itself.
    """

    kind: NoticeKind
    location: Location
    text: str
    message: Wording
    source: str = ""


class BaselineEntry(Struct, frozen=True, order=True):
    """Findings that are known: equal ones in one document.

    Args:
        path: of the file, relative to the folder of the baseline, with ``/``; of a file inside a file with both names.
        document: which record of the file; empty for the file itself.
        rule: id, for people to read; the fingerprint tells it, too.
        text: the underlined words, for people to read.
        fingerprint: of the findings.
        count: how many there are.
        reason: why they stay, as somebody wrote it by hand.
        until: ISO day after which they no longer do; empty for none.
    """

    path: str
    document: str
    rule: str
    text: str
    fingerprint: str
    count: int
    reason: str = ""
    until: str = ""

    @property
    def key(self) -> str:
        """What tells it from all others of a baseline."""
        return "\0".join((self.path, self.document, self.fingerprint))
