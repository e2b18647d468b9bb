"""What forms offer to tick, and who fills them in."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.context import ChoiceForms, ChoiceKind
from auditor.packs.files.choices import ChoicesFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.yaml_source import YamlSource


def read_choices(shelf: Shelf, file: ChoicesFile, source: YamlSource) -> None:
    """Read choices; those of later folders come before the others.

    Raises:
        PackError: if a regex of theirs cannot be used.
    """

    def either(pattern: str, part: str, known: str) -> str:
        expanded = shelf.expand(pattern, source, ("choices", part))
        return f"{expanded}|{known}" if known else expanded

    examples = (*((line, True) for line in file.filled_in), *((line, False) for line in file.not_filled_in))
    shelf.choices = ChoiceForms(
        (*_kinds(shelf, file, source), *shelf.choices.kinds),
        either(file.whatever, "whatever", shelf.choices.whatever),
        either(file.applicants, "applicants", shelf.choices.applicants),
        either(file.employers, "employers", shelf.choices.employers),
        (*examples, *shelf.choices.examples),
    )


def _kinds(shelf: Shelf, file: ChoicesFile, source: YamlSource) -> Iterator[ChoiceKind]:
    for index, kind in enumerate(file.kinds):
        expanded = shelf.expand(kind.regex, source, ("choices", "kinds", index, "regex"))
        examples = tuple((example.text, example.read) for example in kind.examples)
        yield ChoiceKind(kind.id, expanded, kind.exhausts, examples, tuple(kind.near_misses))
