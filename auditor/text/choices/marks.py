"""Marks of choices, as texts show them: boxes, circles, ticks and crosses, brackets around them or around nothing."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from auditor.text.compiled import deferred

NEAR = 14  # code points from the mark of one choice to that of the next
GAP = r"[ \t\u00a0\u3000]"
_SURE = "☐☑☒🗹✅◉⦿"  # these are hardly ever bullets
_MOUTH = r"(?<![户戶入人胃门門出窗接进進\d二三四五六七八九])[口〇](?![音语語才齿齒头頭碑味述腔径徑感岸])"  # a box: not 户口, 口音, 二〇
_MARK = deferred(
    rf"(?P<ticked>[□☐◻▢⬜○◯]{GAP}?[√✓✔]|[√✓✔][□☐◻▢⬜○◯]|[☑🗹✅◉⦿⊙■◼⬛●◎✔✓√]|[\[［【(（]{GAP}{{0,4}}(?:[√✓✔☑■●]|[vV](?=[\]］]))"
    rf"{GAP}{{0,4}}[\]］】)）])"
    rf"|(?P<crossed>☒|[\[［【(（]{GAP}{{0,4}}[xX×✗✘]{GAP}{{0,4}}[\]］】)）])"
    rf"|(?P<open>[□☐◻▢⬜○◯]|[\[［【(（]{GAP}{{0,4}}[\]］】)）])"
    rf"|(?P<letter>{_MOUTH})"
)
# Cheap, and never too strict: signs without width may stand inside a mark.
SHOWS = deferred(
    rf"[□☐◻▢⬜○◯☑☒🗹✅◉⦿⊙■◼⬛●◎✔✓√]|[\[［【(（][^\p{{L}}\p{{N}}\n]{{0,12}}[xX]?[^\p{{L}}\p{{N}}\n]{{0,12}}[\]］】)）]"
    rf"|[\[［][^\p{{L}}\p{{N}}\n]{{0,12}}[vV]|{_MOUTH}"
)
_BETWEEN = deferred(r"[^:：。；;!！\n\r]*")
_LINE_END = deferred(rf"{GAP}*(?:\r?\n|$)")
_NEXT_LINE = deferred(rf"[^:：。；;!！\n\r]*\r?\n{GAP}*")


def stretches_of_marks(text: str) -> Iterator[list[regex.Match[str]]]:
    """Yield marks that stand near each other in a line, or each at the start of one of the lines that follow each other."""
    run: list[regex.Match[str]] = []
    for mark in _MARK.finditer(text):
        if run and not _goes_on(text, run[-1], mark):
            yield run
            run = []
        run.append(mark)
    if run:
        yield run


def _goes_on(text: str, last: regex.Match[str], mark: regex.Match[str]) -> bool:
    if mark.start() - last.end() > 2 * NEAR:
        return False
    if _BETWEEN.fullmatch(text, last.end(), mark.start()):
        return bool(mark.start() - last.end() <= NEAR)
    line = text.rfind("\n", 0, last.start()) + 1
    before = text[line : last.start()].strip()
    if not before or before.endswith((":", "：")):
        return _NEXT_LINE.fullmatch(text, last.end(), mark.start()) is not None
    return _LINE_END.match(text, last.end()) is not None and _LINE_END.match(text, mark.end()) is not None


def is_sure(mark: str) -> bool:
    """Tell whether what looks like a mark is one: of one sign, that it is hardly ever a bullet."""
    return bool(mark) and (mark[0] in _SURE or len(mark) > 1)
