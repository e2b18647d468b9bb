"""Which parts of documents could say something at all, told before anything is cut, folded or matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

from msgspec import Struct

from auditor.model.document import Segment
from auditor.model.rule import Rule
from auditor.model.span import Span
from auditor.model.speaking import ALL, OPENS, Places, Speaking
from auditor.packs.pack import Pack
from auditor.text.characters import replacements
from auditor.text.clauses import LINE_END, LINE_ENDS, SENTENCE_ENDS, behind_borders, clauses_of_parts, first_from, joins_lines, sentences
from auditor.text.doubts import Doubts
from auditor.text.evasion import Evasion
from auditor.text.field_lines import in_runs
from auditor.text.field_signs import FieldSigns
from auditor.text.gate import FOREIGN
from auditor.text.leads import Leads
from auditor.text.normalise import normalise
from auditor.text.raw_gate import Heard, RawGate
from auditor.text.tables import inline_cells, may_hold_cells
from auditor.text.template.marks import may_be_template
from auditor.text.template.reader import TemplateReader

_REMEMBERED = 65_536  # fields; the cells of a table repeat themselves
_LONGEST_REMEMBERED = 60  # code points; longer texts, such as ads, hardly come again
_IN_ONE_LOOK = 1 << 16  # code points
_WITHOUT_BREAKS = str.maketrans(dict.fromkeys(LINE_ENDS + SENTENCE_ENDS, " "))
_AT_LINE_END = ("", *LINE_ENDS)
_COLONS = (":", *(chr(point) for point, sign in replacements().items() if sign == ":"))
_Key: TypeAlias = tuple[str, str]  # the canonical label of a segment, empty for none, and its text

_SILENT: Places = frozenset()


class Verdict(Struct, frozen=True):
    """What one text may say: where, whether it holds marks of choices, whether it may read otherwise than it is written."""

    places: Places
    choices: bool = False
    evasive: bool = False


_NOTHING = Verdict(_SILENT)
_SILENCE = Speaking(MappingProxyType({}), evasive=frozenset())


class Listener:
    """Looks at the raw texts of many segments at once.

    Args:
        rules: that are looked for.
        pack: what else bears on a text.
        evasion: tells whether a text reads otherwise than it is written.
        leads: tells what opens a list.
        signs: finds fields without a colon.
        templates: tells which texts are templates, which read otherwise than they are written.
    """

    def __init__(
        self, rules: Sequence[Rule], pack: Pack, evasion: Evasion, leads: Leads, *, signs: FieldSigns, templates: TemplateReader
    ) -> None:
        patterns = [pattern for rule in rules for pattern in rule.patterns]
        self._signs = signs
        disguises = pack.disguises
        doubts = Doubts(disguises.syllables, disguises.telling_signs, pack.fields.labels, disguises.never_before_digits)
        self._gate = RawGate(patterns, pack.cues, (*pack.leads, *self._signs.openers), doubts)
        self._fields = pack.fields
        self._evasion = evasion
        self._leads = leads
        self._templates = templates
        self._known: dict[_Key, Verdict] = {}

    def listen(self, groups: Sequence[Sequence[Segment]]) -> list[Speaking]:
        """Return for each of some runs of segments, such as documents, what in it may say something. Never wrong where it is silent."""
        keys = [[(self._fields.label_of(segment), segment.text) for segment in group] for group in groups]
        verdicts = self.verdicts(dict.fromkeys(chain.from_iterable(keys)))
        return [_speaking(group, [verdicts[key] for key in own]) for group, own in zip(groups, keys, strict=True)]

    def verdicts(self, keys: Mapping[_Key, None]) -> Mapping[_Key, Verdict]:
        """Return what each text may say, under its canonical label or none; short ones, as stand in fields, are remembered."""
        verdicts = {key: self._known[key] for key in keys if key in self._known}
        verdicts.update(dict.fromkeys(self._mere_numbers(keys), _NOTHING))
        new = [key for key in keys if key not in verdicts]
        for look in in_runs(new, _IN_ONE_LOOK):
            verdicts.update(zip(look, self._look(look), strict=True))
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        self._known.update((key, verdicts[key]) for key in new if len(key[1]) <= _LONGEST_REMEMBERED)
        return verdicts

    def _mere_numbers(self, keys: Iterable[_Key]) -> Sequence[_Key]:
        """Return the texts that are nothing but digits that say nothing, such as the codes of posts: tables are full of them."""
        numbers = [key for key in keys if not key[0] and key[1].isdecimal() and key[1].isascii()]
        hears = self._gate.hears_number
        return [key for key in numbers if not hears(key[1])] if hears("\n".join(text for _, text in numbers)) else numbers

    def _look(self, keys: Sequence[_Key]) -> Iterator[Verdict]:
        """Yield what each of some texts may say."""
        heard = self._gate.read([_under(label, text) if label else text for label, text in keys])
        told = heard.told
        for number, (label, text) in enumerate(keys):
            silent = number not in told and not may_be_template(text) and not (label and _goes_on(text))
            yield _NOTHING if silent else self._verdict(number, heard, label, text)

    def _verdict(self, number: int, heard: Heard, label: str, text: str) -> Verdict:
        """Return what a text may say of which something was heard."""
        choices = number in heard.choices
        if self._templates.read(text):
            return Verdict(ALL, choices, evasive=True)
        evasive = number in heard.disguised and self._is_evasive(text, choices)
        if number in heard.masked or (number in heard.disguised and _is_foreign(text)) or self._joins(number, heard, label, text):
            return Verdict(ALL, choices, evasive)
        places = heard.places.get(number, _SILENT)
        if number in heard.leads:
            places = places | set(self._openings(heard.leads[number], label, text))
        whole = ALL if (label and places) or (evasive and not places) else places
        return Verdict(whole, choices, evasive) if whole or choices else _NOTHING

    def _joins(self, number: int, heard: Heard, label: str, text: str) -> bool:
        """Tell whether the lines of a text belong together, as those of a table do, so that it has to be read as a whole."""
        if label:
            return _goes_on(text)
        return (number in heard.wrapped and joins_lines(text)) or (number in heard.tabular and self._holds_cells(text))

    def _holds_cells(self, text: str) -> bool:
        return may_hold_cells(text, self._fields.label_named) and bool(inline_cells(text, self._fields.label_named))

    def _is_evasive(self, text: str, choices: bool) -> bool:
        """Tell whether a text reads otherwise than it is written; of one with choices only whether it may."""
        return self._evasion.shows(text) if choices else self._evasion.read(text) is not None

    def _openings(self, offsets: Iterable[int], label: str, text: str) -> Iterator[tuple[int, int]]:
        """Yield a place for each clause, in the sentences heard, that opens a list, or holds a field without its colon."""
        before = len(label) + 1 if label else 0
        heard = sorted(max(offset - before, 0) for offset in offsets)
        for _, spans in clauses_of_parts(text, sentences(text, partial(first_from, heard))):
            yield from ((span.start, OPENS) for span in spans if self._may_open(text, span))

    def _may_open(self, text: str, span: Span) -> bool:
        clause = span.of(text)
        return (_may_lead(text, span) and self._leads.may_open(clause)) or self._signs.stand_in(normalise(clause, one_clause=True).text)


class OpenListener:
    """Lets everything through, to be looked at closely."""

    def listen(self, groups: Sequence[Sequence[Segment]]) -> list[Speaking]:
        """Return that everything may say something."""
        return [Speaking(dict.fromkeys(map(id, group), ALL), choices=True) for group in groups]

    def verdicts(self, keys: Mapping[_Key, None]) -> Mapping[_Key, Verdict]:
        """Return that everything may be said."""
        return dict.fromkeys(keys, Verdict(ALL, choices=True, evasive=True))


def _under(label: str, text: str) -> str:
    """Return a text as it is heard under a label: behind it, and once more each part that may be read behind it as a clause of its own."""
    return " ".join(f"{label}:{part.translate(_WITHOUT_BREAKS)}" for part in (text, *behind_borders(text)))


def _goes_on(text: str) -> bool:
    """Tell whether a clause goes on behind a line end."""
    return LINE_END.search(text) is not None and joins_lines(text)


def _may_lead(text: str, span: Span) -> bool:
    """Tell whether a clause holds a colon or stands at the end of a line, as leads do."""
    return text[span.end : span.end + 1] in _AT_LINE_END or any(colon in span.of(text) for colon in _COLONS)


def _is_foreign(text: str) -> bool:
    """Tell whether a text holds signs that no literal is written in: digits of other scripts, letters that fold to two, colours."""
    return "\x1b" in text or (not text.isascii() and (FOREIGN.search(text) is not None or len(text.casefold()) != len(text)))


def _speaking(segments: Iterable[Segment], verdicts: Sequence[Verdict]) -> Speaking:
    """Return what some segments that follow each other may say."""
    told = [(id(segment), verdict) for segment, verdict in zip(segments, verdicts, strict=True) if verdict is not _NOTHING]
    if not told:
        return _SILENCE
    places = {key: verdict.places for key, verdict in told if verdict.places}
    return Speaking(places, any(verdict.choices for _, verdict in told), frozenset(key for key, verdict in told if verdict.evasive))
