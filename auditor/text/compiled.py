"""Compiled patterns, each made once and when first needed: a pack holds hundreds, a short text needs a few."""

from __future__ import annotations

from functools import cache

import regex


@cache
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return the compiled pattern; the module's own cache is too small for a pack and would compile again and again."""
    return regex.compile(pattern, cache_pattern=False)
