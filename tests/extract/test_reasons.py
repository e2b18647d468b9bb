"""What is said of files that cannot be read is said in both languages, everywhere."""

from __future__ import annotations

import ast
import errno
import pickle
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import auditor
from auditor.errors import ExtractError, ReaderBugError, system_fault
from auditor.extract import places
from auditor.extract.worker import messages
from auditor.extract.worker.messages import Refusal
from auditor.model.document import Failure
from auditor.model.wording import NOTHING, Wording, fill, same

PACKAGE = Path(auditor.__file__).parent
ROOMS = ("extract", "batch", "engine.py", "gathered.py", "revise")
HAN = re.compile(r"[\u3400-\u9fff]")
FIELD = re.compile(r"\{([a-z_]+)[^}]*\}")


def files() -> Iterator[Path]:
    for room in ROOMS:
        path = PACKAGE / room
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


def written(path: Path, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a name in a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def words(node: ast.expr) -> str:
    """Return the words of a text in the source, without what is put in."""
    return "".join(part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str))


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_wording_is_chinese_in_chinese_and_takes_the_same_parts(path: Path) -> None:
    for call in written(path, "Wording"):
        zh, en = call.args
        if words(zh) or words(en):
            assert HAN.search(words(zh)) or not re.search(r"[A-Za-z]{2}", FIELD.sub("", words(en))), ast.unparse(call)
            assert not HAN.search(words(en)), ast.unparse(call)
            assert sorted(FIELD.findall(words(zh))) == sorted(FIELD.findall(words(en))), ast.unparse(call)


@pytest.mark.parametrize("path", list(files()), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_reason_is_given_in_english_alone(path: Path) -> None:
    for name in ("ExtractError", "Failure"):
        for call in written(path, name):
            assert not [argument for argument in call.args[1:] if isinstance(argument, ast.Constant | ast.JoinedStr)], ast.unparse(call)


def test_constants_of_the_readers_say_something_in_both_languages() -> None:
    seen = 0
    for path in files():
        module = import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)) if path.stem != "__main__" else None
        for value in vars(module).values() if module else ():
            if isinstance(value, Wording) and value is not NOTHING and re.search(r"[A-Za-z]{2}", FIELD.sub("", value.en)):
                seen += 1
                assert HAN.search(value.zh), value
    assert seen > 80


def test_an_error_speaks_english_and_says_the_same_in_chinese() -> None:
    error = ExtractError("a.pdf", Wording("已损坏", "damaged"), places.page(3))
    assert str(error) == "a.pdf: page 3: damaged"
    assert error.say("zh") == "a.pdf: 第3页: 已损坏"
    assert str(ExtractError("a.pdf", Wording("已损坏", "damaged"))) == "a.pdf: damaged"


def test_errors_are_the_same_after_they_were_pickled() -> None:
    for error in (ExtractError("a", Wording("一", "one"), places.line(2)), ReaderBugError("a", "ValueError: x", "trace")):
        copy = pickle.loads(pickle.dumps(error))
        assert (type(copy), copy.source, copy.reason, copy.place, str(copy)) == (
            type(error), error.source, error.reason, error.place, str(error)
        )  # fmt: skip


def test_reasons_cross_to_the_program_in_both_languages(tmp_path: Path) -> None:
    sent = Refusal("a", Wording("一", "one"), places.page(1))
    path = tmp_path / "message"
    path.write_bytes(messages.encode(sent))
    with path.open("rb") as stream:
        assert messages.receive(stream) == sent


def test_an_extractor_from_outside_may_say_it_in_one_language() -> None:
    assert ExtractError("a", "broken", "top").reason == same("broken")  # type: ignore[arg-type]
    assert Failure("a", "top", "broken").told("zh") == ("a", "top", "broken")  # type: ignore[arg-type]


def test_what_is_put_in_is_never_read_as_a_pattern() -> None:
    said = fill(Wording("已损坏（{why}）", "damaged: {why}"), why="{0} {why} {}")
    assert said == Wording("已损坏（{0} {why} {}）", "damaged: {0} {why} {}")
    assert fill(Wording("{place}：{why}", "{place}: {why}"), place=places.line(3), why="x") == Wording("第3行：x", "line 3: x")


def test_common_faults_of_the_system_are_told_in_chinese() -> None:
    assert system_fault(PermissionError(errno.EACCES, "Permission denied")) == Wording("没有权限", "Permission denied")
    assert system_fault(OSError(9_999, "Odd thing")) == same("Odd thing")
    assert system_fault(RuntimeError("a loop")) == same("a loop")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("word/media/image8.png", "文档内图片 8（word/media/image8.png）"),
        ("Pictures/100.jpg", "文档内图片 100（Pictures/100.jpg）"),
        ("word/document.xml", "word/document.xml"),
        ("media/logo.png", "media/logo.png"),
    ],
)
def test_pictures_in_documents_are_counted(name: str, shown: str) -> None:
    assert places.part(name).zh == shown
