"""Cues, leads and headings, and the words that tell posts, employers, places and choices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.errors import PackError
from auditor.model.circumstances import CircumstanceCue
from auditor.model.context import ChoiceForms, ChoiceKind, Cue, Effect, PostHeading
from auditor.packs.files.choices import ChoicesFile
from auditor.packs.files.circumstances import EmployerCueFile, RegionCueFile
from auditor.packs.files.context import ContextFile
from auditor.packs.files.cues import CueFile
from auditor.packs.files.posts import PostsFile
from auditor.packs.shelf import Shelf
from auditor.packs.templates import read_templates
from auditor.packs.validate import validate, wording
from auditor.packs.yaml_source import YamlSource


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
    if data.choices:
        shelf.choices = _choices(shelf, data.choices, source)
    if data.templates:
        read_templates(shelf, data.templates, source)
    _read_posts(shelf, data, source)


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


def _read_posts(shelf: Shelf, data: ContextFile, source: YamlSource) -> None:
    """Read what tells posts apart, and who hires for them and where."""
    if data.posts:
        shelf.post_headings.extend(_post_headings(shelf, data.posts, source))
        shelf.no_post.append(shelf.expand(data.posts.no_post, source, ("posts", "no_post")))
    if data.employers:
        shelf.employers.extend(_circumstance_cues(shelf, data.employers.cues, source, "employers"))
        shelf.together.extend(frozenset(map(str, pair)) for pair in data.employers.together)
    if data.regions:
        shelf.regions.extend(_circumstance_cues(shelf, data.regions.cues, source, "regions"))
        shelf.within.update((name, tuple(around)) for name, around in data.regions.within.items())


def _circumstance_cues(
    shelf: Shelf, cues: Sequence[EmployerCueFile | RegionCueFile], source: YamlSource, part: str
) -> Iterator[CircumstanceCue]:
    for index, cue in enumerate(cues):
        expanded = shelf.expand(cue.regex, source, (part, "cues", index, "regex"))
        examples = tuple((example.text, example.match) for example in cue.examples)
        yield CircumstanceCue(cue.id, tuple(map(str, cue.shows)), expanded, cue.weak, examples, tuple(cue.near_misses))


def _choices(shelf: Shelf, file: ChoicesFile, source: YamlSource) -> ChoiceForms:
    """Read choices; those of later folders come before the others."""

    def either(pattern: str, part: str, known: str) -> str:
        expanded = shelf.expand(pattern, source, ("choices", part))
        return f"{expanded}|{known}" if known else expanded

    examples = (*((line, True) for line in file.filled_in), *((line, False) for line in file.not_filled_in))
    return ChoiceForms(
        (*_choice_kinds(shelf, file, source), *shelf.choices.kinds),
        either(file.whatever, "whatever", shelf.choices.whatever),
        either(file.applicants, "applicants", shelf.choices.applicants),
        either(file.employers, "employers", shelf.choices.employers),
        (*examples, *shelf.choices.examples),
    )


def _choice_kinds(shelf: Shelf, file: ChoicesFile, source: YamlSource) -> Iterator[ChoiceKind]:
    for index, kind in enumerate(file.kinds):
        expanded = shelf.expand(kind.regex, source, ("choices", "kinds", index, "regex"))
        examples = tuple((example.text, example.read) for example in kind.examples)
        yield ChoiceKind(kind.id, expanded, kind.exhausts, examples, tuple(kind.near_misses))


def _post_headings(shelf: Shelf, file: PostsFile, source: YamlSource) -> Iterator[PostHeading]:
    for index, heading in enumerate(file.headings):
        expanded = shelf.expand(heading.regex, source, ("posts", "headings", index, "regex"))
        sign = shelf.expand(heading.sign, source, ("posts", "headings", index, "sign"))
        examples = tuple((example.text, example.name) for example in heading.examples)
        yield PostHeading(heading.id, heading.level, expanded, sign, examples, tuple(heading.near_misses))
