"""``auditor fix``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from auditor.cli.exit_codes import exit_code
from auditor.cli.language import language_option
from auditor.cli.options import audit_options, config_of, fail_on, redact_option, redactor_of
from auditor.errors import ConfigError
from auditor.model.grounds import Severity
from auditor.model.report import Tally
from auditor.model.wording import Language, Wording, fill
from auditor.report.printable import named, printable
from auditor.report.totals import excluded, idle, set_aside
from auditor.report.words import describe, shown_name, unread

if TYPE_CHECKING:
    from auditor.redaction import Redactor
    from auditor.revise.fix import Fix
    from auditor.revise.fixing import Fixed
    from auditor.revise.repair import Left, Repair

_EITHER = Wording("-o 与 --in-place 不能同用", "-o and --in-place exclude each other")
_LONGEST = 240  # code points of a sentence that is shown
_REWRITE = Wording("{place}：“{old}” → “{new}” [{rules}]", "{place}: “{old}” → “{new}” [{rules}]")
_DELETE = Wording("{place}：删去“{old}” [{rules}]", "{place}: delete “{old}” [{rules}]")
_LEFT = Wording("未改 {place}：“{words}” [{rules}]：{reason}", "left {place}: “{words}” [{rules}]: {reason}")
_LEFT_FILE = Wording("未改 {name}：{count} 处：{reason}", "left {name}: {count} findings: {reason}")
_SHOWN = Wording(
    "可改写 {sentences} 句（{files} 个文件），另有 {left} 处不改；尚未写入，加 -o 或 --in-place 才写入。",
    "can be rewritten: {sentences} sentences in {files} files; left: {left}. Nothing is written without -o or --in-place.",
)
_DONE = Wording(
    "已改写 {sentences} 句（{files} 个文件），另有 {left} 处未改。", "rewritten: {sentences} sentences in {files} files; left: {left}."
)
_WRITTEN = Wording("已写入 {out}", "written: {out}")
_CAUTION = Wording("注意 {name}：{what}", "caution {name}: {what}")
_NOT_JUDGED = Wording("未能审核 {name}：{why}", "could not be judged: {name}: {why}")


@click.command(short_help="Write what was found lawfully, where that is sure.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write copies: a file for one file, else a folder.")
@click.option("--in-place", is_flag=True, help="Write over the files themselves.")
@click.option("--force", is_flag=True, help="Replace copies that are there.")
@click.option("--diff", is_flag=True, help="Show the changes as a unified diff on standard output, all else on standard error.")
@click.option(
    "--fix-on",
    type=click.Choice([severity.value for severity in reversed(Severity)], case_sensitive=False),
    default=Severity.POLICY.value,
    show_default=True,
    help="Lowest severity that has a sentence rewritten; all of its limits go then, lesser ones as well.",
)
@click.option("--track/--no-track", default=True, show_default=True, help="In Word files, as tracked changes by auditor.")
@redact_option
@audit_options
@language_option
@click.pass_context
def fix(context: click.Context, /, paths: tuple[Path, ...], language: Language, **options: Any) -> None:
    """Write what was found lawfully, where that is sure; show how, unless -o or --in-place is given.

    \b
    auditor fix ads/                          show what would change
    auditor fix ads/ --diff > ads.patch       the same as a diff
    auditor fix notice.docx -o fixed.docx     a copy, with tracked changes
    auditor fix ads/ -o fixed/                copies below a folder
    auditor fix templates/ --in-place         the files themselves

    Writes .txt .md .html .docx and text templates. Each sentence is audited again in its file, and left as it was where anything new
    would be found or other text be read otherwise. All other bytes stay: charset, line ends, markup, format. A sentence that says
    nothing else goes with the mark or number of its list, and what follows is counted anew. What is left is listed with the
    reason. Rules that --select or --ignore leave out keep their words.

    \b
    Exit codes, the highest that holds:
      0  nothing at or above --fail-on, or nothing any more
      1  findings at or above --fail-on remain; without -o or --in-place all of them do
      2  wrong usage, config or rules, or nothing to read
      3  some input could not be audited, or not be written
      4  a bug
    """  # noqa: D301 - click wants the sign itself
    if options["in_place"] and options["output"]:
        raise ConfigError(_EITHER)
    redactor = redactor_of(options)
    counts = _run(paths, options, _Teller(language, options["diff"], redactor))
    context.exit(exit_code(counts, fail_on(options)))


def _run(paths: tuple[Path, ...], options: dict[str, Any], teller: _Teller) -> Tally:
    """Fix file by file; what is slow to import is imported here, after usage errors."""
    from auditor.batch.inputs import exclusion_of
    from auditor.engine import Auditor
    from auditor.extract.worker.isolated import Isolated
    from auditor.revise.files import Copies
    from auditor.revise.fix import Fixer
    from auditor.revise.fixing import fix_paths
    from auditor.silence.silencing import silencing_of

    auditor = Auditor(config_of(options), rewrites_all=False)
    silencing = silencing_of(auditor.config)
    copies = Copies.to(options["output"], paths, options["force"]) if options["output"] else None
    counts, exclusion = Tally(), exclusion_of(auditor.config, silencing.owns)
    with Isolated() as isolated:
        fixer = Fixer(auditor, isolated, Severity(options["fix_on"]), options["track"], silencing.silencers(auditor))
        for done in fix_paths(fixer, paths, copies, options["in_place"], exclusion):
            teller.tell(done)
            for result in done.results:
                counts.add(result)
    counts.excluded = exclusion.count
    teller.total(counts, written=bool(copies or options["in_place"]))
    return counts


class _Teller(Struct):
    """Says what is changed, what is left, and what was written."""

    language: Language
    diff: bool
    redactor: Redactor | None
    sentences: int = 0
    files: int = 0
    left: int = 0

    def tell(self, done: Fixed) -> None:
        """Tell of one file."""
        for failure in (failure for result in done.results for failure in result.failures):
            self._say(fill(_NOT_JUDGED, name=shown_name(failure.source, self.language), why=unread(failure, self.language)), err=True)
        if done.fix is None:
            return
        self._count(done.fix)
        if self.diff:
            self._show_difference(done.name, done.fix)
        for line in self._lines(done.name, done.fix):
            self._say(line, err=self.diff)
        for caution in done.fix.cautions if done.fix.changed else ():
            self._say(fill(_CAUTION, name=done.name, what=caution), err=True)
        if done.out and str(done.out) != done.name:
            self._say(fill(_WRITTEN, out=done.out), err=True)

    def total(self, tally: Tally, written: bool) -> None:
        """Sum up, with what does not count, as a scan does."""
        for said in filter(None, (set_aside(tally), idle(tally), excluded(tally))):
            self._say(said, err=True)
        self._say(fill(_DONE if written else _SHOWN, sentences=self.sentences, files=self.files, left=self.left), err=True)

    def _count(self, fix: Fix) -> None:
        self.sentences += len(fix.repairs)
        self.files += fix.changed
        self.left += len(fix.left)

    def _lines(self, name: str, fix: Fix) -> Iterator[Wording]:
        if not self.diff:
            yield from (self._repair(name, repair) for repair in fix.repairs)
        if fix.can_be_written:
            yield from (self._left(name, left) for left in fix.left)
        elif fix.left:
            yield fill(_LEFT_FILE, name=name, count=len(fix.left), reason=fix.left[0].reason)

    def _repair(self, name: str, repair: Repair) -> Wording:
        form = _REWRITE if repair.rewrite.text else _DELETE
        rules = " ".join(dict.fromkeys(finding.rule.id for finding in repair.findings))
        place = f"{name}:{describe(repair.location, self.language)}"
        return fill(form, place=place, old=_short(repair.text), new=_short(repair.rewrite.text), rules=rules)

    def _left(self, name: str, left: Left) -> Wording:
        place = f"{name}:{describe(left.finding.location, self.language)}"
        return fill(_LEFT, place=place, words=_short(left.finding.text), rules=left.finding.rule.id, reason=left.reason)

    def _show_difference(self, name: str, fix: Fix) -> None:
        from auditor.revise.difference import difference

        for line in difference(PurePath(name).as_posix(), fix.before, fix.after):
            click.echo(named(self._shown(line.rstrip("\r"))) + ("\r" if line.endswith("\r") else ""))

    def _say(self, what: Wording, err: bool = False) -> None:
        click.echo(printable(self._shown(what.get(self.language))), err=err)

    def _shown(self, line: str) -> str:
        return self.redactor.text(line) if self.redactor else line


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
