"""``auditor duplicates``."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import asdict

from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import language_option
from auditor.cli.options import reading_config_of, reading_options
from auditor.cli.output import output_or_stdout, refuse_overwriting
from auditor.duplicates.finder import MOST_ADS, THRESHOLD, Finder
from auditor.errors import ExtractError
from auditor.model.wording import Language, Wording
from auditor.report.printable import printable

if TYPE_CHECKING:
    from auditor.batch.reading import Reading
    from auditor.config import Config

_TOLD = Wording(
    "比较广告 {} 份：{} 组近似重复，共 {} 份。文字过短未比较 {} 份；超出 --max-ads 未比较 {} 份；未能读取 {} 处。",
    "Ads compared: {}; groups of near-duplicates: {}, with {} ads. Too short to compare: {}; beyond --max-ads: {}; not read: {}.",
)
_NOT_READ = Wording("未能读取", "not read")


@click.command(short_help="Group ads that are nearly the same.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file instead of the terminal.")
@click.option(
    "--threshold",
    type=click.FloatRange(0.5, 1.0),
    default=THRESHOLD,
    show_default=True,
    metavar="SHARE",
    help="How alike ads have to be: the share of runs of three signs that two have in common, numbers and marks left aside.",
)
@click.option(
    "--max-ads",
    type=click.IntRange(min=1),
    default=MOST_ADS,
    show_default=True,
    metavar="N",
    help="Most ads that are compared; a million take about 150 MB of memory, and 300 MB on disk.",
)
@click.option("--text-field", metavar="NAME", help="Field of records that holds the text.")
@click.option("--id-field", metavar="NAME", help="Field of records that holds the id.")
@reading_options
@language_option
@click.pass_context
def duplicates(context: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Group ads that are nearly the same: one text with another telephone number, city or salary.

    Writes a JSON line for each ad that has others like it: its group, source and id, and how alike it is to the first of its group.
    Nothing of the texts is kept. auditor summary --duplicates reads the lines and counts such ads once as well; auditor scan audits
    each by itself all the same.

    \b
    auditor duplicates ads.jsonl -o groups.jsonl
    auditor duplicates march/ april/ -o groups.jsonl     across folders
    auditor summary report.jsonl --duplicates groups.jsonl

    \b
    Exit codes, the highest that holds:
      0  all was compared
      2  wrong usage, or nothing to compare
      3  something could not be read, or was beyond --max-ads
      4  a bug
    """  # noqa: D301 - click wants the sign itself
    context.exit(_find(paths, options))


def _find(paths: tuple[str, ...], options: dict[str, Any]) -> ExitCode:
    from auditor.batch.inputs import exclusion_of
    from auditor.batch.reading import Reading
    from auditor.model.report import Tally
    from auditor.report.totals import excluded

    output: Path | None = options["output"]
    refuse_overwriting(paths, [output] if output else [])
    config = reading_config_of(options)
    exclusion = exclusion_of(config)
    with ExitStack() as stack:
        stream = output_or_stdout(stack, output)
        finder = stack.enter_context(Finder(options["max_ads"]))
        reading = stack.enter_context(Reading(paths, config.read_options, exclusion))
        unread = _take(finder, reading, config, options["language"])
        members = groups = 0
        for member in finder.members(options["threshold"]):
            members, groups = members + 1, max(groups, member.group)
            stream.write(json.dumps(asdict(member), ensure_ascii=False) + "\n")
    told = (finder.compared, groups, members, finder.short, finder.beyond, unread)
    click.echo(_TOLD.get(options["language"]).format(*told), err=True)
    if left_out := excluded(Tally(excluded=exclusion.count)):
        click.echo(left_out.get(options["language"]), err=True)
    if unread or finder.beyond:
        return ExitCode.NOT_AUDITED
    return ExitCode.CLEAN if finder.compared or finder.short else ExitCode.USAGE


def _take(finder: Finder, reading: Reading, config: Config, language: Language) -> int:
    """Give all ads to the finder; return how many could not be read, which are told."""
    from auditor.hearing import audited_segments
    from auditor.packs.loader import load_pack

    fields = load_pack().fields
    unread = 0
    for item in reading:
        if isinstance(item, ExtractError):
            unread += 1
            click.echo(f"{_NOT_READ.get(language)}: {printable(str(item))}", err=True)
        else:
            unread += bool(item.failures) and not item.segments
            finder.add(item.source, item.id, (segment.text for segment in audited_segments(item, fields, config.text_field)))
    return unread
