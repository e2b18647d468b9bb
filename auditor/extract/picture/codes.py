"""QR codes, which look like text that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from auditor.extract.picture.region import Point, Region

_SHORT_SIDE = 1_440  # pixels: codes are looked for on a picture no larger
_AROUND = 0.15  # of a code's side: its border is not told exactly


def outside_codes(picture: Image.Image, regions: Sequence[Region]) -> list[Region]:
    """Return the regions that stand in no QR code."""
    codes = _codes(picture) if regions else []
    return [region for region in regions if not any(code.surrounds(region) for code in codes)]


def _codes(picture: Image.Image) -> list[Region]:
    import cv2
    import numpy as np

    scale = min(1.0, _SHORT_SIDE / min(picture.size))
    small = picture.convert("L").resize((round(picture.width * scale), round(picture.height * scale)), reducing_gap=2.0)
    is_found, corners = cv2.QRCodeDetector().detectMulti(np.asarray(small))
    return [_widened([(float(x) / scale, float(y) / scale) for x, y in code]) for code in corners] if is_found else []


def _widened(corners: Sequence[Point]) -> Region:
    one, two, three, four = corners
    middle_x, middle_y = (sum(places) / 4 for places in zip(*corners, strict=True))
    grown = 1 + 2 * _AROUND
    return Region((one, two, three, four)).moved(lambda x, y: (middle_x + (x - middle_x) * grown, middle_y + (y - middle_y) * grown))
