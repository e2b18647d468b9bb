"""Options: names of rules, severities that are set, overrides."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.config import Config, Override
from auditor.engine import Auditor
from auditor.errors import ConfigError
from auditor.globs import Globs
from auditor.model.grounds import Employer, Severity

TEXT = "招聘文员一名，限女性，18-35岁，属虎勿扰。"
AS_OF = "2026-11-24"


def told(config: Config, name: str = "<text>") -> dict[str, Severity]:
    return {finding.rule.id: finding.severity for finding in Auditor(config).audit_text(TEXT, name).findings}


BY_RULES = {"GEN001": Severity.VIOLATION, "AGE001": Severity.POLICY, "SUP001": Severity.POLICY}


def test_the_text_is_found_as_the_rules_say() -> None:
    found = told(Config(as_of=AS_OF))
    assert {rule: found[rule] for rule in ("GEN001", "AGE001")} == {rule: BY_RULES[rule] for rule in ("GEN001", "AGE001")}


def test_a_severity_that_is_set_says_what_it_was_by_the_rule() -> None:
    config = Config(as_of=AS_OF, severity={"GEN001": Severity.RISK, "age": Severity.POLICY})
    findings = {finding.rule.id: finding for finding in Auditor(config).audit_text(TEXT).findings}
    assert findings["GEN001"].severity is Severity.RISK
    assert [caution.zh for caution in findings["GEN001"].cautions] == ["严重程度由配置定为“存疑”，依规则是“涉嫌违法”"]
    assert findings["GEN001"].cautions[0].en == "severity set to doubtful by the configuration; by the rule it is suspected violation"
    assert (findings["AGE001"].severity, findings["AGE001"].cautions) == (Severity.POLICY, ())
    assert Auditor(config).header.options == {"severity": "GEN001=risk,age=policy"}


@pytest.mark.parametrize("name", ["GEN001", "gen001", "gender-required"])
def test_a_rule_counts_before_its_ground_and_that_before_its_family(name: str) -> None:
    rules = Auditor(Config()).rules
    config = Config(severity={"gender": Severity.RISK, "marital": Severity.NOTE, name: Severity.POLICY, "identity": Severity.NOTE})
    levels = config.severities(rules)
    by_ground = {rule.ground.value: levels.get(rule.id) for rule in rules if rule.id != "GEN001"}
    assert levels["GEN001"] is Severity.POLICY
    assert (by_ground["gender"], by_ground["marital"], by_ground["age"]) == (Severity.RISK, Severity.NOTE, None)
    assert by_ground["health"] is Severity.NOTE


def test_no_option_makes_a_suspected_violation() -> None:
    with pytest.raises(ConfigError, match="that the law is broken only the law can say"):
        Override(Globs(("**",), Path()), severity={"age": Severity.VIOLATION})
    with pytest.raises(ConfigError, match="that the law is broken only the law can say") as caught:
        Config(severity={"age": Severity.VIOLATION})
    assert "是否涉嫌违法只由法律依据决定" in caught.value.say("zh")


def test_faults_are_told_in_both_languages() -> None:
    with pytest.raises(ConfigError) as caught:
        Config(region="mars")
    assert str(caught.value).startswith("region: 'mars' is none of shenzhen, ")
    assert caught.value.say("zh").startswith("region：没有 'mars'，可用的有 shenzhen, ")


def test_a_name_that_is_nearly_right_is_guessed() -> None:
    with pytest.raises(ConfigError, match="'gnder' is no rule, ground or family; did you mean gender\\?"):
        Auditor(Config(ignore=("gnder",)))


@pytest.fixture
def campus(tmp_path: Path) -> Config:
    globs = Globs(("campus/**",), tmp_path)
    overrides = (
        Override(globs, ignore=("age",), employer=Employer.SCHOOL, severity={"GEN001": Severity.NOTE}),
        Override(Globs(("campus/law/",), tmp_path), ignore=("gender",)),
    )
    return Config(as_of=AS_OF, severity={"GEN001": Severity.RISK}, overrides=overrides)


def test_an_override_holds_for_its_files_alone(campus: Config, tmp_path: Path) -> None:
    assert told(campus, str(tmp_path / "a.txt")).keys() >= {"GEN001", "AGE001"}
    there = told(campus, str(tmp_path / "campus" / "a.txt"))
    assert there["GEN001"] is Severity.NOTE
    assert "AGE001" not in there


def test_the_last_override_counts_option_by_option(campus: Config, tmp_path: Path) -> None:
    law = str(tmp_path / "campus" / "law" / "a.txt")
    found = told(campus, law)
    assert "GEN001" not in found
    assert "AGE001" in found
    assert Auditor(campus).for_file(law).config.employer is Employer.SCHOOL


def test_names_inside_an_archive_decide_nothing(campus: Config, tmp_path: Path) -> None:
    assert "AGE001" in told(campus, f"{tmp_path / 'ads.zip'}!/campus/a.txt")
    assert "AGE001" not in told(campus, f"{tmp_path / 'campus' / 'ads.zip'}!/other/a.txt")


def test_text_without_a_file_has_no_override(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = Config(as_of=AS_OF, overrides=(Override(Globs(("**",), tmp_path), ignore=("age",)),))
    assert "AGE001" in told(config, "<stdin>")
    assert "AGE001" not in told(config, "a.txt")


def test_many_documents_are_audited_as_one_by_one(campus: Config, tmp_path: Path) -> None:
    from auditor.model.document import Document, Segment
    from auditor.model.location import LinePlace

    names = [str(tmp_path / name) for name in ("a.txt", "campus/b.txt", "c.txt", "campus/law/d.txt")] * 300
    texts = [f"{TEXT}\n{number}\n{'负责日常工作。' * 20}" for number in range(len(names))]
    documents = [Document(name, name, (Segment.at(text, LinePlace(1, 1)),)) for name, text in zip(names, texts, strict=True)]
    auditor = Auditor(campus)
    together = list(auditor.audit_all(documents))
    assert [result.source for result in together] == names
    assert [len(result.findings) for result in together[:4]] == [len(Auditor(campus).audit(each).findings) for each in documents[:4]]
    assert together[:4] == [Auditor(campus).audit(each) for each in documents[:4]]
    assert [len(result.findings) for result in together] == [len(result.findings) for result in together[:4]] * 300


def test_the_header_tells_overrides_and_what_is_left_out(campus: Config, tmp_path: Path) -> None:
    from dataclasses import replace

    config = replace(campus, exclude=(Globs(("drafts/", "*.bak"), tmp_path),), read_from=(Path("house/auditor.toml"),))
    assert config.given == {
        "severity": "GEN001=risk",
        "exclude": "drafts/, *.bak",
        "overrides": "campus/**: ignore=age severity=GEN001=note employer=school; campus/law/: ignore=gender",
        "read_from": "house/auditor.toml",
    }
