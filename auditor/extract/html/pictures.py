"""Pictures that are kept in a page itself: an ad may be one of them."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable, Iterator

from auditor.extract.html.tokens import Text
from auditor.extract.picture.illustrations import illustrations
from auditor.extract.picture.sizes import is_spacer
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.wording import Wording, same

_KEPT = re.compile(r"\s*data:image/(?P<kind>png|jpe?g|webp|bmp|gif|tiff?)\s*;\s*base64\s*,", re.IGNORECASE)
_BROKEN = Wording("网页内嵌图片的 base64 数据已损坏", "a picture in the page whose base64 is broken")


def kept_pictures(source: Source, page: str, places: Iterable[Text]) -> Iterator[Source | Failure]:
    """Yield the pictures whose bytes stand in a page as files inside it, logos left out.

    Args:
        source: the page.
        page: its text.
        places: where addresses of pictures stand in it.
    """
    found = ((match, place) for place in places if (match := _KEPT.match(page, place.start, place.end)))
    for number, (match, place) in enumerate(found, 1):
        if is_spacer((place.end - match.end()) * 3 // 4):
            continue
        name = f"picture{number}.{match['kind'].lower()}"
        try:
            yield from illustrations(source, [(name, binascii.a2b_base64(page[match.end() : place.end]))])
        except ValueError:
            yield Failure(source.name, same(name), _BROKEN)
