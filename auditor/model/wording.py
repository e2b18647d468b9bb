"""Text in the two languages of the program."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from msgspec import Struct

Language: TypeAlias = Literal["zh", "en"]
_LANGUAGES: tuple[Language, ...] = get_args(Language)


class Wording(Struct, frozen=True):
    """One statement in Chinese and in English."""

    zh: str
    en: str

    def get(self, language: Language) -> str:
        """Return the statement in the language asked for."""
        return self.zh if language == "zh" else self.en

    def __bool__(self) -> bool:
        return bool(self.en)


NOTHING = Wording("", "")


def same(text: str) -> Wording:
    """Return what is written alike in both languages, such as a name or a number."""
    return Wording(text, text)


def wording(said: Wording | str) -> Wording:
    """Return what an extractor from outside says, who may say it in one language."""
    return said if isinstance(said, Wording) else same(str(said))


def fill(wording: Wording, **parts: object) -> Wording:
    """Return a statement with parts in place of their names in braces; a part in both languages is put in in each."""
    zh, en = ({name: part.get(language) if isinstance(part, Wording) else part for name, part in parts.items()} for language in _LANGUAGES)
    return Wording(wording.zh.format(**zh), wording.en.format(**en))
