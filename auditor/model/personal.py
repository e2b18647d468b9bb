"""What tells of a person and no reader of a report needs: how it is recognised."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class PersonalKind(StrEnum):
    """What a piece of a text gives away."""

    PHONE = "phone"
    MAIL = "mail"
    ACCOUNT = "account"  # of QQ or WeChat
    ID_CARD = "id-card"
    NAME = "name"


class PersonalForm(Struct, frozen=True):
    """A form in which personal data stand in a text.

    Args:
        regex: over a text folded sign by sign, behind the name of its field where it has one; every match of the group
            ``hit``, where there is one, is personal, else the whole match.
        number: whether it takes a number of seven digits or more, or one masked by others.
        examples: text to the pieces of it that are personal.
        near_misses: texts in which no form finds anything.
    """

    id: str
    kind: PersonalKind
    regex: str
    number: bool = False
    examples: tuple[tuple[str, tuple[str, ...]], ...] = ()
    near_misses: tuple[str, ...] = ()
