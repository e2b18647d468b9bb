"""Packs that other packages bring: found by their entry point, none of their code run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.cli import cli
from auditor.errors import PackError
from auditor.packs.folders import installed_folder, read_folder
from auditor.packs.loader import load_pack


@pytest.fixture
def acme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Install a package that brings rules, and would fail if it were imported."""
    told = tmp_path / "acme_rules-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1.0\n", encoding="utf-8")
    points = "acme = acme_rules\nacme-strict = acme_rules:strict\nlost = no_such_package\n"
    (told / "entry_points.txt").write_text(f"[auditor.packs]\n{points}", encoding="utf-8")
    package = tmp_path / "acme_rules"
    package.mkdir()
    (package / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    made = ["rules", "new", "ACME001", "clerk-sex", "--ground", "gender", "--folder", str(package / "strict")]
    assert CliRunner().invoke(cli, made).exit_code == 0
    monkeypatch.syspath_prepend(tmp_path)
    return package


def test_a_pack_is_the_folder_that_its_entry_point_names(acme: Path) -> None:
    assert installed_folder("acme") == acme
    assert installed_folder("acme-strict") == acme / "strict"


def test_its_rules_are_loaded_and_none_of_its_code(acme: Path) -> None:
    assert load_pack([Path("installed:acme")]).find("ACME001")
    assert read_folder(Path("installed:acme-strict")) == read_folder(acme / "strict")


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("other", "installed:other: no such pack is installed; there are acme, acme-strict, lost"),
        ("lost", "installed:lost: no_such_package is no package that is installed"),
    ],
)
def test_one_that_is_not_there_says_so(name: str, said: str) -> None:
    with pytest.raises(PackError) as caught:
        installed_folder(name)
    assert str(caught.value) == said


@pytest.mark.usefixtures("acme")
def test_option_and_file_name_it_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "ACME001" in CliRunner().invoke(cli, ["rules", "list", "--pack", "installed:acme"]).output
    (tmp_path / "auditor.toml").write_text('packs = ["installed:acme"]', encoding="utf-8")
    assert "ACME001" in CliRunner().invoke(cli, ["rules", "list"]).output
