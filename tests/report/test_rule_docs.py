"""Rule pages: what stands in the repository is what the rules say, and nothing in a rule breaks its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from msgspec.structs import replace

from auditor.cli import cli
from auditor.errors import ConfigError
from auditor.model.rule import Flagged, Passed
from auditor.model.wording import Wording
from auditor.packs.loader import load_pack
from auditor.report.markdown import Voice, code, escape
from auditor.report.rule_docs import rule_docs, stale, write_docs
from auditor.report.rule_page import rule_page

ROOT = Path(__file__).parent.parent.parent
PACK = load_pack()
HOSTILE = [
    "a|b",
    "`限女`",
    "``",
    "*限*_女_",
    "<b>限女</b><!-- ",
    "[限](javascript:x)",
    "# 限女\n\n- x\n```\n",
    "1. 限女",
    "- 限女",
    "&lt;$x$~~y~~",
    "限\u202e女\u200b",
    "\\|`|\\",
    " 限 ",
]
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_the_pages_in_the_repository_are_current() -> None:
    assert stale(ROOT / "docs/rules", rule_docs(PACK)) == [], "run: auditor rules docs docs/rules"


def test_the_index_names_every_rule_by_family_and_ground() -> None:
    index = rule_docs(PACK)["README.md"]
    for rule in PACK.rules:
        assert f"[{rule.id}]({rule.id}.md)" in index
        assert f"`{rule.ground}`" in index


def kinds(text: str) -> list[str]:
    return [token.type for token in MARKDOWN.parse(text) for token in [token, *(token.children or ())] if token.type != "text"]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_prose_is_one_paragraph_of_text(text: str) -> None:
    assert kinds(escape(text)) == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_code_span_stays_one(text: str) -> None:
    assert kinds(code(text)) == ["paragraph_open", "inline", "code_inline", "paragraph_close"]


def test_hostile_examples_do_not_change_a_page() -> None:
    rule = PACK.rules[0]
    calm = replace(rule, flagged=(Flagged("限女", ("限女",)),) * len(HOSTILE), passed=(Passed("限女", why="a"),) * len(HOSTILE))
    wild = replace(
        rule,
        flagged=tuple(Flagged(text, (text,)) for text in HOSTILE),
        passed=tuple(Passed(text, why=text) for text in HOSTILE),
    )
    pages = [rule_page(each, PACK, Voice("zh", "en")) for each in (calm, wild)]
    assert kinds(pages[0]) == kinds(pages[1])


def test_a_hostile_cell_stays_in_its_row() -> None:
    rule = PACK.rules[0]
    row = replace(rule.verdicts[-1], why=Wording("a|b`", "c\nd"))
    pages = [rule_page(replace(rule, verdicts=(*rule.verdicts[:-1], verdict)), PACK, Voice("zh")) for verdict in (rule.verdicts[-1], row)]
    assert kinds(pages[0]) == kinds(pages[1])


def test_pages_are_written_checked_and_cleared(tmp_path: Path) -> None:
    docs = rule_docs(PACK)
    assert set(write_docs(tmp_path, docs)) == set(docs)
    assert stale(tmp_path, docs) == []
    del docs["GEN001.md"]
    assert stale(tmp_path, docs) == ["GEN001.md"]
    assert write_docs(tmp_path, docs) == ["GEN001.md"]
    assert not (tmp_path / "GEN001.md").exists()


def test_what_someone_else_wrote_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "GEN001.md").write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"GEN001\.md"):
        write_docs(tmp_path, rule_docs(PACK))
    assert [path.name for path in tmp_path.iterdir()] == ["GEN001.md"]


def test_the_command_says_what_is_stale(tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(cli, ["rules", "docs", str(tmp_path), "--check"]).exit_code == 1
    assert runner.invoke(cli, ["rules", "docs", str(tmp_path)]).exit_code == 0
    assert runner.invoke(cli, ["rules", "docs", str(tmp_path), "--check"]).exit_code == 0
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    checked = runner.invoke(cli, ["rules", "docs", str(tmp_path), "--check"])
    assert checked.exit_code == 1
    assert "README.md: stale" in checked.output
