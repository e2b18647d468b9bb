"""A pack read before comes from the cache, unless anything that it was made of has changed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest

from auditor.cache.entries import write_entry
from auditor.cache.folder import VARIABLE
from auditor.cache.pickles import to_bytes
from auditor.errors import PackError
from auditor.model.grounds import Ground
from auditor.packs import loader
from auditor.packs.folders import built_in_folder
from auditor.packs.loader import load_pack
from auditor.packs.pack import Pack
from auditor.packs.reading import build
from auditor.packs.scaffold import write_scaffold


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache" / "clause-auditor"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Pack]:
    """The packs that were read from their files."""
    packs: list[Pack] = []
    read = build.build_pack

    def told(*given: object) -> Pack:
        packs.append(read(*given))  # type: ignore[arg-type]
        return packs[-1]

    monkeypatch.setattr(build, "build_pack", told)
    return packs


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder of rules of one's own."""
    write_scaffold(tmp_path / "own", "SHOP001", "shop-sex", Ground.GENDER)
    return tmp_path / "own"


def told(pack: Pack) -> object:
    """Return all that a pack holds, in plain values: packs themselves are told apart by what they are, not by what they say."""
    return msgspec.to_builtins(pack, order="deterministic", enc_hook=repr)


def test_the_second_time_it_comes_from_the_cache_and_is_the_same(built: list[Pack], own: Path) -> None:
    for folders in ([], [own]):
        first, second = load_pack(folders), load_pack(folders)
        assert second is not first
        assert told(second) == told(first) == told(built[-1])
    assert len(built) == 2


def test_an_edit_is_seen(built: list[Pack], own: Path) -> None:
    (path,) = own.rglob("*.yaml")
    write_scaffold(own, "SHOP002", "shop-age", Ground.AGE)  # which stays: a folder without rules is refused
    load_pack([own])
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("shop-sex", "shop-six"), encoding="utf-8")  # the same size, and soon enough the same time
    assert load_pack([own]).find("shop-six") is not None
    path.rename(path.with_name("OTHER.yaml"))
    load_pack([own])
    path.with_name("OTHER.yaml").unlink()
    assert load_pack([own]).find("SHOP001") is None
    assert len(built) == 4


def test_an_edit_of_the_built_in_packs_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "patterns"
    shutil.copytree(built_in_folder(), copy)
    monkeypatch.setattr(loader, "built_in_folder", lambda: copy)
    before = load_pack()
    (copy / "gender" / "GEN001.yaml").unlink()
    after = load_pack()
    assert before.find("GEN001") is not None
    assert after.find("GEN001") is None
    assert after.digest != before.digest


def test_files_in_another_folder_make_another_pack(built: list[Pack], tmp_path: Path) -> None:
    """The files are the same ones in the same order, but later folders stand above earlier ones."""

    def folders(*parts: str) -> list[Path]:
        for part in parts:
            for number in part:
                write_scaffold(tmp_path / part, f"SHOP00{number}", f"shop-{number}", Ground.GENDER)
        return [tmp_path / part for part in parts]

    assert load_pack(folders("1", "23")).digest == load_pack(folders("12", "3")).digest
    assert len(built) == 2


def test_edited_code_reads_anew(built: list[Pack], monkeypatch: pytest.MonkeyPatch) -> None:
    load_pack()
    monkeypatch.setattr(loader, "code_version", lambda _: "another")
    load_pack()
    assert len(built) == 2


def test_the_code_that_is_asked_for_edits_is_all_that_shapes_a_pack() -> None:
    program = "import sys, auditor.packs.reading.build; print(*sys.modules)"
    imported = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    ours = [name for name in imported if name.startswith(("auditor.packs.", "auditor.model."))]
    files = [Path(found.origin) for name in ours if (found := find_spec(name)) and found.origin]
    package = Path(loader.__file__).parent.parent
    assert len(files) > 30
    assert {file.parent.relative_to(package).as_posix() for file in files} <= set(loader._MADE_BY)


def test_a_check_reads_the_files_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    load_pack()
    monkeypatch.setattr(build, "build_pack", lambda _, check: ("read", check))
    assert load_pack(check=True) == ("read", True)  # type: ignore[comparison-overlap]


def test_files_that_cannot_be_used_are_not_kept(own: Path, folder: Path) -> None:
    (path,) = own.rglob("*.yaml")
    path.write_text("id: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError, match="not YAML"):
            load_pack([own])
    assert not folder.exists()


@pytest.mark.parametrize("payload", [b"", b"no pickle", to_bytes({"rules": ()}), to_bytes(print)])
def test_a_foreign_entry_is_passed_over_and_replaced(built: list[Pack], folder: Path, payload: bytes) -> None:
    expected = load_pack()
    (entry,) = folder.iterdir()
    write_entry(entry.name, payload)
    for _ in range(2):
        assert told(load_pack()) == told(expected)
    assert len(built) == 2


def test_without_a_cache_packs_load_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: list[Pack]) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    for place in ("off", str(tmp_path / "file"), str(tmp_path / "new" / "deep")):
        monkeypatch.setenv(VARIABLE, place)
        assert load_pack().find("GEN001") is not None
    assert len(built) == 3
