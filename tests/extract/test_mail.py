"""Mails: subject, the text a person reads, and attachments, however they are encoded; senders are not read."""

from __future__ import annotations

import base64
import binascii
import io
import random
import struct
import time
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from auditor.errors import ExtractError
from auditor.extract.nesting import read
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.model.document import Document
from auditor.model.location import LinePlace

PAGE = "<html><body><p>你好，</p><p>请看：<b>前台</b>限女性。</p></body></html>"
PNG = b"\x89PNG\r\n\x1a\n"


def told(name: str, data: bytes, **limits: int) -> list[tuple[str, str]]:
    """What comes out of a mail: names with the text, or with the reason why there is none."""
    found = []
    for item in read(Source(name, data=data), ReadOptions(**limits)):  # type: ignore[arg-type]
        if isinstance(item, ExtractError):
            found.append((item.source, item.reason.en))
        else:
            found.append((item.id, "|".join([s.text for s in item.segments] + [f.reason.en for f in item.failures])))
    return found


def mail(text: str = "", page: str = "", subject: str = "") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "张三 <zhang@example.org>"
    message["To"] = "李四 <li@example.org>"
    if subject:
        message["Subject"] = subject
    if text:
        message.set_content(text)
    if page and text:
        message.add_alternative(page, subtype="html")
    elif page:
        message.set_content(page, subtype="html")
    return message


def raw(*lines: str | bytes) -> bytes:
    """A mail of lines, text in UTF-8."""
    return b"\r\n".join(line.encode() if isinstance(line, str) else line for line in lines)


def multipart(*parts: bytes, kind: str = "mixed", end: bytes = b"\r\n--b--\r\n") -> bytes:
    head = f"MIME-Version: 1.0\r\nContent-Type: multipart/{kind}; boundary=b\r\n\r\n".encode()
    return head + b"".join(b"\r\n--b\r\n" + part for part in parts) + end


def test_subject_body_and_attachments_are_read_and_no_names() -> None:
    message = mail("前台限女性。\n", subject="招聘保安，限男性")
    message.add_attachment("岗位,性别\n保安,男\n".encode("gbk"), maintype="text", subtype="csv", filename="岗位表.csv")
    inner = mail("内部：已婚勿扰", subject="转发")
    message.add_attachment(inner)
    found = told("a.eml", message.as_bytes())
    assert found == [
        ("a.eml", "招聘保安，限男性"),
        ("a.eml!/body.txt", "前台限女性。\n"),
        ("a.eml!/岗位表.csv:2", "保安|男"),
        ("a.eml!/转发.eml", "转发"),
        ("a.eml!/转发.eml!/body.txt", "内部：已婚勿扰\n"),
    ]
    assert "example.org" not in str(found)


def test_the_subject_is_located_in_the_mail() -> None:
    item = next(iter(read(Source("a.eml", data=raw("From: x@y.z", "Subject: 限男性", "", "x")), ReadOptions())))
    assert isinstance(item, Document)
    assert item.segments[0].locate(0) == LinePlace(2, 10)


def test_of_two_forms_of_one_text_the_richer_is_read() -> None:
    same = mail("你好，\n\n请看：*前台*限女性。\n", PAGE).as_bytes()
    assert told("a.eml", same) == [("a.eml!/body.html", "你好，|请看：前台限女性。")]


def test_both_forms_are_read_where_they_say_different_things() -> None:
    other = mail("你好，\n请看：前台限男性。\n", PAGE).as_bytes()
    assert [name for name, _ in told("a.eml", other)] == ["a.eml!/body.txt", "a.eml!/body.html"]


def encoded(text: str, start: int, end: int) -> bytes:
    return b"=?gbk?B?" + base64.b64encode(text.encode("gbk")[start:end]) + b"?="


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("限本地人".encode("gbk"), "限本地人"),
        ("限本地人".encode(), "限本地人"),
        (b"=?gb2312?B?" + base64.b64encode("限朱镕".encode("gbk")) + b"?=", "限朱镕"),
        (encoded("限男性", 0, 3) + b"\r\n " + encoded("限男性", 3, 6), "限男性"),
        (b"=?utf-8?Q?=E9=99=90=E7=94=B7?= 2", "限男 2"),
        ("急聘 =?utf-8?Q?=E9=99=90=E7=94=B7?=".encode(), "急聘 限男"),
        (b"=?nothing?B?" + base64.b64encode("限男性，四十岁以下".encode("gbk")) + b"?=", "限男性，四十岁以下"),
        (b"=?utf-8?B?A?= x", "=?utf-8?B?A?= x"),
    ],
)
def test_subjects_are_read_however_they_are_encoded(header: bytes, expected: str) -> None:
    assert told("a.eml", raw(b"Subject: " + header, "", ""))[0] == ("a.eml", expected)


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="' + "简章.txt".encode("gbk") + b'"',
        b'attachment; filename="=?gb2312?B?' + base64.b64encode("简章.txt".encode("gbk")) + b'?="',
        b"attachment; filename*=gbk''%BC%F2%D5%C2.txt",
        b"attachment; filename*0*=utf-8''%E7%AE%80; filename*1*=%E7%AB%A0.txt",
    ],
)
def test_file_names_are_read_however_they_are_encoded(disposition: bytes) -> None:
    data = multipart(b"Content-Type: application/octet-stream\r\nContent-Disposition: " + disposition + "\r\n\r\n限女性".encode())
    assert told("a.eml", data) == [("a.eml!/简章.txt", "限女性")]


@pytest.mark.parametrize("declared", ["gb2312", "gbk", "us-ascii", "iso-8859-1", "nothing"])
def test_a_body_is_read_by_its_bytes_where_its_charset_is_wrong(declared: str) -> None:
    text = "司机一名，限本地户口，朱镕先生面试"
    data = raw("Subject: x", f"Content-Type: text/plain; charset={declared}", "Content-Transfer-Encoding: 8bit", "", text.encode("gb18030"))
    assert told("a.eml", data)[1] == ("a.eml!/body.txt", text)


def test_pictures_inside_a_text_are_files_unless_they_are_ornaments() -> None:
    picture = b"Content-Type: image/png\r\nContent-ID: <%s>\r\nContent-Transfer-Encoding: base64\r\n\r\n%s"
    small = picture % (b"a", base64.b64encode(PNG))
    large = picture % (b"b", base64.encodebytes(PNG + bytes(9_000)))
    attached = b"Content-Type: image/png\r\nContent-Disposition: attachment; filename=c.png\r\n\r\n" + PNG
    page = b"Content-Type: text/html\r\n\r\n" + "<p>限男</p>".encode()
    names = [name for name, _ in told("a.eml", multipart(page, small, large, attached))]
    assert names == ["a.eml!/body.html", "a.eml!/attachment.png", "a.eml!/c.png"]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("application/ms-tnef; name=winmail.dat", "winmail.dat is not read"),
        ("application/pkcs7-mime; smime-type=enveloped-data", "an S/MIME message"),
        ("message/external-body; access-type=URL", "kept elsewhere"),
        ("message/partial; id=x; number=1", "one piece of a message"),
    ],
)
def test_what_no_reader_opens_is_told(kind: str, reason: str) -> None:
    found = told("a.eml", multipart(f"Content-Type: {kind}\r\n\r\nx".encode(), "\r\n限男".encode()))
    assert reason in found[0][1]
    assert found[1] == ("a.eml!/body.txt", "限男")


def test_an_encrypted_mail_is_told() -> None:
    (found,) = told("a.eml", multipart(b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1", kind="encrypted"))
    assert found[1] == "an encrypted message: save it unencrypted"


def test_a_signature_is_no_document() -> None:
    signature = b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\n\r\nx"
    assert told("a.eml", multipart("\r\n限男".encode(), signature, kind="signed")) == [("a.eml!/body.txt", "限男")]


@pytest.mark.parametrize("encoding", ["base64", "x-nothing"])
def test_a_body_that_cannot_be_unpacked_is_told(encoding: str) -> None:
    found = told("a.eml", raw("Subject: x", f"Content-Transfer-Encoding: {encoding}", "", "6ZmQ5"))
    assert found[1][0] == "a.eml!/body.txt"
    assert "broken" in found[1][1] or "not known" in found[1][1]


def test_a_mail_cut_short_is_read_and_told() -> None:
    data = multipart("\r\n限男".encode(), "\r\n限女".encode(), end=b"")
    assert told("a.eml", data) == [
        ("a.eml", "broken as a mail, it may be cut short: its last part does not end"),
        ("a.eml!/body.txt", "限男"),
        ("a.eml!/body.txt", "限女"),
    ]


def test_a_multipart_without_parts_is_told_and_read_as_it_stands() -> None:
    data = raw("Content-Type: multipart/mixed; boundary=b", "", "限男")
    found = told("a.eml", data)
    assert "the parts that it announces do not begin" in found[0][1]


@pytest.mark.parametrize("data", [b"From: x@y.z\r\n\r\n", b"From: x@y.z\r\nContent-Type: text/plain\r\n\r\n \r\n"])
def test_a_mail_with_nothing_to_read_is_told(data: bytes) -> None:
    assert told("a.eml", data) == [("a.eml", "the mail holds no text and no files")]


def test_a_saved_page_is_read_without_what_dresses_it() -> None:
    page = "Content-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/jobs/ad.html?x=1\r\n\r\n<p>限男性</p>".encode()
    frame = "Content-Type: text/html\r\nContent-Location: frame.html\r\n\r\n<p>限女性</p>".encode()
    style = b"Content-Type: text/css\r\nContent-Location: https://example.org/a.css\r\n\r\np { color: red }"
    script = b"Content-Type: application/javascript\r\n\r\nvar a"
    assert told("a.mhtml", multipart(page, frame, style, script, kind="related")) == [
        ("a.mhtml!/ad.html", "限男性"),
        ("a.mhtml!/frame.html", "限女性"),
    ]


@pytest.mark.parametrize("address", ["https://[::1/a.html", "http://a.example]/b", "https://example.org/", "cid:"])
def test_a_part_whose_address_names_no_page_is_read(address: str) -> None:
    page = f"Content-Type: text/html; charset=utf-8\r\nContent-Location: {address}\r\n\r\n<p>限男性</p>".encode()
    assert told("a.mhtml", multipart(page, kind="related")) == [("a.mhtml!/body.html", "限男性")]


@pytest.mark.parametrize("mark", ["From: <Saved by Blink>", "Snapshot-Content-Location: https://example.org/"])
def test_the_title_of_a_saved_page_is_not_read_twice(mark: str) -> None:
    page = "Content-Type: text/html\r\n\r\n<title>限男性</title><p>限男性</p>".encode()
    data = mark.encode() + "\r\nSubject: 限男性\r\n".encode() + multipart(page, kind="related")
    assert told("a.mhtml", data) == [("a.mhtml!/body.html", "限男性|限男性")]


def test_an_archive_in_a_mail_is_read() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ad.txt", "限男性")
    message = mail("见附件")
    message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="../a.zip")
    assert told("m.eml", message.as_bytes())[1] == ("m.eml!/%2E%2E/a.zip!/ad.txt", "限男性")


def uu(name: str, data: bytes) -> bytes:
    lines = (binascii.b2a_uu(data[start : start + 45]).strip() for start in range(0, len(data), 45))
    return raw(f"begin 644 {name}", *lines, "`", "end")


def test_files_in_the_text_of_a_mail_are_read() -> None:
    text = "门卫：限男，能上夜班。" * 5
    packed = raw("见附件", uu("门卫.txt", text.encode()), "", uu("b.txt", "限本地人".encode()), "此致")
    (_, body), *files = told("ad.eml", raw("Subject: ", "Content-Type: text/plain; charset=utf-8", "", packed))
    assert body.startswith("见附件")
    assert body.endswith("此致")
    assert files == [("ad.eml!/门卫.txt", text), ("ad.eml!/b.txt", "限本地人")]


def test_a_file_that_does_not_end_hides_no_other() -> None:
    packed = raw("begin 644 a.txt", "#86)C", uu("b.txt", "限本地人".encode()))
    _, *files = told("ad.eml", raw("Subject: ", "Content-Type: text/plain; charset=utf-8", "", packed))
    assert files == [("ad.eml!/b.txt", "限本地人")]


@pytest.mark.parametrize(
    "text", ["begin 644 a.txt\r\nlower case\r\nend", "begin 644 a.txt\r\n#86)C", "begin 644 a\r\n`\r\nend", "begin 9 a\r\nend"]
)
def test_text_that_merely_begins_like_a_file_is_text(text: str) -> None:
    assert told("ad.eml", raw("Subject: ", "Content-Type: text/plain", "", text)) == [("ad.eml!/body.txt", text)]


def test_hostile_mails_end_soon() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(3_000))
    messages = b"Content-Type: message/rfc822\r\n\r\n" * 3_000 + "限男".encode()
    wide = multipart(*[b"\r\nx"] * 30_000)
    long_header = b'Content-Disposition: attachment; a="' + b";" * 5_000_000 + b"\r\n\r\nx"
    start = time.process_time()
    begins = b"Subject: x\n\n" + b"begin 644 a\n" * 200_000 + b"x\nend\n"
    for data in (nested, messages, wide, begins, long_header, multipart(long_header), b"Subject: " + b"=?utf-8?Q?" * 500_000 + b"\n\nx"):
        assert told("a.eml", data, max_depth=3)
    assert time.process_time() - start < 20


def test_mutated_mails_are_read_or_told() -> None:
    message = mail("你好，前台限女性。\n", PAGE, subject="限男性")
    message.add_attachment("限男".encode(), maintype="text", subtype="plain", filename="岗位.txt")
    message.add_attachment(mail("内部"))
    data, rng = message.as_bytes(), random.Random(5)
    for _ in range(200):
        out = bytearray(data)
        for _ in range(rng.randint(1, 10)):
            out[rng.randrange(len(out))] = rng.choice((0, 10, 45, 61, rng.randrange(256)))
        items = list(read(Source("a.eml", data=bytes(out[: rng.randrange(len(out)) if rng.random() < 0.2 else None])), ReadOptions()))
        assert items
        assert all(item.segments or item.failures for item in items if isinstance(item, Document))


# Outlook messages. No library writes their container, so that the tests do.


Tree = Mapping[str, "bytes | Tree"]
_SECTOR, _FREE, _END, _FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole(tree: Tree) -> bytes:
    """An OLE container; streams are filled up to 4096 bytes with nothing, as short ones would need a second table."""
    entries: list[bytes] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    def entry(name: str, kind: int, child: int, right: int, where: tuple[int, int]) -> bytes:
        raw_name = name.encode("utf-16-le")
        return struct.pack("<64sHBBLLL16sLQQLQ", raw_name, len(raw_name) + 2, kind, 1, _FREE, right, child, b"", 0, 0, 0, *where)

    def add(items: Tree) -> int:
        first, before = _FREE, -1
        for name, content in items.items():
            index = len(entries)
            entries.append(b"")
            if isinstance(content, bytes):
                data = content.ljust(4096, b"\0")
                entries[index] = entry(name, 2, _FREE, _FREE, (store(data), len(data)))
            else:
                entries[index] = entry(name, 1, add(content), _FREE, (0, 0))
            if before >= 0:
                entries[before] = entries[before][:72] + struct.pack("<L", index) + entries[before][76:]
            first, before = (index if first == _FREE else first), index
        return first

    entries.append(b"")
    entries[0] = entry("Root Entry", 5, add(tree), _FREE, (_END, 0))
    while len(entries) % 4:
        entries.append(bytes(128))
    directory = store(b"".join(entries))
    count = -(-(len(sectors) + 1) // 127)
    where = range(len(sectors), len(sectors) + count)
    fat.extend([_FAT] * count)
    table = struct.pack(f"<{len(fat)}L", *fat).ljust(count * _SECTOR, b"\xff")
    difat = struct.pack("<109L", *where, *[_FREE] * (109 - count))
    head = struct.pack(
        "<8s16sHHHHH6sLLLLLLLLLL",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count, directory, 0, 4096, _END, 0, _END, 0, 0,
    )  # fmt: skip
    return (head[:76] + difat)[:512] + b"".join(sectors) + table


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def attachment(name: str, content: bytes | Tree) -> Tree:
    data = {"__substg1.0_37010102": content} if isinstance(content, bytes) else {"__substg1.0_3701000D": content}
    return {"__properties_version1.0": b"", "__substg1.0_3707001F": wide(name), **data}


MESSAGE: Tree = {
    "__properties_version1.0": b"",
    "__substg1.0_0037001F": wide("招聘保安，限男性"),
    "__substg1.0_0C1A001F": wide("张三"),
    "__substg1.0_1000001F": wide("前台限女性。"),
}


def test_an_outlook_message_is_read_without_its_sender() -> None:
    found = told("a.msg", ole(MESSAGE))
    assert found == [("a.msg", "招聘保安，限男性"), ("a.msg!/body.txt", "前台限女性。")]


def test_an_outlook_message_in_a_code_page_is_read() -> None:
    tree = {
        "__properties_version1.0": b"",
        "__substg1.0_0037001E": "限本地户口".encode("gbk"),
        "__substg1.0_1000001E": "限男性，面议".encode("gbk"),
    }
    assert told("a.msg", ole(tree)) == [("a.msg", "限本地户口"), ("a.msg!/body.txt", "限男性，面议")]


def test_a_part_of_an_outlook_message_that_is_no_text_is_told_and_the_others_are_read() -> None:
    tree = {
        **MESSAGE,
        "__substg1.0_10130102": b"<p>\xff\xff\x80</p>",
        "__attach_version1.0_#00000000": attachment("岗位.html", "<p>限男性</p>".encode().ljust(4096)),
    }
    assert told("a.msg", ole(tree)) == [
        ("a.msg", "招聘保安，限男性"),
        ("a.msg!/body", "byte 3: not text in UTF-8, GB18030, Big5 or UTF-16"),
        ("a.msg!/岗位.html", "限男性"),
    ]


def test_the_page_of_an_outlook_message_is_read_and_its_plain_text_where_it_says_more() -> None:
    page = {"__substg1.0_10130102": "<p>前台限女性。</p>".encode("gbk")}
    assert [name for name, _ in told("a.msg", ole({**MESSAGE, **page}))] == ["a.msg", "a.msg!/body.html"]
    more = {"__substg1.0_1000001F": wide("前台限女性。\n已婚勿扰")}
    assert [name for name, _ in told("a.msg", ole({**MESSAGE, **page, **more}))] == ["a.msg", "a.msg!/body.html", "a.msg!/body.txt"]


def test_attachments_and_messages_inside_an_outlook_message_are_read() -> None:
    tree = {
        **MESSAGE,
        "__attach_version1.0_#00000000": attachment("岗位.html", "<p>限男性</p>".encode().ljust(4096)),
        "__attach_version1.0_#00000001": attachment("转发", MESSAGE),
        "__attach_version1.0_#00000002": attachment("图表", {"\x01Ole": b"x"}),
        "__attach_version1.0_#00000003": {"__properties_version1.0": b"", "__substg1.0_3707001F": wide("c.doc")},
    }
    assert told("a.msg", ole(tree))[2:] == [
        ("a.msg!/岗位.html", "限男性"),
        ("a.msg!/转发", "招聘保安，限男性"),
        ("a.msg!/转发!/body.txt", "前台限女性。"),
        ("a.msg!/图表", "an embedded object, not a file"),
        ("a.msg!/c.doc", "a link to a file that is kept elsewhere"),
    ]
    assert told("a.msg", ole(tree), max_depth=0)[-1] == ("a.msg!/转发", "not read: nested more than 0 deep")


def test_a_body_in_rtf_only_is_told() -> None:
    tree = {"__properties_version1.0": b"", "__substg1.0_0037001F": wide("x"), "__substg1.0_10090102": b"x"}
    assert told("a.msg", ole(tree))[1] == ("a.msg!/body.rtf", "the body is kept as RTF only: save the message as .eml or .html")


def test_an_empty_or_damaged_outlook_message_is_told() -> None:
    assert told("a.msg", ole({"__properties_version1.0": b""})) == [("a.msg", "the message holds no text and no files")]
    assert told("a.msg", ole(MESSAGE)[:900])[0][1].startswith("not an Outlook message, or damaged")


def test_mutated_outlook_messages_are_read_or_told() -> None:
    data, rng = ole({**MESSAGE, "__attach_version1.0_#00000000": attachment("a.txt", "限男".encode())}), random.Random(7)
    for _ in range(200):
        out = bytearray(data)
        for _ in range(rng.randint(1, 10)):
            out[rng.randrange(len(out))] = rng.choice((0, 255, rng.randrange(256)))
        assert list(read(Source("a.msg", data=bytes(out)), ReadOptions(max_bytes=MEBIBYTE, max_unpacked=8 * MEBIBYTE)))
