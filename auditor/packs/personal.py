"""Read from packs what tells of a person: the folder ``personal/``, which only reports without personal data need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from auditor.errors import PackError
from auditor.model.personal import PersonalForm
from auditor.packs.files.personal import PersonalFile
from auditor.packs.folders import PackFile, PackFolder, read_folder
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import validate
from auditor.packs.reading.yaml_source import parse_yaml

FOLDER = "personal"


def load_personal(folders: Sequence[Path]) -> tuple[PersonalForm, ...]:
    """Read the forms of personal data from the packs in some folders.

    Raises:
        PackError: with file and line, if one of them cannot be used.
    """
    return tuple(form for folder in folders for form in _forms_in(read_folder(folder)))


def _forms_in(folder: PackFolder) -> tuple[PersonalForm, ...]:
    try:
        return tuple(form for file in folder.files if file.name.partition("/")[0] == FOLDER for form in _forms(file))
    except PackError as error:
        raise folder.naming(error) from error


def _forms(file: PackFile) -> Iterator[PersonalForm]:
    source = parse_yaml(file.content, file.name)
    data = validate(PersonalFile, source)
    shelf = Shelf(checks=True)
    for name, pattern in data.vocabulary.items():
        shelf.vocabulary[name] = f"(?:{shelf.expand(pattern, source, ('vocabulary', name))})"
    for index, form in enumerate(data.forms):
        expanded = shelf.expand(form.regex, source, ("forms", index, "regex"))
        examples = tuple((example.text, tuple(example.match)) for example in form.examples)
        yield PersonalForm(form.id, form.kind, expanded, form.number, examples, tuple(form.near_misses))
