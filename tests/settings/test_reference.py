"""The reference and the schema are those of the models, and the models say what the program does."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import jsonschema
import pytest

from auditor.cli.configured import parameter_of
from auditor.cli.scan import scan
from auditor.model.wording import Wording
from auditor.settings.reference import Key, keys, reference, schema

ROOT = Path(__file__).parent.parent.parent
KEYS = [key for key in keys() if key.name not in {"extends", "fields", "overrides"} and not key.name.startswith("overrides.")]


def test_the_written_reference_is_current() -> None:
    assert (ROOT / "docs/config.md").read_text(encoding="utf-8") == reference()


def test_the_written_schema_is_current() -> None:
    assert json.loads((ROOT / "docs/config.schema.json").read_text(encoding="utf-8")) == schema()


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ('extends = "a"\njobs = "auto"\n[severity]\nage = "note"\n', True),
        ("jobs = 2\n", True),
        ("jobs = 0\n", False),
        ('severity = {age = "violation"}\n', False),
        ("selct = []\n", False),
        ("[[overrides]]\nselect = []\n", False),
        ('[[overrides]]\nfiles = ["a"]\nemployer = "soe"\n', True),
        ('fields = {txt = "a"}\n', False),
    ],
)
def test_editors_see_what_the_program_sees(text: str, holds: bool) -> None:
    assert jsonschema.Draft202012Validator(schema()).is_valid(tomllib.loads(text)) is holds


def test_the_example_in_the_reference_holds() -> None:
    example = reference().split("```toml\n")[1].split("```")[0]
    jsonschema.validate(tomllib.loads(example), schema())


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_the_default_is_that_of_the_command(key: Key) -> None:
    params = scan.make_context("scan", ["ads", "--no-config"]).params
    default = params[parameter_of(key.name)]
    if isinstance(key.default, Wording):
        assert key.name == "lang" or default in (None, (), {}, "unknown")
    else:
        assert key.default == (default or "auto" if key.name == "jobs" else default)


def test_every_key_says_what_it_means_in_both_languages() -> None:
    for key in keys():
        assert key.meaning.zh
        assert key.meaning.en
        assert key.meaning.zh != key.meaning.en
        assert not key.meaning.zh.isascii()
