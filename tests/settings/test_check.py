"""What is wrong in a configuration file is told with file, line and key, in both languages."""

from __future__ import annotations

import pytest

from auditor.errors import ConfigError
from auditor.settings.check import check, known_keys
from auditor.settings.source import read_file

from .conftest import Write

FAULTS = [
    ('# a\nselct = ["age"]', "auditor.toml:2: selct: there is no such key; did you mean select?", "没有这一项，是否想写 select？"),
    ('as_of = "2026-01-01"', "auditor.toml:1: as_of: there is no such key; did you mean as-of?", "没有这一项，是否想写 as-of？"),
    ("zzz = 1", "auditor.toml:1: zzz: there is no such key", "auditor.toml:1: zzz: 没有这一项"),
    ('[fields]\ntxt = "a"', "auditor.toml:2: fields.txt: there is no such key; did you mean text?", "是否想写 text？"),
    ('select = "age"', 'auditor.toml:1: select: must be a list, such as ["…", "…"]', '要写成列表，如 ["…", "…"]'),
    ('select = [\n"age",\n3]', 'auditor.toml:3: select.1: must be a text, such as "…"', '要写成文本，如 "…"'),
    ("severity = 3", 'auditor.toml:1: severity: must be a table, such as { name = "…" }', '要写成表，如 { 名称 = "…" }'),
    (
        'severity.age = "rsk"',
        "severity.age: 'rsk' is none of note, risk, policy; did you mean risk?",
        "没有 'rsk'，可用的有 note, risk, policy",
    ),
    ('severity.age = "violation"', "severity.age: 'violation' is none of note, risk, policy", "没有 'violation'"),
    ('[[overrides]]\nignore = ["age"]', "auditor.toml:1: overrides.0.files: is missing", "缺少这一项"),
    ("[[overrides]]\nfiles = []", "auditor.toml:2: overrides.0.files: must hold something", "至少写一项"),
    ('exclude = ["a/", "# b"]', "auditor.toml:1: exclude.1: is no pattern of file names", "不是文件名模式"),
    ("jobs = 0", "auditor.toml:1: jobs: is neither auto nor a whole number from 1 to 256", "既不是 auto，也不是 1 到 256 的整数"),
    ("jobs = true", "auditor.toml:1: jobs: is neither auto", "既不是 auto"),
    ('as-of = "2026-02-30"', "auditor.toml:1: as-of: is not a day such as 2026-01-31", "不是日期，如 2026-01-31"),
    ("max-size = 1.5", "auditor.toml:1: max-size: must be a whole number", "要写成整数"),
    ("max-seconds = inf", "auditor.toml:1: max-seconds: must be a finite number", "要写成有限的数"),
    ("max-seconds = 0", "auditor.toml:1: max-seconds: must be above zero", "须大于零"),
    ('redact = "yes"', "auditor.toml:1: redact: must be true or false", "要写成 true 或 false"),
    ('baseline = ""', "auditor.toml:1: baseline: must not be empty", "不能为空"),
    ('reports = {jsn = "a"}', "reports.jsn: 'jsn' is none of", "没有 'jsn'，可用的有"),
    ('region = "mars"', "auditor.toml:1: region: 'mars' is none of shenzhen", "没有 'mars'，可用的有 shenzhen"),
]


@pytest.mark.parametrize(("text", "english", "chinese"), FAULTS, ids=[text for text, *_ in FAULTS])
def test_a_fault_names_file_line_and_key(write: Write, text: str, english: str, chinese: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(read_file(write("auditor.toml", text)))
    assert english in caught.value.say("en")
    assert chinese in caught.value.say("zh")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "as-of = 2026-01-31",
        'extends = "a.toml"',
        'extends = ["a.toml", "b.toml"]',
        "jobs = 4",
        'jobs = "auto"',
        "max-seconds = 3",
        "exclude = []",
        'fail-on = "never"',
        'reports = {json = "out.json"}',
    ],
)
def test_what_may_stand_there_is_no_fault(write: Write, text: str) -> None:
    check(read_file(write("auditor.toml", text)))


def test_what_was_checked_once_is_not_checked_again(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("auditor.toml", 'ignore = ["appearance"]')
    check(read_file(path))
    monkeypatch.setitem(__import__("sys").modules, "pydantic", None)
    check(read_file(path))
    with pytest.raises(ImportError):
        check(read_file(write("auditor.toml", 'ignore = ["appearance", "height"]')))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a = [", "auditor.toml: not TOML: "),
        (b"jobs = " + b"9" * 9_999, "auditor.toml: not TOML: Exceeds the limit"),
        (b"a = " + b"[" * 9_999, "auditor.toml: not TOML: maximum recursion"),
        (b"a = 1\nb = = 2", "auditor.toml:2: not TOML: Invalid value"),
        (b"a = '\xff'", "auditor.toml: not in UTF-8"),
        (b"#" * ((1 << 20) + 1), "auditor.toml: larger than 1 MiB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(write: Write, content: bytes, said: str) -> None:
    path = write("auditor.toml", "")
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        read_file(path)


def test_a_file_of_windows_is_read(write: Write) -> None:
    path = write("auditor.toml", "")
    path.write_bytes(b"\xef\xbb\xbf# a\r\nselect = [\r\n'age',\r\n]\r\n")
    file = read_file(path)
    assert file.data == {"select": ["age"]}
    assert file.place(("select", 0)) == "auditor.toml:3"


def test_a_file_that_is_not_there_says_so(write: Write) -> None:
    path = write("auditor.toml", "").with_name("none.toml")
    with pytest.raises(ConfigError) as caught:
        read_file(path)
    assert caught.value.say("zh") == "none.toml: 没有这个文件或文件夹"


def test_a_project_needs_our_table(write: Write) -> None:
    with pytest.raises(ConfigError, match=r"pyproject.toml: has no table \[tool.auditor\]"):
        read_file(write("pyproject.toml", '[project]\nname = "shop"\n'))
    file = read_file(write("pyproject.toml", '[project]\nname = "shop"\n[tool.auditor]\nselct = []\n'))
    with pytest.raises(ConfigError, match=r"pyproject.toml:4: selct: "):
        check(file)


def test_the_keys_of_a_place_are_known() -> None:
    assert {"fail-on", "as-of", "overrides"} <= set(known_keys(()))
    assert set(known_keys(("fields",))) == {"text", "id", "employer", "city", "date", "url", "source"}
    assert "files" in known_keys(("overrides", 0))
