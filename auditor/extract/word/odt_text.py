"""The text of an OpenDocument paragraph as it is shown, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, field

from auditor.extract.elements import Element, attribute, name_of
from auditor.extract.numbers import whole

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1_000
_SIGNS = {"tab": "\t", "line-break": "\n", "soft-hyphen": "\u00ad"}
_UNREAD = frozenset(("tracked-changes", "ruby-text", "note-citation", "forms", "event-listeners", "sequence-decls"))
_APART = frozenset(("note", "annotation", "text-box", "image", "object", "object-ole"))
_SHAPES = frozenset(("custom-shape", "rect", "ellipse", "circle", "polygon", "path", "caption", "line", "connector", "polyline"))
ABOUT = tuple(f"{{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}}{name}" for name in ("title", "desc"))
"""What stands in for a drawing, inside it."""
_BOXES = {"checked": "☑", "unchecked": "☐", "unknown": "☐"}


class Hanging(Struct):
    """What stands in a paragraph, but is read after it.

    Args:
        controls: the form controls of the document by their ids.
        elements: notes, annotations, text boxes, shapes, pictures and objects, in order.
    """

    controls: Mapping[str, Element]
    elements: list[Element] = field(default_factory=list)


def controls_of(root: Element) -> dict[str, Element]:
    """Return the form controls of a document by their ids."""
    return {attribute(control, "id"): control for forms in root.iter("{*}forms") for control in forms.iter("*") if attribute(control, "id")}


def text_of(paragraph: Element, hanging: Hanging) -> str:
    """Return a paragraph's text; collect what hangs on it."""
    text = "".join(_pieces(paragraph, hanging))
    return text.removeprefix(" ") if _SPACES.match(paragraph.text or "") else text


def _pieces(parent: Element, hanging: Hanging) -> Iterator[str]:
    yield _SPACES.sub(" ", parent.text or "")
    for child in parent:
        if isinstance(child.tag, str):
            yield from _shown(child, name_of(child), hanging)
        yield _SPACES.sub(" ", child.tail or "")


def _shown(element: Element, name: str, hanging: Hanging) -> Iterator[str]:
    if name in _APART or name in _SHAPES or element.tag in ABOUT:
        hanging.elements.append(element)
    elif name == "s":
        yield " " * whole(attribute(element, "c"), _MOST_SPACES, 1)
    elif name in _SIGNS:
        yield _SIGNS[name]
    elif name == "control":
        yield _control(hanging.controls.get(attribute(element, "control")))
    elif name == "fieldmark":
        yield _form_field(element)
    elif name == "hidden-text":
        yield attribute(element, "string-value")
    elif name not in _UNREAD:
        yield from _pieces(element, hanging)


def _control(element: Element | None) -> str:
    """Return what a form control shows: a box with its label, or its value."""
    if element is None:
        return ""
    if name_of(element) in ("checkbox", "radio"):
        state = attribute(element, "current-state") or attribute(element, "state") or "unchecked"
        is_on = attribute(element, "current-selected") == "true" or state == "checked"
        return _BOXES["checked" if is_on else "unchecked"] + attribute(element, "label")
    return attribute(element, "label") or attribute(element, "current-value") or attribute(element, "value")


def _form_field(element: Element) -> str:
    """Return what a form field that came from Word shows: a box, or what is chosen; empty where its text follows."""
    params = [(attribute(child, "name"), attribute(child, "value")) for child in element.iterchildren("*") if name_of(child) == "param"]
    told = dict(params)
    match attribute(element, "type").rpartition(".")[2]:
        case "FORMCHECKBOX":
            return _BOXES["checked" if told.get("Checkbox_Checked") == "true" else "unchecked"]
        case "FORMDROPDOWN":
            entries = [value for name, value in params if name == "Dropdown_ListEntry"]
            return (*entries, "")[whole(told.get("Dropdown_Selected"), len(entries), 0)]
    return ""
