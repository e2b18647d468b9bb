"""Two means of changing a Word file: tracked, so that each change can be accepted or rejected, and directly."""

from __future__ import annotations

from abc import ABC, abstractmethod
from copy import deepcopy

from lxml import etree

from auditor.extract.elements import Element, attribute, find, name_of
from auditor.extract.numbers import whole
from auditor.model.own_notes import AUTHOR
from auditor.revise.repair import UNPLACED
from auditor.revise.word.runs import is_run
from auditor.revise.writer import RefusedError

_LAST_ID = (1 << 31) - 1_000_000
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "bookmarkStart", "moveFromRangeStart"))
_MAY_HOLD_CHANGES = frozenset(("p", "hyperlink", "ins", "moveTo", "sdtContent", "smartTag", "customXml", "dir", "bdo"))
_DELETED = {"t": "delText", "instrText": "delInstrText"}


class Means(ABC):
    """How runs and paragraphs are taken out and put in.

    Args:
        root: of the part that is changed.

    Attributes:
        removes_alone: whether a paragraph can be taken out that no other one follows.
    """

    removes_alone = False

    def __init__(self, root: Element) -> None:
        self._root = root

    @abstractmethod
    def delete(self, run: Element) -> None:
        """Take a run out.

        Raises:
            RefusedError: if it is none that can be.
        """

    @abstractmethod
    def insert(self, text: str, beside: Element, after: bool, like: Element) -> None:
        """Put a run behind or before another one.

        Args:
            text: what it says.
            beside: the other one.
            after: whether it stands behind that.
            like: the run whose look it takes.

        Raises:
            RefusedError: if no run can stand there.
        """

    @abstractmethod
    def join(self, paragraph: Element) -> None:
        """Take out the end of a paragraph, so that the next one goes on in it."""

    @abstractmethod
    def remove(self, paragraph: Element) -> None:
        """Take out a paragraph of which nothing is left; another one follows."""


class Direct(Means):
    """Changes that leave no trace."""

    removes_alone = True

    def delete(self, run: Element) -> None:
        """Take a run out, and what holds nothing beside it."""
        parent = _changeable(run)
        parent.remove(run)
        while name_of(parent) in ("hyperlink", "ins", "smartTag") and not len(parent) and (above := parent.getparent()) is not None:
            above.remove(parent)
            parent = above

    def insert(self, text: str, beside: Element, after: bool, like: Element) -> None:
        """Put a run beside another one."""
        _changeable(beside)
        run = _new_run(text, like)
        if after:
            beside.addnext(run)
        else:
            beside.addprevious(run)

    def join(self, paragraph: Element) -> None:
        """Move what is left of a paragraph to the front of the next one."""
        following = paragraph.getnext()
        if following is None:
            raise RefusedError(UNPLACED)
        at = next((index + 1 for index, child in enumerate(following) if name_of(child) == "pPr"), 0)
        following[at:at] = [child for child in paragraph if name_of(child) != "pPr"]
        self.remove(paragraph)

    def remove(self, paragraph: Element) -> None:
        """Take a paragraph out."""
        parent = paragraph.getparent()
        if parent is not None:
            parent.remove(paragraph)


class Tracked(Means):
    """Changes that Word tracks, by our author."""

    def __init__(self, root: Element) -> None:
        super().__init__(root)
        self._space = str(root.tag).rpartition("}")[0] + "}"
        ids = (attribute(element, "id") for element in root.iter("*") if name_of(element) in _CHANGES)
        self._next = max((whole(value, _LAST_ID, -1) for value in ids), default=-1) + 1

    def delete(self, run: Element) -> None:
        """Mark a run as deleted."""
        parent = _changeable(run)
        change = self._change("del")
        parent.replace(run, change)
        change.append(run)
        for element in run.iter("*"):
            if name_of(element) in _DELETED:
                element.tag = f"{self._space}{_DELETED[name_of(element)]}"
                element.set(_SPACE, "preserve")

    def insert(self, text: str, beside: Element, after: bool, like: Element) -> None:
        """Put in a run that is marked as new, outside of what others have put in."""
        _changeable(beside)
        change = self._change("ins")
        change.append(_new_run(text, like))
        while (parent := beside.getparent()) is not None and name_of(parent) in ("ins", "moveTo"):
            beside = parent
        if after:
            beside.addnext(change)
        else:
            beside.addprevious(change)

    def join(self, paragraph: Element) -> None:
        """Mark the end of a paragraph as deleted."""
        if find(paragraph, "pPr", "rPr", "del") is None:
            settings = self._settings(self._settings(paragraph, "pPr", 0), "rPr", None)
            settings.insert(0, self._change("del"))

    def remove(self, paragraph: Element) -> None:
        """Mark the end of a paragraph whose words are deleted as deleted, too."""
        self.join(paragraph)

    def _settings(self, parent: Element, name: str, at: int | None) -> Element:
        """Return the settings of a name in an element, made where there are none; those of its end stand before its section."""
        found = find(parent, name)
        if found is None:
            found = etree.Element(f"{self._space}{name}")
            behind = (index for index, child in enumerate(parent) if name_of(child) in ("sectPr", "pPrChange"))
            parent.insert(next(behind, len(parent)) if at is None else at, found)
        return found

    def _change(self, name: str) -> Element:
        self._next += 1
        return etree.Element(f"{self._space}{name}", {f"{self._space}id": str(self._next - 1), f"{self._space}author": AUTHOR})


def _changeable(run: Element) -> Element:
    """Return the parent of a run of text that may be changed where it stands: no formula, field, or text kept elsewhere.

    Raises:
        RefusedError: if it is none.
    """
    parent = run.getparent()
    if parent is None or not is_run(run) or name_of(parent) not in _MAY_HOLD_CHANGES:
        raise RefusedError(UNPLACED)
    for above in run.iterancestors():
        bound = name_of(above) == "sdt" and find(above, "sdtPr", "dataBinding") is not None
        if bound or name_of(above) in ("fldSimple", "ruby", "del", "moveFrom"):
            raise RefusedError(UNPLACED)
        if name_of(above) == "txbxContent":
            break
    return parent


def _new_run(text: str, like: Element) -> Element:
    space = str(like.tag).rpartition("}")[0] + "}"
    run = etree.Element(like.tag)
    look = find(like, "rPr")
    if look is not None:
        run.append(deepcopy(look))
    etree.SubElement(run, f"{space}t", {_SPACE: "preserve"}).text = text
    return run
