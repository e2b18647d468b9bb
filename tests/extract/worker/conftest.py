from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.extract import registry

_EXTENSION = Path(__file__).parent / "extension"


@pytest.fixture
def extension(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Install a package with an extractor for .trap files, which do whatever they like; return the folder that makes it known."""
    folder = tmp_path_factory.mktemp("site")
    told = folder / "trap-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[{registry.ENTRY_POINT_GROUP}]\n.trap = trap:extract\n", encoding="utf-8")
    monkeypatch.syspath_prepend(_EXTENSION)
    monkeypatch.syspath_prepend(folder)
    registry.added.cache_clear()
    yield folder
    registry.added.cache_clear()
