"""A rule, one file: what, why, how, proof."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from auditor.model.context import Effect, SectionKind
from auditor.model.grounds import Ground
from auditor.model.rule import Reach
from auditor.packs.files.legal import VerdictFile
from auditor.packs.files.model import Facts, FileModel, Kebab, RuleId, Text, WordingFile


class PatternFile(FileModel):
    """One surface form; ``{name}`` in the regex stands for a vocabulary."""

    id: Kebab
    regex: Text
    facts: Facts = {}
    captures: dict[str, Facts] = {}
    needs: list[Literal[Effect.REJECT, Effect.PREFER, Effect.REQUIRE]] = []


class ExemptionFile(FileModel):
    """What excuses a match, how near it must stand, and in which sections."""

    id: Kebab
    regex: Text
    reach: Reach
    sections: list[SectionKind] = []
    why: WordingFile


class ExampleFile(FileModel):
    """A text that the rule is held to."""

    text: Text
    label: str = Field(default="", description="the field that the text stands in")
    also: list[RuleId] = Field(default=[], description="other rules that find something in it")
    breaks_when: dict[Kebab, Text] = Field(default={}, alias="breaks-when", description="spelling that cannot hold, and why not")


class FlaggedFile(ExampleFile):
    """A text in which the rule finds exactly ``match``."""

    match: Text | list[Text]


class PassedFile(ExampleFile):
    """A near miss: either ``dismissed-by`` names what excuses it, or ``why`` says why nothing matches."""

    dismissed_by: str = Field(default="", alias="dismissed-by")
    why: str = ""


class ExamplesFile(FileModel):
    """The proof beside the rule."""

    flagged: list[FlaggedFile] = Field(min_length=1)
    passed: list[PassedFile] = Field(min_length=1)
    known_gaps: list[Text] = []


class RuleFile(FileModel):
    """One rule, one file: what, why, how, proof."""

    id: RuleId
    name: Kebab
    aliases: list[Kebab] = []
    ground: Ground
    title: WordingFile
    suggestion: WordingFile
    quantity: Literal["", "age"] = ""
    patterns: list[PatternFile] = Field(min_length=1)
    verdicts: Kebab | list[VerdictFile] = Field(description="name of a table in legal/verdicts, or rows")
    exemptions: list[ExemptionFile] = []
    examples: ExamplesFile


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a rule file."""
    return RuleFile.model_json_schema()
