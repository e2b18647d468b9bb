"""``rewrite/*.yaml``: what is written in place of what is found."""

from __future__ import annotations

from auditor.model.grounds import Ground
from auditor.packs.files.model import FileModel, Text


class PhraseFile(FileModel):
    """What to write in place of some words; ``text`` becomes ``rewrite``."""

    regex: Text
    write: str = ""
    text: Text
    rewrite: str
    label: str = ""


class DoubtFile(FileModel):
    """A draft in which the regex is found, such as ``text``, makes no sense."""

    regex: Text
    text: Text


class RewriteFile(FileModel):
    """``rewrite/*.yaml``: phrases for the findings of some grounds, or how drafts are tidied."""

    grounds: list[Ground] = []
    phrases: list[PhraseFile] = []
    tidying: list[PhraseFile] = []
    doubts: list[DoubtFile] = []
    nothing: str = ""
