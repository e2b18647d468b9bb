"""Which group an ad is in, from a file of groups; a few bytes an ad."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.errors import ReportError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class GroupIndex:
    """Finds groups by the names of ads.

    Args:
        keys: hashes of names, sorted.
        groups: the group of each.
    """

    def __init__(self, keys: NDArray[np.uint64], groups: NDArray[np.int64]) -> None:
        self._keys = keys
        self._groups = groups

    def group_of(self, source: str, id_: str) -> int | None:
        """Return the group of an ad; None where it is in none."""
        import numpy as np

        key = np.uint64(_key(source, id_))
        place = int(np.searchsorted(self._keys, key))
        return int(self._groups[place]) if place < len(self._keys) and self._keys[place] == key else None


def read_groups(path: Path) -> GroupIndex:
    """Read a file that ``auditor duplicates`` wrote.

    Raises:
        ReportError: if it is none.
    """
    from array import array

    import numpy as np

    keys, groups = array("Q"), array("q")
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                member = _member(line, path, number)
                keys.append(_key(member["source"], member["id"]))
                groups.append(member["group"])
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(str(path), getattr(error, "strerror", None) or "not text in UTF-8") from error
    order = np.argsort(np.array(keys, dtype=np.uint64), kind="stable")
    return GroupIndex(np.array(keys, dtype=np.uint64)[order], np.array(groups, dtype=np.int64)[order])


def _member(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        member = json.loads(line)
        kinds = (member["group"], int), (member["source"], str), (member["id"], str)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ReportError(str(path), "not a group of near-duplicates", f"line {number}") from error
    if not all(type(value) is kind for value, kind in kinds) or abs(member["group"]) >= 1 << 63:
        raise ReportError(str(path), "not a group of near-duplicates", f"line {number}")
    return dict(member)


def _key(source: str, id_: str) -> int:
    name = f"{len(source)}:{source}{id_}".encode(errors="surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "little")
