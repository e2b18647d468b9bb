"""PowerPoint files: slide by slide what is shown, from top to bottom, then the notes and comments on it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from auditor.errors import ExtractError
from auditor.extract.alt_text import alt_text
from auditor.extract.elements import Element, attribute
from auditor.extract.embedded import Inner, objects, picture
from auditor.extract.package import Package, open_package
from auditor.extract.picture.sizes import is_large
from auditor.extract.reasons import NO_TEXT, TOO_DEEP, more_than
from auditor.extract.slides.shapes import Shape, in_order, shapes
from auditor.extract.slides.slide_table import table_segments
from auditor.extract.slides.slide_text import paragraphs_in, text_of
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure, Label, Segment
from auditor.model.location import PagePlace
from auditor.model.wording import Wording

_UNDERLAID = ("slideLayout", "slideMaster")
_DRAWN = ("diagramData", "chart")
_ALT = "替代文字"
_SPOKEN = ("notesSlide", "comments")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a PowerPoint file; files and large pictures in it come as sources after it. A slide is a page, its shapes have boxes.

    Raises:
        ExtractError: if it cannot be read or holds nothing.
    """
    package = open_package(source, options)
    main = package.main_part("ppt/presentation.xml")
    reader = _Reader(package, source)
    try:
        slides = list(_slides(package, main))
        for number, part in enumerate(slides[: options.max_pages], 1):
            reader.slide(part, number)
    except RecursionError:
        raise ExtractError(source.name, TOO_DEEP) from None
    failures = [item for item in reader.inner if isinstance(item, Failure)]
    if len(slides) > options.max_pages:
        first, last = options.max_pages + 1, len(slides)
        place = Wording(f"第{first}-{last}张幻灯片", f"slides {first}-{last}")
        failures.append(Failure(source.name, place, more_than(options.max_pages)))
    if not reader.segments and not reader.inner:
        raise ExtractError(source.name, NO_TEXT)
    if reader.segments or failures:
        yield Document(source.name, source.name, tuple(reader.segments), tuple(failures))
    yield from (item for item in reader.inner if isinstance(item, Source))


def _slides(package: Package, main: str) -> Iterator[str]:
    """Yield the parts of the slides, hidden ones too, in the order in which they are shown."""
    links = {link.id: link.target for link in package.relations(main)}
    for entry in package.xml(main).iter("{*}sldId"):
        link_id = next((value for key, value in entry.attrib.items() if str(key).endswith("}id")), "")
        if link_id in links:
            yield links[str(link_id)]


class _Reader(Struct):
    """Collects segments, and what is packed into the file."""

    package: Package
    source: Source
    segments: list[Segment] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    _shown: set[str] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def slide(self, part: str, number: int) -> None:
        """Read a slide that was not shown before, what lies under it where no slide before had it, and what is said about it."""
        if part in self._shown:
            return
        self._shown.add(part)
        root = self.package.xml(part)
        layouts = self._underlaid(part)
        bases = [self.package.xml(layout) for layout in layouts]
        self._shapes(part, number, in_order(shapes(root, bases)))
        self._attached(part, number)
        for layout, base in zip(layouts, bases, strict=True):
            if layout not in self._seen:
                self._seen.add(layout)
                self._shapes(layout, number, [shape for shape in in_order(shapes(base, ())) if not shape.placeholder])

    def _underlaid(self, part: str) -> list[str]:
        """Return the layout of a slide and the master of that."""
        found: list[str] = []
        for kind in _UNDERLAID:
            links = self.package.relations(found[-1] if found else part)
            found.extend(link.target for link in links[:] if link.kind == kind)
        return found[:2]

    def _shapes(self, part: str, number: int, found: list[Shape]) -> None:
        for shape in found:
            place = PagePlace(number, shape.box)
            if shape.table is not None:
                self.segments.extend(table_segments(shape.table, place, f"slide{number}shape{len(self.segments)}"))
            else:
                self._add(text_of(shape.element), place)
            for named in shape.properties():
                self._add(alt_text(named), place, _ALT)
            self._linked(part, shape, place)

    def _linked(self, part: str, shape: Shape, place: PagePlace) -> None:
        """Read the diagrams and charts that a shape shows, and its pictures."""
        links = {link.id: link for link in self.package.relations(part)}
        for element in shape.element.iter("{*}relIds", "{*}chart"):
            link = links.get(attribute(element, "dm") or attribute(element, "id"))
            if link and link.kind in _DRAWN:
                for text in paragraphs_in(self.package.xml(link.target)):
                    self._add(text, place)
        if shape.box is None or is_large(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]):
            for blip in shape.pictures():
                self.inner.extend(picture(self.package, self.source, part, attribute(blip, "embed")))

    def _attached(self, part: str, number: int) -> None:
        """Read what speakers and reviewers wrote, and take out the files of a slide."""
        place = PagePlace(number)
        for link in (link for link in self.package.relations(part) if link.kind in _SPOKEN):
            root = self.package.xml(link.target)
            said = shapes(root, ()) if link.kind == "notesSlide" else ()
            for text in [text_of(shape.element) for shape in said if shape.placeholder not in ("sldNum", "hdr", "ftr", "dt")]:
                self._add(text, place)
            if link.kind == "comments":
                self._add("\n".join(_comments(root)), place)
        self.inner.extend(objects(self.package, self.source, part))

    def _add(self, text: str, place: PagePlace, name: str = "") -> None:
        if text.strip():
            self.segments.append(Segment.at(text, place, Label(name, place) if name else None))


def _comments(root: Element) -> Iterator[str]:
    yield from paragraphs_in(root)
    yield from (element.text or "" for element in root.iter("{*}text"))
