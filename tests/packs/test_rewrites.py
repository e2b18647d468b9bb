"""Files of phrases that cannot be used say where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PackError
from auditor.packs.lint.pack import lint
from auditor.packs.loader import Pack, load_pack

FILE = """\
grounds: [gender]
phrases:
- {regex: '女(?P<post>店员)', write: '{post}', text: 招女店员, rewrite: 招店员}
tidying:
- {regex: '⌫,', write: '', text: '⌫,能早班', rewrite: 能早班}
"""


def load(folder: Path, text: str) -> Pack:
    path = folder / "rewrite" / "shop.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return load_pack([folder])


def test_phrases_of_ones_own_come_first(tmp_path: Path) -> None:
    pack = load(tmp_path, FILE)
    assert pack.style.phrases[0].place == "rewrite/shop.yaml:3: phrases.0"
    assert list(lint(pack)) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("'{post}'", "'{job}'", "rewrite/shop.yaml:3: phrases.0.write: the regex has no group for {job}"),
        ("'{post}'", "'{sum}'", "rewrite/shop.yaml:3: phrases.0.write: the regex has no group for {sum}"),
        ("'{post}'", "'{post'", "rewrite/shop.yaml:3: phrases.0.write: expected '}' before end of string"),
        ("(?P<post>店员)", "(?P<post>店员", "rewrite/shop.yaml:3: phrases.0.regex: not a regular expression"),
        ("[gender]", "[sex]", "rewrite/shop.yaml:1: grounds.0: "),
    ],
)
def test_a_fault_is_named_with_file_and_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PackError) as error:
        load(tmp_path, FILE.replace(old, new))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("招女店员", "招店长", "its example '招店长' is not hit by it"),
        ("regex: '⌫,'", "regex: ','", "put ⌫ into the regex"),
        ("rewrite: 能早班", "rewrite: 早班", "should become '早班', becomes '能早班'"),
    ],
)
def test_the_linter_holds_phrases_to_their_examples(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert any(fault in line for line in lint(load(tmp_path, FILE.replace(old, new))))
