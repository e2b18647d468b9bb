"""Which parts of documents could say something at all, told before anything is cut, folded or matched."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain
from typing import TypeAlias

from auditor.model.document import Segment
from auditor.model.rule import Rule
from auditor.packs.pack import Pack
from auditor.text.clauses import LINE_END, clause_spans, joins_lines
from auditor.text.doubts import Doubts
from auditor.text.evasion import Evasion
from auditor.text.gate import FOREIGN_DIGIT
from auditor.text.leads import Leads
from auditor.text.raw_gate import RawGate
from auditor.text.signs import LINE_ENDS
from auditor.text.tables import inline_cells, may_hold_cells

_REMEMBERED = 65_536  # fields; the cells of a table repeat themselves
_IN_ONE_LOOK = 1 << 16  # code points
_IN_ONE_LINE = str.maketrans(dict.fromkeys(LINE_ENDS, " "))
_Key: TypeAlias = tuple[str, str]  # the canonical label of a segment, empty for none, and its text

ALL: frozenset[int] = frozenset((-1,))
"""Stands for all lines of a segment."""
_SILENT: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Speaking:
    """What of some segments may say something.

    Args:
        lines: by ``id`` of a segment its lines, counted from 0, or ``ALL``; a segment that is not there says nothing.
        choices: whether marks of choices may stand in any of them.
    """

    lines: Mapping[int, Set[int]]
    choices: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines) or self.choices

    def with_choices(self, segments: Iterable[Segment], ticks: Container[int]) -> Speaking:
        """Return the same where those segments that hold choices indeed may say something in all lines."""
        return Speaking({**self.lines, **{id(one): ALL for one in segments if id(one) in ticks}}) if self.choices else self

    def of(self, segment: Segment) -> Set[int]:
        """Return the lines of a segment that may say something."""
        return self.lines.get(id(segment), _SILENT)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one text may say: in which lines, whether it opens a list, whether it holds marks of choices."""

    lines: Set[int]
    leads: bool = False
    choices: bool = False


_NOTHING = _Verdict(_SILENT)


class Listener:
    """Looks at the raw texts of many segments at once.

    Args:
        rules: that are looked for.
        pack: what else bears on a text.
        evasion: tells whether a text reads otherwise than it is written.
        leads: tells what opens a list.
    """

    def __init__(self, rules: Sequence[Rule], pack: Pack, evasion: Evasion, leads: Leads) -> None:
        patterns = [pattern for rule in rules for pattern in rule.patterns]
        self._gate = RawGate(patterns, pack.cues, pack.leads, Doubts(pack.disguises.syllables, pack.disguises.telling_signs))
        self._fields = pack.fields
        self._evasion = evasion
        self._leads = leads
        self._known: dict[_Key, _Verdict] = {}

    def listen(self, groups: Sequence[Sequence[Segment]]) -> list[Speaking]:
        """Return for each of some runs of segments, such as documents, what in it may say something. Never wrong where it is silent."""
        keys = [[(self._fields.label_of(segment), segment.text) for segment in group] for group in groups]
        verdicts = self._verdicts(dict.fromkeys(chain.from_iterable(keys)))
        return [_speaking(group, [verdicts[key] for key in own]) for group, own in zip(groups, keys, strict=True)]

    def _verdicts(self, keys: Mapping[_Key, None]) -> Mapping[_Key, _Verdict]:
        """Return what each text may say; those of fields are remembered."""
        verdicts = {key: self._known[key] for key in keys if key in self._known}
        new = [key for key in keys if key not in verdicts]
        for look in _looks(new):
            verdicts.update(zip(look, self._look(look), strict=True))
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update((key, verdicts[key]) for key in new if key[0])
        return verdicts

    def _look(self, keys: Sequence[_Key]) -> Iterator[_Verdict]:
        """Yield what each of some texts may say."""
        heard = self._gate.read([f"{label}:{text.translate(_IN_ONE_LINE)}" if label else text for label, text in keys])
        for number, (label, text) in enumerate(keys):
            choices = number in heard.choices
            lines = heard.lines.get(number, _SILENT)
            leads = number in heard.leads and self._opens_list(text, ALL if label else heard.leads[number])
            if leads or (number in heard.doubtful and self._reads_otherwise(label, text, choices)):
                lines = ALL
            yield _Verdict(ALL if label and lines else lines, leads and not label, choices) if lines or choices else _NOTHING

    def _reads_otherwise(self, label: str, text: str, choices: bool) -> bool:
        """Tell whether a text that is in doubt has to be read as a whole, or in another way than it is written."""
        is_foreign = not text.isascii() and (FOREIGN_DIGIT.search(text) is not None or len(text.casefold()) != len(text))
        return (
            is_foreign
            or (not label and ("\x1b" in text or joins_lines(text) or self._holds_cells(text)))
            or self._is_evasive(text, choices)
        )

    def _holds_cells(self, text: str) -> bool:
        return may_hold_cells(text, self._fields.label_named) and bool(inline_cells(text, self._fields.label_named))

    def _is_evasive(self, text: str, choices: bool) -> bool:
        """Tell whether a text reads otherwise than it is written; of one with choices only whether it may."""
        return self._evasion.shows(text) if choices else self._evasion.read(text) is not None

    def _opens_list(self, text: str, lines: Set[int]) -> bool:
        """Tell whether a clause in some lines of a text opens a list, or could be the lead of what follows its colon."""
        parts = [text] if lines is ALL else [line for number, line in enumerate(LINE_END.split(text)) if number in lines]
        return any(self._leads.may_open(span.of(part)) for part in parts for span in clause_spans(part))


def _looks(keys: Iterable[_Key]) -> Iterator[list[_Key]]:
    """Yield texts in runs of a size that is good for one look."""
    run: list[_Key] = []
    size = 0
    for key in keys:
        run.append(key)
        size += len(key[1])
        if size >= _IN_ONE_LOOK:
            yield run
            run, size = [], 0
    if run:
        yield run


def _speaking(segments: Iterable[Segment], verdicts: Sequence[_Verdict]) -> Speaking:
    """Return what some segments that follow each other may say; the lead of a list in one may speak for all paragraphs behind it."""
    lines = {id(segment): verdict.lines for segment, verdict in zip(segments, verdicts, strict=True) if verdict.lines}
    if any(verdict.leads for verdict in verdicts):
        lines.update((id(segment), ALL) for segment in segments if not segment.label)
    return Speaking(lines, any(verdict.choices for verdict in verdicts))
