"""What the models of all pack files share: strict, and strings that are ids, names or words."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

KEBAB = r"^[a-z0-9]+(-[a-z0-9]+)*$"
RULE_ID = r"^[A-Z]{3,4}[0-9]{3}$"
Kebab = Annotated[str, StringConstraints(pattern=KEBAB)]
RuleId = Annotated[str, StringConstraints(pattern=RULE_ID)]
Text = Annotated[str, StringConstraints(min_length=1)]
Facts = dict[str, str]


class FileModel(BaseModel):
    """Strict base: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class WordingFile(FileModel):
    """A statement in Chinese and English."""

    zh: Text
    en: Text


class ReadAsFile(FileModel):
    """An example of choices or of a template, and what is read of it; ``☐`` stands before what is not chosen."""

    text: Text
    read: Text
