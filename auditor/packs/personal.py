"""Read from packs what tells of a person: the folder ``personal/``, which only reports without personal data need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import regex

from auditor.errors import PackError
from auditor.model.personal import PersonalForm
from auditor.packs.files.personal import PersonalFile
from auditor.packs.folders import PackFile, PackFolder, read_folder
from auditor.packs.validate import validate
from auditor.packs.yaml_source import Path_, YamlSource, parse_yaml
from auditor.text.compiled import compiled

FOLDER = "personal"
_REFERENCE = regex.compile(r"\{([a-z_]+)\}")


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
    words: dict[str, str] = {}
    for name, pattern in data.vocabulary.items():
        words[name] = f"(?:{_expanded(pattern, words, source, ('vocabulary', name))})"
    for index, form in enumerate(data.forms):
        pattern = _expanded(form.regex, words, source, ("forms", index, "regex"))
        examples = tuple((example.text, tuple(example.match)) for example in form.examples)
        yield PersonalForm(form.id, form.kind, pattern, form.number, examples, tuple(form.near_misses))


def _expanded(pattern: str, words: Mapping[str, str], source: YamlSource, path: Path_) -> str:
    def replace(match: regex.Match[str]) -> str:
        if match[1] not in words:
            raise PackError(source.place(path), f"no vocabulary above is called {match[1]!r}")
        return words[match[1]]

    expanded = str(_REFERENCE.sub(replace, pattern))
    try:
        compiled(expanded)
    except regex.error as error:
        raise PackError(source.place(path), f"not a regular expression: {error}") from error
    return expanded
