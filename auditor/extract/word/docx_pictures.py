"""Pictures in Word files that are large enough to hold text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor.extract.elements import Element, attribute, find
from auditor.extract.embedded import Inner, picture
from auditor.extract.numbers import EMU, whole
from auditor.extract.package import Package
from auditor.extract.picture.sizes import is_large
from auditor.extract.source import Source
from auditor.extract.word.lengths import LENGTH, points

_LARGEST = 1 << 40  # EMU
_SIDE = re.compile(rf"(?:^|;)\s*(width|height):\s*({LENGTH})")


def pictures(package: Package, source: Source, part: str, root: Element) -> Iterator[Inner]:
    """Yield the large pictures that a part shows, each once."""
    for link_id in dict.fromkeys((*_drawn(root), *_old(root))):
        yield from picture(package, source, part, link_id)


def _drawn(root: Element) -> Iterator[str]:
    for frame in root.iter("{*}inline", "{*}anchor"):
        extent = find(frame, "extent")
        if extent is not None and is_large(*(whole(attribute(extent, name), _LARGEST) / EMU for name in ("cx", "cy"))):
            yield from (attribute(blip, "embed") for blip in frame.iter("{*}blip"))


def _old(root: Element) -> Iterator[str]:
    """Yield the pictures of the time before drawings, whose size stands in a style; that of an embedded file is a mere preview."""
    for shape in root.iter("{*}shape", "{*}rect"):
        if next(shape.iterancestors("{*}object"), None) is not None:
            continue
        size = {match[1]: points(match[2]) for match in _SIDE.finditer(attribute(shape, "style"))}
        if is_large(size.get("width", 0), size.get("height", 0)):
            yield from (attribute(image, "id") for image in shape.iterchildren("{*}imagedata"))
