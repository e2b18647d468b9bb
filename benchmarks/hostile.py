"""Texts written to be slow: cost for each character as they double. None may make one clause quadratic."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice

from auditor.engine import Auditor
from benchmarks.growth import SUSPICIOUS, Step, exponent, is_suspicious, steps
from benchmarks.tables import Table

SLOW = 100_000
"""Nanoseconds for each character above which a text is marked as slow, though its cost may grow linearly."""
SIZES = tuple(125 << power for power in range(12))


def _repeated(piece: str, before: str = "", behind: str = "") -> Callable[[int], str]:
    def text(size: int) -> str:
        inner = size - len(before) - len(behind)
        return before + "".join(islice(cycle(piece), inner)) + behind

    return text


def _numbered(piece: str) -> Callable[[int], str]:
    """Repeat a piece with another number each time, so that no two are alike."""

    def text(size: int) -> str:
        pieces = (piece.format(number) for number in range(size))
        return "".join(islice((sign for one in pieces for sign in one), size))

    return text


def _nested(opening: str, closing: str, core: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        deep = (size - len(core)) // len(opening + closing)
        return opening * deep + core + closing * deep

    return text


HOSTILE: Mapping[str, Callable[[int], str]] = {
    "one clause without any trigger": _repeated("认真负责吃苦耐劳服从安排"),
    "one clause of one letter": _repeated("a"),
    "one clause of Latin words": _repeated("good team work and "),
    "one clause of spaces": _repeated(" ", "限", "男性"),
    "one clause of no-break spaces": _repeated("\u00a0", "限", "男性"),
    "one clause of line breaks": _repeated("\n", "限", "男性"),
    "one clause of carriage returns": _repeated("\r", "限", "男性"),
    "many candidates in one clause": _repeated("限男性"),
    "many candidates of many rules in one clause": _repeated("限男性35岁以下本地户口汉族党员未婚身高170"),
    "many traits without a force in one clause": _repeated("男女户口年龄身高党员汉族未婚"),
    "many forces without a trait in one clause": _repeated("要求限须必须优先仅"),
    "many cues in one clause": _repeated("不限男性不得以性别为由除外例如", "限男性"),
    "many candidates and cues in one clause": _repeated("限男性不限女性优先除外"),
    "many exemptions in one clause": _repeated("男女不限限男性"),
    "many candidates, another number each": _numbered("限男性{}岁以下"),
    "digits": _repeated("1234567890"),
    "digits behind 年龄": _repeated("1", "年龄"),
    "ages without end": _repeated("18-35岁"),
    "ages and dashes": _repeated("18-", behind="岁"),
    "Chinese numerals": _repeated("三十五", behind="岁以下"),
    "years and dates": _repeated("1990年1月1日"),
    "circled numbers": _repeated("①②③"),
    "nested brackets": _nested("（", "）", "限男性"),
    "nested mixed brackets": _nested("【（「", "」）】", "限男性"),
    "opening brackets only": _repeated("（", behind="限男性"),
    "closing brackets only": _repeated("）", "限男性"),
    "quotes": _repeated("“限男性”"),
    "opening quotes only": _repeated("“", behind="限男性"),
    "book-title marks": _repeated("《限男性》"),
    "commas": _repeated("，"),
    "semicolons": _repeated("；"),
    "full stops": _repeated("。"),
    "many short clauses": _repeated("限男性；"),
    "many clauses with commas": _repeated("限男性，"),
    "many clauses, all different": _numbered("限男性{}；"),
    "many lines": _repeated("限男性\n"),
    "many headings": _repeated("任职要求：\n"),
    "many headings in brackets": _repeated("【任职要求】"),
    "many headings and clauses": _repeated("任职要求：\n限男性\n岗位职责：\n送货\n"),
    "women and men in turns": _repeated("女，25岁以下；男，30岁以下；\n"),
    "many posts": _numbered("岗位{}：店员\n限男性\n"),
    "many posts that are numbered": _numbered("{}、招聘岗位：电工\n要求：限男性，35岁以下\n"),
    "many leads": _repeated("以下人员勿扰：\n男性\n"),
    "one lead with many items": _repeated("1、男性\n", "以下人员勿扰：\n"),
    "one lead with many items in one clause": _repeated("男性、", "以下人员勿扰："),
    "many colons": _repeated("性别：男："),
    "colons only": _repeated("："),
    "form fields": _repeated("性别：男\n年龄：35岁以下\n"),
    "places of a template": _repeated("{{ n }}岁以下，"),
    "comments of a template": _repeated("{# 限男性 #}"),
    "tags of a template": _repeated("{% if 限男性 %}{{#if a}}"),
    "quoted words in tags": _repeated("{% if a == '限男性' %}"),
    "marks of a template without end": _repeated("{{ {# {% <% ${ [[ « "),
    "comments that speak to the program": _repeated("限男性 <!-- auditor: ignore-line GEN001 reason=x -->\n"),
    "choices": _repeated("□男□女"),
    "choices, ticked": _repeated("☑男□女"),
    "choices, left open": _repeated("□男□女□不限\n"),
    "choices, one a line": _repeated("☑男□女\n"),
    "table with bars": _repeated("|男|35|\n", "|性别|年龄|\n|---|---|\n"),
    "bars": _repeated("|"),
    "tabs": _repeated("性别\t男\t年龄\t"),
    "evasive marks": _repeated("限*男*性*"),
    "evasive marks, many clauses": _repeated("限*男*性；\n"),
    "evasive marks, all clauses different": _numbered("店员{}限*男*性；\n"),
    "evasive dots": _repeated("限．男．性．"),
    "signs without width": _repeated("限\u200b男\u200b性\u200b"),
    "combining marks": _repeated("\u0336", "限男性"),
    "wide spaces": _repeated("限　男　性　"),
    "masks": _repeated("*", "限", "男性"),
    "look-alikes": _repeated("限侽悻"),
    "pinyin": _repeated("xian nan xing "),
    "symbols": _repeated("限♂"),
    "emoji": _repeated("🈲👩"),
    "traditional characters": _repeated("限男性三十五歲以下戶口"),
    "full-width digits": _repeated("１８－３５岁"),
    "remains of HTML": _repeated("<br>限男性&nbsp;"),
    "opening tags": _repeated("<", behind="限男性"),
    "entities": _repeated("&amp;", behind="限男性"),
    "many employers": _numbered("某某{}有限公司诚聘限男性"),
    "many regions": _repeated("深圳上海山东广东"),
    "many laws": _repeated("《就业促进法》第二十七条规定不得限男性"),
    "English limits": _repeated("male only under 35 "),
    "English sentences": _repeated("We prefer male candidates. "),
    "foreign digits": _repeated("٣٥岁以下"),
    "high planes": _repeated("𠀀限男性"),
    "lone surrogates": _repeated("\ud800限男性"),
    "null signs": _repeated("\x00限男性"),
}
"""Texts by what is hostile in them; each takes a length."""


def hostile_table(most: float, say: Callable[[str], None], names: Sequence[str] = tuple(HOSTILE), sizes: Sequence[int] = SIZES) -> Table:
    """Audit each text in rising lengths.

    Args:
        most: seconds after which a text is not doubled again.
        say: is told each row as it comes.
        names: of the texts.
        sizes: lengths, each about twice the one before.
    """
    rows = tuple(_rows(most, say, names, sizes))
    return Table(
        "Hostile texts",
        ("", *(f"{size:,}" for size in sizes), "power", ""),
        rows,
        (
            "µs of CPU for each character of a text of so many characters; as the text doubles, what is linear stays the same",
            f"power: of the length, with which cost grows over the last steps; super-linear: above {SUSPICIOUS:.2f}",
            f"slow: more than {SLOW / 1000:,.0f} µs for each character of the longest text",
            f"no longer text is tried after one that took more than {most:g} s",
        ),
    )


def _rows(most: float, say: Callable[[str], None], names: Sequence[str], sizes: Sequence[int]) -> Iterator[tuple[str, ...]]:
    for name in names:
        row = _row(name, _measured(HOSTILE[name], sizes, most), len(sizes))
        say("  ".join(row))
        yield row


def _measured(text: Callable[[int], str], sizes: Sequence[int], most: float) -> list[Step]:
    """Measure a text; what looks super-linear is measured once more, because a machine may stumble."""
    taken = list(steps(sizes, partial(_audit, _warm(), text), most))
    if not is_suspicious(taken):
        return taken
    again = steps([step.size for step in taken], partial(_audit, _warm(), text), most)
    return [min(pair, key=lambda step: step.seconds) for pair in zip(taken, again, strict=False)]


def _warm() -> Auditor:
    """Return an auditor that has made what is only made when it is first needed."""
    auditor = Auditor()
    auditor.audit_text("店员一名，限 男 性，35岁以下；٣٥岁以下。")  # a digit that is in no literal opens the gate to all patterns
    return auditor


def _audit(auditor: Auditor, text: Callable[[int], str], size: int) -> Callable[[], object]:
    hostile = text(size)
    return lambda: auditor.audit_text(hostile)


def _row(name: str, taken: Sequence[Step], width: int) -> tuple[str, ...]:
    cells = [f"{step.each / 1000:,.1f}" for step in taken] + [""] * (width - len(taken))
    return name, *cells, f"{exponent(taken):.2f}", ", ".join(_marks(taken))


def _marks(taken: Sequence[Step]) -> Iterator[str]:
    if is_suspicious(taken):
        yield "super-linear"
    if taken[-1].each > SLOW:
        yield "slow"
