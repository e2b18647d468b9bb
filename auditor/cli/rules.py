"""``auditor rules`` and ``auditor explain``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.exit_codes import ExitCode
from auditor.cli.language import language_option
from auditor.cli.options import packs_option
from auditor.errors import ConfigError
from auditor.model.grounds import Ground
from auditor.model.wording import Language, Wording, fill

if TYPE_CHECKING:
    from auditor.packs.pack import Pack

_NO_RULE = Wording("没有规则 {name}；见 auditor rules list", "{name} is no rule; see auditor rules list")


def _load(packs: tuple[Path, ...], check: bool = False) -> Pack:
    from auditor.packs.loader import load_pack

    return load_pack(packs, check)


@click.group()
def rules() -> None:
    """List, explain, check and start rules.

    \b
    auditor rules list                                            all rules
    auditor rules new SHOP001 shop-clerk-sex --ground gender --folder my-rules
    auditor rules lint --pack my-rules                            is every pattern proved by an example
    auditor rules test --pack my-rules                            do the examples come out
    auditor scan ads/ --pack my-rules
    """  # noqa: D301 - click wants the sign itself


@rules.command("list")
@packs_option
@language_option
def list_(packs: tuple[Path, ...], language: Language) -> None:
    """List all rules."""
    for rule in _load(packs).rules:
        click.echo(f"{rule.id:<8} {rule.family.value:<9} {rule.ground.value:<20} {rule.name:<32} {rule.title.get(language)}")


def _show(name: str, packs: tuple[Path, ...], language: Language) -> None:
    """Say what a rule looks for, why, under which law, and how to write it lawfully.

    \b
    auditor explain GEN001
    auditor explain gender-required --lang zh
    """  # noqa: D301 - click wants the sign itself
    from auditor.report.markdown import Voice
    from auditor.report.rule_page import rule_page

    pack = _load(packs)
    rule = pack.find(name)
    if rule is None:
        raise ConfigError(fill(_NO_RULE, name=repr(name)))
    click.echo(rule_page(rule, pack, Voice(language)), nl=False)


_arguments = click.argument("name", metavar="RULE")
show = rules.command("show")(_arguments(packs_option(language_option(_show))))
_SHORT = "Say what a rule looks for, why, and under which law."
explain = click.command("explain", short_help=_SHORT)(_arguments(packs_option(language_option(_show))))


@rules.command()
@packs_option
@click.pass_context
def lint(context: click.Context, packs: tuple[Path, ...]) -> None:
    """Check that every pattern, exemption and cue is proved by an example and can work beside Han text."""
    from auditor.packs.folders import built_in_folder
    from auditor.packs.lint.pack import lint as lint_pack
    from auditor.packs.lint.personal import lint_personal
    from auditor.packs.personal import load_personal

    pack = _load(packs, check=True)
    faults = [*lint_pack(pack), *lint_personal(load_personal((built_in_folder(), *packs)))]
    for fault in faults:
        click.echo(fault)
    click.echo(f"{len(pack.rules)} rules, {len(faults)} faults")
    context.exit(2 if faults else 0)


@rules.command()
@click.option("--mutate", is_flag=True, help="Also run them in other spellings: wide, full width, traditional, with neighbours, and so on.")
@packs_option
@click.pass_context
def test(context: click.Context, mutate: bool, packs: tuple[Path, ...]) -> None:
    """Run the examples that stand in the rule files."""
    from auditor.config import Config
    from auditor.engine import Auditor
    from auditor.packs.examples import run_examples, run_rewrites, run_spellings

    auditor = Auditor(Config(packs=packs))
    mismatches = [*map(str, run_examples(auditor.rules, auditor.audit)), *run_rewrites(auditor.pack.style, auditor.audit)]
    if mutate:
        mismatches += map(str, run_spellings(auditor.rules, auditor.audit))
    for mismatch in mismatches:
        click.echo(mismatch)
    examples = sum(len(rule.flagged) + len(rule.passed) for rule in auditor.rules) + len(auditor.pack.style.phrases)
    click.echo(f"{examples} examples of {len(auditor.rules)} rules, {len(mismatches)} wrong")
    context.exit(2 if mismatches else 0)


@rules.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--patterns", is_flag=True, help="Each pattern, exemption, cue and exception for itself, not summed up by rule.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Print the N slowest.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers of all as JSON.")
@packs_option
@click.pass_context
def profile(context: click.Context, paths: tuple[str, ...], packs: tuple[Path, ...], *, patterns: bool, top: int, as_json: bool) -> None:
    """Audit files or folders, and print which rules took how long, and how often they were run for nothing.

    \b
    auditor rules profile ads/ --top 5
    auditor rules profile ads/ --patterns --pack my-rules
    """  # noqa: D301 - click wants the sign itself
    from auditor.config import Config
    from auditor.engine import Auditor
    from auditor.evaluation.profile import by_rule, plain, profile_paths, table
    from auditor.report.printable import printable

    profiled = profile_paths(Auditor(Config(packs=packs)), paths)
    costs = profiled.costs if patterns else by_rule(profiled.costs)
    click.echo(json.dumps(plain(profiled, costs), ensure_ascii=False, indent=1) if as_json else table(profiled, costs[:top]))
    for failure in profiled.failures:
        click.echo(printable(f"{failure.source}: {failure.reason.en}"), err=True)
    context.exit(ExitCode.NOT_AUDITED if profiled.failures else ExitCode.CLEAN)


@rules.command()
@click.argument("rule_id", metavar="ID")
@click.argument("name")
@click.option("--ground", type=click.Choice([ground.value for ground in Ground]), required=True, help="What the rule is about.")
@click.option(
    "--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("patterns"), show_default=True, help="Pack it goes into."
)
def new(rule_id: str, name: str, ground: str, folder: Path) -> None:
    """Write a rule file to start from; it works as it is, and looks for words that stand for those to look for.

    \b
    auditor rules new SHOP001 shop-clerk-sex --ground gender --folder my-rules

    ID has capital letters and three digits and is never used again for another rule, NAME is in lower case with hyphens.
    """  # noqa: D301 - click wants the sign itself
    from auditor.packs.scaffold import write_scaffold

    pack = _load(())
    if taken := pack.find(rule_id) or pack.find(name):
        raise ConfigError(f"{rule_id} {name}: taken by the built-in rule {taken.id} {taken.name}")
    click.echo(write_scaffold(folder, rule_id, name, Ground(ground)))


@rules.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if a page is not what the rules say.")
@packs_option
@click.pass_context
def docs(context: click.Context, out: Path, check: bool, packs: tuple[Path, ...]) -> None:
    """Write one page a rule, and an index, into the folder OUT."""
    from auditor.report.rule_docs import rule_docs, stale, write_docs

    pages = rule_docs(_load(packs))
    changed = stale(out, pages) if check else write_docs(out, pages)
    for name in changed:
        click.echo(f"{out / name}: {'stale' if check else 'written'}")
    click.echo(f"{len(pages)} pages, {len(changed)} {'stale' if check else 'changed'}")
    context.exit(1 if check and changed else 0)


@rules.command()
def schema() -> None:
    """Print the JSON Schema of rule files, for editors."""
    from auditor.packs.files.rule import schema as rule_schema

    click.echo(json.dumps(rule_schema(), ensure_ascii=False, indent=2))
