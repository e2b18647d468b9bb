"""Make a pack of the files of its folders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from auditor.errors import PackError
from auditor.model.circumstances import CircumstanceCues
from auditor.model.context import PostForms
from auditor.model.template import TemplateForms
from auditor.packs.folders import PackFolder, digest_of
from auditor.packs.pack import Fields, Pack
from auditor.packs.personal import FOLDER as PERSONAL
from auditor.packs.reading.context import read_context
from auditor.packs.reading.folding import disguises, read_folding
from auditor.packs.reading.legal import read_legal
from auditor.packs.reading.rewrites import read_rewrites
from auditor.packs.reading.rules import read_rule
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.vocabulary import read_vocabulary
from auditor.packs.reading.yaml_source import YamlSource, parse_yaml


def build_pack(folders: Sequence[PackFolder], check: bool = False) -> Pack:
    """Read folders, the first of which holds the built-in packs.

    Args:
        folders: later ones add to earlier ones, and their patterns are compiled to see that they can be.
        check: compile the built-in patterns too.

    Raises:
        PackError: with file and line, if anything in them cannot be used.
    """
    shelf = Shelf()
    for index, folder in enumerate(folders):
        shelf.checks = check or index > 0
        try:
            _read_folder(shelf, [parse_yaml(file.content, file.name) for file in folder.files])
        except PackError as error:
            raise folder.naming(error) from error
    return _pack(shelf, digest_of(folders))


def _pack(shelf: Shelf, digest: str) -> Pack:
    return Pack(
        rules=tuple(shelf.rules[key] for key in sorted(shelf.rules)),
        citations=shelf.citations,
        exceptions=tuple(shelf.exceptions),
        cues=tuple(shelf.cues),
        leads=tuple(shelf.leads),
        stand_ins=shelf.stand_ins,
        headings={kind: "|".join(words) for kind, words in shelf.headings.items()},
        text_kinds=tuple(shelf.text_kinds),
        post_forms=PostForms(tuple(shelf.post_headings), "|".join(shelf.no_post)),
        choices=shelf.choices,
        templates=TemplateForms(tuple(shelf.place_names), tuple(shelf.slots)),
        employers=CircumstanceCues(tuple(shelf.employers), tuple(shelf.together)),
        regions=CircumstanceCues(tuple(shelf.regions), within=shelf.within),
        fields=Fields.of(shelf.labels, shelf.texts),
        style=shelf.style,
        disguises=disguises(shelf.folding),
        digest=digest,
    )


def _read_folder(shelf: Shelf, sources: Iterable[YamlSource]) -> None:
    """Read shared data first, whatever its file names: rules rest on it, and every vocabulary on ``words.yaml``."""
    by_folder: dict[str, list[YamlSource]] = defaultdict(list)
    for source in sorted(sources, key=lambda source: source.name != "vocabulary/words.yaml"):
        by_folder[source.name.partition("/")[0]].append(source)
    by_folder.pop(PERSONAL, None)  # read where reports are redacted
    readers = (
        ("vocabulary", read_vocabulary),
        ("legal", read_legal),
        ("context", read_context),
        ("folding", read_folding),
        ("rewrite", read_rewrites),
    )
    for folder, read in readers:
        for source in by_folder.pop(folder, ()):
            read(shelf, source)
    for source in (source for sources in by_folder.values() for source in sources):
        read_rule(shelf, source)
