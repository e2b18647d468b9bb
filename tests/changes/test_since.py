"""What git says has changed, asked of real repositories."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.changes.changed import WHOLE, Changed
from auditor.changes.patch import new_lines
from auditor.changes.since import changes_since
from auditor.errors import ConfigError
from tests.repository import Repository

THREE = "第一行\n第二行\n第三行\n"


def files(repository: Repository, revision: str = "HEAD") -> dict[str, Changed]:
    return dict(changes_since(revision, repository.top).files)


def test_staged_and_unstaged_lines_count(repository: Repository) -> None:
    repository.commit(**{"a.txt": THREE, "b.txt": THREE, "c.txt": THREE})
    repository.write("a.txt", THREE.replace("第二", "另一"))
    repository("add", "a.txt")
    repository.write("b.txt", THREE + "第四行\n第五行\n")
    assert files(repository) == {"a.txt": Changed((range(2, 3),)), "b.txt": Changed((range(4, 6),))}


def test_a_file_that_git_does_not_know_is_new_as_a_whole_unless_it_is_ignored(repository: Repository) -> None:
    repository.commit(**{".gitignore": "*.log\n"})
    repository.write("new.txt", THREE)
    repository.write("a.log", THREE)
    assert files(repository) == {"new.txt": WHOLE}


def test_a_file_added_since_has_all_its_lines_new(repository: Repository) -> None:
    first = repository.commit()
    repository.commit(**{"new.txt": THREE})
    assert files(repository, first) == {"new.txt": Changed((range(1, 4),))}


def test_a_file_that_has_gone_is_left_out_and_one_that_lost_lines_has_none(repository: Repository) -> None:
    repository.commit(**{"gone.txt": THREE, "less.txt": THREE})
    (repository.top / "gone.txt").unlink()
    repository.write("less.txt", "第一行\n第三行\n")
    assert files(repository) == {"less.txt": Changed()}


def test_a_renamed_file_keeps_its_old_lines(repository: Repository) -> None:
    repository.commit(**{"old.txt": THREE * 9, "old.docx": b"PK\0" * 99})
    repository("mv", "old.txt", "new.txt")
    repository("mv", "old.docx", "new.docx")
    repository.write("new.txt", THREE * 9 + "末行\n")
    assert files(repository) == {"new.txt": Changed((range(28, 29),)), "new.docx": Changed()}


def test_what_has_no_lines_of_its_own_has_changed_as_a_whole(repository: Repository) -> None:
    repository.commit(**{"a.docx": b"PK\0 1", "a.json": '{"text": "甲"}\n', "wide.txt": "甲\n".encode("utf-16")})
    repository.write("a.docx", b"PK\0 2")
    repository.write("a.json", '{"text": "乙"}\n')
    repository.write("wide.txt", "乙\n".encode("utf-16"))
    assert files(repository) == {"a.docx": WHOLE, "a.json": WHOLE, "wide.txt": WHOLE}


def test_the_users_settings_change_nothing(repository: Repository, tmp_path: Path) -> None:
    program = tmp_path / "started"
    for name, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.external": f"touch {program}",
        "diff.word.textconv": f"touch {program}; cat",
        "core.quotePath": "false",
        "diff.relative": "true",
        "diff.interHunkContext": "9",
        "color.ui": "always",
        "diff.renames": "false",
    }.items():
        repository("config", name, value)
    repository.commit(**{".gitattributes": "*.txt diff=word\n", "下/旧 名.txt": THREE * 9})
    repository("mv", "下/旧 名.txt", "下/新 名.txt")
    repository.write("下/新 名.txt", "开头\n" + THREE * 9 + "末行\n")
    program.unlink(missing_ok=True)  # commands of the test itself may have started it
    repository("config", "core.fsmonitor", f"touch {program}")
    found = changes_since("HEAD", repository.top / "下")
    assert dict(found.files) == {"下/新 名.txt": Changed((range(1, 2), range(29, 30)))}
    assert not program.exists()


def test_a_branch_is_compared_with_where_it_was_left(repository: Repository) -> None:
    repository.commit(**{"a.txt": THREE})
    repository("checkout", "--quiet", "-b", "mine")
    repository.commit(**{"b.txt": THREE})
    repository("checkout", "--quiet", "main")
    repository.commit(**{"a.txt": THREE + "新\n"})
    repository("checkout", "--quiet", "mine")
    assert files(repository, "main...") == {"b.txt": Changed((range(1, 4),))}
    assert set(files(repository, "main")) == {"a.txt", "b.txt"}


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be written there")
def test_hostile_names_are_names(repository: Repository) -> None:
    names = ['n\nl"q\t.txt', "--output=x", "b/+++ b", "-c", ":(top)a", "招聘 启事.txt", " ", "a\\303.txt"]
    repository.commit(**dict.fromkeys(names, THREE))
    for name in names:
        repository.write(name, THREE + "新\n")
    assert files(repository) == dict.fromkeys(names, Changed((range(4, 5),)))


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_no_files_of_the_tree(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text(THREE, encoding="utf-8")
    repository.commit()
    (repository.top / "link.txt").symlink_to(tmp_path / "outside.txt")
    assert files(repository) == {}
    repository.commit()
    assert files(repository, "HEAD~1") == {}


def test_a_file_in_conflict_counts_with_the_marks_of_git(repository: Repository) -> None:
    repository.commit(**{"a.txt": THREE})
    repository("checkout", "--quiet", "-b", "mine")
    repository.commit(**{"a.txt": THREE.replace("第二", "我的")})
    repository("checkout", "--quiet", "main")
    repository.commit(**{"a.txt": THREE.replace("第二", "他的")})
    assert subprocess.run(("git", "merge", "mine"), cwd=repository.top, capture_output=True, check=False).returncode
    assert files(repository)["a.txt"].touches(range(4, 5))


@pytest.mark.parametrize("revision", ["nothing", "--output=x", "", "...", "main..HEAD^x", "main...x", "HEAD:a.txt"])
def test_what_is_no_revision_is_said(repository: Repository, revision: str) -> None:
    repository.commit(**{"a.txt": THREE})
    with pytest.raises(ConfigError, match="--diff") as told:
        changes_since(revision, repository.top)
    assert "版本" in told.value.say("zh")
    assert not (repository.top / "x").exists()


def test_histories_that_have_nothing_in_common_are_said(repository: Repository) -> None:
    repository.commit()
    repository("checkout", "--quiet", "--orphan", "other")
    repository.commit(**{"a.txt": THREE})
    with pytest.raises(ConfigError, match="both 'main' and HEAD") as told:
        changes_since("main...", repository.top)
    assert "'main' 与 HEAD 的共同祖先" in told.value.say("zh")


def test_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="git: not a git repository") as told:
        changes_since("HEAD", tmp_path)
    assert told.value.say("zh").startswith("这个文件夹不在 git 仓库里")


def test_no_git_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository.commit()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="git cannot be run") as told:
        changes_since("HEAD", repository.top)
    assert told.value.say("zh") == "不能运行 git（没有这个文件或文件夹）；--diff 和 --respect-gitignore 要用它"


LINES = st.lists(st.sampled_from(["甲", "+++ b/a.txt", "@@ -1 +1 @@", "-", "diff --git a/a b/a", "\\ x", ""]), max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES)
def test_the_lines_that_are_not_new_are_those_of_before_in_their_order(tmp_path: Path, before: list[str], after: list[str]) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for path, lines in ((old, before), (new, after)):
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    command = ("git", "diff", "--no-index", "--unified=0", "--src-prefix=a/", "--dst-prefix=b/", "old", "new")
    patch = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).stdout.split(b"\n")
    found = [line for lines in new_lines(patch).values() for line in lines]
    told = {number for lines in found for number in lines}
    rest = iter(before)
    assert all(any(line == other for other in rest) for number, line in enumerate(after, 1) if number not in told)
    assert told <= set(range(1, len(after) + 1))


HEADER = "编号,要求\n"


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        (HEADER + "1,甲\n2,乙\n", HEADER + "1,甲\n2,丙\n", Changed((range(3, 4),))),
        (HEADER + '1,"甲\n乙\n丙"\n2,丁\n', HEADER + '1,"甲\n乙\n戊"\n2,丁\n', Changed((range(2, 3),))),
        (HEADER + "1,甲\n", "编号,性别\n1,甲\n", WHOLE),
        (HEADER + "1,甲\n2,乙\n", HEADER + "2,乙\n", Changed()),
        (HEADER + "1,甲\r2,乙\n", HEADER + "1,甲\r2,丙\n", WHOLE),
        (HEADER + "1,甲\n", HEADER, WHOLE),
        ("计划,,\n编号,岗位,性别\n1,甲,\n", "计划,,\n编号,岗位,户籍\n1,甲,\n", WHOLE),
        ("计划,,\n编号,岗位,性别\n1,甲,\n", "计划,,\n编号,岗位,性别\n1,乙,\n", Changed((range(3, 4),))),
        (HEADER + "1,甲\n\n编号,岗位,性别\n1,甲,\n", HEADER + "1,甲\n\n编号,岗位,户籍\n1,甲,\n", WHOLE),
        (HEADER + "1,甲\n\n编号,岗位,性别\n1,甲,\n", HEADER + "1,甲\n\n编号,岗位,性别\n1,乙,\n", Changed((range(5, 6),))),
    ],
    ids=[
        "a row",
        "a row of several lines",
        "the header",
        "a row that has gone",
        "odd line ends",
        "no rows left",
        "the header below a title",
        "a row below a title",
        "the header of another table",
        "a row of another table",
    ],
)
def test_rows_of_a_table_are_told_apart(repository: Repository, before: str, after: str, changed: Changed) -> None:
    repository.commit(**{"posts.csv": before})
    repository.write("posts.csv", after)
    assert files(repository) == {"posts.csv": changed}
