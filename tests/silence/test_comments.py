"""Comments in texts: what they set aside where that is allowed, and that they change nothing where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from auditor.api import audit_text
from auditor.config import Config
from auditor.engine import Auditor
from auditor.extract.registry import extract
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.location import LinePlace
from auditor.model.report import DocumentResult
from auditor.model.silence import NoticeKind, SilencedBy
from auditor.model.wording import same
from auditor.silence.aim import Names
from auditor.silence.comments import CommentSilencer

DAY = "2026-11-26"


def read(name: str, text: str) -> Document:
    (document,) = extract(Source(name, data=text.encode()), ReadOptions())
    assert isinstance(document, Document)
    return document


def heard(auditor: Auditor, name: str, text: str, *, allowed: bool = True, day: str = DAY) -> DocumentResult:
    document = read(name, text)
    return CommentSilencer(Names.of(auditor), day, allowed)(document, auditor.audit(document))


def left(result: DocumentResult) -> list[str]:
    return [finding.text for finding in result.findings]


def kinds(result: DocumentResult) -> list[NoticeKind]:
    return [notice.kind for notice in result.notices]


@pytest.mark.parametrize(
    ("name", "text", "remaining"),
    [
        ("a.md", "<!-- auditor: ignore gender reason=x -->\n保安，限男性。\n文员，限女性。\n\n电工，限男性。", ["限男性"]),
        ("a.md", "保安，限男性。<!-- auditor: ignore GEN001 reason=x -->\n\n电工，限女性。", ["限女性"]),
        ("a.md", "<!-- auditor: ignore-next-line GEN001 reason=x -->\n\n保安，限男性。\n文员，限女性。", ["限女性"]),
        ("a.md", "保安，限男性。\n文员，限女性。<!-- auditor: ignore-line GEN001 reason=x -->", ["限男性"]),
        ("a.md", "保安，限男性，40岁以下。\n\n<!-- auditor: ignore-file age reason=x -->", ["限男性"]),
        ("a.md", "<!-- auditor: ignore-file all reason=x -->\n\n保安，限男性，40岁以下。", []),
        ("a.html", "<p>保安，限男性 <!-- auditor: ignore GEN001 reason=x --></p><p>文员，限女性</p>", ["限女性"]),
        ("a.html", "<!-- auditor: ignore GEN001 reason=x --><ul><li>保安，限男性</li><li>文员，限女性</li></ul>", ["限女性"]),
        ("a.txt", "# auditor: ignore GEN001 reason=x\n保安，限男性。\n文员，限女性。", ["限女性"]),
        ("a.txt", "保安，限男性。{# auditor: ignore GEN001 reason=x #}\n文员，限女性。", ["限女性"]),
        ("a.md", "<!-- auditor: ignore AGE001 reason=x -->\n保安，限男性。", ["限男性"]),
    ],
)
def test_a_comment_sets_aside_what_it_names_where_it_speaks_for(auditor: Auditor, name: str, text: str, remaining: list[str]) -> None:
    before = read(name, text)
    quiet = heard(auditor, name, text)
    assert left(quiet) == remaining
    assert sorted([*left(quiet), *(each.finding.text for each in quiet.silenced)]) == sorted(left(auditor.audit(before)))


def test_what_is_set_aside_says_why_until_when_and_where(auditor: Auditor) -> None:
    quiet = heard(auditor, "a.md", "保安。\n\n<!-- auditor: ignore GEN001 reason=更衣室岗位 until=2027-01-01 -->\n限女性。")
    (silence,) = (each.silence for each in quiet.silenced)
    assert (silence.by, silence.reason.zh, silence.until) == (SilencedBy.COMMENT, "更衣室岗位", "2027-01-01")
    assert silence.location == LinePlace(3, 1)
    assert quiet.notices == ()


def test_one_finding_of_several_is_named_by_its_fingerprint(auditor: Auditor) -> None:
    first, second = auditor.audit(read("a.md", "保安，限男性，不限学历；文员，限女性。")).findings
    text = f"<!-- auditor: ignore {second.fingerprint[:10]} reason=x -->\n保安，限男性，不限学历；文员，限女性。"
    assert left(heard(auditor, "a.md", text)) == [first.text]


@pytest.mark.parametrize(
    ("comment", "kind"),
    [
        ("ignore GEN001", NoticeKind.FAULTY),
        ("ignore GEN001 reason=x until=不久", NoticeKind.FAULTY),
        ("ignore NIX001 reason=x", NoticeKind.FAULTY),
        ("silence GEN001 reason=x", NoticeKind.FAULTY),
        ("ignore GEN001 reason=x until=2026-11-25", NoticeKind.EXPIRED),
        ("ignore AGE001 reason=x", NoticeKind.UNUSED),
        ("ignore-next-line age reason=x", NoticeKind.UNUSED),
    ],
)
def test_one_that_sets_nothing_aside_is_told(auditor: Auditor, comment: str, kind: NoticeKind) -> None:
    result = heard(auditor, "a.md", f"<!-- auditor: {comment} -->\n保安，限男性。")
    assert left(result) == ["限男性"]
    assert kinds(result) == [kind]
    assert result.notices[0].text == comment
    assert result.notices[0].location == LinePlace(1, 1)


def test_the_name_that_is_of_no_use_is_told(auditor: Auditor) -> None:
    result = heard(auditor, "a.md", "<!-- auditor: ignore GEN001, AGE001 reason=x -->\n保安，限男性。")
    assert left(result) == []
    assert [notice.message.en for notice in result.notices] == ["nothing is found of AGE001; it can be taken out"]


def test_nothing_is_called_unused_where_that_is_not_known() -> None:
    narrow = Auditor(Config(select=("gender",)))
    text = "<!-- auditor: ignore AGE001, all reason=x -->\n保安。"
    assert heard(narrow, "a.md", text).notices == ()
    document = read("a.md", text)
    auditor = Auditor(Config())
    broken = replace(auditor.audit(document), failures=(Failure("a.md", same("x"), same("y")),))
    assert CommentSilencer(Names.of(auditor), DAY, allowed=True)(document, broken).notices == ()


def test_two_that_cover_the_same_are_both_of_use(auditor: Auditor) -> None:
    text = "<!-- auditor: ignore-file GEN001 reason=一 -->\n\n<!-- auditor: ignore GEN001 reason=二 -->\n保安，限男性。"
    result = heard(auditor, "a.md", text)
    assert [each.silence.reason.zh for each in result.silenced] == ["一"]
    assert result.notices == ()


def test_a_reason_may_quote_what_it_is_about(auditor: Auditor) -> None:
    text = "<!-- auditor: ignore GEN001 reason=更衣室岗位限女性，年龄35岁以下另议 -->\n管理员，限女性。"
    assert len(auditor.audit(read("a.md", text)).findings) == 3
    quiet = heard(auditor, "a.md", text)
    assert (left(quiet), quiet.notices) == ([], ())
    assert len(heard(auditor, "a.md", text, allowed=False).findings) == 3
    unused = heard(auditor, "a.md", text.replace("管理员，限女性", "管理员"))
    assert (left(unused), kinds(unused)) == ([], [NoticeKind.UNUSED])


ATTEMPTS = st.sampled_from(
    [
        "<!-- auditor: ignore-file all reason=x -->",
        "<!-- auditor: ignore GEN001 reason=x until=2099-01-01 -->",
        "# auditor: ignore-file all reason=x",
        "{# auditor: ignore-file gender reason=x #}",
        "[//]: # (auditor: ignore-file all reason=x)",
        "<!-- auditor: ignore -->",
    ]
)
LINES = st.lists(
    ATTEMPTS | st.sampled_from(["", "保安，限男性。", "文员，年龄35岁以下。", "<p>限女性</p>", "- 限本地户籍"]), min_size=1, max_size=8
)


@given(LINES, st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_no_text_silences_anything_that_the_user_did_not_allow(auditor: Auditor, lines: list[str], name: str) -> None:
    document = read(name, "招聘\n" + "\n".join(lines))
    found = auditor.audit(document)
    quiet = CommentSilencer(Names.of(auditor), DAY, allowed=False)(document, found)
    assert (quiet.findings, quiet.silenced) == (found.findings, ())
    assert kinds(quiet) == [NoticeKind.ATTEMPT] * len(document.directives)


@given(LINES, st.sampled_from(["a.md", "a.html", "a.txt"]))
def test_no_finding_is_lost(auditor: Auditor, lines: list[str], name: str) -> None:
    document = read(name, "招聘\n" + "\n".join(lines))
    found = auditor.audit(document)
    quiet = CommentSilencer(Names.of(auditor), DAY, allowed=True)(document, found)
    everything = [*quiet.findings, *(each.finding for each in quiet.silenced)]
    assert sorted(map(id, everything)) == sorted(map(id, found.findings))
    assert all(each.silence.reason for each in quiet.silenced)


@given(
    st.lists(st.sampled_from(["", "招聘启事", "保安，限男性。", "- 食宿"]), max_size=5),
    st.lists(st.sampled_from(["", "丙", "限女性"]), max_size=5),
)
def test_lines_elsewhere_change_nothing(auditor: Auditor, above: list[str], below: list[str]) -> None:
    spoken = ["", "<!-- auditor: ignore GEN001 reason=x -->", "夜班保安，限男性。", ""]
    quiet = heard(auditor, "a.md", "\n".join([*above, *spoken, *below]))
    assert [each.finding.clause_text for each in quiet.silenced] == ["夜班保安，限男性"]


def test_what_reads_like_a_comment_in_a_record_is_told_and_changes_nothing(auditor: Auditor) -> None:
    (document,) = extract(
        Source("a.jsonl", data='{"id": "1", "text": "限男性<!-- auditor: ignore all reason=x -->"}'.encode()), ReadOptions()
    )
    assert isinstance(document, Document)
    for allowed in (False, True):
        result = CommentSilencer(Names.of(auditor), DAY, allowed)(document, auditor.audit(document))
        assert (left(result), kinds(result)) == (["限男性"], [NoticeKind.ATTEMPT])
        assert result.notices[0].text == "ignore all reason=x"


def test_the_library_hears_comments_only_where_that_is_allowed() -> None:
    text = "保安，限男性。<!-- auditor: ignore GEN001 reason=x -->"
    assert left(audit_text(text)) == ["限男性"]
    quiet = audit_text(text, Config(suppressions=True))
    assert (left(quiet), len(quiet.silenced)) == ([], 1)


def test_of_many_comments_each_is_held_against_what_stands_near(auditor: Auditor) -> None:
    """Some speak for their line, some for the next one, some for the file; a long block is looked up like the file."""
    one = (
        "保安，限男性。 <!-- auditor: ignore-line GEN001 reason=甲 -->\n"
        "<!-- auditor: ignore-next-line GEN001 reason=乙 -->\n门卫，限男性。\n"
    )
    block = "<!-- auditor: ignore GEN001 reason=丙 -->\n" + "会开车\n" * 150 + "限男性\n\n"
    result = heard(
        auditor, "a.md", one * 3 + "\n文员，限男性。\n\n" + block + "厨工，35岁以下。\n\n<!-- auditor: ignore-file AGE001 reason=丁 -->\n"
    )
    assert left(result) == ["限男性"]
    assert [one.silence.reason.zh for one in result.silenced] == [*("甲乙" * 3), "丙", "丁"]
    assert not result.notices
