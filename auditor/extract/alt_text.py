"""What stands in for pictures and drawings in Office files: people who do not see them hear it, and it shows where they do not load."""

from __future__ import annotations

import re
from collections.abc import Iterable

from auditor.extract.elements import Element, attribute

_NAME = re.compile(r"(?:图片|图像|图形|图表|形状|组合|文本框|picture|image|chart|shape|group|text ?box)?\s*\d*", re.IGNORECASE)
_FILE_NAME = re.compile(r"(?:\S*[/\\])?[^/\\\n]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)", re.IGNORECASE)


def alt_text(element: Element) -> str:
    """Return what the properties of a drawing say of it, title first; nothing where that is but a name or a number."""
    return described(attribute(element, name) for name in ("title", "descr", "alt"))


def described(texts: Iterable[str]) -> str:
    """Return what title and description say of a drawing, in lines; nothing of them that is but a name or a number."""
    lines = dict.fromkeys(text.strip() for text in texts)
    return "\n".join(line for line in lines if not _NAME.fullmatch(line) and not _FILE_NAME.fullmatch(line))
