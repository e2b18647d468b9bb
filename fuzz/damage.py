"""Damage files, by seed: bytes, tokens, lines, and the members of packages."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from random import Random

import olefile
from lxml import etree

_SIGNS = (
    b"\0",
    b"\xff",
    b"\x80",
    b"<",
    b">",
    b"&",
    b'"',
    b"\n",
    b"\r",
    b"\t",
    b",",
    b"{",
    b"[",
    b"]",
    b"(",
    b"\\",
    b"\xef\xbb\xbf",
    b"\xe6\x9c",
)
_NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"2",
    b"255",
    b"65536",
    b"2147483648",
    b"-2147483649",
    b"99999999999999999999",
    b"1e999",
    b"NaN",
    b"1.5",
    b"",
    b"\xd9\xa3",
)
_WORDS = (
    b"",
    b"true",
    b"none",
    b"A1",
    b"A1:XFD1048576",
    b"XFD9999999",
    b"../../x",
    b"http://127.0.0.1:9/x",
    b"&lt;",
    b"&#0;",
    b"&#x110000;",
    b"%s%n",
    b"x" * 70_000,
    b"{{",
    b"}}",
    b"{#",
    b"%}",
    b"<%",
    b"&a ",
    b"*a",
    b"- " * 200,
)
_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_ELEMENTS = 20_000
_LARGEST = 16 << 20  # bytes
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(rb'"[^"<>\n]{0,200}"')
_TAG = re.compile(rb"<[^<>]{1,400}>")
_WORD = re.compile(rb"/?[A-Za-z]{2,30}")

Damage = Callable[[bytes, Random], bytes]


def damaged(seeds: Sequence[bytes], random: Random) -> bytes:
    """Return one of some files with a few damages."""
    data = random.choice(seeds)
    is_container = data.startswith(b"\xd0\xcf\x11\xe0") and random.random() < 0.7  # its own tables stay whole
    if random.random() < 0.1 and not is_container:
        data = _splice(data, random.choice(seeds), random)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        if data[:2] == b"PK" and random.random() < 0.93:
            data = _package(data, random)
        elif is_container:
            data = _container(data, random)
        elif data.startswith(_PNG) and random.random() < 0.7:
            data = _pixels(data, random)
        else:
            is_binary = b"\0" in data[:4096] and random.random() < 0.7
            data = random.choice(_BINARY if is_binary else _DAMAGES)(data, random)
    if random.random() < 0.8:
        data = _with_checksums(data)
    is_text = data[:2] != b"PK" and b"\0" not in data and not data.startswith(b"%PDF")
    return data.decode("utf-8", "ignore").encode() if is_text and random.random() < 0.8 else data  # past the decoder, to the parser


def _cut(data: bytes, random: Random) -> tuple[int, int]:
    start = _place(data, random)
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 100, 1000)))


def _place(data: bytes, random: Random) -> int:
    """Return a place, rarely one in what only fills up a sector."""
    for _ in range(4):
        start = random.randrange(len(data) + 1)
        if data[start : start + 2] != b"\0\0":
            break
    return start


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 4, 32))):
        if changed:
            changed[min(_place(data, random), len(changed) - 1)] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, random: Random) -> bytes:
    start, _ = _cut(data, random)
    sign = random.choice(_SIGNS) * random.choice((1, 1, 2, 4))
    return data[:start] + sign + data[start + len(sign) * random.randrange(2) :]


def _integer(data: bytes, random: Random) -> bytes:
    """Write a number at the edge of what fits into so many bytes, most of them where a number stands."""
    size = random.choice((1, 2, 4, 4, 8))
    start = min(_place(data, random), max(0, len(data) - size))
    value = random.choice(
        (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0xFFFFFE, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, (1 << 63) - 1)
    )
    return data[:start] + (value % (1 << 8 * size)).to_bytes(size, random.choice(("little", "little", "big"))) + data[start + size :]


def _with_checksums(data: bytes) -> bytes:
    """Correct the sums over the headers of archives, so that damage goes on to what reads them."""
    if data.startswith(b"7z\xbc\xaf\x27\x1c"):
        return _with_7z_checksums(data)
    if data.startswith(_PNG):
        return _PNG + b"".join(_png_chunks(data))
    if data[257:262] == b"ustar":
        return b"".join(_with_tar_checksum(data[at : at + 512]) for at in range(0, len(data), 512))
    return data


def _with_7z_checksums(data: bytes) -> bytes:
    if len(data) < 32:
        return data
    offset, size = struct.unpack_from("<QQ", data, 12)
    start = data[12:28] + struct.pack("<L", zlib.crc32(data[32 + offset : 32 + offset + size]))
    return data[:8] + struct.pack("<L", zlib.crc32(start)) + start + data[32:]


def _png_chunks(data: bytes) -> Iterator[bytes]:
    """Yield the chunks of a picture, each with the sum that it should have."""
    at = len(_PNG)
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        content = data[at + 4 : at + 8 + size]
        yield data[at : at + 4] + content + zlib.crc32(content).to_bytes(4, "big")
        at += 12 + size


def _with_tar_checksum(block: bytes) -> bytes:
    if block[257:262] != b"ustar":
        return block
    total = sum(block[:148]) + sum(block[156:]) + 8 * 32
    return block[:148] + b"%06o\0 " % total + block[156:]


def _delete(data: bytes, random: Random) -> bytes:
    start, end = _cut(data, random)
    return data[:start] + data[end:]


def _repeat(data: bytes, random: Random) -> bytes:
    start, end = _cut(data, random)
    return data[:start] + data[start:end] * random.choice((2, 3, 50)) + data[end:]


def _truncate(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _splice(one: bytes, other: bytes, random: Random) -> bytes:
    return one[: random.randrange(len(one) + 1)] + other[random.randrange(len(other) + 1) :]


def _lines(data: bytes, random: Random) -> bytes:
    """Drop, double, move or join lines."""
    lines = data.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    for _ in range(random.randrange(3)):
        lines.insert(random.randrange(len(lines) + 1), line)
    return random.choice((b"\n", b"\n", b"\n", b"\r\n", b"\r", b"")).join(lines)


def _token(pattern: re.Pattern[bytes], values: Sequence[bytes], quoted: bool = False) -> Damage:
    def damage(data: bytes, random: Random) -> bytes:
        found = list(pattern.finditer(data))
        if not found:
            return _flip(data, random)
        match = random.choice(found)
        value = random.choice((*values, random.choice(found)[0].strip(b'"')))
        return data[: match.start()] + (b'"' + value + b'"' if quoted else value) + data[match.end() :]

    return damage


def _tags(data: bytes, random: Random) -> bytes:
    """Drop or double a stretch between two tags, many times perhaps, so that elements are missing, twice, or deep in each other."""
    found = list(_TAG.finditer(data))
    if len(found) < 2:
        return _repeat(data, random)
    first = random.randrange(len(found))
    last = min(len(found) - 1, first + random.choice((0, 0, 1, 2, 8, 40)))
    start, end = found[first].start(), found[last].end()
    times = random.choice((0, 0, 2, 3, 20, 3000 if end - start < 200 else 0))
    place = random.choice((start, start, random.choice(found).end()))
    cut = data[:start] + data[end:] if place == start else data
    return cut[:place] + data[start:end] * times + cut[place:]


def _tree(data: bytes, random: Random) -> bytes:
    """Change the tree of an XML text, which stays well-formed: what no parser refuses goes on to what reads it."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return _tags(data, random)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        every = [element for element in root.iter("*") if element is not root]
        if not every or len(every) > _MOST_ELEMENTS:
            break
        _change(random.choice(every), random.choice([root, *every]), random)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _change(element: etree._Element, other: etree._Element, random: Random) -> None:
    parent = element.getparent()
    names = sorted(element.attrib)
    match random.randrange(9):
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            for _ in range(min(random.choice((1, 2, 300)), _MOST_ELEMENTS // sum(1 for _ in element.iter()))):
                parent.append(deepcopy(element))
        case 2:
            other.insert(random.randrange(len(other) + 1), deepcopy(element))
        case 3:
            element.tag = other.tag
        case 4 if names:
            del element.attrib[random.choice(names)]
        case 5 | 6 if names:
            element.attrib[random.choice(names)] = random.choice((*_NUMBERS, *_WORDS)).decode("utf-8", "ignore")
        case 7:
            element.text = random.choice((*_NUMBERS, *_WORDS)).decode("utf-8", "ignore")
        case _:
            for _ in range(random.choice((1, 3, 40))):  # deeper
                inner = etree.SubElement(element, element.tag, dict(element.attrib))
                inner.text, element = element.text, inner


def _package(data: bytes, random: Random) -> bytes:
    """Damage a member of a zip, or leave it out, and pack it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(member.file_size for member in archive.infolist()) > _LARGEST:
                return data
            members = [(member.filename, archive.read(member)) for member in archive.infolist()]
    except Exception:  # damaged before
        return random.choice(_DAMAGES)(data, random)
    if not members:
        return data
    index = random.randrange(len(members))
    name, content = members[index]
    match random.randrange(12):
        case 0:
            del members[index]
        case 1:
            members[index] = (name, random.choice(members)[1])
        case 2:
            members[index] = (random.choice(members)[0] + random.choice(("", "2", "/")), content)
        case _:
            is_xml = content[:1] in b"<\xef" and random.random() < 0.7
            members[index] = (name, (_tree if is_xml else random.choice(_DAMAGES))(content, random))
    return packed(members)


def _container(data: bytes, random: Random) -> bytes:
    """Damage a stream of an OLE container, which keeps its length."""
    whole = io.BytesIO(data)
    with olefile.OleFileIO(whole, write_mode=True) as container:
        path = random.choice(container.listdir())
        content = container.openstream(path).read()
        changed = random.choice(_BINARY)(content, random)
        container.write_stream(path, changed[: len(content)].ljust(len(content), b"\0"))
        return whole.getvalue()


def _pixels(data: bytes, random: Random) -> bytes:
    """Damage what a PNG shows, and pack it again: where its packed bytes are damaged, nobody looks at the picture."""
    chunks = list(_png_chunks(data))
    drawn = [chunk for chunk in chunks if chunk[4:8] == b"IDAT"]
    try:
        pixels = zlib.decompress(b"".join(chunk[8:-4] for chunk in drawn))
    except zlib.error:  # damaged before
        return random.choice(_BINARY)(data, random)
    changed = zlib.compress(random.choice(_BINARY)(pixels, random)[: len(pixels)].ljust(len(pixels), b"\0"))
    at = chunks.index(drawn[0]) if drawn else len(chunks)
    chunks = [chunk for chunk in chunks if chunk[4:8] != b"IDAT"]
    chunks.insert(at, len(changed).to_bytes(4, "big") + b"IDAT" + changed + bytes(4))  # room for the sum
    return _PNG + b"".join(_png_chunks(_PNG + b"".join(chunks)))


def packed(members: Sequence[tuple[str, bytes | str]]) -> bytes:
    """Return a zip of some members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


_BINARY: tuple[Damage, ...] = (_flip, _flip, _overwrite, _integer, _integer, _integer, _integer, _delete, _repeat)
_DAMAGES: tuple[Damage, ...] = (
    *(_flip, _overwrite, _integer, _integer, _delete, _repeat, _truncate, _lines, _tags, _tags, _tags),
    *(_token(_NUMBER, _NUMBERS), _token(_NUMBER, _NUMBERS), _token(_QUOTED, (*_WORDS, *_NUMBERS), quoted=True), _token(_WORD, _WORDS)),
)
