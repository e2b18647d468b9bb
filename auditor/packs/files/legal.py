"""``legal/*.yaml``: bases, exceptions of statute and verdict tables."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from auditor.model.grounds import Ground, Severity
from auditor.model.legal import Verification
from auditor.packs.files.model import FileModel, Kebab, Text, WordingFile


class CiteFile(FileModel):
    """How an article is cited after its basis; empty where the basis has no articles."""

    zh: str
    en: str


class ArticleFile(FileModel):
    """One article of a basis."""

    ref: Text
    cite: CiteFile
    gist: WordingFile
    verification: Verification


class BasisFile(FileModel):
    """One law, regulation, policy or case."""

    id: Text
    title: WordingFile
    short: WordingFile
    issuer: str
    level: Text
    valid_from: Text
    valid_to: str = ""
    amended: list[str] = Field(default=[], description="days on which the text cited here was changed after valid_from")
    earlier: WordingFile | None = Field(default=None, description="which text, not in the packs, held before valid_from")
    text_as_of: str
    verification: Verification
    penalty: WordingFile | None = None
    remedy: WordingFile | None = None
    note: str = ""
    articles: list[ArticleFile] = Field(min_length=1)


class LegalExceptionFile(FileModel):
    """One lawful exception."""

    id: Annotated[str, StringConstraints(pattern=r"^X\d{2}$")]
    grounds: list[Ground]
    post: WordingFile
    rule: WordingFile
    source: Text
    verification: Verification
    cues: list[Text] = Field(min_length=1)
    max_ages: list[int] = []


class VerdictFile(FileModel):
    """One row of a verdict table; the first whose ``when`` holds wins."""

    when: dict[str, str | list[str]] = {}
    severity: Severity | Literal["lawful"]
    basis: list[str] = []
    why: WordingFile


class LegalFile(FileModel):
    """``legal/*.yaml``: bases, exceptions or verdict tables."""

    bases: list[BasisFile] = []
    exceptions: list[LegalExceptionFile] = []
    verdicts: dict[Kebab, list[VerdictFile]] = {}
