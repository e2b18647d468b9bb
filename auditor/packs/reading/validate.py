"""From the data of a file to the model of its shape."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from auditor.errors import PackError
from auditor.model.wording import Wording
from auditor.packs.files.model import FileModel, WordingFile
from auditor.packs.reading.yaml_source import YamlSource

Model = TypeVar("Model", bound=FileModel)


def validate(model: type[Model], source: YamlSource) -> Model:
    """Return what a file says.

    Raises:
        PackError: at the first place where it has not the shape of the model.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = tuple(
            part for part in first["loc"] if not (isinstance(part, str) and part.startswith(("constrained-", "list[", "literal[")))
        )
        raise PackError(source.place(path), first["msg"]) from error


def wording(file: WordingFile) -> Wording:
    """Return a statement in both languages."""
    return Wording(file.zh, file.en)


def optional_wording(file: WordingFile | None) -> Wording | None:
    """Return a statement in both languages, where a file makes one."""
    return wording(file) if file else None
