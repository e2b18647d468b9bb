"""``context/templates.yaml``: how the places of templates are read."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from auditor.packs.files.model import FileModel, Kebab, ReadAsFile, Text


class PlaceNameFile(FileModel):
    """Names of places in templates that show what is filled in; rules call the sign of one ``{slot_<id>}``."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
    regex: Text
    examples: list[Text] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1, alias="near-misses")


class SlotFile(FileModel):
    """Surroundings of a place that tell what belongs there: ``write`` is read in it."""

    id: Kebab
    after: str = ""
    before: str = ""
    names: list[Text] = []
    write: Text
    examples: list[ReadAsFile] = Field(min_length=1)
    near_misses: list[Text] = Field(min_length=1, alias="near-misses")


class TemplatesFile(FileModel):
    """``context/templates.yaml``: how the places of templates are read."""

    names: list[PlaceNameFile] = []
    slots: list[SlotFile] = []
