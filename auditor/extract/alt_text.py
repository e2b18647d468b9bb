"""What stands in for pictures and drawings in Office files: people who do not see them hear it, and it shows where they do not load."""

from __future__ import annotations

import re

from auditor.extract.elements import Element, attribute

_NAME = re.compile(r"(?:图片|图像|图形|图表|形状|文本框|picture|image|chart|shape|text ?box)?\s*\d*", re.IGNORECASE)
_FILE_NAME = re.compile(r"(?:\S*[/\\])?[^/\\\n]{1,80}\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)", re.IGNORECASE)


def alt_text(element: Element) -> str:
    """Return what the properties of a drawing say of it, title first; nothing where that is but a name or a number."""
    lines = dict.fromkeys(attribute(element, name).strip() for name in ("title", "descr", "alt"))
    return "\n".join(line for line in lines if not _NAME.fullmatch(line) and not _FILE_NAME.fullmatch(line))
