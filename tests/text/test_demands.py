"""What patterns demand comes out of the cache as it went in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from auditor.cache.entries import write_entry
from auditor.cache.folder import VARIABLE
from auditor.cache.pickles import to_bytes
from auditor.engine import Auditor
from auditor.text import demands
from auditor.text.demands import Demands, demands_of


@pytest.fixture
def asked(auditor: Auditor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple:  # type: ignore[type-arg]
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    rules = auditor.pack.rules[:6]
    return [pattern for rule in rules for pattern in rule.patterns], auditor.pack.cues, auditor.pack.leads


def are_equal(one: Demands, other: Demands) -> bool:
    pairs = [(getattr(one, field), getattr(other, field)) for field in Demands.__struct_fields__]
    same = [all(map(np.array_equal, a, b)) if isinstance(a, tuple) else np.array_equal(a, b) for a, b in pairs]
    return all(same) and all(getattr(a, "dtype", None) == getattr(b, "dtype", None) for a, b in pairs)


def test_what_is_kept_is_what_was_made(asked: tuple, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[type-arg]
    made = demands_of(*asked)
    monkeypatch.setattr(demands, "_Maker", lambda *_: pytest.fail("made again"))
    assert are_equal(demands_of(*asked), made)


def test_other_patterns_are_told_apart(asked: tuple) -> None:  # type: ignore[type-arg]
    patterns, cues, leads = asked
    assert not are_equal(demands_of(patterns, cues, leads), demands_of(patterns[1:], cues, leads))
    assert not are_equal(demands_of(patterns, cues, leads), demands_of(patterns, cues[1:], leads[:0]))


@pytest.mark.parametrize("foreign", [b"", b"no pickle", to_bytes({"codes": 1}), to_bytes([1]), to_bytes({"literals": {"type": 1}})])
def test_what_cannot_be_read_is_made_anew(asked: tuple, foreign: bytes) -> None:  # type: ignore[type-arg]
    made = demands_of(*asked)
    patterns, cues, leads = asked
    name = demands._Asked([(one.regex, demands._bits_of(one)) for one in patterns], demands._forces(cues), leads).name
    assert name
    write_entry(name, foreign)
    assert are_equal(demands_of(*asked), made)
