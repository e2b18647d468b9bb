"""Words that show who hires, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model.circumstances import CircumstanceCue
from auditor.packs.files.circumstances import EmployerCueFile, EmployersFile, RegionCueFile, RegionsFile
from auditor.packs.reading.shelf import Shelf
from auditor.packs.reading.yaml_source import YamlSource


def read_employers(shelf: Shelf, file: EmployersFile, source: YamlSource) -> None:
    """Read the words that show who hires.

    Raises:
        PackError: if a regex of theirs cannot be used.
    """
    shelf.employers.extend(_cues(shelf, file.cues, source, "employers"))
    shelf.together.extend(frozenset(map(str, kinds)) for kinds in file.together)


def read_regions(shelf: Shelf, file: RegionsFile, source: YamlSource) -> None:
    """Read the words that show where.

    Raises:
        PackError: if a regex of theirs cannot be used.
    """
    shelf.regions.extend(_cues(shelf, file.cues, source, "regions"))
    shelf.within.update((name, tuple(around)) for name, around in file.within.items())


def _cues(shelf: Shelf, cues: Sequence[EmployerCueFile | RegionCueFile], source: YamlSource, part: str) -> Iterator[CircumstanceCue]:
    for index, cue in enumerate(cues):
        expanded = shelf.expand(cue.regex, source, (part, "cues", index, "regex"))
        examples = tuple((example.text, example.match) for example in cue.examples)
        yield CircumstanceCue(cue.id, tuple(map(str, cue.shows)), expanded, cue.weak, examples, tuple(cue.near_misses))
