"""Rules as loaded from the pattern packs."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from auditor.model.context import Effect, SectionKind
from auditor.model.grounds import Family, Ground
from auditor.model.legal import Verdict
from auditor.model.wording import Wording


class Reach(StrEnum):
    """How near an exemption must stand to the candidate that it excuses."""

    COVER = "cover"  # its match covers the candidate
    BEFORE = "before"  # its match ends where the candidate starts
    AFTER = "after"  # its match starts where the candidate ends
    CLAUSE = "clause"  # anywhere in the clause
    LINES = "lines"  # its match covers the candidate, over the lines around it as well
    SECTION = "section"  # in the heading of the clause's section
    DOCUMENT = "document"  # anywhere in the post's text


class Pattern(Struct, frozen=True):
    """One surface form of a rule.

    Args:
        regex: over one normalised clause, vocabularies expanded; the group ``hit``, where there is one, is the
            underlined span, otherwise the whole match.
        facts: what a match means for the verdict table, such as ``kind: limit``.
        captures: group name to facts that hold when the group took part, such as ``male: {direction: bars-women}``.
        needs: the forces of which one must bear on a match, where the pattern only names a trait; empty where it says all itself.
    """

    id: str
    regex: str
    facts: Mapping[str, str] = field(default_factory=dict)
    captures: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    needs: tuple[Effect, ...] = ()


class Exemption(Struct, frozen=True):
    """The rule's own excuse for a match; with ``sections``, only in clauses of these kinds of section."""

    id: str
    regex: str
    reach: Reach
    why: Wording
    sections: tuple[SectionKind, ...] = ()


class Flagged(Struct, frozen=True):
    """A text in which the rule must find exactly ``match``, and the rules in ``also`` may find something too.

    ``breaks_when`` names the spellings (``packs/mutate.py``) under which that does not hold, with the reason.
    """

    text: str
    match: tuple[str, ...]
    label: str = ""
    also: tuple[str, ...] = ()
    breaks_when: Mapping[str, str] = field(default_factory=dict)


class Passed(Struct, frozen=True):
    """A text in which the rule must find nothing.

    Args:
        dismissed_by: id of the exemption, cue or exception that must dismiss a match; empty where nothing may match.
        why: what makes it a near miss.
        also: ids of other rules that find something here.
        breaks_when: spellings under which something is found after all, with the reason.
    """

    text: str
    dismissed_by: str = ""
    why: str = ""
    label: str = ""
    also: tuple[str, ...] = ()
    breaks_when: Mapping[str, str] = field(default_factory=dict)


class Rule(Struct, frozen=True):
    """What is looked for, why, how, and the proof.

    Args:
        id: letters for the ground and three digits, never reused.
        name: kebab-case, names the fault.
        verdicts: rows of which the first whose facts hold settles a match; the last holds always.
        quantity: ``age`` where the groups ``lo`` and ``hi`` are ages to be read and checked.
        place: file inside the pack, for messages.
    """

    id: str
    name: str
    ground: Ground
    verdicts: tuple[Verdict, ...]
    title: Wording
    suggestion: Wording
    patterns: tuple[Pattern, ...]
    exemptions: tuple[Exemption, ...] = ()
    flagged: tuple[Flagged, ...] = ()
    passed: tuple[Passed, ...] = ()
    known_gaps: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    quantity: str = ""
    place: str = ""

    @property
    def examples(self) -> tuple[Flagged | Passed, ...]:
        """All examples, the flagged ones first."""
        return (*self.flagged, *self.passed)

    @property
    def family(self) -> Family:
        """The family of the rule's ground."""
        return self.ground.family
