"""A safety net: no regex of the packs, and none that folds or cuts a text, takes long on what is written to make it slow.

The limit is that of the regex module, which counts the processor's time and not the clock's.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import regex

from auditor.packs.folders import built_in_folder
from auditor.packs.loader import load_pack
from auditor.packs.personal import load_personal
from auditor.text.clauses import clause_spans
from auditor.text.compiled import compiled
from auditor.text.normalise import normalise

SECONDS = 0.25
LONGEST = 1_500  # code points of a clause
PACK = load_pack()
PARTS = {
    **{f"{rule.id}/{pattern.id}": pattern.regex for rule in PACK.rules for pattern in rule.patterns},
    **{f"{rule.id}/exemption/{exemption.id}": exemption.regex for rule in PACK.rules for exemption in rule.exemptions},
    **{f"cue/{cue.id}": cue.regex for cue in PACK.cues},
    **{f"terminator/{cue.id}": cue.terminator for cue in PACK.cues if cue.terminator},
    **{f"{exception.id}/{index}": cue for exception in PACK.exceptions for index, cue in enumerate(exception.cues)},
    **{f"heading/{kind}": words for kind, words in PACK.headings.items()},
    **{
        f"text/{kind.id}/{part}": words
        for kind in PACK.text_kinds
        for part, words in (("title", kind.title), ("hires", kind.hires))
        if words
    },
    **{f"lead/{index}": words for index, words in enumerate(PACK.leads)},
    **{f"shown/{cue.id}": cue.regex for kind in (PACK.employers, PACK.regions) for cue in kind.cues},
    **{f"post/{form.id}": form.regex for form in PACK.post_forms.headings},
    "post/no-post": PACK.post_forms.no_post,
    **{f"phrase/{phrase.place}": phrase.regex for phrase in (*PACK.style.phrases, *PACK.style.tidying, *PACK.style.doubts)},
    "phrase/nothing": PACK.style.nothing,
    **{f"personal/{form.id}": form.regex for form in load_personal([built_in_folder()])},
}
SEPARATORS = ["", "、", ",", " ", "/", "的", "或", "1"]
UNITS = [
    "(",
    ")",
    "()",
    "((",
    "1",
    "18-",
    "18岁",
    "0.",
    "1 ",
    " ",
    ",",
    "、",
    "/",
    "-",
    ":",
    '"',
    "\n",
    "_",
    "a",
    "A ",
    "一",
    "男女",
    "不限",
]
SYNTAX = regex.compile(r"\\[pP]\{[^}]*\}|\(\?P?<[^>=!]*>|\(\?[a-z]+[:)]")
WORD = regex.compile(r"\p{Han}+|[A-Za-z]{2,}")


def literals(pattern: str) -> list[str]:
    return list(dict.fromkeys(WORD.findall(SYNTAX.sub("", pattern)))) or ["x"]


def hostile(pattern: str) -> Iterator[str]:
    """What makes a regex try again and again, and a last sign that makes it fail."""
    yield from (text[: LONGEST - 1] + "×" for text in repeated(pattern))


def repeated(pattern: str) -> Iterator[str]:
    """Units again and again; words of the regex's own, repeated, listed, followed by filling, and thrown together."""
    words = literals(pattern)
    yield from (unit * LONGEST for unit in UNITS)
    for word in dict.fromkeys((*words[:3], *words[-3:])):
        yield from ((word + separator) * LONGEST for separator in SEPARATORS)
        yield from (word + filling * LONGEST for filling in " 一a1(")
    yield from (separator.join(order) * LONGEST for order in (words, words[::-1]) for separator in SEPARATORS)
    dice = random.Random(pattern)
    for most in (2, 3, 6, 12):
        pool = dice.sample(words, min(most, len(words))) + dice.sample(SEPARATORS, 3)
        yield "".join(dice.choices(pool, k=LONGEST))


@pytest.mark.parametrize("name", PARTS)
def test_no_regex_of_the_packs_takes_long(name: str) -> None:
    slow = []
    for text in hostile(PARTS[name]):
        try:
            list(compiled(PARTS[name]).finditer(text, timeout=SECONDS))
        except TimeoutError:
            slow.append(text[:40])
    assert slow == []


def test_the_net_catches_a_slow_regex() -> None:
    slow = "(?:(?:限|女|限女)+)+$"
    with pytest.raises(TimeoutError):
        for text in hostile(slow):
            list(compiled(slow).finditer(text, timeout=SECONDS))


@pytest.mark.parametrize("unit", [*UNITS, "限*", "限 ", "1、", "a. ", "- ", "男,  ", "\x1b["])
def test_folding_and_cutting_end(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    assert len(normalise(text).text) <= len(text)
    assert all(len(span) <= LONGEST for span in clause_spans(text))
