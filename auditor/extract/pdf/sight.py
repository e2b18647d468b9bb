"""Pages as they are seen: scans, pictures on pages, and text layers that lie unseen over a scan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, TypeAlias

import pypdfium2 as pdfium
from msgspec import Struct
from msgspec.structs import replace

from auditor.extract import places
from auditor.extract.layout.lines import Box, Line
from auditor.extract.layout.page import Page
from auditor.extract.pdf.drawn import look_at
from auditor.extract.pdf.page import GARBLED
from auditor.extract.pdf.pictures import lies_unseen, may_hold_text, pictures_on
from auditor.extract.reasons import NEVER
from auditor.extract.source import ReadOptions
from auditor.model.document import Failure
from auditor.model.wording import NOTHING, Wording, fill

if TYPE_CHECKING:
    from PIL.Image import Image

Found: TypeAlias = Page | Failure

_SCALE = 200 / 72  # pixels to the point
_AGREES = 0.5  # of the pairs of characters that are seen
_UNCHECKED = Wording("图片上有一层看不见的文字，没有与图片核对", "its text layer lies unseen over a picture and was not compared with it")
_DIFFERS = Wording(
    "图片上有一层看不见的文字，与图片上的字不一致；已改读看得见的字",
    "its text layer lies unseen over a picture and says something else; what is seen was read instead",
)
_PICTURE = Wording("图片，未读取", "a picture that is not read")
_ALL = Wording("应按看到的样子读", "to be read as it is seen")
_BOTH = Wording("{reason}；{obstacle}", "{reason}; {obstacle}")


class _Need(Struct, frozen=True):
    """What must be looked at on a page: parts of it, or all of it."""

    reason: Wording
    boxes: tuple[Box, ...] = ()
    is_unseen: bool = False


class Sight:
    """Looks at the pages of one document where their text layer does not say what a person sees.

    Args:
        name: of the document.
        document: open while this is used.
        options: whether to look, and limits.
    """

    def __init__(self, name: str, document: pdfium.PdfDocument, options: ReadOptions) -> None:
        self._name = name
        self._document = document
        self._options = options

    def over(self, page: Page) -> Iterator[Found]:
        """Yield a page as it is seen, pictures on it as pages of their own, and what stays unread."""
        with closing(self._document[page.number - 1]) as drawn:
            need = self._need(drawn, page)
            if need is None:
                yield page
            elif obstacle := self._obstacle():
                yield page
                yield from self._unread(page, need, obstacle)
            else:
                yield from self._look(drawn, page, need)
                self._options.progress()

    def _need(self, drawn: pdfium.PdfPage, page: Page) -> _Need | None:
        if page.fault and not page.lines and not page.tables:
            return _Need(page.fault)
        shapes = look_at(drawn)
        pictures = pictures_on(drawn, shapes)
        if pictures and page.lines and lies_unseen(drawn, shapes, pictures):
            return _Need(_UNCHECKED, is_unseen=True)
        if self._options.ocr == "always":
            return _Need(_ALL)
        large = tuple(box for box in pictures if may_hold_text(box))
        return _Need(page.fault or _PICTURE, large) if large else None

    def _obstacle(self) -> Wording:
        """Return why pictures cannot be read; empty where they can."""
        if self._options.ocr == "never":
            return NEVER
        from auditor.extract.picture.engine import NoEngineError, engine

        try:
            engine()
        except NoEngineError as error:
            return error.reason
        return NOTHING

    def _unread(self, page: Page, need: _Need, obstacle: Wording) -> Iterator[Failure]:
        at = [places.spot(page.number, left, top) for left, top, _, _ in need.boxes] or [places.page(page.number)]
        yield from (Failure(self._name, place, fill(_BOTH, reason=need.reason, obstacle=obstacle)) for place in at)

    def _look(self, drawn: pdfium.PdfPage, page: Page, need: _Need) -> Iterator[Found]:
        seen = view(drawn, page.number, self._options.max_pixels)
        if need.boxes:
            yield page
            known = [line.shown or line.box for line in page.every_line]
            for box in need.boxes:
                yield from seen.read(self._name, box, known)
            return
        found = list(seen.read(self._name, (0.0, 0.0, *drawn.get_size())))
        yield from found
        yield replace(page, lines=(), tables=(), fault=NOTHING)  # what stands apart, such as notes, is not drawn
        if need.is_unseen and not _agree(page, found):
            yield Failure(self._name, places.page(page.number), _DIFFERS)
        if need.reason == GARBLED and not any(isinstance(item, Failure) or item.every_line for item in found):
            yield Failure(self._name, places.page(page.number), GARBLED)


class View(Struct, frozen=True):
    """A page as a picture, ``scale`` pixels to the point."""

    page: int
    picture: Image
    scale: float

    def read(self, name: str, box: Box, known: Sequence[Box] = ()) -> Iterator[Found]:
        """Yield what is written on a part of the page, in points; what stands in ``known`` boxes is left out."""
        from auditor.extract.picture.engine import engine
        from auditor.extract.picture.sight import Frame, look
        from auditor.extract.picture.unsure import unsure

        left, top, right, bottom = (round(side * self.scale) for side in box)
        frame = Frame(self.page, "pt", 1 / self.scale, left / self.scale, top / self.scale)
        seen = look(engine(), self.picture.crop((left, top, right, bottom)), frame, known)
        yield Page(self.page, seen.width, seen.height, seen.lines, seen.tables)
        yield from unsure(name, self.page, seen.unsure)


def view(drawn: pdfium.PdfPage, number: int, limit: int) -> View:
    """Return a page as a picture of so many pixels at most."""
    width, height = drawn.get_size()
    scale = min(_SCALE, sqrt(limit / (width * height)))
    with closing(drawn.render(scale=scale)) as bitmap:
        return View(number, bitmap.to_pil().convert("RGB"), scale)


def _agree(layer: Page, found: Sequence[Found]) -> bool:
    """Tell whether a text layer says about what is seen."""
    seen = _pairs(line for page in found if isinstance(page, Page) for line in page.every_line)
    said = _pairs(layer.every_line)
    return sum((seen & said).values()) >= _AGREES * max(sum(seen.values()), sum(said.values()))


def _pairs(lines: Iterable[Line]) -> Counter[str]:
    texts = (filter(str.isalnum, line.text) for line in lines)
    return Counter("".join(pair) for text in texts for pair in pairwise(text))
