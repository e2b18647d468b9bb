"""Archives are read inside, in memory, within limits; what cannot be read of them is told by name."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import struct
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import py7zr
import pytest

from auditor.errors import ExtractError
from auditor.extract.names import decode_names, shown
from auditor.extract.nesting import read
from auditor.extract.source import MEBIBYTE, ReadOptions, Source
from auditor.model.document import Document

Files = Iterable[tuple[str, bytes]]
AD, OTHER = "招聘保安，限男性".encode(), "前台两名，女".encode()
FILES = (("岗位/目录.txt", AD), ("b.txt", OTHER))
COPY = [{"id": py7zr.FILTER_COPY}]
ASCII = (("a.txt", AD), ("b.txt", OTHER))


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def zipped_in(charset: str, files: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip whose names are in a charset that nothing in it tells."""
    names = [name.encode(charset) for name, _ in files]
    stand_ins = [str(index) * len(name) for index, name in enumerate(names)]
    data = zipped(zip(stand_ins, (data for _, data in files), strict=True))
    for stand_in, name in zip(stand_ins, names, strict=True):
        data = data.replace(stand_in.encode(), name)
    return data


def tarred(files: Files, mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return out.getvalue()


def seven_zipped(files: Files, **options: object) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **options) as archive:  # type: ignore[arg-type]
        for name, data in files:
            archive.writestr(data, name)
    return out.getvalue()


PACKERS: dict[str, Callable[[Files], bytes]] = {
    "a.zip": zipped,
    "a.tar": tarred,
    "a.tar.gz": lambda files: tarred(files, "w:gz"),
    "a.tar.bz2": lambda files: tarred(files, "w:bz2"),
    "a.tar.xz": lambda files: tarred(files, "w:xz"),
    "a.7z": seven_zipped,
}


def told(name: str, data: bytes, **limits: int) -> list[tuple[str, str]]:
    """What comes out of an archive: names with the text, or with the reason why there is none."""
    found = []
    for item in read(Source(name, data=data), ReadOptions(**limits)):  # type: ignore[arg-type]
        if isinstance(item, ExtractError):
            found.append((item.source, item.reason.en))
        else:
            found.append((item.id, "".join([s.text for s in item.segments] + [f.reason.en for f in item.failures])))
    return found


@pytest.mark.parametrize("name", PACKERS)
def test_files_are_read_in_order(name: str) -> None:
    assert told(name, PACKERS[name](FILES)) == [(f"{name}!/岗位/目录.txt", AD.decode()), (f"{name}!/b.txt", OTHER.decode())]


@pytest.mark.parametrize("name", PACKERS)
def test_nothing_to_read_is_a_failure(name: str) -> None:
    assert told(name, PACKERS[name]([])) == [(name, "the archive holds no files")]
    hidden = [("__MACOSX/._ad.txt", b"x"), ("ads/.DS_Store", b"x"), ("ads/Thumbs.db", b"x"), ("ads/~$ad.docx", b"x")]
    assert told(name, PACKERS[name](hidden)) == [(name, "the archive holds no files")]


@pytest.mark.parametrize(("name", "pack"), [("ad.txt.gz", gzip.compress), ("ad.txt.bz2", bz2.compress), ("ad.txt.xz", lzma.compress)])
def test_a_single_packed_file_is_read_by_its_own_name(name: str, pack: Callable[[bytes], bytes]) -> None:
    assert told(name, pack(AD)) == [(f"{name}!/ad.txt", AD.decode())]
    assert told(name, pack(AD) + pack(OTHER)) == [(f"{name}!/ad.txt", (AD + OTHER).decode())]
    assert told("x.bin", pack(b"PK"))[0][0] == "x.bin!/x.bin"


def test_archives_in_archives_are_read() -> None:
    data = zipped([("i.zip", zipped([("j.tgz", tarred([("k.7z", seven_zipped(FILES))], "w:gz"))]))])
    assert [name for name, _ in told("a.zip", data)] == [f"a.zip!/i.zip!/j.tgz!/k.7z!/{name}" for name, _ in FILES]
    assert told("a.zip", data, max_depth=2) == [("a.zip!/i.zip!/j.tgz!/k.7z", "not read: nested more than 2 deep")]


@pytest.mark.parametrize("charset", ["gbk", "big5", "utf-8"])
def test_names_are_told_whatever_their_charset(charset: str) -> None:
    files = [("企業/招聘目錄.txt" if charset == "big5" else "企业/招聘目录.txt", AD), ("人事.txt", OTHER)]
    assert [name for name, _ in told("a.zip", zipped_in(charset, files))] == [f"a.zip!/{name}" for name, _ in files]


def test_short_names_lean_on_the_others_and_latin_ones_stay() -> None:
    assert decode_names(["目录.txt".encode("gbk"), "招聘启事.doc".encode("gbk")]) == ["目录.txt", "招聘启事.doc"]
    assert decode_names([b"plain.txt", "café".encode("cp437")]) == ["plain.txt", "café"]
    assert decode_names([b"\xff\xfe\x80"]) == [b"\xff\xfe\x80".decode("cp437")]
    assert decode_names(["岗位.txt".encode(), "岗位.txt".encode("gbk")]) == ["岗位.txt", "岗位.txt"]


def test_a_unicode_path_beside_the_name_counts_while_it_belongs_to_it() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for own, crc_of in (("a.txt", "a.txt"), ("b.txt", "other")):
            info = zipfile.ZipInfo(own)
            path = b"\x01" + struct.pack("<L", zlib.crc32(crc_of.encode())) + "招聘.txt".encode()
            info.extra = struct.pack("<HH", 0x7075, len(path)) + path
            archive.writestr(info, AD)
    assert [name for name, _ in told("a.zip", out.getvalue())] == ["a.zip!/招聘.txt", "a.zip!/b.txt"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/ad.txt", "%2E%2E/%2E%2E/etc/ad.txt"),
        ("/abs/ad.txt", "abs/ad.txt"),
        ("..\\..\\ad.txt", "%2E%2E/%2E%2E/ad.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\x1b[31m\u202etxt.exe", "a%1B[31m%E2%80%AEtxt.exe"),
        ("\ud800.txt", "%ED%A0%80.txt"),
        ("..", "%2E%2E"),
        ("/", "unnamed"),
    ],
)
def test_names_that_lead_out_or_hide_something_are_made_safe(name: str, expected: str) -> None:
    assert shown(name) == expected


def test_a_long_name_keeps_its_suffix() -> None:
    assert len(shown("长" * 5_000 + ".docx")) < 600
    assert shown("长" * 5_000 + ".docx").endswith(".docx")


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_a_name_that_leads_out_is_only_a_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "deep" / "deeper"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    data = PACKERS[name]([("../../ad.txt", AD), (f"{tmp_path}/b.txt", OTHER)])
    assert [text for _, text in told(name, data)] == [AD.decode(), OTHER.decode()]
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_in_7z_a_name_that_leads_out_is_told_and_the_rest_is_read() -> None:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        archive.set_encoded_header_mode(False)
        for name, data in (("qq/x.txt", AD), ("b.txt", OTHER)):
            archive.writestr(data, name)
    own, leading = ("qq/x.txt".encode("utf-16-le"), "../x.txt".encode("utf-16-le"))
    assert own in out.getvalue()
    data = _with_header_checksum(out.getvalue().replace(own, leading))
    reason = "not read: its name leads out of the archive"
    assert told("a.7z", data) == [("a.7z!/%2E%2E/x.txt", reason), ("a.7z!/b.txt", OTHER.decode())]


def _with_header_checksum(data: bytes) -> bytes:
    """Correct the checksums that a change of the list of files has made wrong."""
    offset, size = struct.unpack("<QQ", data[12:28])
    header = data[32 + offset : 32 + offset + size]
    start = data[12:28] + struct.pack("<L", zlib.crc32(header))
    return data[:8] + struct.pack("<L", zlib.crc32(start)) + start + data[32:]


def test_encrypted_files_are_told_and_the_others_read() -> None:
    data = bytearray(zipped(FILES))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1
    assert told("a.zip", bytes(data)) == [
        ("a.zip!/岗位/目录.txt", "encrypted: needs a password"),
        ("a.zip!/b.txt", OTHER.decode()),
    ]


@pytest.mark.parametrize("header", [False, True])
def test_an_encrypted_7z_is_told(header: bool) -> None:
    data = seven_zipped(FILES, password="geheim", header_encryption=header)
    assert told("a.7z", data) == [("a.7z", "encrypted: needs a password")]


def test_a_damaged_file_costs_only_itself() -> None:
    data = zipped(FILES, zipfile.ZIP_STORED).replace(AD, AD[:-3] + b"xxx")
    (damaged, reason), other = told("a.zip", data)
    assert (damaged, other[1]) == ("a.zip!/岗位/目录.txt", OTHER.decode())
    assert reason.startswith("damaged: Bad CRC-32")


def test_a_damaged_file_in_7z_is_told_and_those_before_it_are_read() -> None:
    data = seven_zipped([*FILES, ("c.txt", AD)], filters=COPY).replace(OTHER, OTHER[:-3] + b"xxx")
    reason = "damaged, or packed behind a damaged file"
    assert [text for _, text in told("a.7z", data)] == [AD.decode(), reason, reason]


@pytest.mark.parametrize("name", PACKERS)
def test_an_archive_cut_short_is_read_as_far_as_it_goes_and_told(name: str) -> None:
    noises = [random.Random(seed).randbytes(200_000).hex() for seed in range(3)]
    data = PACKERS[name]([(f"{index}.txt", noise.encode()) for index, noise in enumerate(noises)])
    found = told(name, data[: len(data) * 3 // 4])
    assert found[-1][0] == name
    assert "cut short" in found[-1][1]
    if name != "a.7z":
        assert found[0] == (f"{name}!/0.txt", noises[0])


def test_a_zip_without_its_list_is_read_by_the_headers_of_its_files() -> None:
    files = [("目录/a.txt", AD), ("目录/", b""), ("b.txt", OTHER), ("__MACOSX/c.txt", b"x")]
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        data = zipped(files, method)
        found = told("a.zip", data[: data.index(b"PK\x01\x02")])
        missing = "not read to its end: cut short or damaged, the list of files at its end is missing"
        assert found == [("a.zip!/目录/a.txt", AD.decode()), ("a.zip!/b.txt", OTHER.decode()), ("a.zip", missing)]
        assert told("a.zip", data[: data.index(b"PK\x01\x02")], max_members=1)[-1][1].endswith("more than 1 files inside")
        assert told("a.zip", data[: data.index(b"PK\x01\x02")], max_unpacked=30)[-1][1].endswith("it unpacks to more than 30 bytes")


def test_a_zip_that_was_written_as_a_stream_is_read_without_its_list() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in FILES:
            archive.writestr(name, content)
    data = out.getvalue()
    assert b"PK\x07\x08" in data
    assert [text for _, text in told("a.zip", data[: data.index(b"PK\x01\x02")])][:2] == [AD.decode(), OTHER.decode()]


def test_a_cut_zip_is_no_way_around_guards() -> None:
    def cut(data: bytes) -> bytes:
        return data[: data.index(b"PK\x01\x02")]

    assert "a bomb, " in told("a.zip", cut(zipped(BOMB)))[0][1]
    assert told("a.zip", cut(zipped([("a.txt", b"a" * 100)])), max_bytes=80)[0][1] == "larger than the limit of 80 bytes"
    encrypted = bytearray(cut(zipped(FILES)))
    encrypted[6] |= 1
    assert [text for _, text in told("a.zip", bytes(encrypted))][:2] == ["encrypted: needs a password", OTHER.decode()]
    damaged = cut(zipped(FILES, zipfile.ZIP_STORED)).replace(AD, AD[:-3] + b"xxx")
    assert [text for _, text in told("a.zip", damaged)][:2] == ["damaged, or cut short", OTHER.decode()]


def test_a_tar_without_its_end_mark_is_told() -> None:
    data = tarred(ASCII)[: 4 * tarfile.BLOCKSIZE]
    assert [text for _, text in told("a.tar", data)] == [
        AD.decode(),
        OTHER.decode(),
        "not read to its end: damaged or cut short: its end mark is missing",
    ]


def test_a_damaged_header_is_not_taken_for_the_end() -> None:
    data = bytearray(tarred(ASCII))
    data[2 * tarfile.BLOCKSIZE + 5] ^= 0x55
    assert [text for _, text in told("a.tar", bytes(data))] == [AD.decode(), "not read to its end: damaged or cut short: bad checksum"]


def test_links_and_devices_are_told() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        kinds = ((tarfile.SYMTYPE, "s"), (tarfile.LNKTYPE, "h"), (tarfile.CHRTYPE, "c"), (tarfile.FIFOTYPE, "f"), (tarfile.DIRTYPE, "d"))
        for kind, name in kinds:
            header = tarfile.TarInfo(name)
            header.type, header.linkname = kind, "/etc/passwd"
            archive.addfile(header)
    link, device = "a link, not a file", "a device or the like, not a file"
    assert told("a.tar", out.getvalue()) == [("a.tar!/s", link), ("a.tar!/h", link), ("a.tar!/c", device), ("a.tar!/f", device)]


def test_a_link_in_a_zip_is_told() -> None:
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    assert told("a.zip", out.getvalue()) == [("a.zip!/link", "a link, not a file")]


@pytest.mark.parametrize("name", PACKERS)
def test_files_of_one_name_are_all_read(name: str) -> None:
    files = [("a.txt", AD), ("a.txt", OTHER)]
    if name == "a.zip":
        with pytest.warns(UserWarning, match="Duplicate name"):
            data = zipped(files)
    else:
        data = PACKERS[name](files)
    assert [text for _, text in told(name, data)] == [AD.decode(), OTHER.decode()]


BOMB = [("bomb.txt", b"a" * (17 * MEBIBYTE)), ("b.txt", OTHER)]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar.bz2", "a.tar.xz", "a.7z"])
def test_a_bomb_is_cut_off(name: str) -> None:
    found = told(name, PACKERS[name](BOMB))
    assert "a bomb, " in found[0][1]
    assert found[1:] == ([("a.zip!/b.txt", OTHER.decode())] if name == "a.zip" else [])


def test_large_files_are_read() -> None:
    data = random.Random(1).randbytes(7 * MEBIBYTE).hex().encode()
    files = [("a.txt", data)]
    packed = {
        "a.zip": zipped(files, zipfile.ZIP_STORED),
        "b.zip": zipped(files),
        "a.tar": tarred(files),
        "a.7z": seven_zipped(files, filters=COPY),
    }
    for name, archive in packed.items():
        assert told(name, archive) == [(f"{name}!/a.txt", data.decode())]


def test_what_packs_well_but_stays_small_is_no_bomb() -> None:
    data = b"a" * MEBIBYTE
    assert told("a.zip", zipped([("a.txt", data)])) == [("a.zip!/a.txt", data.decode())]


def test_a_single_packed_bomb_is_cut_off() -> None:
    ((name, reason),) = told("a.txt.gz", gzip.compress(b"a" * (17 * MEBIBYTE)))
    assert (name, reason[:30]) == ("a.txt.gz", "not read to its end: a bomb, 1")


def test_overlapping_files_are_a_bomb() -> None:
    data = zipped([("a.txt", AD)])
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    second = entry.replace(b"a.txt", b"b.txt")
    many = end[:8] + struct.pack("<HHL", 2, 2, len(entry) * 2) + end[16:]
    assert told("a.zip", data[:start] + entry + second + many) == [("a.zip", "not read: a bomb, its files overlap")]


def test_an_archive_that_holds_itself_ends() -> None:
    inner = zipped([("a.txt", AD)])
    for _ in range(50):
        inner = zipped([("r.zip", inner), ("s.zip", inner)])
        if len(inner) > 200_000:
            break
    start = time.process_time()
    found = told("r.zip", inner)
    assert all("nested more than 4 deep" in reason for _, reason in found)
    assert len(found) == 2**5
    assert time.process_time() - start < 10


@pytest.mark.parametrize("name", PACKERS)
def test_limits_hold_for_members_and_all_of_them(name: str) -> None:
    files = [("a.txt", b"a" * 100), ("b.txt", b"b" * 60), ("c.txt", b"c" * 60)]
    data = PACKERS[name](files)
    reason = "larger than the limit of 80 bytes"
    assert [text for _, text in told(name, data, max_bytes=80)] == [reason, "b" * 60, "c" * 60]
    assert told(name, data, max_members=2)[2:] == [(name, "not read to its end: more than 2 files inside")]
    first, (source, reason) = told(name, data, max_unpacked=150)
    assert (first[1], source) == ("a" * 100, name)
    assert "unpack" in reason or "exceeds limit" in reason


def test_what_is_nested_spends_the_same_budget() -> None:
    inner = tarred([("a.txt", b"a" * 100)])
    found = told("a.zip", zipped([("1.tar", inner), ("2.tar", inner)]), max_unpacked=2 * len(inner) + 50)
    assert [reason for _, reason in found if "unpack" in reason]


def test_very_many_empty_files_are_stopped() -> None:
    data = zipped(((f"{index}", b"") for index in range(30_000)), zipfile.ZIP_STORED)
    start = time.process_time()
    found = told("a.zip", data, max_members=500)
    assert found[-1] == ("a.zip", "not read to its end: more than 500 files inside")
    assert time.process_time() - start < 10


def test_a_list_of_files_that_fills_the_memory_is_not_read() -> None:
    data = zipped([("a.txt", AD)])
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entries = data[start:end] * 200_000
    tail = data[end:][:8] + struct.pack("<HHL", 0xFFFF, 0xFFFF, len(entries)) + data[end:][16:]
    before = time.process_time()
    found = told("a.zip", data[:start] + entries + tail)
    assert found == [
        ("a.zip!/a.txt", AD.decode()),
        ("a.zip", "not read to its end: cut short or damaged, the list of files at its end is missing"),
    ]
    assert time.process_time() - before < 2


def test_a_name_that_fills_the_memory_is_refused() -> None:
    header = tarfile.TarInfo("././@LongLink")
    header.type, header.size = tarfile.GNUTYPE_LONGNAME, 64 * MEBIBYTE
    data = header.tobuf(tarfile.GNU_FORMAT) + b"a" * header.size
    assert told("a.tar", data) == [("a.tar", "not read to its end: damaged or cut short: a header is too long")]


def test_a_method_that_nobody_reads_is_told() -> None:
    data = bytearray(zipped(FILES))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + place] = 97
    assert told("a.zip", bytes(data))[0][1] == "packed by a method that is not read; pack it as an ordinary ZIP"
    assert told("a.zip", bytes(data))[1][1] == OTHER.decode()


def test_without_its_library_a_7z_names_what_to_install() -> None:
    code = (
        "import sys; sys.modules['py7zr'] = None\n"
        "from auditor.extract.nesting import read\nfrom auditor.extract.source import ReadOptions, Source\n"
        "print(*read(Source('a.7z', data=b'7z\\xbc\\xaf\\x27\\x1c'), ReadOptions()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == 'a.7z: reading .7z needs: pip install "clause-auditor[7z]"'


def mutated(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        out[rng.randrange(len(out))] = rng.choice((0, 255, rng.randrange(256)))
    cut = rng.random()
    return bytes(out[: rng.randrange(len(out))]) if cut < 0.2 else bytes(out)


@pytest.mark.parametrize("name", PACKERS)
def test_mutated_archives_are_read_or_told(name: str) -> None:
    rng = random.Random(name)
    data = PACKERS[name]([*FILES, ("c/d.txt", AD * 200)])
    for _ in range(200):
        items = list(read(Source(name, data=mutated(data, rng)), ReadOptions(max_bytes=MEBIBYTE, max_unpacked=8 * MEBIBYTE)))
        assert items
        assert all(item.segments or item.failures for item in items if isinstance(item, Document))
