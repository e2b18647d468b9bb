"""``--ocr`` as a user gives it, with the extra installed and without."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.cli import cli

LINES = ["招收银员一名，限女性。", "待遇从优，包吃包住。"]
HINT = 'reading pictures needs: pip install "clause-auditor[ocr]"'
NEVER = "left unread by --ocr never"

Scan = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def picture(draw: Callable[..., Image.Image], tmp_path: Path) -> Path:
    draw(LINES, size=32).save(tmp_path / "poster.png")
    return tmp_path / "poster.png"


@pytest.fixture
def scanned(draw: Callable[..., Image.Image], tmp_path: Path) -> Path:
    draw(LINES, size=32).save(tmp_path / "scan.pdf", resolution=150)
    return tmp_path / "scan.pdf"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(tmp_path / "text.pdf"), pagesize=(400, 300))
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(40, 200, LINES[0])
    canvas.save()
    return tmp_path / "text.pdf"


@pytest.fixture
def scan(runner: CliRunner) -> Scan:
    def run(path: Path, *options: str) -> tuple[int, dict[str, Any]]:
        result = runner.invoke(cli, ["scan", str(path), "--format", "json", "--lang", "en", *options])
        (document,) = json.loads(result.stdout)["documents"]
        return result.exit_code, document

    return run


@pytest.fixture
def bare(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without the extra, as the process that reads finds it."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("rapidocr", "onnxruntime", "PIL", "cv2"):
        (folder / f"{name}.py").write_text(f"raise ModuleNotFoundError(name={name!r})", encoding="utf-8")
    monkeypatch.syspath_prepend(folder)


def reasons(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(failure["place"], failure["reason"]) for failure in document["failures"]]


def found(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(finding["rule"], finding["text"]) for finding in document["findings"]]


@pytest.mark.parametrize("mode", ["auto", "always"])
def test_what_is_read_off_a_picture_is_judged(scan: Scan, picture: Path, scanned: Path, mode: str) -> None:
    for path, unit in ((picture, "px"), (scanned, "pt")):
        code, document = scan(path, "--ocr", mode)
        assert (code, document["status"], found(document)) == (1, "ok", [("GEN001", "限女性")])
        place = document["findings"][0]["location"]
        assert (place["page"], place["unit"]) == (1, unit)
        assert place["confidence"] > 0.9


def test_never(scan: Scan, picture: Path, scanned: Path, written: Path) -> None:
    told = [scan(path, "--ocr", "never") for path in (picture, scanned, written)]
    assert [(code, document["status"]) for code, document in told] == [(3, "failed"), (3, "failed"), (1, "ok")]
    assert [reasons(document) for _, document in told] == [
        [("", f"a picture, {NEVER}")],
        [("page 1", f"no text layer; needs OCR; {NEVER}")],
        [],
    ]


@pytest.mark.parametrize("mode", ["auto", "always"])
@pytest.mark.usefixtures("bare")
def test_without_the_extra_pictures_and_scans_say_what_to_install(scan: Scan, picture: Path, scanned: Path, mode: str) -> None:
    told = [scan(path, "--ocr", mode) for path in (picture, scanned)]
    assert [(code, document["status"]) for code, document in told] == [(3, "failed"), (3, "failed")]
    assert [reasons(document) for _, document in told] == [[("", HINT)], [("page 1", f"no text layer; needs OCR; {HINT}")]]


@pytest.mark.usefixtures("bare")
def test_without_the_extra_text_is_read_all_the_same(scan: Scan, written: Path) -> None:
    code, document = scan(written, "--ocr", "auto")
    assert (code, document["status"], found(document)) == (1, "ok", [("GEN001", "限女性")])
    code, document = scan(written, "--ocr", "always")
    assert (code, document["status"], found(document)) == (3, "partial", [("GEN001", "限女性")])
    assert reasons(document) == [("page 1", f"to be read as it is seen; {HINT}")]
