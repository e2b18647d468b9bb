"""Bytes to pixels: what a person sees, within limits."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw

from auditor.errors import ExtractError
from auditor.extract.picture.decode import frames
from auditor.extract.source import ReadOptions
from auditor.model.document import Failure

Saved = Callable[..., bytes]


def decoded(data: bytes, **limits: int) -> tuple[list[Image.Image], list[Failure]]:
    failures: list[Failure] = []
    pages = list(frames("p", data, ReadOptions(**limits), failures))  # type: ignore[arg-type]
    assert [number for number, _ in pages] == list(range(1, len(pages) + 1))
    return [picture for _, picture in pages], failures


def barred(mode: str, ink: object, paper: object) -> Image.Image:
    picture = Image.new(mode, (80, 40), paper)  # type: ignore[arg-type]
    ImageDraw.Draw(picture).rectangle((10, 10, 69, 29), fill=ink)  # type: ignore[arg-type]
    return picture


@pytest.mark.parametrize(
    ("mode", "ink", "paper", "kind"),
    [
        ("1", 0, 1, "TIFF"),
        ("L", 0, 255, "PNG"),
        ("RGB", "black", "white", "WEBP"),
        ("RGB", "black", "white", "BMP"),
        ("CMYK", (0, 0, 0, 255), (0, 0, 0, 0), "JPEG"),
        ("I;16", 100, 4000, "PNG"),
        ("RGBA", (0, 0, 0, 255), (255, 255, 255, 0), "PNG"),
        ("LA", (0, 255), (0, 0), "PNG"),
    ],
    ids=str,
)
def test_dark_on_light_in_every_mode(mode: str, ink: object, paper: object, kind: str, saved: Saved) -> None:
    (picture,), failures = decoded(saved(barred(mode, ink, paper), kind))
    assert (picture.mode, picture.size, failures) == ("RGB", (80, 40), [])
    assert max(picture.getpixel((40, 20))) < 30  # type: ignore[arg-type]
    assert min(picture.getpixel((3, 3))) > 225  # type: ignore[arg-type]


def test_light_writing_on_a_transparent_ground_is_put_on_a_dark_one(saved: Saved) -> None:
    (picture,), _ = decoded(saved(barred("RGBA", (255, 255, 255, 255), (255, 255, 255, 0))))
    assert (picture.getpixel((40, 20)), picture.getpixel((3, 3))) == ((255, 255, 255), (0, 0, 0))


def test_a_palette_with_a_transparent_colour(saved: Saved) -> None:
    picture = barred("P", 1, 0)
    picture.putpalette([200, 30, 30, 0, 0, 0])
    (seen,), _ = decoded(saved(picture, transparency=0))
    assert (seen.getpixel((40, 20)), seen.getpixel((3, 3))) == ((0, 0, 0), (255, 255, 255))


def test_a_photograph_is_turned_as_the_camera_says(saved: Saved) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,), _ = decoded(saved(barred("RGB", "black", "white"), "JPEG", exif=exif))
    assert picture.size == (40, 80)


def test_every_page_of_a_tiff_up_to_the_limit(saved: Saved) -> None:
    page = barred("L", 0, 255)
    data = saved(page, "TIFF", save_all=True, append_images=[page, page])
    assert len(decoded(data)[0]) == 3
    pages, failures = decoded(data, max_pages=2)
    assert len(pages) == 2
    assert [failure.told("en") for failure in failures] == [("p", "pages 3-3", "1 pages not read: more than the limit of 2")]


def test_only_the_first_frame_of_a_moving_picture_is_read_and_that_is_told(saved: Saved) -> None:
    data = saved(barred("L", 0, 255), "GIF", save_all=True, append_images=[barred("L", 255, 0)])
    pages, failures = decoded(data)
    assert len(pages) == 1
    assert [failure.told("en") for failure in failures] == [
        ("p", "frame 2 and what follows", "a moving picture, of which only the first frame is read")
    ]


def test_a_picture_of_more_pixels_than_the_limit(saved: Saved) -> None:
    with pytest.raises(ExtractError, match=r"p: 80 x 40 pixels: more than the limit of 3,000"):
        decoded(saved(barred("L", 0, 255)), max_pixels=3_000)


def test_a_picture_that_claims_to_be_huge_is_not_decoded() -> None:
    chunks = (b"IHDR", struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")
    data = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    with pytest.raises(ExtractError, match="more pixels than the limit"):
        decoded(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"])
def test_a_picture_cut_short(kind: str, saved: Saved) -> None:
    data = saved(Image.effect_noise((80, 80), 90).convert("RGB"), kind)
    with pytest.raises(ExtractError, match="damaged"):
        decoded(data[: len(data) // 2])


def test_a_damaged_page_after_good_ones_is_told(saved: Saved) -> None:
    page = Image.effect_noise((80, 80), 90)
    data = saved(page, "TIFF", save_all=True, append_images=[page])
    pages, failures = decoded(data[: len(data) * 3 // 4])
    assert len(pages) + len(failures) >= 1
    assert [failure.reason.en for failure in failures] in ([], ["damaged or cut short"])
