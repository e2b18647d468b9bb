"""Bytes of a picture to pixels as a person sees them, within limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from PIL import Image, ImageOps, ImageStat

from auditor.errors import ExtractError
from auditor.extract import places, reasons
from auditor.extract.source import ReadOptions
from auditor.model.document import Failure
from auditor.model.wording import Wording, fill

_FORMATS = ("PNG", "JPEG", "WEBP", "TIFF", "BMP", "GIF")
_PAGED = ("TIFF",)
_ANIMATED = ("GIF", "WEBP", "PNG")
_GREY_16 = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
_DAMAGED = Wording("已损坏或不完整", "damaged or cut short")
_PIXELS = Wording("{width} x {height} 像素：超过 {most} 的上限", "{width} x {height} pixels: more than the limit of {most}")
_MOVING = Wording("动图，只读了第一帧", "a moving picture, of which only the first frame is read")
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
                failures.append(Failure(name, Wording(f"第{index + 1}页起", f"page {index + 1} and what follows"), _why(error)))
                return
        failures.extend(_left(name, picture, options.max_pages))


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[Image.Image]:
    with warnings.catch_warnings(action="ignore"):
        try:
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise ExtractError(name, Wording("图片像素超过上限", "more pixels than the limit")) from error
        except Exception as error:  # as above
            raise ExtractError(name, Wording("不是能读的图片，或已损坏", "not a picture that can be read, or damaged")) from error
        with picture:
            yield picture


def _why(error: Exception) -> Wording:
    return error.reason if isinstance(error, _TooLargeError) else _DAMAGED


class _TooLargeError(Exception):
    def __init__(self, reason: Wording) -> None:
        super().__init__(reason.en)
        self.reason = reason


def _pixels(picture: Image.Image, limit: int) -> Image.Image:
    width, height = picture.size
    if width * height > limit:
        raise _TooLargeError(fill(_PIXELS, width=f"{width:,}", height=f"{height:,}", most=f"{limit:,}"))
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
        yield Failure(name, Wording("第2帧起", "frame 2 and what follows"), _MOVING)
    elif picture.format in _PAGED and count > limit:
        yield Failure(name, places.pages(limit + 1, count), reasons.left_of_pages(count - limit, limit))
