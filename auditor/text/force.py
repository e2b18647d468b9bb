"""Items of a list, read as if the word that gives their lead its force stood behind each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from auditor.model.context import Cue, Effect
from auditor.model.remembered import remembered
from auditor.text.compiled import compiled, deferred
from auditor.text.normalise import Normalised

_AND_SO_ON = "(?:等(?:人员|人群|情况|情形)?)?"
# An item in a line of items, without the remark or the 等 that may close it.
_ITEM = deferred(rf"(?<!\))[^、,/|()]*?[^、,/|() ](?={_AND_SO_ON} *(?:\([^()]*\) *)?{_AND_SO_ON}(?:[、,/|]|$))")
_REMEMBERED = 1_024  # leads; most ads have one of a few
_FORCED = ("勿扰", "勿投", "优先", "免谈", "不要", "除外", "不限")


class StandIns:
    """The word that stands for the force of a lead.

    Args:
        cues: of the packs; those that are forces count.
        words: force to the word.
    """

    def __init__(self, cues: Iterable[Cue], words: Mapping[Effect, str]) -> None:
        self._cues = [cue for cue in cues if cue.effect in words]
        self._words = words

    @remembered(_REMEMBERED)
    def word_for(self, lead: str) -> str:
        """Return the word for the one force that a folded lead has; empty where it has none or more than one."""
        forces = {cue.effect for cue in self._cues if compiled(cue.regex).search(lead)}
        return self._words[forces.pop()] if len(forces) == 1 else ""


def with_force(folded: Normalised, start: int, word: str) -> Normalised:
    """Put a word behind every item of a folded clause from ``start`` on.

    The added signs stand for the last sign of their item, so that a match over them ends, in the raw text, where the item ends.
    """
    ends = [match.end() for match in _ITEM.finditer(folded.text, start) if not match.group().endswith(_FORCED)]
    text, origins, position = "", [], 0
    for end in ends:
        text += folded.text[position:end] + word
        origins += [*range(position, end), *[end - 1] * len(word)]
        position = end
    origins += range(position, len(folded.text))
    offsets = (*(folded.offsets[origin] for origin in origins), folded.offsets[-1])
    return Normalised(text + folded.text[position:], offsets, tuple(folded.ends[origin] for origin in origins if folded.ends), folded.units)
