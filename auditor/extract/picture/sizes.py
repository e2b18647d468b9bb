"""How large a picture must be to be read for text: what is smaller is a logo, a button, a face or a line.

Each place where pictures are found knows another measure: pixels, points on the page, or bytes alone.
"""

from __future__ import annotations

_SHORT_SIDE = 200  # pixels
_AREA = 150_000  # pixels
_SHORT_SIDE_ON_PAGE = 72.0  # points
_AREA_ON_PAGE = 15_000.0  # square points: about 19 square centimetres
_BYTES = 16_384
_BYTES_IN_MAIL = 8_192
_BYTES_IN_PAGE = 2_048  # no picture of a text is smaller, and pages are full of spacers and icons


def has_room_for_text(width: int, height: int) -> bool:
    """Tell whether a picture of a size in pixels may hold text."""
    return min(width, height) >= _SHORT_SIDE and width * height >= _AREA


def is_large(width: float, height: float) -> bool:
    """Tell whether a picture that is shown in a size in points may hold text, banners included."""
    return width * height > _AREA_ON_PAGE


def is_broad(width: float, height: float) -> bool:
    """Tell whether a picture that is shown in a size in points is large and no mere strip."""
    return min(width, height) >= _SHORT_SIDE_ON_PAGE and width * height >= _AREA_ON_PAGE


def has_weight_for_text(size: int) -> bool:
    """Tell by a number of bytes, where nothing else is known, whether a picture may hold text."""
    return size >= _BYTES


def is_ornament_in_mail(size: int) -> bool:
    """Tell by the number of bytes whether a picture inside the text of a mail is none to be read."""
    return size < _BYTES_IN_MAIL


def is_spacer(size: int) -> bool:
    """Tell by the number of bytes whether a picture kept in a web page needs no look."""
    return size < _BYTES_IN_PAGE
