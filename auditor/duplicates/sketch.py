"""Sketches of texts, by which it can be told how much two have in common without keeping either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from auditor.errors import ConfigError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signatures: TypeAlias = NDArray[np.uint16]

VALUES = 128
"""Values of a signature; how alike two texts are is told to about 0.04."""
SHORTEST = 20
"""Signs that a text must have for it to be compared: very short ads are alike by chance."""
_SHINGLE = 3  # signs
_SEED = 20_260_101
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"[\W_]+")
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_HINT = 'auditor duplicates needs: pip install "clause-auditor[duplicates]"'


def masked(text: str) -> str:
    """Return what is compared of a text: any number is 0, spaces, marks and case count nothing."""
    return _NUMBER.sub("0", _MARKS.sub("", text)).lower()


def signatures(texts: Sequence[str]) -> Signatures:
    """Return the MinHash signatures of masked texts, a row each; each holds ``SHORTEST`` signs or more.

    Raises:
        ConfigError: if rensa is not installed.
    """
    import numpy as np

    try:
        from rensa import RMinHash
    except ImportError as error:
        raise ConfigError(_HINT) from error
    shingles = [_shingles(text) for text in texts]
    offsets = np.cumsum([0, *map(len, shingles)], dtype=np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(shingles), offsets, VALUES, _SEED)
    return np.array(matrix.to_rows(), dtype=np.uint32).astype(np.uint16)  # the lower half: two differ by chance once in 65,536


def _shingles(text: str) -> NDArray[np.uint64]:
    """Return a hash for each run of three signs."""
    import numpy as np

    signs = np.frombuffer(text.encode("utf-32-le", errors="replace"), dtype=np.uint32).astype(np.uint64)
    count = len(signs) - _SHINGLE + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed = (mixed ^ (signs[place : place + count] + np.uint64(1))) * np.uint64(factor)
        mixed ^= mixed >> np.uint64(29)
    return mixed
