"""``context/*.yaml``, each of which may hold any of its parts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.model.context import Effect, SectionKind
from auditor.packs.files.choices import ChoicesFile
from auditor.packs.files.circumstances import EmployersFile, RegionsFile
from auditor.packs.files.cues import CueFile
from auditor.packs.files.model import FileModel, Text
from auditor.packs.files.posts import PostsFile
from auditor.packs.files.templates import TemplatesFile
from auditor.packs.files.texts import TextKindFile


class ContextFile(FileModel):
    """``context/*.yaml``: cues, headings, kinds of texts, leads of lists, choices of forms, words that show who hires, and where."""

    cues: list[CueFile] = []
    leads: list[Text] = []
    stand_ins: dict[Literal[Effect.REJECT, Effect.PREFER], Text] = Field(default={}, alias="stand-ins")
    headings: dict[SectionKind, list[Text]] = {}
    texts: list[TextKindFile] = []
    posts: PostsFile | None = None
    choices: ChoicesFile | None = None
    templates: TemplatesFile | None = None
    employers: EmployersFile | None = None
    regions: RegionsFile | None = None
