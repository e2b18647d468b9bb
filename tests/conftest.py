"""For all tests: a cache of their own, one auditor, a runner with a Chinese locale, a gold set of real ads where one is at hand."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from hypothesis import settings

from auditor.cache.folder import OFF, VARIABLE
from auditor.config import Config
from auditor.engine import Auditor
from tests.repository import Repository

ROOT = Path(__file__).parent.parent
settings.register_profile("untimed", deadline=None)  # a machine may be slow, and the first example compiles the rules
settings.load_profile("untimed")
_MUCH = 1 << 26  # bytes
_RESIDENT = pytest.StashKey[int]()
"""Bytes that were in memory after the last collection."""


def pytest_configure() -> None:
    """Give the tests, and the programs they start, a cache that is empty at first and goes with them."""
    os.environ[VARIABLE] = tempfile.mkdtemp(prefix="auditor-tests-")


def pytest_unconfigure() -> None:
    folder, os.environ[VARIABLE] = os.environ[VARIABLE], OFF
    shutil.rmtree(folder, ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Collect what tests have left as soon as it is much: a scan freezes its rules, and what was frozen is not looked at for long."""
    kept = item.session.stash.setdefault(_RESIDENT, 0)
    if _resident() - kept > _MUCH:
        gc.collect()
        item.session.stash[_RESIDENT] = _resident()


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name no bytes by what they are: an archive holds the second it was made in, and all processes must collect the same tests."""
    return "bytes" if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    return Auditor(Config(as_of="2026-11-24"))


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner(env={"LC_ALL": "zh_CN.UTF-8"})


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A git repository that nobody's settings, and no hook that the tests may run in, bear on."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "no-settings"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    return Repository(tmp_path / "repository")


@pytest.fixture
def extension(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """Install a package with an extractor for .trap files, which do whatever they like; return the folders it is found in."""
    from auditor.extract import registry

    told = tmp_path_factory.mktemp("site") / "trap-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: trap\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[{registry.ENTRY_POINT_GROUP}]\n.trap = trap:extract\n", encoding="utf-8")
    folders = (told.parent, ROOT / "tests" / "extension")
    for folder in folders:
        monkeypatch.syspath_prepend(folder)
    registry.added.cache_clear()
    yield folders
    registry.added.cache_clear()


@pytest.fixture(scope="session")
def real_gold() -> Path:
    """A gold set of real ads, where one is at hand."""
    path = os.environ.get("AUDITOR_GOLD")
    if not path:
        pytest.skip("AUDITOR_GOLD names no gold set")
    return Path(path)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """In CI a test that skips has not been run: only a gold set that is not at hand excuses it."""
    report = yield
    if os.environ.get("CI") and report.skipped and "AUDITOR_GOLD" not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {item.nodeid}: {report.longrepr}"
    del call
    return report
