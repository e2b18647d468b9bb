"""What the page's script has to know beside results: its words, the names of what results are told by, and how the page opens."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from auditor.model.report import InputFile
from auditor.model.wording import Language, Wording
from auditor.report.html.words import LEVELS, SPOKEN
from auditor.report.printable import printable
from auditor.report.words import EMPLOYERS, GROUNDS, NOTICES, SEVERITIES, SILENCED_BY, VERIFICATIONS

_NAMED = 3  # files in the head of the page


def vocabulary(language: Language) -> dict[str, Any]:
    """Return it as plain data; names stand in the order in which filters show them."""
    return {
        "language": language,
        "words": _both(SPOKEN),
        "severities": _both(SEVERITIES),
        "grounds": _both(GROUNDS),
        "employers": _both(EMPLOYERS),
        "levels": _both(LEVELS),
        "verifications": _both(VERIFICATIONS),
        "silenced_by": _both(SILENCED_BY),
        "notice_kinds": _both(NOTICES),
    }


def audited(inputs: Collection[InputFile]) -> Wording:
    """Name what was audited, by its first files."""
    names = [printable(file.path) for file, _ in zip(inputs, range(_NAMED), strict=False)]
    if len(inputs) <= _NAMED:
        return Wording("、".join(names) or "—", ", ".join(names) or "—")
    return Wording(f"{'、'.join(names)} 等 {len(inputs):,} 个文件", f"{', '.join(names)} and others, {len(inputs):,} files")


def _both(words: Mapping[Any, Wording]) -> dict[str, dict[str, str]]:
    return {name.value if isinstance(name, StrEnum) else name: {"zh": word.zh, "en": word.en} for name, word in words.items()}
