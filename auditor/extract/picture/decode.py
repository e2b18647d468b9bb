"""Bytes of a picture to pixels as a person sees them, within limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from PIL import Image, ImageOps, ImageStat

from auditor.errors import ExtractError
from auditor.extract.source import ReadOptions
from auditor.model.document import Failure

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_PAGED = ("TIFF",)
_ANIMATED = ("GIF", "WEBP", "PNG")
_GREY_16 = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_BRIGHT = 160  # of 255: what shows on a transparent ground is then written in a light colour


def frames(name: str, data: bytes, options: ReadOptions, failures: list[Failure]) -> Iterator[tuple[int, Image.Image]]:
    """Yield the pages of a picture with their numbers, from 1; what is not read of it is added to ``failures``.

    Raises:
        ExtractError: if no page of it can be read.
    """
    with _opened(name, data) as picture:
        for index in range(options.max_pages if picture.format in _PAGED else 1):
            try:
                picture.seek(index)
                yield index + 1, _pixels(picture, options.max_pixels)
            except EOFError:
                return
            except Exception as error:  # Pillow raises whatever a damaged file leads to
                if not index:
                    raise ExtractError(name, _why(error)) from error
                failures.append(Failure(name, f"page {index + 1} and what follows", _why(error)))
                return
        failures.extend(_left(name, picture, options.max_pages))


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings(action="ignore"):
        try:
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise ExtractError(name, "more pixels than the limit") from error
        except Exception as error:  # as above
            raise ExtractError(name, "not a picture that can be read, or damaged") from error
        with picture:
            yield picture


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _TooLargeError) else "damaged or cut short"


class _TooLargeError(Exception):
    pass


def _pixels(picture: Image.Image, limit: int) -> Image.Image:
    width, height = picture.size
    if width * height > limit:
        raise _TooLargeError(f"{width:,} x {height:,} pixels: more than the limit of {limit:,}")
    picture.load()
    return _opaque(ImageOps.exif_transpose(picture))


def _opaque(picture: Image.Image) -> Image.Image:
    """Return a picture in colours alone; under a transparent one is put what its writing stands out from."""
    if picture.mode in _GREY_16:
        return _in_8_bits(picture).convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    alpha = layer.getchannel("A")
    is_light = alpha.getextrema()[1] and ImageStat.Stat(layer.convert("L"), alpha).mean[0] > _BRIGHT
    ground = Image.new("RGBA", layer.size, "black" if is_light else "white")
    return Image.alpha_composite(ground, layer).convert("RGB")


def _in_8_bits(picture: Image.Image) -> Image.Image:
    grey = picture.convert("F")
    low, high = cast(tuple[float, float], grey.getextrema())
    return grey.point(lambda value: (value - low) * (255 / max(1.0, high - low))).convert("L")


def _left(name: str, picture: Image.Image, limit: int) -> Iterator[Failure]:
    count = getattr(picture, "n_frames", 1)
    if picture.format in _ANIMATED and count > 1:
        yield Failure(name, "frame 2 and what follows", "a moving picture, of which only the first frame is read")
    elif picture.format in _PAGED and count > limit:
        yield Failure(name, f"pages {limit + 1}-{count}", f"{count - limit:,} pages not read: more than the limit of {limit:,}")
