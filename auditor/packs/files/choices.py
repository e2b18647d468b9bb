"""``context/choices.yaml``: what forms offer to tick, and who fills them in."""

from __future__ import annotations

from pydantic import Field

from auditor.packs.files.model import FileModel, Kebab, ReadAsFile, Text


class ChoiceKindFile(FileModel):
    """Words that a form offers beside each other; the regex is for one of them."""

    id: Kebab
    regex: Text
    exhausts: bool = False
    examples: list[ReadAsFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1)


class ChoicesFile(FileModel):
    """``context/choices.yaml``: what forms offer to tick, and who fills them in."""

    kinds: list[ChoiceKindFile]
    whatever: Text
    applicants: Text
    employers: Text
    filled_in: list[Text] = Field(alias="filled-in", description="lines that open a form which applicants fill in")
    not_filled_in: list[Text] = Field(alias="not-filled-in", description="lines that open none")
