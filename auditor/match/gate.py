"""The seam before the patterns: a gate says which rules can match a raw clause at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from auditor.model.rule import Rule


class Gate(Protocol):
    """Sound over-approximation: may admit a rule that finds nothing, never the other way round."""

    def admits(self, raw: str) -> Sequence[Rule]:
        """Return the rules that may match a clause, in pack order."""


class OpenGate:
    """Admits every rule to every clause."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules

    def admits(self, raw: str) -> Sequence[Rule]:  # noqa: ARG002 - the open gate does not look
        """Return all rules."""
        return self._rules
