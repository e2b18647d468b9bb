"""The look at the first signs changes no match."""

from __future__ import annotations

import pytest
import regex

from auditor.packs.loader import load_pack
from auditor.text.compiled import compiled
from auditor.text.first import headed, headless

PACK = load_pack(())
RULES = PACK.rules
REGEXES = {
    *(pattern.regex for rule in RULES for pattern in rule.patterns),
    *(exemption.regex for rule in RULES for exemption in rule.exemptions),
    *(cue.regex for cue in (*PACK.cues, *PACK.employers.cues, *PACK.regions.cues)),
    *(cue for exception in PACK.exceptions for cue in exception.cues),
}
HEADED = sorted(regex for regex in REGEXES if headed(regex) != regex)
TEXTS = [example.text for rule in RULES for example in (*rule.flagged, *rule.passed)]
MANY = "|".join(map(chr, range(ord("一"), ord("一") + 70)))


def test_long_alternations_are_headed() -> None:
    assert headed(f"(?<!不)(?:{MANY})人").startswith("(?=[一")
    assert headed("限男|限女") == "限男|限女"


def test_two_signs_are_looked_at_where_a_match_has_two() -> None:
    assert headed(f"(?<!不)(?:{MANY})?[男女]性").endswith("男]" + f")(?<!不)(?:{MANY})?[男女]性")


@pytest.mark.parametrize("spoilt", ["|.", r"|\p{Han}", "|[^a]", "|(?:x)?", r"|(y)\1?z*"])
def test_what_can_begin_with_anything_or_with_nothing_is_left_alone(spoilt: str) -> None:
    pattern = f"(?:{MANY}{spoilt})"
    assert (headed(pattern) == pattern) is (spoilt != r"|(y)\1?z*")


@pytest.mark.parametrize("sign", "iIİkK\u212asSſ")
def test_case_is_folded_as_the_patterns_fold_it(sign: str) -> None:
    pattern = f"(?i)(?:i|k|s|{MANY})"
    assert bool(regex.match(headed(pattern), sign)) is bool(regex.match(pattern, sign))


def test_digits_of_all_scripts_may_stand_first() -> None:
    assert compiled(rf"(?:\d|{MANY})岁").search("٣岁")


@pytest.mark.parametrize("pattern", HEADED, ids=range(len(HEADED)))
def test_the_patterns_of_the_packs_match_the_same(pattern: str) -> None:
    plain, looked_at = regex.compile(pattern), regex.compile(headed(pattern))
    for text in TEXTS:
        assert [match.span() for match in looked_at.finditer(text)] == [match.span() for match in plain.finditer(text)]


INSIDE = "|".join(map(chr, range(ord("一"), ord("一") + 16)))


@pytest.mark.parametrize(
    ("pattern", "head"),
    [
        (f"限[^,]{{0,9}}?(?:{INSIDE})", "限[^,]{0,9}?(?=[一"),
        (f"限(?P<hit>{INSIDE})+人", "限(?=[一"),
        (rf"[(|]\((?:(?:a|b)|{INSIDE})", r"[(|]\((?=[ab一"),
    ],
)
def test_alternations_inside_are_headed(pattern: str, head: str) -> None:
    assert headed(pattern).startswith(head)
    assert headless(headed(pattern)) == pattern


@pytest.mark.parametrize("behind", ["?", "*", "{0,2}", "{,2}", "?+"])
def test_what_may_be_left_out_is_not_asked_for(behind: str) -> None:
    pattern = f"限(?:{INSIDE}){behind}人"
    assert headed(pattern) == pattern


@pytest.mark.parametrize("spoilt", ["", "|.", "|(?:x)?", r"|(?<=a)"])
def test_a_part_that_begins_with_anything_or_nothing_is_left_alone(spoilt: str) -> None:
    pattern = f"限(?:{INSIDE}{spoilt})"
    assert (headed(pattern) == pattern) is bool(spoilt)


def test_only_what_stands_in_a_group_of_its_own_is_headed() -> None:
    for pattern in (f"限(?!{INSIDE})人", f"限(?>{INSIDE})人", f"(?i)限(?:{INSIDE})", f"限[(?:{INSIDE})]"):
        assert headed(pattern) == pattern
