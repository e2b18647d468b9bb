"""``context/employers.yaml`` and ``regions.yaml``: words that show who hires, and where."""

from __future__ import annotations

from pydantic import Field

from auditor.model.grounds import Employer
from auditor.packs.files.model import FileModel, Kebab, Text


class ShownFile(FileModel):
    """An example of a cue, and the words in it that show the circumstance."""

    text: Text
    match: Text


class CircumstanceCueFile(FileModel):
    """Words that show who hires, or where; they run over what tells of a post, where a field stands as ``name:text``."""

    id: Kebab
    regex: Text
    weak: bool = False
    examples: list[ShownFile] = Field(min_length=1)
    near_misses: list[Text] = []


class EmployerCueFile(CircumstanceCueFile):
    """Words that show who hires."""

    shows: list[Employer] = Field(min_length=1)


class EmployersFile(FileModel):
    """``context/employers.yaml``: ``together`` lists kinds of employer that do not contradict each other."""

    together: list[list[Employer]] = []
    cues: list[EmployerCueFile]


class RegionCueFile(CircumstanceCueFile):
    """Words that show where."""

    shows: list[Text] = Field(min_length=1)


class RegionsFile(FileModel):
    """``context/regions.yaml``: ``within`` tells in which regions a region lies."""

    within: dict[str, list[Text]] = {}
    cues: list[RegionCueFile]
