"""How long a table of many posts takes, against a spreadsheet program that turns it into CSV, and how much memory.

Run `python -m benchmarks.workbook [FILE…] [--rows N] [--markdown benchmarks/RESULTS.md]`; LibreOffice has to be installed. Without files
a table is invented. Figures hold for one machine at one moment: compare the rows of one run, not two runs.
"""

from __future__ import annotations

import glob
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import click
from openpyxl import Workbook
from rich.console import Console

from auditor.extract.office.soffice import find_office
from benchmarks.program import AUDITOR
from benchmarks.results import write_results
from benchmarks.tables import Table
from benchmarks.watch import Watched, watch

ROWS = 20_000
ROUNDS = 5
INLINE = "posts-inline.xlsx"
NOTES = (f"best of {ROUNDS} rounds, in which the programs take turns; all processes together",)
OF_FILES = f"LibreOffice saved the first two; in {INLINE} each cell holds its words, of which office programs keep a list"
COLUMNS = ("file, program", "seconds", "CPU seconds", "MB", "of the conversion")
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"  # in UTF-8, a file for each sheet
SCAN = (*AUDITOR, "scan", "--format", "jsonl", "--fail-on", "never")
HEADER = (
    *("招考单位", "单位代码", "招考职位", "职位代码", "职位简介", "职位类型", "录用人数", "学历", "学位", "研究生专业"),
    *("本科专业", "大专专业", "是否要求两年以上基层工作经历", "性别", "其他要求", "考区"),
)
PLACES = [
    f"{name}{kind}"
    for name in ("青河", "临山", "东浦", "南屿", "北桥", "西岭", "安塘", "和田埂", "新渡", "长汀口")
    for kind in ("市", "县", "区")
]
BODIES = ("财政局", "水务局", "统计局", "档案馆", "气象台", "图书馆", "交通运输局", "市场监督管理局", "自然资源局", "第二中学", "人民医院")
POSTS = ("综合岗一级科员", "会计", "办公室文秘", "信息系统维护", "执法大队队员", "窗口服务", "项目管理", "护士", "教师", "馆员")
SUBJECTS = (
    "会计学",
    "法学类",
    "计算机类",
    "中国语言文学类",
    "土木类",
    "水利类",
    "统计学类",
    "护理学类",
    "公共管理类",
    "电子信息类",
    "测绘类",
    "新闻传播学类",
)
DEMANDS = (
    *(
        "",
        "",
        "",
        "无",
        "需持有相应资格证书",
        "年龄35周岁以下",
        "中共党员",
        "限男性",
        "适合女性",
        "具有本市户籍",
        "限应届毕业生",
        "身体健康",
    ),
    *(
        "需经常下乡，适合男性报考",
        "最低服务年限5年",
        "能适应夜班",
        "30周岁以下，未婚者优先",
        "具有两年以上相关工作经历",
        "大学英语四级以上",
    ),
)


@dataclass(frozen=True, slots=True)
class Office:
    """LibreOffice, which puts what it converts into a folder of its own."""

    program: Path
    folder: Path

    def command(self, target: str, path: Path) -> list[str]:
        """Return the command that converts a file."""
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        return [str(self.program), profile, "--headless", "--convert-to", target, "--outdir", str(self.folder), str(path.absolute())]

    def see_that_it_converted(self, path: Path) -> None:
        """Fail where there is no CSV of a file, which the program's exit code does not tell."""
        written = [*self.folder.glob(f"{glob.escape(path.stem)}-*.csv")]
        if not written:
            raise click.ClickException(f"{path.name}: LibreOffice could not convert it")
        for one in written:
            one.unlink()


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("given", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rows", "count", type=click.IntRange(1), default=ROWS, show_default=True, help="Posts of the table that is invented.")
@click.option("--markdown", type=click.Path(path_type=Path), help="Also write the table into this file, such as benchmarks/RESULTS.md.")
def main(given: tuple[Path, ...], count: int, markdown: Path | None) -> None:
    """Audit a table of many posts, or the files that are given, beside LibreOffice, which turns all of their sheets into CSV."""
    program = find_office()
    if program is None:
        raise click.ClickException("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office(program, folder / "office")
        paths = given or files(folder, count, office)
        lines = tuple(line for path in paths for line in compared(path, office))
    title = "Tables that were given" if given else f"A table of {count:,} rows of {len(HEADER)} cells"
    table = Table(title, COLUMNS, lines, NOTES if given else (*NOTES, OF_FILES))
    Console().print(table.rich())
    if markdown:
        asked = " ".join(path.name for path in given) or f"--rows {count}"
        write_results(markdown, "workbook", table, f"python -m benchmarks.workbook {asked}")


def compared(path: Path, office: Office) -> Iterator[tuple[str, ...]]:
    """Yield a row for each program."""
    convert = office.command(CSV, path)
    run(convert)
    office.see_that_it_converted(path)
    base, audit = best_in_turns(convert, [*SCAN, str(path), "--output", str(office.folder / "found.jsonl")])
    for program, taken in (("LibreOffice, to CSV", base), ("auditor scan", audit)):
        share = taken.wall / base.wall
        yield f"{path.name}, {program}", f"{taken.wall:.1f}", f"{taken.cpu:.1f}", f"{taken.peak / 1e6:.0f}", f"{share:.1f}"


def files(folder: Path, count: int, office: Office) -> Iterator[Path]:
    """Yield the table as office programs save it, and as libraries write .xlsx row by row: without a list of the words in it."""
    written = folder / INLINE
    write(written, count)
    for suffix in ("xlsx", "xls"):
        run(office.command(suffix, written))
        saved = (office.folder / INLINE).with_suffix(f".{suffix}")
        yield saved.rename(saved.with_stem("posts"))
    yield written


def write(path: Path, count: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("职位表")
    for row in (["招聘职位表"], HEADER, *rows(count)):
        sheet.append(row)
    book.save(path)


def rows(count: int) -> Iterator[list[str | int]]:
    """Yield posts. Those of a body stand together, and most words come again, as in the tables of real recruitments."""
    dice = Random(1)
    body = ""
    for number in range(count):
        body = body if number % 7 else dice.choice(PLACES) + dice.choice(BODIES)
        post = dice.choice(POSTS)
        who: list[str | int] = [
            body,
            1_000_000 + number // 7,
            post,
            10_000_000_000 + number,
            f"从事{post}及相关工作",
            "综合管理类",
            dice.randint(1, 5),
        ]
        studies = [
            dice.choice(("本科以上", "研究生", "大专以上")),
            dice.choice(("学士以上", "硕士以上", "")),
            *(majors(dice, level) for level in "ABC"),
        ]
        yield [*who, *studies, dice.choice("是否"), dice.choice(("不限", "不限", "不限", "男", "女")), dice.choice(DEMANDS), body[:2]]


def majors(dice: Random, level: str) -> str:
    some = sorted(dice.sample(range(len(SUBJECTS)), dice.randint(0, 3)))
    return ",".join(f"{SUBJECTS[number]}({level}{number + 1:02})" for number in some)


def best_in_turns(*commands: Sequence[str]) -> list[Watched]:
    """Return the fastest run of each command; they take turns, so that a machine that is slow for a while is slow for all."""
    rounds = [list(map(run, commands)) for _ in range(ROUNDS)]
    return [min(runs, key=lambda taken: taken.wall) for runs in zip(*rounds, strict=True)]


def run(command: Sequence[str]) -> Watched:
    taken = watch(command)
    if taken.status:
        sys.exit(f"{command[0]} ended with {taken.status}")
    return taken


if __name__ == "__main__":
    main()
