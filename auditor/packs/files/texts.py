"""Kinds of whole texts that set no limits."""

from __future__ import annotations

from pydantic import Field

from auditor.packs.files.model import FileModel, Kebab, Text, WordingFile


class TextKindFile(FileModel):
    """A kind of texts, told by a title in one of the first lines, unless words show that they hire somebody."""

    id: Kebab
    title: list[Text] = Field(min_length=1)
    lines: int = Field(default=1, ge=1)
    hires: list[Text] = []
    why: WordingFile
    examples: list[Text] = Field(min_length=1)
    passed: list[Text] = Field(min_length=1, description="texts that look like it, yet in which a finding stands")
