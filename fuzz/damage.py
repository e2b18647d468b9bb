"""Damage files, by seed: bytes, tokens, lines, and the members of packages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

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
)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_QUOTED = re.compile(rb'"[^"<>\n]{0,200}"')
_TAG = re.compile(rb"<[^<>]{1,400}>")
_WORD = re.compile(rb"/?[A-Za-z]{2,30}")

Damage = Callable[[bytes, Random], bytes]


def damaged(seeds: Sequence[bytes], random: Random) -> bytes:
    """Return one of some files with a few damages."""
    data = random.choice(seeds)
    if random.random() < 0.1:
        data = _splice(data, random.choice(seeds), random)
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        data = _package(data, random) if data[:2] == b"PK" and random.random() < 0.93 else random.choice(_DAMAGES)(data, random)
    is_text = data[:2] != b"PK" and b"\0" not in data and not data.startswith(b"%PDF")
    return data.decode("utf-8", "ignore").encode() if is_text and random.random() < 0.8 else data  # past the decoder, to the parser


def _cut(data: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.choice((1, 2, 4, 16, 100, 1000)))


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 1, 4, 32))):
        if changed:
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, random: Random) -> bytes:
    start, _ = _cut(data, random)
    sign = random.choice(_SIGNS) * random.choice((1, 1, 2, 4))
    return data[:start] + sign + data[start + len(sign) * random.randrange(2) :]


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
        if not every:
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
            for _ in range(random.choice((1, 2, 300))):
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


def packed(members: Sequence[tuple[str, bytes | str]]) -> bytes:
    """Return a zip of some members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


_DAMAGES: tuple[Damage, ...] = (
    *(_flip, _overwrite, _delete, _repeat, _truncate, _lines, _tags, _tags, _tags),
    *(_token(_NUMBER, _NUMBERS), _token(_NUMBER, _NUMBERS), _token(_QUOTED, (*_WORDS, *_NUMBERS), quoted=True), _token(_WORD, _WORDS)),
)
