"""Pictures in .xls and .et files: records of the drawing layer, cut into the records of the workbook.

The layout is that of [MS-ODRAW]: a store holds an entry for each picture, with some fields before its bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct

_GROUP, _CONTINUE = 0xEB, 0x3C
_HEAD = Struct("<HHI")  # version and instance, number, length
_CONTAINERS = (0xF000, 0xF001)
_ENTRY = 0xF007
_ENTRY_HEAD, _NAME_SIZE = 36, 33
_VECTORS = {0xF01A: "emf", 0xF01B: "wmf", 0xF01C: "wmf"}
_RASTERS = {0xF01D: "jpg", 0xF01E: "png", 0xF029: "tif", 0xF02A: "jpg"}
_DIGEST, _TAG = 16, 1


def pictures_in(stream: bytes, records: Iterable[tuple[int, int, int]]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the pictures of a workbook; a damaged store ends where the damage begins.

    Args:
        stream: of records.
        records: number, start and length of those of the workbook's first part.
    """
    group, is_open = bytearray(), False
    for number, at, length in records:
        is_open = number == _GROUP or (is_open and number == _CONTINUE)
        if is_open:
            group += stream[at : at + length]
    for count, (kind, data) in enumerate(_blips(memoryview(group)), 1):
        yield f"picture{count}.{kind}", data


def _blips(store: memoryview) -> Iterator[tuple[str, bytes]]:
    at = 0
    while at + _HEAD.size <= len(store):
        instance, number, length = _HEAD.unpack_from(store, at)
        at += _HEAD.size
        if number in _CONTAINERS:
            continue  # its records follow at once
        if number == _ENTRY:
            at += _ENTRY_HEAD + sum(store[at + _NAME_SIZE : at + _NAME_SIZE + 1])  # then its picture follows
            continue
        if number in _VECTORS:
            yield _VECTORS[number], b""
        elif number in _RASTERS:
            before = _DIGEST * (2 if instance >> 4 & 1 else 1) + _TAG
            yield _RASTERS[number], bytes(store[at + before : at + length])
        at += length
