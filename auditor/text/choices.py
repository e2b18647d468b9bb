"""Choices of a form: boxes and circles beside words, of which some are ticked (性别：☑男 □女, 男（√）女（ ）).

What is not ticked beside something that is asks for nothing and is left out of what is read. Where nothing is ticked, or all
that there is, nothing is chosen: the words stay, each behind ``OPEN``, which tells the cues so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex
from msgspec import Struct
from msgspec.structs import replace

from auditor.model.context import ChoiceForms
from auditor.model.document import Segment
from auditor.model.remembered import remembered
from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.answers import answers, may_hold_answers
from auditor.text.characters import fold_each
from auditor.text.choice_marks import GAP, NEAR, SHOWS, is_sure, stretches_of_marks
from auditor.text.compiled import compiled
from auditor.text.forms import FilledIn
from auditor.text.normalise import Normalised, normalise, without_gaps

OPEN = "☐"
"""What stands before a word that is not chosen; folding leaves no other sign of this kind in a text."""

_ANY = "*"  # the kind of a choice that leaves all others open
_REMEMBERED = 512  # texts
_LONGEST_ALONE = 60  # code points of a paragraph, list item or cell that is a choice
_VALUE_STARTS = ":;。\n\r"  # behind one of these
_VALUE = regex.compile(r"[^:;。!\n\r]*")
_WORD = regex.compile(r"[^\s,，、;；。:：|/()（）]+")
_SEPARATORS = regex.compile(rf"(?:{GAP}|[,，、/|;；])*+")
_SEPARATORS_BEFORE = regex.compile(rf"(?:{GAP}|[,，、/|;；])*$")
_ENDED = regex.compile(r"\s*(?:$|[,，;；。:：|)）\n\r])")


class Choice(Struct, frozen=True):
    """One choice: its mark, the words beside it, and the id of its kind where that is known."""

    mark: Span
    words: Span
    kind: str
    is_ticked: bool

    @property
    def span(self) -> Span:
        """Mark and words."""
        return Span(min(self.mark.start, self.words.start), max(self.mark.end, self.words.end))


class Ticks(Struct, frozen=True):
    """What the choices of a text mean for its reading, in code points of the raw text.

    Args:
        edits: what is left out or written for something else, in order and none over another.
        inner: where a mark stands that would otherwise be taken for a bullet.
        fields: where choices stand, those that belong together in one span.
        answers: whether something is ticked beside something that is not.
    """

    edits: tuple[Edit, ...] = ()
    inner: frozenset[int] = frozenset()
    fields: tuple[Span, ...] = ()
    answers: bool = False

    def within(self, clause: Span) -> Iterator[Edit]:
        """Yield the edits inside a clause, counted from its start."""
        first = bisect_left(self.edits, clause.start, key=_end)
        for edit in self.edits[first : bisect_right(self.edits, clause.end, key=_start)]:
            start, end = max(edit.span.start, clause.start), min(edit.span.end, clause.end)
            if start < end or (start == end and edit.text and clause.start <= start <= clause.end):
                yield Edit(Span(start - clause.start, end - clause.start), edit.text)

    def until(self, offset: int, then: Ticks) -> Ticks:
        """Return this reading up to an offset, and another from there on."""
        edits = (*(e for e in self.edits if e.span.start < offset), *(e for e in then.edits if e.span.start >= offset))
        return replace(self, edits=edits)

    def part(self, span: Span) -> Ticks:
        """Return the reading of a part of the text alone."""
        fields = (Span(max(field.start, span.start), min(field.end, span.end)) for field in self.fields if field.overlaps(span))
        return Ticks(
            tuple(self.within(span)),
            frozenset(offset - span.start for offset in self.inner if span.start <= offset < span.end),
            tuple(field.shift(-span.start) for field in fields),
            self.answers,
        )

    def read_in(self, reading: Normalised) -> Ticks:
        """Return the same in code points of a reading of the text, which has left the choices as they are."""

        def place(offset: int) -> int:
            return bisect_left(reading.offsets, offset)

        edits = tuple(Edit(Span(place(edit.span.start), place(edit.span.end)), edit.text) for edit in self.edits)
        return Ticks(edits, frozenset(map(place, self.inner)), self.fields, self.answers)

    def fields_in(self, reading: Normalised) -> tuple[Span, ...]:
        """Return where choices stand in such a reading."""
        return tuple(Span(*(bisect_left(reading.offsets, offset) for offset in (field.start, field.end))) for field in self.fields)

    def at(self, seen: Normalised) -> Ticks:
        """Return the same in code points of the raw text that ``seen`` was made of."""
        return Ticks(
            tuple(Edit(seen.raw(edit.span), edit.text) for edit in self.edits),
            frozenset(i for offset in self.inner for i in range(seen.offsets[offset], seen.offsets[offset + 1])),
            tuple(map(seen.raw, self.fields)),
            self.answers,
        )


NO_TICKS = Ticks()


def _start(edit: Edit) -> int:
    return edit.span.start


def _end(edit: Edit) -> int:
    return edit.span.end


class Choices:
    """Reads the choices in texts.

    Args:
        forms: words that are offered beside each other, such as the sexes, and those that leave all open, such as ``不限``.
    """

    def __init__(self, forms: ChoiceForms) -> None:
        self._filled_in = FilledIn(forms)
        self._kinds = {kind.id: kind for kind in forms.kinds}
        self._words = [(kind.id, f"(?:{kind.regex})") for kind in forms.kinds]
        if forms.whatever:
            self._words.append((_ANY, f"(?:{forms.whatever})"))
        self._words_before = [(kind, f"{words}(?![\\p{{Han}}A-Za-z0-9]|(?<=(?<!户)口))|{words}(?=[口零])") for kind, words in self._words]
        self._words_behind = [(kind, f"(?<![\\p{{Han}}A-Za-z0-9])(?:{words})$|(?<=[口零)])(?:{words})$") for kind, words in self._words]

    def of(self, segments: Iterable[Segment], filled_in: Mapping[int, int]) -> Mapping[int, Ticks]:
        """Return what the choices of a document mean, by ``id`` of the segments that hold some.

        Args:
            segments: in reading order; choices may stand in paragraphs, list items or cells of their own.
            filled_in: the offset from which on applicants fill in a segment, by its ``id``.
        """
        segments = tuple(segments)
        ticks = dict(self._typed(segments, filled_in))
        for run in _runs(segments):
            text = "\n".join(segment.text for segment in run)
            since = filled_in.get(id(run[0]))
            read = self.read(text) if since is None else self.read(text).until(since, self.read(text, answered=True))
            start = 0
            for segment in run if read.fields else ():
                ticks[id(segment)] = read.part(Span(start, start + len(segment.text)))
                start += len(segment.text) + 1
        return ticks

    def _typed(self, segments: Sequence[Segment], filled_in: Mapping[int, int]) -> Iterator[tuple[int, Ticks]]:
        """Yield what applicants have typed into a form of theirs: like what they tick, it is no demand."""
        if may_hold_answers(segments):
            for segment, places in answers(segments, filled_in or self._filled_in.since(segments)[0]):
                edits = tuple(Edit(Span(place.start, place.start), OPEN) for place in places)
                yield id(segment), Ticks(edits, fields=tuple(places))

    @remembered(_REMEMBERED)
    def read(self, text: str, answered: bool = False) -> Ticks:
        """Return what the choices of a raw text mean.

        Args:
            text: a segment's raw text.
            answered: whether it stands in a form filled in by applicants: what they tick is no demand.
        """
        if not SHOWS.search(text):
            return NO_TICKS
        seen = without_gaps(text)
        ticks = self._read(seen.text, answered)
        if len(seen.text) == len(text):
            return ticks
        return ticks.at(seen) if ticks.fields else self._read(text, answered)  # a gap may be all that parts two words

    def _read(self, text: str, answered: bool) -> Ticks:
        stretches = list(stretches_of_marks(text))
        if not stretches:
            return NO_TICKS
        folded = fold_each(text)
        edits: list[Edit] = []
        inner: set[int] = set()
        fields: list[Span] = []
        answers = False
        for field in self._fields(text, folded, stretches):
            chosen = self._chosen(text, field)
            if chosen is None:
                continue
            fields.append(Span(field[0].span.start, field[-1].span.end))
            answers = answers or any(choice.is_ticked for choice in field)
            edits += _opened(text, field) if answered or not chosen else _narrowed(text, field, chosen)
            inner.update(offset for choice in field for offset in range(choice.mark.start, choice.mark.end))
        return Ticks(tuple(sorted(edits)), frozenset(inner), tuple(fields), answers)

    def read_aloud(self, text: str) -> str:
        """Return a clause folded as its choices are read."""
        return with_choices(normalise(text, one_clause=True), self.read(text).within(Span(0, len(text)))).text

    def _fields(self, text: str, folded: str, stretches: Iterable[Sequence[regex.Match[str]]]) -> Iterator[Sequence[Choice]]:
        """Yield choices that stand beside each other and offer one kind of thing."""
        for marks in stretches:
            behind = [self._behind(folded, mark) for mark in marks]
            before = [self._before(folded, mark, following) for mark, following in pairwise([*marks, None])]
            choices = [choice for choice in max(before, behind, key=_fit) if choice]
            if len(choices) == 1 and choices[0].is_ticked:
                choices = self._with_those_beside(folded, choices[0])
            yield from _by_kind(text, _crossed_out(marks, choices))

    def _before(self, folded: str, mark: regex.Match[str], following: regex.Match[str] | None) -> Choice | None:
        """Return the choice whose mark stands before it; of a kind that is not known it reaches to the next mark."""
        gap = folded[mark.end() : mark.end() + 3]
        start = mark.end() + len(gap) - len(gap.lstrip(" "))
        for kind, words in self._words_before:
            found = compiled(words).match(folded, start)
            if found and len(found[0]):
                return _choice(mark, Span(*found.span()), kind)
        if mark["letter"]:
            return None
        word = _WORD.match(folded, start, following.start() if following else len(folded))
        return _choice(mark, Span(*word.span()), "") if word else None

    def _behind(self, folded: str, mark: regex.Match[str]) -> Choice | None:
        """Return the choice whose mark stands behind it, if it is of a kind that is known."""
        line = max(folded.rfind("\n", 0, mark.start()) + 1, mark.start() - NEAR)
        text = folded[line : mark.start()].rstrip(" ")
        for kind, words in self._words_behind:
            found = compiled(words).search(text)
            if found and len(found[0]):
                return _choice(mark, Span(line + found.start(), line + found.end()), kind)
        return None

    def _with_those_beside(self, folded: str, ticked: Choice) -> list[Choice]:
        """Return the only choice with a mark and the words of its kind beside it, where they are all that its field or line holds."""
        kind = self._kinds.get(ticked.kind)
        start = max(folded.rfind(sign, 0, ticked.span.start) for sign in _VALUE_STARTS) + 1
        end = _VALUE.match(folded, ticked.span.end, start + _LONGEST_ALONE).end() if ticked.span.end < start + _LONGEST_ALONE else start
        around = folded[start : ticked.span.start] + " " + folded[ticked.span.end : end]
        if kind is None or not compiled(f"(?:(?:{self._offered(kind.id)})|[ ,、/|])*+").fullmatch(around):
            return [ticked]
        words = compiled(self._offered(kind.id)).finditer(folded, start, end)
        others = [Span(*word.span()) for word in words if not Span(*word.span()).overlaps(ticked.span)]
        return sorted([ticked, *(_unmarked(other, kind.id) for other in others)], key=_place)

    def _offered(self, kind: str) -> str:
        """Return the words of a kind, and those that leave all open, as they stand between others."""
        words = "|".join(words for known, words in self._words if known in (kind, _ANY))
        return f"(?:{words})(?![\\p{{Han}}A-Za-z0-9])"

    def _chosen(self, text: str, field: Sequence[Choice]) -> Sequence[Choice] | None:
        """Return what is chosen in a field, nothing where the choice is open; None if the marks are no choices, but bullets."""
        ticked = [choice for choice in field if choice.is_ticked]
        known = [choice for choice in field if choice.kind]
        sure = all(is_sure(choice.mark.of(text)) for choice in field)
        if len(field) == 1:
            if known and not ticked and field[0].words.end <= field[0].mark.start:
                return ()
            return ticked if ticked and known and (sure or _stands_for_value(text, field[0])) else None
        mixed, one_line = 0 < len(ticked) < len(field), "\n" not in text[field[0].span.start : field[-1].span.end]
        counted = known if one_line and (mixed or not ticked) else [choice for choice in known if choice.kind != _ANY]
        if len(counted) < 2 and not (mixed and sure):
            return None
        if any(choice.kind == _ANY for choice in ticked):
            return ()
        kinds = {choice.kind for choice in known} - {_ANY}
        exhausts = any(self._kinds[kind].exhausts for kind in kinds)
        unchosen = {choice.words.of(text) for choice in known if choice.kind != _ANY and not choice.is_ticked}
        return () if len(ticked) > 1 and exhausts and not unchosen else ticked


def _runs(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Yield segments with those that follow them and are a choice alone, as paragraphs and cells are."""
    run: list[Segment] = []
    for segment in segments:
        if not SHOWS.search(segment.text):
            if run:
                yield run
            run = []
            continue
        if run and not _follows(run[-1], segment):
            yield run
            run = []
        run.append(segment)
    if run:
        yield run


def _follows(last: Segment, segment: Segment) -> bool:
    labels = [each.label.text if each.label else "" for each in (last, segment)]
    beside = last.group == segment.group and last.field == segment.field and labels[0] == labels[1]
    return beside and max(len(last.text), len(segment.text)) <= _LONGEST_ALONE


def with_choices(folded: Normalised, edits: Iterable[Edit]) -> Normalised:
    """Return a folded clause as its choices are read.

    Args:
        folded: the clause.
        edits: in order, in code points of its raw text.
    """
    places = Ticks(tuple(edits)).read_in(folded).edits
    return folded.edited([edit for edit in places if len(edit.span) or edit.text])


def _choice(mark: regex.Match[str], words: Span, kind: str) -> Choice:
    return Choice(Span(*mark.span()), words, kind, bool(mark["ticked"] or mark["crossed"]))


def _unmarked(words: Span, kind: str) -> Choice:
    """Return a choice without a mark of its own."""
    return Choice(Span(words.start, words.start), words, kind, is_ticked=False)


def _place(choice: Choice) -> Span:
    return choice.span


def _crossed_out(marks: Sequence[regex.Match[str]], choices: Sequence[Choice]) -> list[Choice]:
    """Return choices, those with a cross as not ticked where others have a tick; alone, a cross ticks."""
    crossed = {mark.start() for mark in marks if mark["crossed"]} if any(mark["ticked"] for mark in marks) else set()
    return [replace(choice, is_ticked=choice.is_ticked and choice.mark.start not in crossed) for choice in choices]


def _fit(choices: Sequence[Choice | None]) -> tuple[int, int]:
    """Rate a reading of marks: by the choices of a known kind in it, then by how near the words stand."""
    known = [choice for choice in choices if choice and choice.kind]
    return len(known), sum(len(choice.mark) + len(choice.words) - len(choice.span) for choice in known)


def _by_kind(text: str, choices: Sequence[Choice]) -> Iterator[Sequence[Choice]]:
    """Yield choices of one kind, those that leave all open or are of a kind that is not known with the ones before them.

    Of choices line by line each is all that its line says: bullets have more to say.
    """
    run: list[Choice] = []
    kinds: set[str] = set()
    for choice in choices:
        gap = text[run[-1].span.end : choice.span.start] if run else ""
        is_other = kinds and choice.kind not in {_ANY, "", *kinds} and not _is_passed_over(text, choice, choices)
        if run and (is_other or ("\n" in gap and gap.strip())):
            yield run
            run, kinds = [], set()
        run.append(choice)
        kinds |= {choice.kind} - {_ANY, ""}
    if run:
        yield run


def _is_passed_over(text: str, choice: Choice, choices: Sequence[Choice]) -> bool:
    """Tell whether a choice is the only one of its kind and left open, where others on its line are ticked."""
    beside = [other for other in choices if other.span != choice.span and "\n" not in _between(text, other.span, choice.span)]
    is_open = not choice.is_ticked and is_sure(choice.mark.of(text))
    return is_open and any(other.is_ticked for other in beside) and all(other.kind != choice.kind for other in beside)


def _between(text: str, one: Span, other: Span) -> str:
    return text[min(one.end, other.end) : max(one.start, other.start)]


def _stands_for_value(text: str, choice: Choice) -> bool:
    """Tell whether a tick stands between a field's colon and its only value."""
    return text[choice.mark.start] == "√" and text[: choice.mark.start].rstrip().endswith((":", "："))


def _opened(text: str, field: Sequence[Choice]) -> Iterator[Edit]:
    """Yield the edits that put the sign of an open choice before each, and end the last one."""
    for choice in field:
        if choice.mark.start < choice.words.start:
            yield Edit(choice.mark, OPEN)
        else:
            yield Edit(Span(choice.words.start, choice.words.start), OPEN)
            yield Edit(choice.mark, "")
    end = field[-1].span.end
    if not _ENDED.match(text, end):
        yield Edit(Span(end, end), ",")


def _narrowed(text: str, field: Sequence[Choice], chosen: Sequence[Choice]) -> Iterator[Edit]:
    """Yield the edits that leave only what is chosen, without marks."""
    stays = set(chosen)
    for index, choice in enumerate(field):
        if choice in stays:
            gap = len(text[choice.mark.end : choice.words.start]) if choice.mark.end <= choice.words.start else 0
            yield Edit(Span(choice.mark.start, choice.mark.end + gap), "")
            continue
        start, end = choice.span.start, choice.span.end
        if index:
            start -= len(_SEPARATORS_BEFORE.search(text, field[index - 1].span.end, start)[0])
        else:
            end = _SEPARATORS.match(text, end, field[1].span.start).end()
        yield Edit(Span(start, end), "")
