"""``folding/*.yaml``: what is written for something else."""

from __future__ import annotations

from pydantic import Field

from auditor.packs.files.model import FileModel, Text


class SubstitutionFile(FileModel):
    """Signs that are read as a word where their surroundings say so."""

    read: Text
    signs: list[Text] = Field(min_length=1)
    after: str = ""
    before: str = ""


class FoldingFile(FileModel):
    """``folding/*.yaml``: what is written for something else, for the second reading of a text."""

    look_alikes: dict[Text, Text] = Field({}, alias="look-alikes", description="a sign, and the signs that are written for it")
    phrases: dict[Text, Text] = Field({}, description="a word written with a wrong sign, and the right word")
    substitutions: list[SubstitutionFile] = []
    pinyin: dict[Text, Text] = Field({}, description="a word, and its syllables")
    english: list[Text] = []
