"""Context words."""

from __future__ import annotations

from pydantic import Field

from auditor.model.context import Direction, Effect, Scope, SectionKind
from auditor.model.grounds import Ground
from auditor.packs.files.model import FileModel, Kebab, Text, WordingFile


class CueFile(FileModel):
    """A context word."""

    id: Kebab
    regex: Text
    direction: Direction
    scope: Scope = Scope.ITEM
    terminator: str = ""
    grounds: list[Ground] = []
    sections: list[SectionKind] = []
    effect: Effect = Effect.DISMISS
    why: WordingFile
    examples: list[Text] = Field(min_length=1)
    passed: list[Text] = Field(default=[], description="texts that hold the cue, yet in which a finding stands")
