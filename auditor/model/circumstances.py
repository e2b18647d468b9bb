"""What changes the answer of the law beside the words of a clause: who hires, and where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from auditor.model.evidence import Evidence


class Origin(StrEnum):
    """Why something is assumed."""

    OPTION = "option"
    TEXT = "text"
    CONTRADICTION = "contradiction"  # words of the text contradict each other: nothing is assumed
    UNKNOWN = "unknown"


class Assumption(Struct, frozen=True):
    """What is taken to hold of a post, and why.

    Args:
        values: kinds of employer, or region ids; empty where nothing is known.
        evidence: the words it rests on, one piece for each value or contradiction.
    """

    values: tuple[str, ...] = ()
    origin: Origin = Origin.UNKNOWN
    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> tuple[frozenset[str], Origin]:
        """What it says, wherever the words stand."""
        return frozenset(self.values), self.origin


NOT_KNOWN = Assumption()


class Circumstances(Struct, frozen=True):
    """Who hires for a post, and where it is."""

    employer: Assumption = NOT_KNOWN
    region: Assumption = NOT_KNOWN


NOTHING_KNOWN = Circumstances()


class CircumstanceCue(Struct, frozen=True):
    """Words that show a circumstance.

    Args:
        values: what they show; several where one holds with the other, such as a school and a public institution.
        regex: over the folded text of a post, where a field stands as ``name:text``; the group ``hit``, where there is one,
            is the underlined span.
        weak: whether any other cue wins over it.
        examples: text to the words that show it.
        near_misses: texts in which no cue of one of the values is found.
    """

    id: str
    values: tuple[str, ...]
    regex: str
    weak: bool = False
    examples: tuple[tuple[str, str], ...] = ()
    near_misses: tuple[str, ...] = ()


class CircumstanceCues(Struct, frozen=True):
    """All cues of one kind.

    Args:
        together: values of which two do not contradict each other; empty where none do.
        within: value to the values that hold with it, such as a city to its province.
    """

    cues: tuple[CircumstanceCue, ...] = ()
    together: tuple[frozenset[str], ...] = ()
    within: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
