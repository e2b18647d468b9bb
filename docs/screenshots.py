"""Pictures of the HTML report: `python docs/screenshots.py FOLDER` makes all, to be looked at after a change.

Without a folder it makes the two that stand in `docs/images`. Chromium has to be installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
IMAGES = ROOT / "docs" / "images"
SIZES: dict[str, ViewportSize] = {"desktop": {"width": 1280, "height": 1500}, "phone": {"width": 390, "height": 1500}}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PLACES = {"top": "scrollTo(0, 0)", "results": "document.getElementById('results').scrollIntoView()"}
COLOURS = 64


class Shot(NamedTuple):
    """One picture: a size, a scheme of colours, a language, and a part of the page."""

    size: str
    scheme: Literal["light", "dark"]
    language: str
    place: str


SHOWN = (Shot("desktop", "light", "zh", "top"), Shot("phone", "dark", "en", "results"))


def report(folder: Path, language: str) -> Path:
    """Write the report of the demo documents."""
    path = folder / f"{language}.html"
    command = [sys.executable, "-m", "auditor", "scan", "corpora/demo", "--format", "html", "-o", str(path)]
    subprocess.run([*command, "--lang", language, "--fail-on", "never", "--show-dismissed"], cwd=ROOT, check=True)  # noqa: S603 - our own
    return path


def take(browser: Browser, page: Path, shot: Shot, picture: Path) -> None:
    """Take one picture, in few colours."""
    opened = browser.new_page(viewport=SIZES[shot.size], color_scheme=shot.scheme)
    opened.goto(page.as_uri())
    opened.evaluate(PLACES[shot.place])
    opened.screenshot(path=picture)
    opened.close()
    with Image.open(picture) as image:
        image.convert("RGB").quantize(COLOURS).save(picture, optimize=True)


def pictures(folder: str) -> Iterator[tuple[Shot, Path]]:
    """Yield what to take, and where to put it."""
    if not folder:
        yield from ((shot, IMAGES / f"html-report-{shot.size}.png") for shot in SHOWN)
        return
    for shot in map(Shot._make, product(SIZES, SCHEMES, ("zh", "en"), PLACES)):
        yield shot, Path(folder) / f"{'-'.join(shot)}.png"


def main(folder: str = "") -> None:
    """Take the pictures."""
    with tempfile.TemporaryDirectory() as work, sync_playwright() as playwright:
        pages = {language: report(Path(work), language) for language in ("zh", "en")}
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot, picture in pictures(folder):
            picture.parent.mkdir(parents=True, exist_ok=True)
            take(browser, pages[shot.language], shot, picture)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
