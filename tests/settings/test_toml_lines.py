"""The line of each key, told by the reader of TOML itself."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from auditor.settings.toml_lines import lines_of

TEXT = '''# the house
select = [
  "GEN001",  # one
  "age",
]
severity.GEN001 = "risk"
note = """
[not-a-table]
key = 1
"""

[fields]
text = "a"

[[overrides]]
files = ["a", "b"]
[overrides.severity]
AGE001 = "note"
[[overrides]]
files = [
  "c"]
severity = {GEN001 = "risk"}
'''


def test_each_key_and_item_has_its_line() -> None:
    assert lines_of(TEXT) == {
        ("select",): 2,
        ("select", 0): 3,
        ("select", 1): 4,
        ("severity",): 6,
        ("severity", "GEN001"): 6,
        ("note",): 7,
        ("fields",): 12,
        ("fields", "text"): 13,
        ("overrides",): 15,
        ("overrides", 0): 15,
        ("overrides", 0, "files"): 16,
        ("overrides", 0, "files", 0): 16,
        ("overrides", 0, "files", 1): 16,
        ("overrides", 0, "severity"): 17,
        ("overrides", 0, "severity", "AGE001"): 18,
        ("overrides", 1): 19,
        ("overrides", 1, "files"): 20,
        ("overrides", 1, "files", 0): 21,
        ("overrides", 1, "severity"): 22,
        ("overrides", 1, "severity", "GEN001"): 22,
    }


def test_only_what_is_below_a_table_is_told() -> None:
    text = '[project]\nname = "shop"\n[tool.other]\na = 1\n[tool.auditor]\nselect = ["age"]\n[tool.auditor.fields]\nid = "no"\n'
    table = ("tool", "auditor")
    assert lines_of(text, table) == {(): 5, ("select",): 6, ("select", 0): 6, ("fields",): 7, ("fields", "id"): 8}
    assert lines_of('tool.auditor.select = ["age"]\n', table) == {(): 1, ("select",): 1, ("select", 0): 1}


VALUES = st.one_of(
    st.integers().map(str),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8).map(
        lambda text: json.dumps(text, ensure_ascii=False)
    ),
    st.sampled_from(['"""\n[x]\n= [\n"""', "'''\na = '\n#'''", "[\n1,\n# ]\n2,\n]", "[]", "[[1,\n2], [3]]", '{a = "]", b = [1]}']),
)
BETWEEN = st.sampled_from(["", "\n", "# a = [\n", "\n\n#\n"])


@given(st.lists(st.tuples(BETWEEN, VALUES), max_size=8))
def test_a_statement_is_where_it_was_put(statements: list[tuple[str, str]]) -> None:
    text, expected = "", {}
    for number, (between, value) in enumerate(statements):
        text += between
        expected[f"key{number}",] = text.count("\n") + 1
        text += f"key{number} = {value}\n"
    assert {path: line for path, line in lines_of(text).items() if len(path) == 1} == expected


def test_a_file_that_would_take_long_tells_fewer_lines() -> None:
    """Each line of a list is read with all before it; the first ones are told, and no statement behind a list that takes too long."""
    lines = lines_of("first = 1\nselect = [\n" + "'GEN001',\n" * 30_000 + "]\nlast = 1\n")
    assert lines[("first",)] == 1
    assert ("last",) not in lines
    assert lines_of(".".join(["a"] * 3_000) + " = 1")[("a",)] == 1


def test_the_lines_of_long_lists_are_told() -> None:
    lines = lines_of("exclude = [\n" + "".join(f"'drafts/{number}/',\n" for number in range(300)) + "]\nlang = 'zh'\n")
    assert (lines["exclude", 299], lines[("lang",)]) == (301, 303)
