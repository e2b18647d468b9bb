"""What the source says of an ad beside its text: whose it is, where, when, and where it was published."""

from __future__ import annotations

from msgspec import Struct


class About(Struct, frozen=True):
    """What is known of an ad, as the source writes it but for spaces; empty where the source does not say.

    Args:
        employer: the name of who hires.
        city: the city or place of work.
        date: when it was published.
        url: where it stands on the web.
        source: who published it, such as a platform; not the file that it was read from.
    """

    employer: str = ""
    city: str = ""
    date: str = ""
    url: str = ""
    source: str = ""


NOTHING_ABOUT = About()


class AdCount(Struct, frozen=True):
    """How many posts of a document the same is known of, their addresses left aside."""

    about: About
    count: int
