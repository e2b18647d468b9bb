"""Words in disguise, read by tables: look-alikes, symbols, set phrases, pinyin, English with digits for letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import pairwise

import regex
from msgspec import Struct, field

from auditor.model.rewrite import Edit
from auditor.model.span import Apart, Span
from auditor.text.compiled import compiled, deferred

_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü", "aaaaeeeeiiiioooouuuuvvvvv")
_LATIN = deferred(r"[A-Za-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüÜ]+")
_SHADE = "[\U0001f3fb-\U0001f3ff\U0001f9b0-\U0001f9b3]*+"  # of skin and hair
_HAN = deferred(r"\p{Han}")
_CHOICE = {"男女"}  # 男/女 leaves a choice
_LONGEST_WORD = 40  # code points
_WORD_BEFORE = deferred(r"([A-Za-z]{3,}) $")
_WORD_AFTER = deferred(r" ([A-Za-z]{3,})")
_SPACE_BEFORE = deferred(r"(?<=[\p{Han}\d]) $")
_GAP = r"[ ·.*_'’-]{0,2}"
_TONED = {"a": "[aāáǎà]", "e": "[eēéěè]", "i": "[iīíǐì]", "o": "[oōóǒò]", "u": "[uūúǔù]", "v": "[vuüǖǘǚǜ]"}
_LEET = {"o": "[o0]", "l": "[l1|]", "i": "[i1!]", "e": "[e3]", "a": "[a4@]", "s": "[s5$]", "t": "[t7]"}


class Substitution(Struct, frozen=True, dict=True):
    """A sign that is read as a word where its surroundings say so.

    Args:
        read: the word.
        literals: what is written for it.
        after, before: regexes for what must stand on either side; empty for anything.
    """

    read: str
    literals: tuple[str, ...]
    after: str = ""
    before: str = ""

    @cached_property
    def regex(self) -> str:
        """The whole as one regular expression."""
        signs = "|".join(map(regex.escape, sorted(self.literals, key=len, reverse=True)))
        sides = (f"(?<={self.after})" if self.after else "", f"(?={self.before})" if self.before else "")
        return f"(?i){sides[0]}(?:{signs}){_SHADE}{sides[1]}"


class Disguises(Struct, frozen=True, dict=True):
    """What signs and words are written for others.

    Args:
        look_alikes: sign to the sign it is written for, wherever it stands.
        phrases: words written with a wrong sign, and the right word.
        substitutions: signs that count in certain surroundings only.
        pinyin: a word, and its syllables.
        english: words that are written with digits for letters.
    """

    look_alikes: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, str] = field(default_factory=dict)
    substitutions: tuple[Substitution, ...] = ()
    pinyin: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    english: frozenset[str] = frozenset()

    def look_alike_edits(self, text: str) -> Iterator[Edit]:
        """Yield the sign that each look-alike is written for."""
        return (Edit(Span(*match.span()), self.look_alikes[match.group()]) for match in self._look_alike.finditer(text))

    def substitution_edits(self, text: str) -> Iterator[Edit]:
        """Yield the words that symbols stand for where they stand."""
        small = text.lower()
        present = sorted({index for sign in self._by_sign.keys() & set(small) for index in self._by_sign[sign]})
        chosen = (each for each in map(self.substitutions.__getitem__, present) if any(literal in small for literal in each.literals))
        return _apart(Edit(Span(*match.span()), each.read) for each in chosen for match in compiled(each.regex).finditer(text))

    def phrase_edits(self, text: str) -> Iterator[Edit]:
        """Yield the right word for each that is written with a wrong sign."""
        for match in self._phrases.finditer(text):
            yield from aligned(match.start(), match.group(), self.phrases[match.group()])

    def pinyin_edits(self, text: str) -> Iterator[Edit]:
        """Yield Han signs for syllables: of words in a table, all of whose signs are there in one script or the other."""
        matches = list(self._spelt(text))
        told = len({word for _, word in matches}) > 1 or _HAN.search(text)
        taken = Apart()
        chosen = ((match, word) for match, word in (matches if told else ()) if taken.add(Span(*match.span())))
        return _apart(edit for match, word in chosen for edit in _syllables(word, match))

    def _spelt(self, text: str) -> Iterator[tuple[regex.Match[str], str]]:
        """Yield where words of the table stand with a sign in pinyin, the longest words first."""
        tokens = set(map(_bare, set(_LATIN.findall(text))))
        words = {word for token in tokens & self._by_syllable.keys() for word in self._by_syllable[token]}
        latin = " ".join(tokens) if words else ""
        for word in sorted(filter(partial(self._may_stand, text, latin), words), key=lambda word: (-len(word), word)):
            for match in self._pattern(word).finditer(text):
                if _LATIN.search(match.group()) and not self._among_words(match):
                    yield match, word

    def _may_stand(self, text: str, latin: str, word: str) -> bool:
        """Tell whether each sign of a word stands in a text, or its syllable among the Latin words there."""
        return all(sign in text or syllable in latin for sign, syllable in zip(word, self.pinyin[word], strict=True))

    def spell(self, text: str) -> bool:
        """Tell whether Latin letters in a folded text are read as Han signs: most that could be a syllable are not."""
        return any(self._spelt(text)) or any(self.substitution_edits(text))

    def _among_words(self, match: regex.Match[str]) -> bool:
        """Tell whether a match is a Latin word between others that are no syllables: English, such as ``local hukou``."""
        before, after = (
            _WORD_BEFORE.search(match.string, max(match.start() - _LONGEST_WORD, 0), match.start()),
            _WORD_AFTER.match(match.string, match.end()),
        )
        words = [found[1] for found in (before, after) if found]
        return not _HAN.search(match.group()) and any(_bare(word) not in self.syllables for word in words)

    def english_edits(self, text: str) -> Iterator[Edit]:
        """Yield letters for the digits inside English words of the table."""
        for match in self._english.finditer(text):
            word = next((word for word in self.english if regex.fullmatch(_leet(word), match.group(), flags=regex.I)), "")
            yield from aligned(match.start(), match.group(), word)

    @cached_property
    def syllables(self) -> frozenset[str]:
        """Latin words that may be pinyin, or English with digits in it."""
        singles = {
            sign for substitution in self.substitutions for sign in substitution.literals if sign.isalpha() and _LATIN.fullmatch(sign)
        }
        return frozenset(self._by_syllable) | singles

    @cached_property
    def never_before_digits(self) -> frozenset[str]:
        """Syllables of one letter behind which the rest of their words stands, and no digit: the A of A4 is none."""
        ends = {syllables[-1] for syllables in self.pinyin.values()}
        return frozenset(syllable for syllable in self._by_syllable if len(syllable) == 1 and syllable not in ends)

    @cached_property
    def telling_signs(self) -> frozenset[str]:
        """Signs and phrases that show by themselves that a text is in disguise."""
        symbols = (sign for substitution in self.substitutions for sign in substitution.literals if not sign.isascii())
        return frozenset((*self.look_alikes, *self.phrases, *symbols))

    def spells(self, signs: str) -> bool:
        """Tell whether signs that stood apart are worth joining: two Han signs of a word, or a whole Latin word, of the tables."""
        return signs in self._pairs or signs.lower() in self.english or signs.lower() in self.syllables

    @cached_property
    def _by_sign(self) -> Mapping[str, list[int]]:
        """Which substitutions may hold in a text with a sign."""
        index: dict[str, list[int]] = defaultdict(list)
        for number, substitution in enumerate(self.substitutions):
            for sign in {literal[0] for literal in substitution.literals}:
                index[sign].append(number)
        return index

    @cached_property
    def _pairs(self) -> frozenset[str]:
        return frozenset(a + b for word in self.pinyin for a, b in pairwise(word)) - _CHOICE

    @cached_property
    def _look_alike(self) -> regex.Pattern[str]:
        return compiled(f"[{''.join(map(regex.escape, sorted(self.look_alikes)))}]" if self.look_alikes else "(?!)")

    @cached_property
    def _phrases(self) -> regex.Pattern[str]:
        return compiled("|".join(map(regex.escape, sorted(self.phrases, key=len, reverse=True))) or "(?!)")

    @cached_property
    def _by_syllable(self) -> Mapping[str, set[str]]:
        index: dict[str, set[str]] = defaultdict(set)
        for word, syllables in self.pinyin.items():
            for part in (*syllables, *("".join(syllables[i:j]) for i in range(len(syllables)) for j in range(i + 2, len(syllables) + 1))):
                index[part].add(word)
        return index

    def _pattern(self, word: str) -> regex.Pattern[str]:
        """Return the regex for a word of which any sign may stand in pinyin."""
        parts = [
            rf"(?:{sign}|{'(?<![A-Za-z])' if i == 0 else ''}(?i:{_toned(syllable)}){'(?![A-Za-z])' if i == len(word) - 1 else ''})"
            for i, (sign, syllable) in enumerate(zip(word, self.pinyin[word], strict=True))
        ]
        return compiled(_GAP.join(f"({part})" for part in parts))

    @cached_property
    def _english(self) -> regex.Pattern[str]:
        words = "|".join(_leet(word) for word in sorted(self.english, key=lambda word: (-len(word), word)))
        return compiled(rf"(?i)(?<![A-Za-z0-9])(?=[A-Za-z]*[0-9@$|!])(?:{words or '(?!)'})(?![A-Za-z0-9])")


def aligned(start: int, raw: str, right: str) -> Iterator[Edit]:
    """Yield an edit for each sign that changes, or one for all where the lengths differ."""
    if len(raw) != len(right):
        yield Edit(Span(start, start + len(raw)), right)
        return
    for index, (before, after) in enumerate(zip(raw, right, strict=True), start):
        if before.casefold() != after.casefold():
            yield Edit(Span(index, index + 1), after)


def _apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Yield edits in order, of those that overlap the first."""
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, -edit.span.end)):
        if edit.span.start >= end:
            yield edit
            end = edit.span.end


def _syllables(word: str, match: regex.Match[str]) -> Iterator[Edit]:
    """Yield the signs of a word for its syllables, and nothing for the gaps between them and before what it is read with."""
    position = match.start() - (_SPACE_BEFORE.search(match.string, max(match.start() - 1, 0), match.start()) is not None)
    for index, sign in enumerate(word, 1):
        span = Span(*match.span(index))
        if span.start > position:
            yield Edit(Span(position, span.start), "")
        if span.of(match.string) != sign:
            yield Edit(span, sign)
        position = span.end
    if match.string[position : position + 1] == " ":
        yield Edit(Span(position, position + 1), "")


def _bare(token: str) -> str:
    return token.lower() if token.isascii() else token.lower().translate(_TONES)


def _toned(syllable: str) -> str:
    return "".join(_TONED.get(letter, letter) for letter in syllable)


def _leet(word: str) -> str:
    return "".join(_LEET.get(letter, letter) for letter in word)
