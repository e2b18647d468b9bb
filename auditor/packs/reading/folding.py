"""What signs and words are written for others."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.errors import PackError
from auditor.packs.files.folding import FoldingFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import validate
from auditor.packs.reading.yaml_source import YamlSource
from auditor.text.disguise import Disguises, Substitution


def read_folding(shelf: Shelf, source: YamlSource) -> None:
    """Read a file of disguises.

    Raises:
        PackError: if it cannot be used.
    """
    data = validate(FoldingFile, source)
    for meant in data.look_alikes:
        if len(meant) != 1:
            raise PackError(source.place(("look-alikes", meant)), "one sign is meant; words stand under phrases")
    for word, syllables in data.pinyin.items():
        if len(word) != len(syllables.split()):
            raise PackError(source.place(("pinyin", word)), "as many syllables as signs, set apart by spaces")
    for index, row in enumerate(data.substitutions):
        for name in ("after", "before"):
            shelf.expand(getattr(row, name), source, ("substitutions", index, name))
    shelf.folding.append(data)


def disguises(tables: Sequence[FoldingFile]) -> Disguises:
    """Return what the files say together."""
    return Disguises(
        look_alikes={sign: plain for table in tables for plain, signs in table.look_alikes.items() for sign in signs},
        phrases={wrong: right for table in tables for wrong, right in table.phrases.items()},
        substitutions=tuple(
            Substitution(row.read, tuple(row.signs), row.after, row.before) for table in tables for row in table.substitutions
        ),
        pinyin={word: tuple(syllables.split()) for table in tables for word, syllables in table.pinyin.items()},
        english=frozenset(word for table in tables for word in table.english),
    )
