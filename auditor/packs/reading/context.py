"""Cues, leads and headings, and the parts that have readers of their own."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.errors import PackError
from auditor.model.context import Cue, Effect
from auditor.packs.files.context import ContextFile
from auditor.packs.files.cues import CueFile
from auditor.packs.reading.choices import read_choices
from auditor.packs.reading.circumstances import read_employers, read_regions
from auditor.packs.reading.posts import read_posts
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.templates import read_templates
from auditor.packs.reading.texts import read_texts
from auditor.packs.reading.validate import validate, wording
from auditor.packs.reading.yaml_source import YamlSource


def read_context(shelf: Shelf, source: YamlSource) -> None:
    """Read a file of cues and other words in context.

    Raises:
        PackError: if it cannot be used.
    """
    data = validate(ContextFile, source)
    _read_cues(shelf, data.cues, source)
    shelf.stand_ins.update((Effect(force), word) for force, word in data.stand_ins.items())
    shelf.leads.extend(shelf.expand(lead, source, ("leads", index)) for index, lead in enumerate(data.leads))
    for kind, words in data.headings.items():
        for index, word in enumerate(words):
            shelf.expand(word, source, ("headings", kind, index))
        shelf.headings.setdefault(kind, []).extend(words)
    read_texts(shelf, data.texts, source)
    _read_parts(shelf, data, source)


def _read_parts(shelf: Shelf, data: ContextFile, source: YamlSource) -> None:
    if data.choices:
        read_choices(shelf, data.choices, source)
    if data.templates:
        read_templates(shelf, data.templates, source)
    if data.posts:
        read_posts(shelf, data.posts, source)
    if data.employers:
        read_employers(shelf, data.employers, source)
    if data.regions:
        read_regions(shelf, data.regions, source)


def _read_cues(shelf: Shelf, cues: Sequence[CueFile], source: YamlSource) -> None:
    for index, file in enumerate(cues):
        if any(cue.id == file.id for cue in shelf.cues):
            raise PackError(source.place(("cues", index, "id")), f"a cue is called {file.id!r} already")
        shelf.cues.append(
            Cue(
                id=file.id,
                regex=shelf.expand(file.regex, source, ("cues", index, "regex")),
                direction=file.direction,
                scope=file.scope,
                terminator=shelf.expand(file.terminator, source, ("cues", index, "terminator")),
                grounds=tuple(file.grounds),
                effect=file.effect,
                why=wording(file.why),
                sections=tuple(file.sections),
                examples=tuple(file.examples),
                passed=tuple(file.passed),
            )
        )
