"""The words of a suppression: what they name, why and until when; and what is wrong with those that cannot be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.engine import Auditor
from auditor.silence.aim import Names
from auditor.silence.suppression import (
    NO_DAY,
    NO_NAME,
    NO_REASON,
    TWICE,
    UNKNOWN_NAME,
    UNKNOWN_VERB,
    Reach,
    Suppression,
    SuppressionError,
    read_comment,
)


@pytest.fixture(scope="module")
def names(auditor: Auditor) -> Names:
    return Names.of(auditor)


@pytest.mark.parametrize(
    ("words", "reach", "suppression"),
    [
        ("ignore GEN001 reason=更衣室岗位", Reach.BLOCK, Suppression(("GEN001",), "更衣室岗位")),
        ("ignore gen001,age reason=已核实 until=2027-01-01", Reach.BLOCK, Suppression(("gen001", "age"), "已核实", "2027-01-01")),
        ("ignore GEN001 until=2027-01-01 reason=a b c", Reach.BLOCK, Suppression(("GEN001",), "a b c", "2027-01-01")),
        ('ignore-line gender-required reason="说 until 年底"', Reach.LINE, Suppression(("gender-required",), "说 until 年底")),
        ("ignore-next-line GEN001、AGE001 reason = “人事, 已核实”", Reach.NEXT_LINE, Suppression(("GEN001", "AGE001"), "人事, 已核实")),
        ("ignore-file all reason=示例", Reach.FILE, Suppression(("all",), "示例")),
        ("ignore 0123abcd reason=只这一处", Reach.BLOCK, Suppression(("0123abcd",), "只这一处")),
        ("ignore GEN001 reason=见 https://a.cn/?x=1#2", Reach.BLOCK, Suppression(("GEN001",), "见 https://a.cn/?x=1#2")),
    ],
)
def test_it_names_what_is_silent_why_and_until_when(words: str, reach: Reach, suppression: Suppression, names: Names) -> None:
    assert read_comment(words, names) == (reach, suppression)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("ignore", NO_NAME.en),
        ("ignore reason=因为", NO_NAME.en),
        ("ignore GEN001", NO_REASON.en),
        ("ignore GEN001 reason=", NO_REASON.en),
        ('ignore GEN001 reason=" "', NO_REASON.en),
        ("ignore GEN999 reason=因为", UNKNOWN_NAME.en),
        ("ignore 男性 reason=因为", UNKNOWN_NAME.en),
        ("ignore 0123abc reason=因为", UNKNOWN_NAME.en),
        ("ignore GEN001 expires=2027-01-01 reason=因为", UNKNOWN_NAME.en),
        ("ignore GEN001 reason=因为 until=2027-02-30", NO_DAY.en),
        ("ignore GEN001 reason=因为 until=20270101", NO_DAY.en),
        ("ignore GEN001 reason=因为 until=明年", NO_DAY.en),
        ("ignore GEN001 reason=因为 until=", NO_DAY.en),
        ("ignore GEN001 reason=因为 reason=所以", TWICE.en),
        ("ignore-all GEN001 reason=因为", UNKNOWN_VERB.en),
        ("disable GEN001 reason=因为", UNKNOWN_VERB.en),
    ],
)
def test_one_that_cannot_be_used_says_why(words: str, reason: str, names: Names) -> None:
    with pytest.raises(SuppressionError) as error:
        read_comment(words, names)
    assert str(error.value).startswith(reason.partition("{")[0])


def test_it_holds_through_its_last_day() -> None:
    suppression = Suppression(("GEN001",), "因为", "2027-01-01")
    assert [suppression.has_ended(day) for day in ("2026-12-31", "2027-01-01", "2027-01-02")] == [False, False, True]
    assert not Suppression(("GEN001",), "因为").has_ended("9999-12-31")


@given(words=st.text(st.sampled_from("ignore- GEN01,reasonutil=“”\"'2027ab "), max_size=60))
def test_any_words_are_read_or_refused(auditor: Auditor, words: str) -> None:
    try:
        _, suppression = read_comment(words, Names.of(auditor))
    except SuppressionError as error:
        assert error.reason.zh
    else:
        assert suppression.names
        assert suppression.reason


def test_names_know_what_they_stand_for(auditor: Auditor, names: Names) -> None:
    (finding,) = auditor.audit_text("招保安，限男性").findings
    fitting = ("GEN001", "gen001", "gender-required", "gender", "all", finding.fingerprint, finding.fingerprint[:8].upper())
    assert all(names.fits(name, finding) for name in fitting)
    assert not any(names.fits(name, finding) for name in ("GEN002", "age", "0" * 8, "marital"))


def test_a_ground_is_not_its_family(auditor: Auditor, names: Names) -> None:
    (finding,) = auditor.audit_text("限未婚").findings
    assert finding.rule.family.value == "gender"
    assert not names.fits("gender", finding)
