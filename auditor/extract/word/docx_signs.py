"""Signs that a Word file shows without writing them as text: boxes to tick, choices of form fields, letters of symbol fonts."""

from __future__ import annotations

from auditor.extract.elements import Element, attribute, find, name_of, setting
from auditor.extract.numbers import whole

_TICKED, _OPEN, _CROSSED, _TICK = "☑", "☐", "☒", "✓"
_PRIVATE = 0xF000  # where symbol fonts keep their signs, beside the plain letters
_TABLES = {
    "wingdings": {0xFE: _TICKED, 0xFD: _CROSSED, 0xFC: _TICK, 0xFB: "✗", 0xA8: _OPEN, 0x6F: _OPEN, 0x71: _OPEN, 0x72: _OPEN},
    "wingdings 2": {0x52: _TICKED, 0x53: _CROSSED, 0x50: _TICK, 0x4F: "✗", 0xA3: _OPEN, 0x2A: _OPEN, 0x30: _OPEN},
}
_SIGNS = {font: {code + base: sign for code, sign in table.items() for base in (0, _PRIVATE)} for font, table in _TABLES.items()}
_OFF = frozenset(("0", "false", "off"))
_NO_SIGNS: dict[int, str] = {}


def signs_of(run: Element) -> dict[int, str]:
    """Return what the characters of a run stand for, if it is set in a symbol font."""
    fonts = find(run, "rPr", "rFonts")
    return _NO_SIGNS if fonts is None else _SIGNS.get(attribute(fonts, "ascii").lower(), _NO_SIGNS)


def symbol(element: Element) -> str:
    """Return the sign of a ``sym`` element; a box where its code is no character."""
    try:
        sign = chr(int(attribute(element, "char") or "25A1", 16))
    except (ValueError, OverflowError):
        sign = "□"
    if "\ud800" <= sign <= "\udfff":  # half a sign, which no report can write
        return "□"
    return sign.translate(_SIGNS.get(attribute(element, "font").lower(), _NO_SIGNS))


def box_of_control(control: Element) -> str | None:
    """Return the box that a content control is; None if it is none."""
    if find(control, "sdtPr", "checkbox") is None:
        return None
    return _TICKED if _is_on(setting(control, "sdtPr", "checkbox", "checked")) else _OPEN


def prompt_of_control(control: Element) -> str | None:
    """Return the name of a content control that nobody has filled in, as merge fields are shown; None if it is none, or has no name."""
    if find(control, "sdtPr", "showingPlcHdr") is None:
        return None
    name = setting(control, "sdtPr", "alias") or setting(control, "sdtPr", "tag") or ""
    return f"«{name.strip()}»" if name.strip() else None


def form_field(start: Element) -> str:
    """Return what a form field of the old kind shows, given its start; empty where its text follows."""
    box = find(start, "ffData", "checkBox")
    if box is not None:
        checked = setting(box, "checked")
        return _TICKED if _is_on(setting(box, "default") if checked is None else checked) else _OPEN
    choices = find(start, "ffData", "ddList")
    return "" if choices is None else _chosen(choices)


def _is_on(value: str | None) -> bool:
    return value is not None and value not in _OFF


def _chosen(choices: Element) -> str:
    entries = [attribute(child, "val") for child in choices.iterchildren("*") if name_of(child) == "listEntry"]
    number = whole(setting(choices, "result") or setting(choices, "default") or "0", len(entries), len(entries))
    return (*entries, "")[number]
