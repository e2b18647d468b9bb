"""Where copies go, and what is never written over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from auditor.errors import ConfigError, ExtractError
from auditor.revise.files import Copies, same_name, write_over, write_whole


@pytest.fixture
def ads(tmp_path: Path) -> Path:
    folder = tmp_path / "ads"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.txt", "sub/b.txt"):
        (folder / name).write_text("x", encoding="utf-8")
    return folder


def test_one_file_goes_to_one_file_and_into_a_folder_that_is_there(ads: Path, tmp_path: Path) -> None:
    path = ads / "a.txt"
    assert Copies.to(tmp_path / "out.txt", [path], force=False).place(path, path, [path]) == tmp_path / "out.txt"
    (tmp_path / "out").mkdir()
    assert Copies.to(tmp_path / "out", [path], force=False).place(path, path, [path]) == tmp_path / "out" / "a.txt"


def test_a_folder_is_repeated(ads: Path, tmp_path: Path) -> None:
    copies = Copies.to(tmp_path / "out", [ads], force=False)
    assert copies.place(ads / "sub" / "b.txt", ads, [ads]) == tmp_path / "out" / "sub" / "b.txt"


def test_copies_never_stand_among_the_inputs(ads: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lies in a folder that is read"):
        Copies.to(ads / "out", [ads], force=True)
    path, other = ads / "a.txt", ads / "sub" / "b.txt"
    with pytest.raises(ConfigError, match="--in-place does"):
        Copies.to(tmp_path / "ads" / "sub" / ".." / "a.txt", [path], force=True).place(path, path, [path])
    with pytest.raises(ConfigError, match="--in-place does"):
        Copies.to(ads / "sub", [path.rename(ads / "b.txt"), other], force=True).place(ads / "b.txt", ads / "b.txt", [ads / "b.txt", other])


def test_nothing_is_replaced_unasked(ads: Path, tmp_path: Path) -> None:
    path, out = ads / "a.txt", tmp_path / "out.txt"
    out.write_text("y", encoding="utf-8")
    with pytest.raises(ConfigError, match="--force replaces it"):
        Copies.to(out, [path], force=False).place(path, path, [path])
    with pytest.raises(ConfigError, match="is no folder"):
        Copies.to(out, [ads], force=True)


def link(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to, target_is_directory=to.is_dir())
    except OSError:
        pytest.skip("links cannot be made here")


def test_a_link_leads_nowhere_else(ads: Path, tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    out.mkdir()
    elsewhere.mkdir()
    link(out / "sub", elsewhere)
    with pytest.raises(ConfigError, match="leads out of"):
        Copies.to(out, [ads], force=True).place(ads / "sub" / "b.txt", ads, [ads])
    link(tmp_path / "link.txt", ads / "a.txt")
    with pytest.raises(ExtractError, match="a link"):
        write_over(tmp_path / "link.txt", b"x", b"y")
    link(tmp_path / ".new.txt.unfinished", ads / "a.txt")
    write_whole(tmp_path / "new.txt", b"y")
    assert (ads / "a.txt").read_bytes() == b"x"
    assert (tmp_path / "new.txt").read_bytes() == b"y"


def test_a_file_changed_meanwhile_stays(ads: Path) -> None:
    with pytest.raises(ExtractError, match="changed while it was read"):
        write_over(ads / "a.txt", b"other", b"y")
    assert (ads / "a.txt").read_bytes() == b"x"
    write_over(ads / "a.txt", b"x", b"y")
    assert (ads / "a.txt").read_bytes() == b"y"
    assert sorted(path.name for path in ads.iterdir()) == ["a.txt", "sub"]


def test_a_file_taken_away_meanwhile_is_a_failure_of_that_file(tmp_path: Path) -> None:
    with pytest.raises(ExtractError):
        write_over(tmp_path / "gone.txt", b"x", b"y")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_under_the_name_of_the_unfinished_file_stops_only_that_one(tmp_path: Path) -> None:
    (tmp_path / ".a.txt.unfinished").mkdir()
    with pytest.raises(ConfigError, match="cannot be written"):
        write_whole(tmp_path / "a.txt", b"y")
    assert [path.name for path in tmp_path.iterdir()] == [".a.txt.unfinished"]


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_names_that_are_one_file_on_some_systems_are_one_place(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert same_name(Path("out/É.TXT")) == same_name(Path("out/e\u0301.txt"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert same_name(Path("out/a.txt")) == str(Path("out/a.txt"))
