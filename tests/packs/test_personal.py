"""Files of personal data that cannot be used say where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PackError
from auditor.packs.lint.personal import lint_personal
from auditor.packs.loader import load_pack
from auditor.packs.personal import load_personal

FORMS = """\
vocabulary:
  sign: '[A-Z]'
forms:
- id: badge
  kind: account
  regex: '胸牌(?P<hit>{sign}[0-9]{3})'
  examples: [{text: 胸牌A123, match: [A123]}]
  near_misses: [胸牌一枚]
"""


def load(folder: Path, text: str) -> list[str]:
    path = folder / "personal" / "forms.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return list(lint_personal(load_personal([folder])))


def test_a_folder_of_ones_own_adds_forms_and_no_rules(tmp_path: Path) -> None:
    assert load(tmp_path, FORMS) == []
    pack = load_pack([tmp_path])
    assert pack.rules == load_pack().rules
    assert pack.digest != load_pack().digest


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("{sign}[0-9]", "{nobody}[0-9]", "personal/forms.yaml:6: forms.0.regex: no vocabulary is called 'nobody'"),
        ("胸牌(?P", "胸牌((?P", "personal/forms.yaml:6: forms.0.regex: not a regular expression"),
        ("kind: account", "kind: shoe", "personal/forms.yaml:5: forms.0.kind: Input should be"),
        ("near_misses: [胸牌一枚]", "near_misses: []", "personal/forms.yaml:8: forms.0.near_misses: List should have at least 1"),
    ],
)
def test_faults_name_file_line_and_key(tmp_path: Path, before: str, after: str, fault: str) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path, FORMS.replace(before, after))
    assert str(caught.value).startswith(f"{tmp_path}/{fault}")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("match: [A123]", "match: [A12]", "personal: badge: finds ['A123'] in '胸牌A123', not ['A12']"),
        ("text: 胸牌A123", "text: 胸牌a123", "personal: badge: its example '胸牌a123' is not hit by it"),
        ("[胸牌一枚]", "[胸牌B456]", "personal: badge: the near miss '胸牌B456' has ['B456']"),
        ("[0-9]{3}", "[^\\n]*", "personal: badge: unbounded repetition of a wide class; write {0,n}"),
    ],
)
def test_lint_says_what_examples_do_not_prove(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert fault in load(tmp_path, FORMS.replace(before, after))
