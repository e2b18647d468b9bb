"""Pages inside a page, written into the attribute ``srcdoc`` of their frames: a browser shows them in place."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from auditor.extract.html.tokens import Text
from auditor.extract.source import Source


def frames(source: Source, page: str, places: Iterable[Text]) -> Iterator[Source]:
    """Yield such pages as files inside the page.

    Args:
        source: the page.
        page: its text.
        places: where the pages stand in it, written as the value of an attribute.
    """
    for number, place in enumerate(places, 1):
        inner = html.unescape(place.of(page))
        if inner.strip():
            yield source.member(f"frame{number}.html", inner.encode("utf-8", "replace"), is_part=True)
