"""OFD files: pages of lines with boxes; attachments and large pictures come as files of their own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from auditor.errors import ExtractError
from auditor.extract import places, reasons
from auditor.extract.elements import Element
from auditor.extract.embedded import Inner, member
from auditor.extract.layout.flow import segments
from auditor.extract.layout.page import Page
from auditor.extract.ofd.container import Part, open_root
from auditor.extract.ofd.page import PageReader, Picture, Repeats
from auditor.extract.ofd.space import page_space
from auditor.extract.package import open_package
from auditor.extract.picture.sizes import is_large
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure, Segment
from auditor.model.location import PagePlace
from auditor.model.wording import Wording

_RESOURCES = ("PublicRes", "DocumentRes")


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read an OFD file; signatures are left alone.

    Raises:
        ExtractError: if it cannot be read or holds nothing.
    """
    root = open_root(open_package(source, options))
    if next(root.root.iter("{*}Encryptions", "{*}EncryptInfo"), None) is not None:
        raise ExtractError(source.name, reasons.ENCRYPTED)
    reader = _Reader(source, options)
    for location in dict.fromkeys(entry.text or "" for entry in root.root.iter("{*}DocRoot")):
        reader.document(root.part(location))
    found = (*segments(reader.pages), *reader.remarks)
    failures = tuple(item for item in reader.inner if isinstance(item, Failure))
    if not found and not reader.inner:
        raise ExtractError(source.name, reasons.NO_TEXT)
    if found or failures:
        yield Document(source.name, source.name, found, failures)
    yield from (item for item in reader.inner if isinstance(item, Source))


class _Resources(Struct):
    """What pages refer to by ids: pictures and where they are, graphics, templates and notes on pages."""

    media: dict[str, str] = field(default_factory=dict)
    units: dict[str, Element] = field(default_factory=dict)
    templates: dict[str, Part] = field(default_factory=dict)
    annotations: dict[str, Part] = field(default_factory=dict)

    def add(self, part: Part) -> None:
        """Take in a part that lists resources."""
        base = part.root.get("BaseLoc", "").strip("/")
        for entry in part.root.iter("{*}MultiMedia"):
            name = next((file.text or "" for file in entry.iter("{*}MediaFile")), "").strip()
            within, beside = part.resolve(f"{base}/{name}" if base else name), part.resolve(name)
            self.media[entry.get("ID", "")] = beside if part.package.has(beside) else within
        for entry in part.root.iter("{*}CompositeGraphicUnit", "{*}CompositeGraphicsUnit"):
            self.units[entry.get("ID", "")] = entry


class _Reader(Struct):
    """Collects pages, notes on them, and what is packed into the file."""

    source: Source
    options: ReadOptions
    pages: list[Page] = field(default_factory=list)
    remarks: list[Segment] = field(default_factory=list)
    inner: list[Inner] = field(default_factory=list)
    _repeats: Repeats = field(default_factory=Repeats)
    _read: set[str] = field(default_factory=set)

    def document(self, part: Part) -> None:
        """Read one document of the file: its pages in order, then its attachments."""
        resources = _resources(part)
        physical = next((area.text or "" for area in part.root.iter("{*}PhysicalBox")), "")
        for entry in [page for pages in part.root.iterchildren("{*}Pages") for page in pages.iterchildren("{*}Page")]:
            if len(self.pages) == self.options.max_pages:
                first = len(self.pages) + 1
                place = Wording(f"第{first}页起", f"pages {first}-")
                self.inner.append(Failure(self.source.name, place, reasons.more_than(self.options.max_pages)))
                break
            self._listed(part, entry, physical, resources)
        self._attachments(part)

    def _listed(self, document: Part, entry: Element, physical: str, resources: _Resources) -> None:
        """Read a page; one that is listed again says what it said before, but for notes that it may have there."""
        location, page_id = entry.get("BaseLoc", ""), entry.get("ID", "")
        if document.resolve(location) in self._read and page_id not in resources.annotations:
            self.pages.append(Page(len(self.pages) + 1, 0.0, 0.0))
        else:
            self._page(document.part(location), page_id, physical, resources)

    def _page(self, part: Part, page_id: str, physical: str, resources: _Resources) -> None:
        number = len(self.pages) + 1
        for location in part.root.iterchildren("{*}PageRes"):
            resources.add(part.part(location.text or ""))
        own = next((area.text or "" for area in part.root.iter("{*}PhysicalBox")), "")
        space, width, height = page_space(own or physical)
        reader = PageReader(number, resources.units, self._repeats)
        if part.path not in self._read:
            for template in part.root.iterchildren("{*}Template"):
                if found := resources.templates.get(template.get("TemplateID", "")):
                    reader.draw(found.root, space, by_reference=True)
            reader.draw(part.root, space)
        self._read.add(part.path)
        if notes := resources.annotations.get(page_id):
            reader.draw(notes.root, space, by_reference=True)
            remarks = [remark.text or "" for remark in notes.root.iter("{*}Remark")]
            self.remarks.extend(Segment.at(text, PagePlace(number)) for text in remarks if text.strip())
        self.pages.append(page := reader.page(width, height))
        if page.fault:
            self.inner.append(Failure(self.source.name, places.page(number), page.fault))
        for picture in reader.pictures:
            self._picture(part, picture, resources)

    def _picture(self, part: Part, picture: Picture, resources: _Resources) -> None:
        left, top, right, bottom = picture.box
        if is_large(right - left, bottom - top):
            path = resources.media.get(picture.resource, picture.resource)
            self.inner.append(member(part.package, self.source, path, is_part=True))

    def _attachments(self, part: Part) -> None:
        for location in part.root.iterchildren("{*}Attachments"):
            listed = part.part(location.text or "")
            for entry in listed.root.iter("{*}Attachment"):
                named = next(entry.iterchildren("{*}FileLoc"), entry)  # older writers have the path in the entry itself
                self.inner.append(member(part.package, self.source, listed.resolve(named.text or "")))


def _resources(part: Part) -> _Resources:
    found = _Resources()
    for location in part.root.iter(*(f"{{*}}{name}" for name in _RESOURCES)):
        found.add(part.part(location.text or ""))
    for template in part.root.iter("{*}TemplatePage"):
        found.templates[template.get("ID", "")] = part.part(template.get("BaseLoc", ""))
    for location in part.root.iterchildren("{*}Annotations"):
        listed = part.part(location.text or "")
        for page in listed.root.iter("{*}Page"):
            found.annotations[page.get("PageID", "")] = listed.part(next((file.text or "" for file in page.iter("{*}FileLoc")), ""))
    return found
