"""Words cut up by signs or gaps between each two of their signs: 限★女★性, 三 十 岁, F_e_m_a_l_e, one sign a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from auditor.model.rewrite import Edit
from auditor.model.span import Span
from auditor.text.compiled import deferred

_UNIT = r"[\p{Han}A-Za-z0-9]"
# What may cut a word. Marks that end a sentence or open a bracket do not, nor do marks of sums and the frame of a key.
_CUT = r"[^\p{L}\p{N}\u20e3。;!?()\"'、,:<>《》%=≤≥+&\[\]{}#@]"
_CUTS = deferred(rf"(?<={_UNIT})(?:{_CUT}{{1,4}}+|[,、])(?={_UNIT})")
_SEX_AND_NUMBER = deferred(r"(?:[男女] +\d|\d +[男女])$")  # items of their own: 女 25岁, 3 男
_DRESSING = "招聘寻找限"
_DRESSED = deferred(rf"[{_DRESSING}][\u2600-\u27bf\U0001f300-\U0001faff]")  # 招✨姑娘
_LIST_NUMBER = deferred(r"\d(?:[、)]|\.(?!\d))")
_SIGN = deferred(_UNIT)
_HAN = deferred(r"\p{Han}")
_ALONE = 2  # equal cuts in a row that show a word cut up
_LINES = 3  # line ends that do
_COMMAS = 4
_LIST_MARKS = ",、"
_HABIT = 6  # cuts in words cut up, above those elsewhere, that show a sign to stand nowhere else
_HABIT_OF_LINES = 30


def separator_edits(text: str, spells: Callable[[str], bool]) -> Iterator[Edit]:
    """Yield the cuts to leave out.

    Args:
        text: folded.
        spells: tells whether letters are a word worth hiding, or two Han signs stand side by side in one, so that one cut
            between them is enough.
    """
    runs = list(_runs(text))
    habit = _habit(text, runs)
    for run in runs:
        inside = frozenset(_in_words(text, run, spells))
        if inside or habit:
            yield from (Edit(cut, "") for cut in run if cut in inside or cut.of(text) == habit)


def _in_words(text: str, run: list[Span], spells: Callable[[str], bool]) -> list[Span]:
    """Return the cuts of a run that stand inside words; most runs are one cut between signs that no word holds side by side."""
    if len(run) == 1 and not (spells(_sides(text, run[0])) or text[run[0].start - 1] in _DRESSING):
        return []
    cuts = _inner(text, run)
    if cuts and (_spelt(_units(text, cuts), spells) or _shows(text, cuts)):
        return cuts
    return [cut for cut in run if _inside_a_word(text, cut, spells)]


def _habit(text: str, runs: list[list[Span]]) -> str:
    """Return the sign that mostly stands inside words cut up, and so does where it shows it less clearly; empty for none."""
    shown = [len(run) >= _ALONE and _shows(text, run) for run in runs]
    if not any(shown):
        return ""
    inside: Counter[str] = Counter()
    for run, shows in zip(runs, shown, strict=True):
        inside[run[0].of(text)] += len(run) if shows else -len(run)
    cut, surplus = inside.most_common(1)[0]
    return cut if surplus >= (_HABIT_OF_LINES if "\n" in cut else _HABIT) and cut not in _LIST_MARKS else ""


def _runs(text: str) -> Iterator[list[Span]]:
    """Yield cuts that follow each other, one sign apart and alike; a dash between digits set wide is no cut but a range."""
    run: list[Span] = []
    end, last = -1, ""
    for match in _CUTS.finditer(text):
        span, plain = Span(*match.span()), _plain(match.group())
        if plain == " " and _SEX_AND_NUMBER.search(text, span.start - 1, span.end + 1):
            continue
        joins = span.start == end + 1 and bool(run)
        end = span.end
        if joins and not last.strip() and _is_range(text, span):
            continue
        if run and not (joins and plain == last):
            yield run
            run = []
        run.append(span)
        last = plain
    if run:
        yield run


def _sides(text: str, cut: Span) -> str:
    return text[cut.start - 1] + text[cut.end]


def _is_range(text: str, span: Span) -> bool:
    return span.of(text).strip() == "-" and text[span.start - 1].isdigit() and text[span.end].isdigit()


def _plain(cut: str) -> str:
    return cut.strip(" ") or " "


def _inner(text: str, run: list[Span]) -> list[Span]:
    """Return the cuts of a run but for a first or last one beside a word, number or line that goes on."""
    lines = "\n" in run[0].of(text)
    first = _goes_on(text[max(run[0].start - 2, 0) : run[0].start], lines)
    end = run[-1].end
    last = _goes_on(text[end : end + 2], lines) or _LIST_NUMBER.match(text, end) is not None
    return run[first : len(run) - last]


def _goes_on(pair: str, lines: bool) -> bool:
    """Tell whether two signs belong to one Latin word or number, or to one line."""
    if lines:
        return len(pair) > 1 and all(map(_SIGN.match, pair))
    return len(pair) > 1 and pair.isascii() and pair.isalnum()


def _units(text: str, cuts: list[Span]) -> str:
    return text[cuts[0].start - 1] + "".join(text[cut.end] for cut in cuts)


def _spelt(units: str, spells: Callable[[str], bool]) -> bool:
    return units.isascii() and spells(units)


def _shows(text: str, cuts: list[Span]) -> bool:
    """Tell whether so many cuts show a word cut up: of Han signs, or digits among them or set wide."""
    cut, units = cuts[0].of(text), _units(text, cuts)
    least = _LINES if "\n" in cut else _COMMAS if cut in _LIST_MARKS else _ALONE
    return len(cuts) >= least and _alone(text, cuts) >= _ALONE and (_HAN.search(units) is not None or (units.isdigit() and not cut.strip()))


def _alone(text: str, cuts: list[Span]) -> int:
    """Count the signs that stand alone: all between two cuts, and one at either end that is not part of a longer word."""
    before, behind = text[max(cuts[0].start - 2, 0) : cuts[0].start - 1], text[cuts[-1].end + 1 : cuts[-1].end + 2]
    return len(cuts) - 1 + sum(not _SIGN.match(sign) for sign in (before, behind))


def _inside_a_word(text: str, span: Span, spells: Callable[[str], bool]) -> bool:
    """Tell whether one cut stands inside a word of Han signs; a space does only beside a sign that stands alone."""
    cut, pair = span.of(text), _sides(text, span)
    if _DRESSED.match(text, span.start - 1):
        return True
    if "\n" in cut or cut in _LIST_MARKS or pair.isascii() or not spells(pair):
        return False
    return cut.strip() != "" or not (_HAN.match(text, max(span.start - 2, 0)) and _HAN.match(text, span.end + 1))
