"""What is known of the places in templates that a program fills in later."""

from __future__ import annotations

from msgspec import Struct

SLOT = "\ufdd0"
"""Stands for a value that nobody knows. It and the next ones are no characters, so that no text has them."""
SIGNS = tuple(map(chr, range(0xFDD1, 0xFDF0)))
"""Stand for values whose names show what they are about."""


class PlaceName(Struct, frozen=True):
    """Names that show what will be filled in.

    Args:
        id: what rules call it: ``{slot_sex}`` in a pattern is the sign of ``sex``.
        regex: over a name in small letters, its words joined by ``_`` and with what it belongs to before it (``job_max_age``).
        sign: stands in the text.
        examples: values as templates write them.
        near_misses: values with the words of such a name, which show nothing.
    """

    id: str
    regex: str
    sign: str
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()


class Slot(Struct, frozen=True):
    """Surroundings that tell what kind of value belongs into a place.

    Args:
        after: a regex for what ends right before the place; empty for anything.
        before: a regex for what begins right behind it; empty for anything.
        names: ids of names of which the place has one; empty for any.
        write: what is read there.
        examples: template to what is read.
        near_misses: templates in which it is not written.
    """

    id: str
    after: str
    before: str
    names: tuple[str, ...]
    write: str
    examples: tuple[tuple[str, str], ...] = ()
    near_misses: tuple[str, ...] = ()


class TemplateForms(Struct, frozen=True, eq=False):  # one a pack
    """How templates are read; of names and of slots the first that fits counts."""

    names: tuple[PlaceName, ...] = ()
    slots: tuple[Slot, ...] = ()
