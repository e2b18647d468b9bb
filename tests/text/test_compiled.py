"""A pattern read from the cache is the pattern compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

from auditor.cache.folder import VARIABLE
from auditor.cache.memo import Memo
from auditor.packs.loader import load_pack
from auditor.text import compiled as module
from auditor.text.normalise import normalise

PACK = load_pack()
PATTERNS = [pattern.regex for rule in PACK.rules for pattern in rule.patterns]
CUES = [cue.regex for cue in PACK.cues]
TEXTS = [normalise(example.text).text for rule in PACK.rules for example in rule.flagged]


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty cache, and a run that has not compiled anything yet."""
    module._PROGRAMS.save()
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    next_run(monkeypatch)


def next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    module._PROGRAMS.save()
    module.compiled.cache_clear()
    monkeypatch.setattr(module, "_PROGRAMS", Memo("patterns", lambda: "1"))


def test_a_pattern_from_the_cache_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = [*PATTERNS[::20], *CUES[::10]]
    first = [module.compiled(pattern) for pattern in sample]
    next_run(monkeypatch)
    monkeypatch.setattr(regex, "compile", None)  # none is compiled again
    second = [module.compiled(pattern) for pattern in sample]
    for one, other in zip(first, second, strict=True):
        assert other is not one
        assert (other.pattern, other.flags, other.groups, other.groupindex) == (one.pattern, one.flags, one.groups, one.groupindex)
        for text in TEXTS[::5]:
            assert [found(match) for match in other.finditer(text)] == [found(match) for match in one.finditer(text)]


def found(match: regex.Match[str]) -> tuple[object, ...]:
    return match.span(), match.groups(), match.groupdict(), match.regs


def test_a_pattern_from_the_cache_keeps_to_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = "(?:a|aa)+b"
    module.compiled(slow)
    next_run(monkeypatch)
    with pytest.raises(module.OutOfTime):
        list(module.find(slow, "a" * 100, "a test", seconds=0.05))


@pytest.mark.parametrize("kept", [b"", b"no pickle", 7])
def test_a_foreign_program_is_compiled_anew(kept: object) -> None:
    module._PROGRAMS.get("男", lambda _: kept)  # type: ignore[arg-type, return-value]
    assert module.compiled("男").findall("男女男") == ["男", "男"]


def test_the_program_of_another_pattern_is_not_used() -> None:
    module._PROGRAMS.get("男", lambda _: module._program("女"))
    assert module.compiled("男").findall("男女男") == ["男", "男"]


def test_what_is_no_pattern_is_told_each_time() -> None:
    for _ in range(2):
        with pytest.raises(regex.error):
            module.compiled("(男")
