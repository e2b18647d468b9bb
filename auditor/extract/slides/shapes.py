"""The shapes of a slide with their boxes, and the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from auditor.extract.elements import Element, attribute, children, find, name_of
from auditor.extract.layout.lines import Box
from auditor.extract.numbers import EMU

_SHAPES = frozenset(("sp", "graphicFrame", "pic", "cxnSp", "contentPart"))
_TITLES = frozenset(("title", "ctrTitle"))
_IN_ROW = 0.5  # of the lower one's height


class Shape(Struct, frozen=True):
    """What stands on a slide in one place.

    Args:
        element: its XML.
        box: where, in points; None where nothing says it.
        placeholder: what kind of placeholder it fills, such as ``title``; empty where it is none.
        table: its table, where it is one.
        groups: the properties of the groups that it is the first shape of, the outermost first.
    """

    element: Element
    box: Box | None
    placeholder: str = ""
    table: Element | None = None
    groups: tuple[Element, ...] = ()

    def properties(self) -> Iterator[Element]:
        """Yield what says how it is called and what stands in for it; before, that of its groups."""
        for element in (*self.groups, self.element):
            yield from element.iter("{*}cNvPr")

    def pictures(self) -> Iterator[Element]:
        """Yield the pictures that it shows or is filled with; that of an embedded file is a mere preview."""
        if next(self.element.iter("{*}oleObj"), None) is None:
            yield from self.element.iter("{*}blip")


class _Space(Struct, frozen=True):
    """How the inner units of a group become EMU on the slide."""

    left: float = 0.0
    top: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def box(self, frame: tuple[float, float, float, float]) -> Box:
        left, top, width, height = frame
        left, top = self.left + left * self.across, self.top + top * self.down
        edges = (left, top, left + width * self.across, top + height * self.down)
        return tuple(round(edge / EMU, 2) for edge in edges)  # type: ignore[return-value]

    def inner(self, group: Element) -> _Space:
        """Return the space inside a group."""
        outer, child = _frame(find(group, "grpSpPr", "xfrm"), "off", "ext"), _frame(find(group, "grpSpPr", "xfrm"), "chOff", "chExt")
        if outer is None or child is None or not child[2] or not child[3]:
            return self
        across, down = outer[2] / child[2], outer[3] / child[3]
        left, top = outer[0] - child[0] * across, outer[1] - child[1] * down
        return _Space(self.left + left * self.across, self.top + top * self.down, self.across * across, self.down * down)


def shapes(root: Element, bases: Sequence[Element]) -> list[Shape]:
    """Return the shapes of a slide as the file has them; its background is one.

    Args:
        root: the slide.
        bases: its layout and its master, which say where placeholders stand.
    """
    slots = [dict(_slots(base)) for base in bases]
    background = find(root, "cSld", "bg")
    tree = find(root, "cSld", "spTree")
    found = [Shape(background, None)] if background is not None else []
    return found + (list(_shapes(tree, _Space(), slots)) if tree is not None else [])


def in_order(found: Iterable[Shape]) -> list[Shape]:
    """Sort shapes as they are read: titles, then from top to bottom and from left to right."""
    placed = sorted(found, key=lambda shape: (shape.placeholder not in _TITLES, (shape.box or (0, 0))[1]))
    rows: list[list[Shape]] = []
    for shape in placed:
        if rows and _beside(rows[-1][0], shape):
            rows[-1].append(shape)
        else:
            rows.append([shape])
    return [shape for row in rows for shape in sorted(row, key=lambda shape: (shape.box or (0, 0))[0])]


def _beside(one: Shape, other: Shape) -> bool:
    if one.box is None or other.box is None or (one.placeholder in _TITLES) != (other.placeholder in _TITLES):
        return False
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > _IN_ROW * (other.box[3] - other.box[1]) and overlap > _IN_ROW * (one.box[3] - one.box[1])


def _shapes(parent: Element, space: _Space, slots: Sequence[dict[str, Element]]) -> Iterator[Shape]:
    for child in children(parent):
        name = name_of(child)
        if name == "grpSp":
            yield from _grouped(child, _shapes(child, space.inner(child), slots))
        elif name in _SHAPES:
            yield _shape(child, space, slots)


def _grouped(group: Element, found: Iterator[Shape]) -> Iterator[Shape]:
    """Yield the shapes of a group; the first one knows of it."""
    about = find(group, "nvGrpSpPr")
    first = next(found, None)
    if first is not None:
        yield first if about is None else replace(first, groups=(about, *first.groups))
    yield from found


def _shape(element: Element, space: _Space, slots: Sequence[dict[str, Element]]) -> Shape:
    slot = next(element.iter("{*}ph"), None)
    frame = _frame_of(element)
    if frame is None and slot is not None:
        frame = next(filter(None, (_frame_of(known[name]) for known in slots for name in _names(slot) if name in known)), None)
    box = space.box(frame) if frame else None
    table = find(element, "graphic", "graphicData", "tbl")
    return Shape(element, box, "" if slot is None else attribute(slot, "type") or "body", table)


def _slots(base: Element) -> Iterator[tuple[str, Element]]:
    for shape in base.iter("{*}sp", "{*}pic", "{*}graphicFrame"):
        slot = next(shape.iter("{*}ph"), None)
        if slot is not None:
            yield from ((name, shape) for name in _names(slot))


def _names(slot: Element) -> Iterator[str]:
    """Yield what a placeholder is known by, the surest first."""
    if slot.get("idx"):
        yield f"idx {slot.get('idx')}"
    kind = slot.get("type", "body")
    yield {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(kind, kind)


def _frame_of(element: Element) -> tuple[float, float, float, float] | None:
    frame = find(element, "spPr", "xfrm")
    return _frame(find(element, "xfrm") if frame is None else frame, "off", "ext")


def _frame(element: Element | None, at: str, size: str) -> tuple[float, float, float, float] | None:
    """Return left, top, width and height as the file counts them."""
    offset = None if element is None else find(element, at)
    extent = None if element is None else find(element, size)
    if offset is None or extent is None:
        return None
    return _number(offset, "x"), _number(offset, "y"), _number(extent, "cx"), _number(extent, "cy")


def _number(element: Element, name: str) -> float:
    try:
        return float(int(attribute(element, name)))
    except (ValueError, OverflowError):
        return 0.0
