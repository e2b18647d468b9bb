"""Rule files that cannot be used say where and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import PackError
from auditor.model.grounds import Ground
from auditor.packs.lint.pack import lint
from auditor.packs.loader import load_pack
from auditor.packs.scaffold import write_scaffold

RULE = """\
id: TST001
name: shop-sex
ground: gender
title: {zh: 标题, en: title}
suggestion: {zh: 建议, en: suggestion}
patterns:
- id: one
  regex: '店员限女'
verdicts:
- severity: risk
  basis: [GC185-holding]
  why: {zh: 理由, en: reason}
exemptions:
- {id: womens-wear, regex: 店员限女装, reach: cover, why: {zh: 因, en: goods}}
examples:
  flagged: [{text: 店员限女, match: 店员限女}]
  passed: [{text: 店员限量, why: goods}, {text: 店员限女装部, dismissed-by: womens-wear}]
"""


def load(folder: Path, text: str) -> None:
    path = folder / "gender" / "TST001.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    load_pack([folder])


def test_a_folder_of_ones_own_adds_rules(tmp_path: Path) -> None:
    load(tmp_path, RULE)
    pack = load_pack([tmp_path])
    assert pack.find("TST001") is pack.find("shop-sex")
    assert pack.digest != load_pack().digest


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("regex: '店员限女'", "regex: '店员(限女'", "gender/TST001.yaml:8: patterns.0.regex: not a regular expression"),
        ("regex: '店员限女'", "regex: '{nobody}限女'", "gender/TST001.yaml:8: patterns.0.regex: no vocabulary is called 'nobody'"),
        ("ground: gender", "ground: sex", "gender/TST001.yaml:3: ground: "),
        ("ground: gender", "ground: gender\ncolour: red", "gender/TST001.yaml:4: colour: "),
        ("name: shop-sex", "name: shop-sex\nname: again", "gender/TST001.yaml:3: the key 'name' stands twice"),
        ("title: {zh: 标题, en: title}", "title: [", "gender/TST001.yaml:6: not YAML"),
        ("basis: [GC185-holding]", "basis: [NO-1]", "gender/TST001.yaml:9: verdicts: no legal basis has the ref 'NO-1'"),
        ("- severity: risk", "- when: {kind: x}\n  severity: risk", "gender/TST001.yaml:9: verdicts: the last verdict must hold without"),
        ("id: TST001", "id: GEN001", "gender/TST001.yaml:1: id: GEN001 stands in gender/GEN001.yaml already"),
        (
            "title: {zh: 标题, en: title}",
            "title: &t {zh: *t, en: title}",
            "gender/TST001.yaml:4: title.zh: YAML aliases (*name) are not read",
        ),
        ("title: {zh: 标题, en: title}", "title: {zh: 标题}", "gender/TST001.yaml:4: title.en: Field required"),
    ],
)
def test_a_fault_names_file_line_and_key(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PackError) as error:
        load(tmp_path, RULE.replace(old, new))
    assert str(error.value).startswith(f"{tmp_path}/{message}")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [("rules.txt", "{}: holds no .yaml files"), ("gender/TST001.yml", "{}/gender/TST001.yml: only .yaml files are read; rename it")],
)
def test_a_folder_in_which_no_rule_would_be_read_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text(RULE, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack([tmp_path])
    assert str(error.value).startswith(message.format(tmp_path))


def test_scalars_stay_words(tmp_path: Path) -> None:
    load(tmp_path, RULE.replace("name: shop-sex", "name: '985'").replace("店员限女", "限985"))
    assert load_pack([tmp_path]).find("985") is not None


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("regex: '店员限女'", r"regex: '\b店员限女'", "fail beside Han text"),
        ("regex: '店员限女'", "regex: '店员.*限女'", "unbounded repetition"),
        ("regex: '店员限女'\n", "regex: '店员限女'\n- {id: two, regex: 别的说法}\n", "patterns.two: no flagged example is hit by it"),
        (", {text: 店员限女装部, dismissed-by: womens-wear}", "", "fewer than 2"),
        ("text: 店员限女装部", "text: 完全无关", "none is a near miss"),
        ("regex: 店员限女装", "regex: 店员限女装|甲店员", "no passed example is dismissed by its alternative '甲店员'"),
        ("{text: 店员限量, why: goods}", "{text: 店员限女, why: goods}", "'店员限女' stands in TST001 already"),
        ("{text: 店员限女, match: 店员限女}", "{text: 店员限女, match: 店员限女, breaks-when: {odd: so}}", "breaks-when: odd is none of"),
        ("basis: [GC185-holding]", "basis: [ESR-14]", "rests on memory alone"),
    ],
)
def test_the_linter_refuses_what_cannot_work(tmp_path: Path, old: str, new: str, fault: str) -> None:
    load(tmp_path, RULE.replace(old, new))
    own = [line for line in lint(load_pack([tmp_path])) if line.startswith("gender/TST001.yaml")]
    assert any(fault in line for line in own), own


def test_a_good_rule_has_no_faults(tmp_path: Path) -> None:
    load(tmp_path, RULE)
    assert [line for line in lint(load_pack([tmp_path])) if "TST001" in line] == []


def test_a_scaffold_loads_and_passes_the_linter(tmp_path: Path) -> None:
    write_scaffold(tmp_path, "SHOP001", "shop-clerk-sex", Ground.GENDER)
    pack = load_pack([tmp_path])
    assert pack.find("shop-clerk-sex") is not None
    assert [line for line in lint(pack) if "SHOP001" in line] == []


def test_every_rule_ships_with_law_and_words(tmp_path: Path) -> None:
    del tmp_path
    pack = load_pack()
    assert {rule.ground for rule in pack.rules} == set(Ground)
    for rule in pack.rules:
        assert rule.title.zh, rule.title.en
        assert rule.suggestion.zh, rule.suggestion.en
        assert any("一" <= char <= "鿿" for char in rule.suggestion.zh), rule.id


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("pinyin:\n  限女: xian", "folding/own.yaml:2: pinyin.限女: as many syllables as signs"),
        ("look-alikes:\n  限女: 陥", "folding/own.yaml:2: look-alikes.限女: one sign is meant"),
        ("substitutions:\n- {read: 男, signs: [♗], after: '['}", "folding/own.yaml:2: substitutions.0.after: not a regular expression"),
        ("substitutions:\n- {read: 男, signs: []}", "folding/own.yaml:2: substitutions.0.signs: "),
    ],
)
def test_a_faulty_table_of_disguises_is_refused(tmp_path: Path, table: str, message: str) -> None:
    path = tmp_path / "folding" / "own.yaml"
    path.parent.mkdir()
    path.write_text(table, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_pack([tmp_path])
    assert str(error.value).startswith(f"{tmp_path}/{message}")


def test_disguises_of_ones_own_are_added(tmp_path: Path) -> None:
    path = tmp_path / "folding" / "own.yaml"
    path.parent.mkdir()
    path.write_text("look-alikes:\n  男: ♗", encoding="utf-8")
    assert load_pack([tmp_path]).disguises.look_alikes["♗"] == "男"


PLACES = """\
templates:
  names:
  - {id: shift, regex: '(?:^|_)shift$', examples: [job.nightShift], near-misses: [shift_key]}
  slots:
  - id: shift-hours
    names: [shift]
    before: '小时'
    write: '9'
    examples: [{text: '{{ shift }}小时', read: 9小时}]
    near-misses: ['{{ hours }}小时']
"""


def load_places(folder: Path, text: str) -> None:
    path = folder / "context" / "places.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    load_pack([folder])


def test_a_rule_calls_a_place_by_what_its_name_shows(tmp_path: Path) -> None:
    load_places(tmp_path, PLACES)
    load(
        tmp_path,
        RULE.replace("regex: '店员限女'", "regex: '店员{slot_shift}'").replace(
            "text: 店员限女, match: 店员限女", 'text: "店员{{ shift }}", match: "店员{{ shift }}"'
        ),
    )
    pack = load_pack([tmp_path])
    rule = pack.find("TST001")
    assert rule is not None
    assert rule.patterns[0].regex == f"店员{pack.templates.names[-1].sign}"
    assert not [fault for fault in lint(pack) if "templates" in fault]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("job.nightShift", "job.night", "names.shift: its example 'job.night' shows nothing"),
        ("shift_key", "day_shift", "names.shift: the near miss 'day_shift' shows shift"),
        ("read: 9小时", "read: 8小时", "slots.shift-hours: '{{ shift }}小时' should be read as '8小时', is read as '9小时'"),
        ("'{{ hours }}小时'", "'{{ a.shift }}小时'", "slots.shift-hours: the near miss '{{ a.shift }}小时' is read as '9小时'"),
    ],
)
def test_the_linter_holds_places_to_their_examples(tmp_path: Path, old: str, new: str, fault: str) -> None:
    load_places(tmp_path, PLACES.replace(old, new))
    assert f"context: templates: {fault}" in list(lint(load_pack([tmp_path])))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: shift,", "id: sex,", "context/places.yaml:3: templates.names.0.id: a name is called 'sex' already"),
        ("names: [shift]", "names: [night]", "context/places.yaml:6: templates.slots.0.names: no name is called 'night'"),
    ],
)
def test_places_that_cannot_be_used_say_where(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        load_places(tmp_path, PLACES.replace(old, new))
    assert str(caught.value).startswith(f"{tmp_path}/{message}")
