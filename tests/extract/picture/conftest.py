"""Pictures drawn for the tests."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

FONTS = (
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("C:/Windows/Fonts/simhei.ttf"),
    Path("/System/Library/Fonts/PingFang.ttc"),
)
MARGIN = 40

Draw = Callable[..., Image.Image]


@pytest.fixture(scope="session")
def font() -> Callable[[int], ImageFont.FreeTypeFont]:
    path = next(filter(Path.exists, FONTS), None)
    if path is None:
        pytest.skip("no Chinese font is at hand: apt install fonts-wqy-zenhei")
    return lambda size: ImageFont.truetype(path, size)


@pytest.fixture(scope="session")
def draw(font: Callable[[int], ImageFont.FreeTypeFont]) -> Draw:
    """Draw lines from the upper left corner down."""

    def on(lines: Sequence[str], size: int = 28, ink: str = "black", paper: str = "white") -> Image.Image:
        chosen = font(size)
        step = round(size * 1.6)
        wide = round(max(map(chosen.getlength, lines))) + 2 * MARGIN
        picture = Image.new("RGB", (wide, 2 * MARGIN + step * len(lines)), paper)
        pen = ImageDraw.Draw(picture)
        for number, line in enumerate(lines):
            pen.text((MARGIN, MARGIN + number * step), line, font=chosen, fill=ink)
        return picture

    return on


@pytest.fixture(scope="session")
def saved() -> Callable[..., bytes]:
    def as_file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
        out = io.BytesIO()
        picture.save(out, kind, **options)
        return out.getvalue()

    return as_file
