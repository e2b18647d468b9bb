"""Plain data in both languages: what is said differently becomes ``{"zh": …, "en": …}``, all else stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from auditor.model.wording import Language


def bilingual(make: Callable[[Language], Any]) -> Any:
    """Return what a function makes of a language, for both at once.

    Args:
        make: gives the same shape in each language.
    """
    return _merged(make("zh"), make("en"))


def _merged(zh: Any, en: Any) -> Any:
    if isinstance(zh, dict):
        return {name: _merged(value, en[name]) for name, value in zh.items()}
    if isinstance(zh, list):
        return [_merged(*pair) for pair in zip(zh, en, strict=True)]
    return zh if zh == en else {"zh": zh, "en": en}
