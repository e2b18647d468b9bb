"""Pictures inside other documents: those that may hold text come as files inside the file, icons and logos do not."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Iterator

from auditor.extract import places
from auditor.extract.names import shown
from auditor.extract.picture.sizes import has_room_for_text, has_weight_for_text
from auditor.extract.source import Source
from auditor.model.document import Failure
from auditor.model.wording import Wording

_DRAWINGS = (".emf", ".wmf", ".svg")
_DRAWING = Wording(
    "由线条和字母组成的图形，未读取：请另存为图片", "a drawing made of lines and letters, which is not read: save it as a picture"
)


def illustrations(source: Source, parts: Iterable[tuple[str, bytes]]) -> Iterator[Source | Failure]:
    """Yield the pictures of a document that are worth reading; one of a kind that is never read is a failure.

    Args:
        source: the document.
        parts: name and bytes of each picture in it, such as a part of an Office package or a ``data:`` address.
    """
    for name, data in parts:
        if name.lower().endswith(_DRAWINGS):
            yield Failure(source.name, places.part(shown(name)), _DRAWING)
        elif may_hold_text(data):
            yield source.member(name, data, is_part=True)


def may_hold_text(data: bytes) -> bool:
    """Tell whether a picture is larger than a logo; what is no picture, or damaged, is left to its reader to tell.

    Without the library that reads pictures the number of bytes has to decide.
    """
    try:
        from PIL import Image
    except ImportError:
        return has_weight_for_text(len(data))
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data)) as picture:
            size = picture.size
    except Exception:  # Pillow raises whatever a damaged or huge file leads to
        return True
    return has_room_for_text(*size)
