"""Comments in Word files: their text, and their anchors in the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from auditor.extract.elements import Element, attribute, name_of
from auditor.extract.numbers import whole
from auditor.model.own_notes import AUTHOR
from auditor.revise.package import Revision
from auditor.revise.word.runs import marked_off

_LAST_ID = (1 << 31) - 1_000_000  # Word counts no further than 31 bits, and ours follow
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


class Comments:
    """The comments of a Word file, to which others are added.

    Args:
        revision: of the package.
        main: name of the part that holds the body.
        body: the root of that part.
        old: the root of the comments that it has; None where it has none.
    """

    def __init__(self, revision: Revision, main: str, body: Element, old: Element | None) -> None:
        self._space = str(body.tag).rpartition("}")[0] + "}"
        self._root = old if old is not None else self._new(revision, main)
        ids = (attribute(comment, "id") for comment in self._root)
        self._fields = _Fields()
        self._controls = _Controls()
        self._next = max((whole(value, _LAST_ID, -1) for value in ids), default=-1) + 1

    def _new(self, revision: Revision, main: str) -> Element:
        part = revision.free_name(f"{main.rpartition('/')[0]}/comments{{}}.xml".lstrip("/"))
        root = etree.Element(f"{self._space}comments", nsmap={"w": self._space[1:-1]})
        revision.put(part, root)
        revision.link(main, "comments", part)
        revision.declare_part(part, _TYPE)
        return root

    def add(self, lines: Iterable[str], first: Element, last: Element) -> None:
        """Add a comment on all from one run to another, both in the body."""
        start = self._element("commentRangeStart", id=str(self._next))
        end = self._element("commentRangeEnd", id=str(self._next))
        marked_off(first).addprevious(start)
        words = marked_off(last)
        words.addnext(end)
        field = self._fields.end_around(_child_of_paragraph(words))
        self._refer(_child_of_paragraph(end) if field is None else field)
        self._write(lines)

    def add_at(self, lines: Sequence[str], paragraph: Element) -> None:
        """Add a comment at the start of a paragraph."""
        start = self._element("commentRangeStart", id=str(self._next))
        end = self._element("commentRangeEnd", id=str(self._next))
        settings = next((child for child in paragraph if name_of(child) == "pPr"), None)
        if settings is None:
            paragraph.insert(0, start)
        else:
            settings.addnext(start)
        start.addnext(end)
        self._refer(end)
        self._write(lines)

    def _refer(self, end: Element) -> None:
        """Put the sign of the comment behind a child of a paragraph with which its range ends, or which ends the field that it ends in.

        LibreOffice makes text of a comment whose sign stands in the result of a field, and drops all text before a sign in the first
        paragraph of a content control: there the sign stands in front.
        """
        run = self._styled_run()
        run.append(self._element("commentReference", id=str(self._next)))
        if not self._controls.put_in_front(run, end.getparent()):
            end.addnext(run)

    def _write(self, lines: Iterable[str]) -> None:
        comment = self._element("comment", id=str(self._next), author=AUTHOR, initials=AUTHOR[0])
        for number, line in enumerate(lines):
            paragraph = etree.SubElement(comment, f"{self._space}p")
            if not number:
                sign = self._styled_run()
                sign.append(self._element("annotationRef"))
                paragraph.append(sign)
            run = etree.SubElement(paragraph, f"{self._space}r")
            etree.SubElement(run, f"{self._space}t", {_SPACE: "preserve"}).text = line
        self._root.append(comment)
        self._next += 1

    def _styled_run(self) -> Element:
        run = self._element("r")
        etree.SubElement(run, f"{self._space}rPr").append(self._element("rStyle", val="CommentReference"))
        return run

    def _element(self, name: str, **attributes: str) -> Element:
        return etree.Element(f"{self._space}{name}", {f"{self._space}{key}": value for key, value in attributes.items()})


class _Fields:
    """The fields of paragraphs, each paragraph looked through once: one may take thousands of comments."""

    def __init__(self) -> None:
        self._ends: dict[Element, dict[Element, Element]] = {}

    def end_around(self, child: Element) -> Element | None:
        """Return the run that ends the outermost field in which a child of a paragraph stands; None outside of fields.

        A field that goes on over the end of the paragraph holds whole paragraphs, such as a table of contents, and takes comments in.
        """
        paragraph = child.getparent()
        if paragraph is None:
            return None
        if paragraph not in self._ends:
            self._ends[paragraph] = dict(_ends_of_fields(paragraph))
        return self._ends[paragraph].get(child)


class _Controls:
    """The paragraphs with which content controls begin, each with the last sign in front of its text."""

    def __init__(self) -> None:
        self._signs: dict[Element, Element | None] = {}
        self._begin: dict[Element, bool] = {}

    def put_in_front(self, sign: Element, paragraph: Element | None) -> bool:
        """Put a sign before the text of a paragraph and behind earlier ones, if a content control begins with it; tell whether."""
        if paragraph is None or not self._begins_one(paragraph):
            return False
        before = self._signs.get(paragraph, next((child for child in paragraph if name_of(child) == "pPr"), None))
        if before is None:
            paragraph.insert(0, sign)
        else:
            before.addnext(sign)
        self._signs[paragraph] = sign
        return True

    def _begins_one(self, paragraph: Element) -> bool:
        if paragraph not in self._begin:
            around = (parent for parent in paragraph.iterancestors() if name_of(parent) == "sdtContent" and _holds_blocks(parent))
            self._begin[paragraph] = any(next(parent.iter(paragraph.tag)) is paragraph for parent in around)
        return self._begin[paragraph]


def _holds_blocks(content: Element) -> bool:
    """Tell whether a content control holds whole paragraphs, tables or cells; it may hold rows or what stands in a line."""
    return any(name_of(child) in ("p", "tbl", "tc", "sdt") for child in content)


def _ends_of_fields(paragraph: Element) -> Iterator[tuple[Element, Element]]:
    """Yield the children of a paragraph that stand in fields, each with the run that ends the outermost of them."""
    depth, within = 0, []
    for child in paragraph.iterchildren("*"):
        depth = max(depth + _fields_begun(child), 0)
        if depth:
            within.append(child)
        else:
            yield from ((one, child) for one in within)
            within.clear()


def _child_of_paragraph(element: Element) -> Element:
    """Return the child of a paragraph that an element is, or stands in."""
    while (parent := element.getparent()) is not None and name_of(parent) != "p":
        element = parent
    return element


def _fields_begun(element: Element) -> int:
    """Return how many more fields begin in an element than end in it."""
    kinds = [attribute(sign, "fldCharType") for sign in element.iter("*") if name_of(sign) == "fldChar"]
    return kinds.count("begin") - kinds.count("end")
