"""Which pictures inside a document are read."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PIL import Image

from auditor.extract.picture.illustrations import illustrations
from auditor.extract.source import Source
from auditor.model.document import Failure


def test_posters_are_read_and_logos_are_not(saved: Callable[..., bytes]) -> None:
    sizes = {"poster.png": (600, 800), "logo.png": (300, 300), "banner.png": (1_200, 100), "strip.png": (750, 200)}
    parts = [(name, saved(Image.new("RGB", size))) for name, size in sizes.items()]
    found = list(illustrations(Source("a.docx"), [*parts, ("broken.png", b"\x89PNG"), ("chart.EMF", b"")]))
    assert [item.name for item in found if isinstance(item, Source)] == ["a.docx!/poster.png", "a.docx!/strip.png", "a.docx!/broken.png"]
    assert all(item.is_part for item in found if isinstance(item, Source))
    assert [item.place.en for item in found if isinstance(item, Failure)] == ["chart.EMF"]


def test_without_the_library_of_pictures_their_bytes_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    parts = [("poster.png", bytes(20_000)), ("logo.png", bytes(2_000))]
    assert [item.name for item in illustrations(Source("a.html"), parts) if isinstance(item, Source)] == ["a.html!/poster.png"]
