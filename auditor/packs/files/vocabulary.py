"""``vocabulary/fields.yaml``: what field and column names mean."""

from __future__ import annotations

from auditor.packs.files.model import FileModel, Text


class FieldsFile(FileModel):
    """``vocabulary/fields.yaml``: which field and column names mean what."""

    label: dict[str, list[Text]]
    text: list[Text]
