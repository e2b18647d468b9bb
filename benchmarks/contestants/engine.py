"""Our engine in process, with all built-in rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from auditor.config import Config
from auditor.engine import Auditor
from benchmarks.contestants.contestant import Counter, UnavailableError


def engine() -> Counter:
    """Make an auditor."""
    return _findings(Auditor())


def engine_without_gate() -> Counter:
    """Make an auditor whose patterns see every clause."""
    if "gate" not in {field.name for field in fields(Config)}:
        raise UnavailableError("this version has no switch for the gate")
    switched: dict[str, Any] = {"gate": False}
    return _findings(Auditor(replace(Config(), **switched)))


def _findings(auditor: Auditor) -> Counter:
    auditor.audit_text("店员一名，限女性，35岁以下。")  # what is made only when it is first needed

    def count(texts: Iterable[str]) -> int:
        return sum(len(auditor.audit_text(text).findings) for text in texts)

    return count
