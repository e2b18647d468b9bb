"""Pictures that are kept in a page itself: an ad may be one of them."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator

from auditor.extract.html.tokens import Text
from auditor.extract.member import member, unread
from auditor.extract.source import Source
from auditor.model.document import Document

_KEPT = re.compile(r"\s*data:image/(?P<kind>png|jpe?g|webp|bmp|gif|tiff?)\s*;\s*base64\s*,", re.IGNORECASE)
_SMALLEST = 16_384  # bytes; what is smaller is a logo, a button or a face


def kept_pictures(source: Source, page: str, places: Iterable[Text]) -> Iterator[Document | Source]:
    """Yield the pictures whose bytes stand in a page as files inside it.

    Args:
        source: the page.
        page: its text.
        places: where addresses of pictures stand in it.
    """
    number = 0
    for place in places:
        match = _KEPT.match(page, place.start, place.end)
        if not match or place.end - match.end() < _SMALLEST * 4 // 3:
            continue
        number += 1
        name = f"picture{number}.{match['kind'].lower()}"
        try:
            yield member(source, name, binascii.a2b_base64(page[match.end() : place.end]))
        except ValueError:
            yield unread(source, name, "a picture in the page whose base64 is broken")
