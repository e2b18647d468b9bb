"""One PDF page: its lines and tables, in points from the upper left corner of the page as shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as c
from msgspec.structs import replace

from auditor.extract.layout import rules
from auditor.extract.layout.grid import Grid
from auditor.extract.layout.lines import Line
from auditor.extract.layout.page import Page, Table
from auditor.extract.pdf import hidden, ruling
from auditor.extract.pdf.annotations import Added, added
from auditor.extract.pdf.directions import ACROSS, QUARTER, by_direction, most, only, turn_of, turned
from auditor.extract.pdf.drawn import IDENTITY, Drawn, Matrix, Raw, Shape, followed_by, look_at, on_box
from auditor.extract.pdf.fonts import give_room
from auditor.extract.pdf.glyphs import Glyphs, Key, cell_of, rounded
from auditor.model.wording import NOTHING, Wording

_SPACE = re.compile(r"\s+")
_UNKNOWN = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_FULL_PAGE_IMAGE = 0.5  # of the page's area
_CAPTION = 40  # characters
_NO_LAYER = Wording("没有文字层，需要文字识别（OCR）", "no text layer; needs OCR")
_MOSTLY_IMAGE = Wording(
    "主要是图片，只读了图片周围的文字，需要文字识别（OCR）",
    "mostly an image, of which only the text around it is read; needs OCR",
)
GARBLED = Wording("字体没有标明画的是哪些字，需要文字识别（OCR）", "its fonts do not say which characters they draw; needs OCR")


def read_page(document: pdfium.PdfDocument, number: int, form: Raw = None) -> Page:
    """Read the page of a number, from 1.

    Args:
        document: an open file.
        number: of the page, from 1.
        form: the file's form, where it has one.

    Raises:
        PdfiumError: if it is damaged.
    """
    with closing(document[number - 1]) as page:
        return _Reader(page, number, form).read()


class _Reader:
    """Reads one page, the text of each direction apart."""

    def __init__(self, page: pdfium.PdfPage, number: int, form: Raw) -> None:
        self._page = page
        self._number = number
        self._drawn = look_at(page)
        self._shown: Matrix = shown_from(page).get()
        self._size = page.get_size()
        self._back = IDENTITY
        self._laid = self._shown
        self._most = most(by_direction(self._drawn.texts, self._shown))
        if self._most != ACROSS:
            turn = turn_of(self._most, *self._size)
            self._laid, self._back = followed_by(self._shown, turn.way), turn.back
            self._size = self._size[::-1] if turn.swaps else self._size
        self._added = added(page, form, self._laid, number)

    def read(self) -> Page:
        """Return what the page holds."""
        texts, unseen = self._seen()
        give_room(texts)
        read = [self._glyphs(group, angle) for angle, group in by_direction(texts, self._laid).items()]
        text = "".join(glyphs.text for glyphs in read)
        width, height = self._size
        fault = NOTHING if unseen and not text and not self._drawn.images else self._fault(text, width * height)
        page = Page(self._number, width, height, fault=fault, unseen=unseen)
        return self._filled(page, [] if _is_garbled(text) else read)

    def _seen(self) -> tuple[Sequence[Shape], str]:
        """Return the texts that a person sees, and what else is written on the page."""
        unseen = hidden.unseen(self._page, self._drawn.texts, self._shown)
        if not unseen:
            return self._drawn.texts, ""
        known = set(map(id, unseen))
        return [text for text in self._drawn.texts if id(text) not in known], " ".join(self._glyphs(unseen).text.split())

    def _glyphs(self, texts: Sequence[Shape], angle: int = ACROSS) -> Glyphs:
        with only(texts, self._drawn.texts), turned(self._page, self._most + angle):
            return Glyphs(self._page.get_textpage(), self._laid, self._number, angle)

    def _filled(self, page: Page, read: Sequence[Glyphs]) -> Page:
        grids = rules.grids(ruling.lines(self._drawn.paths, self._laid))
        lines = [(glyphs.angle, key, line) for glyphs in read for key, line in glyphs.lines(grids) if _is_on(page, line)]
        lines.extend((ACROSS, cell_of(line.box, grids), line) for line in self._added.fields)
        lines = lines if self._back == IDENTITY else [(angle, key, self._placed(line)) for angle, key, line in lines]
        free = _free(lines)
        aside = (line for angle, found in free.items() if angle % QUARTER for line in found)
        return replace(
            page,
            lines=tuple(free[ACROSS]),
            turned=tuple(self._turned(angle, found) for angle, found in free.items() if angle != ACROSS and angle % QUARTER == 0),
            aside=(*aside, *map(self._placed, self._added.notes)),
            own=tuple(map(self._placed, self._added.own)),
            tables=tuple(_tables(self._number, grids, [(key, line) for _, key, line in lines])),
            frames=tuple(ruling.frames(self._drawn.paths, self._laid)),
            pins=self._added.pins,
        )

    def _turned(self, angle: int, lines: Sequence[Line]) -> Page:
        """Return text that runs up, down or upside down as a page on which it runs across."""
        turn = turn_of(angle, *self._size)
        width, height = self._size[::-1] if turn.swaps else self._size
        read = (replace(line, box=rounded(on_box(turn.way, line.box)), shown=line.shown or line.box) for line in lines)
        return Page(self._number, width, height, lines=tuple(read))

    def _placed(self, line: Line) -> Line:
        """Return a line that knows where it is shown, on a page that was turned to be read."""
        return replace(line, shown=rounded(on_box(self._back, line.shown or line.box)))

    def _fault(self, text: str, area: float) -> Wording:
        """Return why a page needs OCR; a page on which nothing at all is drawn does not."""
        if not text.strip():
            is_blank = not c.FPDFPage_CountObjects(self._page) and (self._added != Added() or not c.FPDFPage_GetAnnotCount(self._page))
            return NOTHING if is_blank else _NO_LAYER
        if _is_garbled(text):
            return GARBLED
        if len(_SPACE.sub("", text)) < _CAPTION and _has_large_image(self._drawn, area):
            return _MOSTLY_IMAGE
        return NOTHING


def open_text(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """Return the characters of a page, none left out."""
    give_room(look_at(page).texts)
    return page.get_textpage()


def shown_from(page: pdfium.PdfPage) -> pdfium.PdfMatrix:
    """Return the way from a page's own space to points from the upper left corner of what is shown."""
    turned = pdfium.PdfMatrix().rotate(page.get_rotation()).scale(1, -1)
    left, top, _, _ = turned.on_rect(*page.get_bbox())
    return turned.translate(-left, -top)


def _free(lines: Iterable[tuple[int, Key, Line]]) -> dict[int, list[Line]]:
    """Return the lines outside tables by the direction in which they run; ``ACROSS`` is always there."""
    free: dict[int, list[Line]] = {ACROSS: []}
    for angle, key, line in lines:
        if not key:
            free.setdefault(angle, []).append(line)
    return free


def _is_on(page: Page, line: Line) -> bool:
    """Tell whether a line is on the page: neither screen nor paper has what lies beside it."""
    left, top, right, bottom = line.box
    return right > 0 and bottom > 0 and left < page.width and top < page.height


def _tables(number: int, grids: Sequence[Grid], lines: Sequence[tuple[Key, Line]]) -> Iterator[Table]:
    """Yield the tables in which something stands."""
    for index, grid in enumerate(grids):
        cells: list[list[Line]] = [[] for _ in grid.cells]
        for key, line in lines:
            if key and key[0] == index:
                cells[key[1]].append(line)
        if any(cells):
            yield Table(number, grid, tuple(map(tuple, cells)))


def _is_garbled(text: str) -> bool:
    return 3 * len(_UNKNOWN.findall(text)) > len(text)


def _has_large_image(drawn: Drawn, area: float) -> bool:
    boxes = (image.box for image in drawn.images)
    return any((right - left) * (top - bottom) > _FULL_PAGE_IMAGE * area for left, bottom, right, top in boxes)
