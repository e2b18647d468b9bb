"""Kinds of whole texts that set no limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model.context import TextKind
from auditor.packs.files.texts import TextKindFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import wording
from auditor.packs.reading.yaml_source import YamlSource


def read_texts(shelf: Shelf, kinds: Sequence[TextKindFile], source: YamlSource) -> None:
    """Read kinds of texts.

    Raises:
        PackError: if a regex of theirs cannot be used.
    """
    shelf.text_kinds.extend(_kinds(shelf, kinds, source))


def _kinds(shelf: Shelf, kinds: Sequence[TextKindFile], source: YamlSource) -> Iterator[TextKind]:
    for index, kind in enumerate(kinds):
        title, hires = (
            "|".join(shelf.expand(words, source, ("texts", index, key, number)) for number, words in enumerate(given))
            for key, given in (("title", kind.title), ("hires", kind.hires))
        )
        yield TextKind(kind.id, title, kind.lines, hires, wording(kind.why), tuple(kind.examples), tuple(kind.passed))
