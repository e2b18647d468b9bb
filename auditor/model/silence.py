"""What the user's configuration keeps quiet: findings set aside with the reason, and what has to be told about that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.model.finding import Finding
from auditor.model.location import Location
from auditor.model.wording import NOTHING, Wording


class SilencedBy(StrEnum):
    """What sets a finding aside."""

    COMMENT = "comment"
    SIDECAR = "sidecar"
    BASELINE = "baseline"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a finding is set aside.

    Args:
        by: a comment in the text, a file beside it, the baseline, or that no changed line holds it.
        reason: as its author gave it, or as the program says it.
        until: ISO day after which it no longer holds; empty for none.
        location: where it is written; None where it stands in no scanned file.
    """

    by: SilencedBy
    reason: Wording = NOTHING
    until: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that was set aside; it counts neither in totals nor for the exit code."""

    finding: Finding
    silence: Silence


class NoticeKind(StrEnum):
    """What is told about a suppression that sets nothing aside."""

    ATTEMPT = "attempt"
    UNUSED = "unused"
    EXPIRED = "expired"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Notice:
    """A suppression that did nothing: not allowed, without a finding, past its day, or without a reason.

    Args:
        text: as the source writes it.
    """

    kind: NoticeKind
    location: Location
    text: str
    message: Wording
