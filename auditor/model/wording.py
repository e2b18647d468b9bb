"""Text in the two languages of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One statement in Chinese and in English."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """Return the statement in the language asked for."""
        return self.zh if language == "zh" else self.en
