"""Which files are in force, and how they are joined."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.config import Config
from auditor.errors import ConfigError
from auditor.globs import Globs
from auditor.model.grounds import Employer, Severity
from auditor.settings.discovery import find_config
from auditor.settings.settings import Setting, load_config, load_settings

from .conftest import Write


def test_the_nearest_file_is_found(write: Write, tmp_path: Path) -> None:
    far = write("auditor.toml", "")
    near = write("a/pyproject.toml", "[tool.auditor]\n")
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    assert find_config(tmp_path / "a" / "b" / "c") == near
    assert find_config(tmp_path) == far
    nearer = write("a/auditor.toml", "")
    assert find_config(tmp_path / "a") == nearer


def test_a_project_without_our_table_is_passed_over(write: Write, tmp_path: Path) -> None:
    far = write("auditor.toml", "")
    write("a/pyproject.toml", '[project]\ndescription = "an auditor of books"\n')
    (tmp_path / "a" / "auditor.toml").mkdir()
    assert find_config(tmp_path / "a") == far


def test_a_project_that_speaks_of_us_and_is_broken_is_a_fault(write: Write, tmp_path: Path) -> None:
    write("pyproject.toml", "[tool.auditor]\nselect = \n")
    with pytest.raises(ConfigError, match=r"pyproject.toml:2: not TOML"):
        find_config(tmp_path)


def test_the_nearest_file_has_its_way_key_by_key(write: Write) -> None:
    write("base.toml", 'select = ["age", "gender"]\nfail-on = "risk"\n[severity]\nage = "note"\ngender = "risk"\n')
    write("other.toml", 'fail-on = "note"\n[fields]\nid = "no"\n')
    write("team/auditor.toml", 'extends = ["../base.toml", "../other.toml"]\nselect = ["hukou"]\n[severity]\nage = "policy"\n')
    settings = load_settings(Path("team/auditor.toml"))
    via = (str(Path("team/auditor.toml")) + ":1",)
    assert dict(settings.values) == {
        "select": Setting(["hukou"], str(Path("team/auditor.toml")) + ":2"),
        "fail-on": Setting("note", "other.toml:1", via),
        "severity.age": Setting("policy", str(Path("team/auditor.toml")) + ":4"),
        "severity.gender": Setting("risk", "base.toml:5", via),
        "fields.id": Setting("no", "other.toml:3", via),
    }
    assert settings.read_from == (Path("base.toml"), Path("other.toml"), Path("team/auditor.toml"))


def test_a_chain_of_three_tells_all_places(write: Write) -> None:
    write("a.toml", 'employer = "soe"\n')
    write("b.toml", 'extends = "a.toml"\n')
    write("auditor.toml", '\nextends = "b.toml"\n')
    assert load_settings().values["employer"] == Setting("soe", "a.toml:1", ("auditor.toml:2", "b.toml:1"))


def test_files_that_extend_each_other_are_a_fault(write: Write) -> None:
    write("a.toml", '\nextends = "auditor.toml"\n')
    write("auditor.toml", 'extends = ["a.toml"]\n')
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert str(caught.value) == "a.toml:2: extends.0: extends goes round in a circle: auditor.toml → a.toml → auditor.toml"
    assert "绕成了圈" in caught.value.say("zh")


def test_a_file_that_two_extend_is_no_circle(write: Write) -> None:
    write("base.toml", 'lang = "zh"\n')
    write("a.toml", 'extends = "base.toml"\n')
    write("b.toml", 'extends = "base.toml"\n')
    write("auditor.toml", 'extends = ["a.toml", "b.toml"]\n')
    assert load_settings().read_from == tuple(map(Path, ("base.toml", "a.toml", "b.toml", "auditor.toml")))


def test_a_base_that_is_not_there_is_a_fault_of_the_file(write: Write) -> None:
    for base in ("http://host/a.toml", "~nobody-of-that-name/a.toml", "."):
        write("auditor.toml", f'lang = "zh"\nextends = [\n"{base}",\n]\n')
        with pytest.raises(ConfigError, match=r"^auditor.toml:3: extends.0: there is no file "):
            load_settings()


def test_paths_start_from_the_folder_of_their_file(write: Write, tmp_path: Path) -> None:
    write("house/base.toml", 'packs = ["rules", "installed:acme"]\nbaseline = "known.json"\nexclude = ["*.bak"]\n')
    write("auditor.toml", 'extends = "house/base.toml"\n')
    config = load_config()
    assert config.packs == (Path("house/rules"), Path("installed:acme"))
    assert config.baseline == Path("house/known.json")
    assert config.exclude == (Globs(("*.bak",), tmp_path / "house"),)


def test_the_library_gets_all_options(write: Write, tmp_path: Path) -> None:
    write(
        "auditor.toml",
        'ignore = ["health"]\nemployer = "school"\nregion = "shenzhen"\nas-of = 2025-01-31\nocr = "never"\nmax-size = 2\nmax-memory = 3\n'
        'max-pages = 4\nmax-seconds = 5\nsuppressions = true\nlang = "en"\njobs = 2\n[fields]\ntext = "body"\nemployer = "who"\n'
        '[severity]\nage = "note"\n[[overrides]]\nfiles = ["a/"]\nselect = ["age"]\nseverity = {age = "risk"}\nemployer = "soe"\n',
    )
    config = auditor.load_config()
    override = config.overrides[0]
    assert (config.ignore, config.employer, config.region, config.as_of) == (("health",), Employer.SCHOOL, "shenzhen", "2025-01-31")
    assert (config.max_bytes, config.max_memory, config.max_pages, config.max_seconds) == (2 << 20, 3 << 20, 4, 5)
    assert (config.ocr, config.suppressions, config.text_field, config.employer_field) == ("never", True, "body", "who")
    assert config.severity == {"age": Severity.NOTE}
    assert (override.files, override.select, override.ignore) == (Globs(("a/",), tmp_path), ("age",), None)
    assert (override.severity, override.employer) == ({"age": Severity.RISK}, Employer.SOE)


def test_without_a_file_the_library_gets_the_defaults(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    del write
    monkeypatch.setattr("auditor.settings.settings.find_config", lambda _start: None)
    assert load_config() == Config()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('select = [\n"gender",\n"GEN0001",\n]', "auditor.toml:3: select.1"),
        ('\nignore = ["GEN0001"]', "auditor.toml:2: ignore.0"),
        ('[severity]\nGEN0001 = "risk"', "auditor.toml:2: severity.GEN0001"),
        ('[[overrides]]\nfiles = ["a"]\n[[overrides]]\nfiles = ["b"]\nignore = ["GEN0001"]', "auditor.toml:5: overrides.1.ignore.0"),
    ],
)
def test_an_unknown_rule_is_named_with_its_place(write: Write, text: str, place: str) -> None:
    write("auditor.toml", text)
    with pytest.raises(ConfigError) as caught:
        auditor.Auditor(load_config())
    assert str(caught.value).startswith(f"{place}: 'GEN0001' is no rule, ground or family; did you mean GEN001?")
    assert caught.value.say("zh").startswith(f"{place}: 没有名为 'GEN0001' 的规则、事由或类别，是否想写 GEN001？")


SAID = st.fixed_dictionaries(
    {},
    optional={
        "fail-on": st.sampled_from(['"note"', '"risk"', '"never"']),
        "select": st.sampled_from(['["age"]', '["gender", "age"]', "[]"]),
        "jobs": st.sampled_from(["1", "2", '"auto"']),
        "severity.age": st.sampled_from(['"note"', '"policy"']),
        "severity.gender": st.sampled_from(['"note"', '"risk"']),
        "fields.id": st.sampled_from(['"a"', '"b"']),
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SAID, min_size=1, max_size=4), st.booleans())
def test_whatever_files_say_the_last_that_says_a_key_has_its_way(write: Write, files: list[dict[str, str]], in_chain: bool) -> None:
    """Each file extends the one before it, or the last extends all others."""
    names = [f"{number}.toml" for number in range(len(files) - 1)] + ["auditor.toml"]
    expected: dict[str, str] = {}
    for number, (name, said) in enumerate(zip(names, files, strict=True)):
        bases = names[max(0, number - 1) : number] if in_chain else names[:number] if name == "auditor.toml" else []
        lines = [f"extends = {bases}", *(f"{key} = {value}" for key, value in said.items())]
        write(name, "\n".join(lines))
        expected |= {key: f"{name}:{line}" for line, key in enumerate(said, 2)}
    assert {key: setting.place for key, setting in load_settings().values.items()} == expected
