"""What a suppression may name: rules by id or name, grounds, one finding by its fingerprint, or all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from auditor.model.finding import Finding

if TYPE_CHECKING:
    from auditor.engine import Auditor

ALL = "all"
_FINGERPRINT = re.compile(r"[0-9a-f]{8,32}")


def is_fingerprint(name: str) -> bool:
    """Tell whether a name is a fingerprint, or enough of its start."""
    return _FINGERPRINT.fullmatch(name.lower()) is not None


class Names(Struct, frozen=True):
    """The names that an audit knows.

    Args:
        rules: the ids of the rules that a name stands for, by name in lower case.
        judged: the ids of the rules that are applied.
    """

    rules: Mapping[str, frozenset[str]]
    judged: frozenset[str]

    @classmethod
    def of(cls, auditor: Auditor) -> Names:
        """Return those of an audit."""
        rules: dict[str, frozenset[str]] = {}
        for rule in auditor.pack.rules:
            for name in (rule.id, rule.name, *rule.aliases, rule.ground.value, ALL):
                rules[name.lower()] = rules.get(name.lower(), frozenset()) | {rule.id}
        return cls(rules, frozenset(rule.id for rule in auditor.rules))

    def knows(self, name: str) -> bool:
        """Tell whether something has a name."""
        return name.lower() in self.rules or is_fingerprint(name)

    def fits(self, name: str, finding: Finding) -> bool:
        """Tell whether a name stands for a finding."""
        rules = self.rules.get(name.lower())
        return finding.rule.id in rules if rules is not None else finding.fingerprint.startswith(name.lower())

    def is_judged(self, name: str) -> bool:
        """Tell whether all that a name stands for is looked for in this audit."""
        return self.rules.get(name.lower(), self.rules[ALL]) <= self.judged
