"""``personal/*.yaml``: forms in which personal data stand."""

from __future__ import annotations

from pydantic import Field

from auditor.model.personal import PersonalKind
from auditor.packs.files.model import FileModel, Kebab, Text


class GivenAwayFile(FileModel):
    """A text, and the pieces of it that are personal."""

    text: Text
    match: list[Text] = Field(min_length=1)


class PersonalFormFile(FileModel):
    """A form in which personal data stand; every match of the group ``hit``, where there is one, is personal."""

    id: Kebab
    kind: PersonalKind
    regex: Text
    number: bool = False
    examples: list[GivenAwayFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1)


class PersonalFile(FileModel):
    """``personal/*.yaml``: vocabularies, each over those before it, and forms over them."""

    vocabulary: dict[str, Text] = {}
    forms: list[PersonalFormFile] = []
