"""Words that change what a match means: cues with direction, scope and terminators, as in ConText."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from auditor.model.grounds import Ground
from auditor.model.span import Span
from auditor.model.wording import Wording


class Direction(StrEnum):
    """Which side of the cue it speaks about."""

    FORWARD = "forward"
    BACKWARD = "backward"
    BOTH = "both"


class Effect(StrEnum):
    """What a cue does to a candidate in its scope."""

    DISMISS = "dismiss"  # it is no limit
    PSEUDO = "pseudo"  # nothing: the cue only swallows shorter ones
    REJECT = "reject"  # whoever has the trait is turned away
    PREFER = "prefer"  # whoever has the trait comes first
    REQUIRE = "require"  # only who has the trait may apply
    WORK = "work"  # no force bears on a trait in reach: it is the object of some work


FORCES = frozenset((Effect.REJECT, Effect.PREFER, Effect.REQUIRE))


class Scope(StrEnum):
    """How far a cue reaches before a terminator ends it."""

    ITEM = "item"  # to the next comma
    CLAUSE = "clause"  # to the end of the clause
    HEAD = "head"  # only to what runs on into it, as 女子 does in 女子俱乐部


class SectionKind(StrEnum):
    """What the part of an ad under one heading is about."""

    REQUIREMENTS = "requirements"
    DUTIES = "duties"
    BENEFITS = "benefits"
    COMPANY = "company"
    LAW = "law"  # laws and notices, quoted
    OTHER = "other"


class TextKind(Struct, frozen=True):
    """A kind of whole texts that set no limits, told by their title: brochures, terms, judgments.

    Args:
        id: what a dismissal names.
        title: a regex for the words that a title ends with.
        lines: how many of the first lines may be the title.
        hires: a regex for words of which one, wherever it stands, shows that a text hires somebody after all; empty where none does.
        why: the reason of a dismissal.
        examples: texts of the kind.
        passed: texts that look like it, yet in which a finding stands.
    """

    id: str
    title: str
    lines: int
    hires: str
    why: Wording
    examples: tuple[str, ...]
    passed: tuple[str, ...]


class Cue(Struct, frozen=True):
    """A context word as written in the pack.

    Args:
        regex: over one normalised clause.
        direction: which side it speaks about.
        scope: how far it reaches.
        terminator: a regex that ends the reach early; empty for none.
        grounds: the grounds it bears on; empty for all.
        effect: what it does to a candidate in reach. A force (reject, prefer, require) makes a limit of a trait that is none
            when it is only mentioned.
        sections: the kinds of section in which it speaks; empty for all.
        examples: texts in which it speaks.
        passed: texts that hold its words, yet in which a finding stands.
    """

    id: str
    regex: str
    direction: Direction
    scope: Scope
    terminator: str
    grounds: tuple[Ground, ...]
    effect: Effect
    why: Wording
    sections: tuple[SectionKind, ...] = ()
    examples: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def dismisses(self) -> bool:
        """Whether a candidate in reach is dismissed."""
        return self.effect is Effect.DISMISS

    @property
    def is_about_traits(self) -> bool:
        """Whether it only bears on traits, by making limits of them or by keeping others from it."""
        return self.is_force or self.effect is Effect.WORK

    @property
    def is_force(self) -> bool:
        """Whether it turns the mention of a trait into a limit."""
        return self.effect in FORCES


class CueHit(Struct, frozen=True):
    """A cue that bears on a candidate, and where it stands in the normalised clause."""

    cue: Cue
    span: Span


class ChoiceKind(Struct, frozen=True):
    """Words that a form offers beside each other.

    Args:
        regex: over folded text, for one choice.
        exhausts: whether all of them together are no limit, as both sexes are; ages that are offered need not be all there are.
        examples: text to what is read of it.
        near_misses: texts whose marks are no choices.
    """

    id: str
    regex: str
    exhausts: bool
    examples: tuple[tuple[str, str], ...] = ()
    near_misses: tuple[str, ...] = ()


class ChoiceForms(Struct, frozen=True, eq=False):  # one a pack
    """How choices of a form are read.

    Args:
        kinds: of choices.
        whatever: a regex for the choice that leaves all others open.
        applicants: a regex, over one folded line, for the title of a form that applicants fill in, or a field that shows one.
        employers: the same for what employers fill in or write; it ends such a form.
        examples: lines of either, each with whether applicants fill in what follows.
    """

    kinds: tuple[ChoiceKind, ...] = ()
    whatever: str = ""
    applicants: str = ""
    employers: str = ""
    examples: tuple[tuple[str, bool], ...] = ()


class PostHeading(Struct, frozen=True):
    """A form of heading that opens the part of one post.

    Args:
        level: a lower one stands over a higher one.
        regex: over folded text; the group ``name`` is the post, ``form`` tells headings of one id apart.
        sign: a regex that is quickly looked for and found in every such heading; empty where ``regex`` itself is quick.
        examples: text to the name in it.
        near_misses: texts in which it finds no post.
    """

    id: str
    level: int
    regex: str
    sign: str = ""
    examples: tuple[tuple[str, str], ...] = ()
    near_misses: tuple[str, ...] = ()


class PostForms(Struct, frozen=True, eq=False):  # one a pack: told from others by itself, so that it is a quick key
    """How several posts in one text are told apart.

    Args:
        headings: forms of headings.
        no_post: a regex for names of parts that every ad has.
    """

    headings: tuple[PostHeading, ...] = ()
    no_post: str = ""
