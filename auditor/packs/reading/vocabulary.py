"""Vocabularies, and what the fields of records are called."""

from __future__ import annotations

from auditor.errors import PackError
from auditor.packs.files.vocabulary import FieldsFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import validate
from auditor.packs.reading.yaml_source import YamlSource


def read_vocabulary(shelf: Shelf, source: YamlSource) -> None:
    """Read a file of vocabularies, which may rest on earlier ones, or of the names of fields.

    Raises:
        PackError: if it cannot be used.
    """
    if source.name.endswith("fields.yaml"):
        fields = validate(FieldsFile, source)
        shelf.labels.update((name, label) for label, names in fields.label.items() for name in names)
        shelf.texts.update(fields.text)
        return
    if not isinstance(source.data, dict):
        raise PackError(source.place(()), "a file of vocabularies is names and lines of alternatives")
    for name, words in source.data.items():
        if not isinstance(words, str) or not words:
            raise PackError(source.place((name,)), "a vocabulary is one line of alternatives")
        if name in shelf.vocabulary:
            raise PackError(source.place((name,)), f"a vocabulary is called {name!r} already")
        shelf.vocabulary[name] = f"(?:{shelf.expand(words, source, (name,))})"
