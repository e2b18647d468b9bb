"""Our engine in process, with all built-in rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from itertools import islice
from typing import Any

from auditor.config import Config
from auditor.engine import Auditor
from benchmarks.contestants.contestant import Counter, UnavailableError
from benchmarks.invented import invented_ads

_OTHER = 6  # a seed that makes other ads than those that are measured
_WARMING = 100  # ads


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
    for text in islice(invented_ads(_OTHER), _WARMING):  # patterns are compiled when they are first needed
        auditor.audit_text(text)

    def count(texts: Iterable[str]) -> int:
        return sum(len(result.findings) for result in auditor.audit_texts(texts))

    return count
