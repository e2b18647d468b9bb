"""Text boxes stand in Word files twice: as they are, and as older programs show them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from auditor.extract.elements import Element, name_of


class Fallbacks:
    """The text boxes around some elements that older programs show saying the same.

    Args:
        elements: of the body, before they are changed.
    """

    def __init__(self, elements: Iterable[Element]) -> None:
        either = dict.fromkeys(parent for one in elements for parent in one.iterancestors() if name_of(parent) == "AlternateContent")
        self._pairs = [pair for each in either for pair in _pairs(each)]

    def repeat(self) -> None:
        """Have older programs show what the boxes say now."""
        for new, old in self._pairs:
            old[:] = [deepcopy(child) for child in new]


def _pairs(either: Element) -> list[tuple[Element, Element]]:
    boxes = [[box for box in way.iter("*") if name_of(box) == "txbxContent"] for way in either if name_of(way) in ("Choice", "Fallback")]
    if len(boxes) != 2 or len(boxes[0]) != len(boxes[1]):
        return []
    return [(new, old) for new, old in zip(*boxes, strict=True) if _letters(new) == _letters(old)]


def _letters(box: Element) -> str:
    return "".join(element.text or "" for element in box.iter("*") if name_of(element) == "t")
