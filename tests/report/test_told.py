"""What does not count, what was not read and what holds by configuration: every format tells of it, and where it is written."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document as Docx
from lxml import etree, html
from sarif_kit.validate import validation_errors

from auditor.cli import cli
from auditor.report.reporter import formats

CONFIG = """\
suppressions = true
baseline = "known.json"
exclude = ["旧稿/"]
severity = {AGE001 = "note"}
"""
MARKED = """\
<!-- auditor: ignore GEN001 reason=夜班岗位 -->
保安，限男性。

<!-- auditor: ignore AGE001 reason=无对应 -->
司机，限女性。
"""
SIDECAR = """\
[[ignore]]
rule = "GEN001"
reason = "女更衣室管理"

[[ignore]]
rule = "MAR001"
reason = "无对应"
"""
BESIDE = "招聘 文件/录用 通知.docx.auditor.toml"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A scan of a folder in which there is one of everything, written in every format; names with spaces, lines with CRLF."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("told"))
        folder = Path("招聘 文件")
        (folder / "旧稿").mkdir(parents=True)
        (folder / "旧稿/旧.txt").write_text("限女性", encoding="utf-8")
        (folder / "启事.md").write_bytes(MARKED.replace("\n", "\r\n").encode())
        (folder / "坏.pdf").write_bytes(b"%PDF-1.4")
        document: Docx = docx.Document()
        document.add_paragraph("保安，限男性")
        document.save(str(folder / "录用 通知.docx"))
        Path(BESIDE).write_text(SIDECAR, encoding="utf-8")
        known = folder / "已知.txt"
        known.write_text("厨师，限男性。\n年龄40岁以下。\n文员，限女性。\n", encoding="utf-8")
        run("baseline", "create", known, "-o", "known.json")
        lines = Path("known.json").read_text(encoding="utf-8").splitlines(keepends=True)
        ended = [line.replace('"count": 1', '"count": 1, "until": "2020-01-01"') if "AGE001" in line else line for line in lines]
        Path("known.json").write_text("".join(ended), encoding="utf-8")
        known.write_text("厨师。\n年龄40岁以下。\n文员，限女性。\n", encoding="utf-8")
        Path("auditor.toml").write_text(CONFIG, encoding="utf-8")
        paths = {name: Path(f"report.{name}").absolute() for name in formats()}
        reports = [part for name, path in paths.items() for part in ("--report", f"{name}={path}")]
        assert run("scan", folder, "--lang", "zh", *reports, "--show-silenced") == 3
        yield paths


def run(*arguments: object) -> int:
    return CliRunner().invoke(cli, list(map(str, arguments))).exit_code


SENTENCES = (
    "另有 3 处未计入：基线中的已知问题 1、文中注释 1、随附的忽略清单 1。",
    "不起作用的忽略标注 2 条。",
    "按配置排除、未读取的文件 1 个。",
    "基线中的 1 处已不再出现，可用 auditor baseline update 删去。",
    "基线中的 1 处已到期，不再起作用。",
    "read_from=auditor.toml",
)


@pytest.mark.parametrize("name", ["terminal", "markdown", "github", "junit", "html"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_people_read_says_so_in_the_same_words(told: dict[str, Path], name: str, sentence: str) -> None:
    text = told[name].read_text(encoding="utf-8")
    assert sentence.replace(" ", "") in re.sub(r"[\s`\\]", "", text)


def test_the_terminal_and_comments_list_each(told: dict[str, Path]) -> None:
    for name in ("terminal", "markdown"):
        text = re.sub(r"\s+", "", told[name].read_text(encoding="utf-8"))
        for said in ("夜班岗位[文中注释1:1]", f"女更衣室管理[随附的忽略清单{BESIDE}1:1]", f"{BESIDE}5:1", "GEN001限男性", "坏.pdf"):
            assert said.replace(" ", "") in text, (name, said)


def test_json_has_all(told: dict[str, Path]) -> None:
    report = json.loads(told["json"].read_text(encoding="utf-8"))
    summary = report["summary"]
    assert (summary["excluded"], summary["notices"], summary["failures"]) == (1, 2, 1)
    assert summary["silenced"] == {"baseline": 1, "comment": 1, "sidecar": 1}
    assert [entry["text"] for kind in ("fixed", "expired") for entry in summary["baseline"][kind]] == ["限男性", "年龄40岁以下"]
    assert report["header"]["options"]["read_from"] == "auditor.toml"


def test_sarif_has_all_as_notifications_properties_and_suppressions(told: dict[str, Path]) -> None:
    log = json.loads(told["sarif"].read_text(encoding="utf-8"))
    assert not validation_errors(log)
    (run_,) = log["runs"]
    (invocation,) = run_["invocations"]
    notes = {note["descriptor"]["id"]: note for note in invocation["toolExecutionNotifications"]}
    assert {"excluded-files", "baseline-fixed", "baseline-expired", "not-audited", "suppression-unused"} <= set(notes)
    assert set(notes) <= {descriptor["id"] for descriptor in run_["tool"]["driver"]["notifications"]}
    assert "限男性" in notes["baseline-fixed"]["message"]["text"]
    assert run_["properties"]["options"]["read_from"] == "auditor.toml"
    assert invocation["properties"]["summary"]["excluded"] == 1
    places = [
        uri(note["locations"][0]) for note in invocation["toolExecutionNotifications"] if note["descriptor"]["id"] == "suppression-unused"
    ]
    assert [place.endswith(".docx.auditor.toml") for place in places] == [False, True]
    suppressions = [one for result in run_["results"] for one in result.get("suppressions", ())]
    written = {one["properties"]["by"]: uri(one["location"]) if "location" in one else None for one in suppressions}
    assert written["sidecar"].endswith(".docx.auditor.toml")
    assert written["comment"].endswith(".md")
    assert written["baseline"] is None
    (age,) = (result for result in run_["results"] if result["ruleId"] == "AGE001")
    assert "由配置定为" in age["message"]["text"]


def uri(location: dict[str, Any]) -> str:
    return str(location["physicalLocation"]["artifactLocation"]["uri"])


def test_a_table_has_a_row_for_each(told: dict[str, Path]) -> None:
    with told["csv"].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    of_kind = {row["类别"]: row for row in rows}
    assert set(of_kind) == {"发现", "未计入", "未能审核", "多余的忽略标注", "基线中已不再出现", "基线中已到期", "说明"}
    beside = [(row["文件"], row["行"]) for row in rows if row["类别"] == "多余的忽略标注"]
    assert beside == [("招聘 文件/启事.md", "4"), (BESIDE, "5")]
    gone = of_kind["基线中已不再出现"]
    assert (gone["文件"], gone["规则"], gone["字词"], len(gone["指纹"])) == ("招聘 文件/已知.txt", "GEN001", "限男性", 32)
    assert [row["注意"] for row in rows if row["规则"] == "AGE001" and row["类别"] == "发现"] == [
        "严重程度由配置定为“提示”，依规则是“政策限制”"
    ]
    remarks = [row["说明"] for row in rows if row["类别"] == "说明"]
    assert any("按配置排除" in remark for remark in remarks)
    assert any("read_from=auditor.toml" in remark for remark in remarks)


def test_junit_has_properties_of_the_run(told: dict[str, Path]) -> None:
    root = etree.fromstring(told["junit"].read_bytes())
    values = {one.get("name"): one.get("value") for one in root.iter("property")}
    counts = {name: values[name] for name in ("excluded", "notices", "silenced.sidecar", "baseline.fixed", "baseline.expired")}
    assert counts == {"excluded": "1", "notices": "2", "silenced.sidecar": "1", "baseline.fixed": "1", "baseline.expired": "1"}
    assert values["options.read_from"] == "auditor.toml"
    names = [case.get("name") for case in root.iter("testcase")]
    assert f"多余的忽略标注 {BESIDE} 5:1" in names


def test_annotations_and_issues_about_a_file_beside_stand_there(told: dict[str, Path]) -> None:
    assert f"::warning file={BESIDE},line=5,endLine=5" in told["github"].read_text(encoding="utf-8")
    issues = json.loads(told["gitlab"].read_text(encoding="utf-8"))
    places = [
        (issue["location"]["path"], issue["location"]["lines"]["begin"]) for issue in issues if issue["check_name"] == "suppression-unused"
    ]
    assert places == [("招聘 文件/启事.md", 4), (BESIDE, 5)]


def test_the_page_lists_the_entries_of_the_baseline_and_names_the_file_beside(told: dict[str, Path]) -> None:
    page = html.fromstring(told["html"].read_text(encoding="utf-8"))
    listed = [entry.text_content() for entry in page.xpath('//details[contains(@class, "baseline")]//li')]
    assert [("限男性" in entry, "2020-01-01" in entry) for entry in listed] == [(True, False), (False, True)]
    (data,) = page.xpath('//script[@class="data"]')
    notices = [notice for entry in json.loads(data.text) for notice in entry.get("notices", ())]
    assert [notice.get("source") for notice in notices] == [None, BESIDE]
