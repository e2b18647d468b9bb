"""How what is found is written lawfully."""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter

from auditor.errors import PackError
from auditor.model.rewrite import SUM, Phrase, Style
from auditor.packs.files.rewrite import DoubtFile, PhraseFile, RewriteFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.validate import validate
from auditor.packs.reading.yaml_source import YamlSource


def read_rewrites(shelf: Shelf, source: YamlSource) -> None:
    """Read phrases; those that are for some grounds, and those of later folders, come before the others.

    Raises:
        PackError: if one cannot be used.
    """
    data, known = validate(RewriteFile, source), shelf.style

    def read(key: str, rows: Sequence[PhraseFile | DoubtFile]) -> tuple[Phrase, ...]:
        return tuple(_phrase(shelf, data, source, (key, index), row) for index, row in enumerate(rows))

    shelf.style = Style(
        phrases=tuple(sorted((*read("phrases", data.phrases), *known.phrases), key=lambda phrase: not phrase.grounds)),
        tidying=(*known.tidying, *read("tidying", data.tidying)),
        doubts=(*known.doubts, *read("doubts", data.doubts)),
        nothing=shelf.expand(data.nothing, source, ("nothing",)) or known.nothing,
    )


def _phrase(shelf: Shelf, data: RewriteFile, source: YamlSource, path: tuple[str, int], file: PhraseFile | DoubtFile) -> Phrase:
    expanded = shelf.expand(file.regex, source, (*path, "regex"))
    given = file if isinstance(file, PhraseFile) else PhraseFile(regex=file.regex, text=file.text, rewrite="")
    try:
        names = {name for _, name, _, _ in Formatter().parse(given.write) if name}
    except ValueError as error:
        raise PackError(source.place((*path, "write")), str(error)) from error
    for name in names:
        if not all(f"(?P<{group}>" in expanded for group in (("a", "b") if name == SUM else (name,))):
            raise PackError(source.place((*path, "write")), f"the regex has no group for {{{name}}}")
    return Phrase(expanded, given.write, tuple(data.grounds), given.text, given.rewrite, given.label, source.place(path))
