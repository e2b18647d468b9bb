"""Cell comments: what they say; their boxes are drawn elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from lxml import etree

from auditor.extract.elements import Element, name_of
from auditor.model.own_notes import AUTHOR
from auditor.revise.package import Revision, new_root
from auditor.revise.sheet.drawing import Blocks, Drawing

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


class Comments:
    """The comments of one sheet.

    Args:
        revision: of the package.
        part: the name of the sheet's part.
        cell_name: gives the reference of a row and column.
    """

    def __init__(self, revision: Revision, part: str, cell_name: Callable[[int, int], str]) -> None:
        self._revision = revision
        self._part = part
        self._cell_name = cell_name
        self._links = revision.package.relations(part)

    @property
    def threads(self) -> frozenset[str]:
        """References of cells that people talk about in threads; what else is written there, programs replace."""
        parts = [link.target for link in self._links if link.kind == "threadedComment"]
        return frozenset(thread.get("ref", "") for part in parts for thread in self._revision.package.xml(part))

    def add(self, texts: Mapping[tuple[int, int], str], blocks: Blocks) -> None:
        """Add texts to cells, by row and column from 1."""
        root = self._root()
        listed = _child(root, "commentList")
        old = {comment.get("ref"): comment for comment in listed}
        author = self._author(root)
        new: list[tuple[int, int]] = []
        for (row, column), text in texts.items():
            reference = self._cell_name(row, column)
            if reference in old:
                _extend(old[reference], text)
            else:
                listed.append(_comment(listed, reference, author, text))
                new.append((row, column))
        if new:
            Drawing(self._revision, self._part).add(new, blocks)

    def _root(self) -> Element:
        part = next((link.target for link in self._links if link.kind == "comments"), "")
        if part:
            return self._revision.xml(part)
        space = etree.QName(self._revision.xml(self._part)).namespace or ""
        root = new_root("comments", space)
        etree.SubElement(root, f"{{{space}}}authors")
        etree.SubElement(root, f"{{{space}}}commentList")
        part = self._revision.free_name("xl/comments{}.xml")
        self._revision.put(part, root)
        self._revision.link(self._part, "comments", part)
        self._revision.declare_part(part, _TYPE)
        return root

    def _author(self, root: Element) -> str:
        authors = _child(root, "authors")
        names = [author.text for author in authors]
        if AUTHOR not in names:
            etree.SubElement(authors, str(authors.tag).replace("authors", "author")).text = AUTHOR
            names.append(AUTHOR)
        return str(names.index(AUTHOR))


def _comment(listed: Element, reference: str, author: str, text: str) -> Element:
    space = f"{{{etree.QName(listed).namespace}}}"
    comment = etree.Element(f"{space}comment", ref=reference, authorId=author)
    _write(etree.SubElement(comment, f"{space}text"), text)
    return comment


def _extend(comment: Element, text: str) -> None:
    """Write below what a comment says."""
    old = _child(comment, "text")
    space = f"{{{etree.QName(old).namespace}}}"
    for plain in old.findall(f"{space}t"):
        run = etree.Element(f"{space}r")
        plain.addprevious(run)
        run.append(plain)
    _write(old, f"\n\n{text}")


def _write(parent: Element, text: str) -> None:
    space = f"{{{etree.QName(parent).namespace}}}"
    run = etree.Element(f"{space}r")
    etree.SubElement(run, f"{space}t", {_SPACE: "preserve"}).text = text
    runs = parent.findall(f"{space}r")
    if runs:
        runs[-1].addnext(run)  # readings of the old text stand behind its runs
    else:
        parent.insert(0, run)


def _child(parent: Element, name: str) -> Element:
    """Return a child of a name, made where there is none."""
    found = next((child for child in parent.iterchildren("*") if name_of(child) == name), None)
    return found if found is not None else etree.SubElement(parent, f"{{{etree.QName(parent).namespace}}}{name}")
