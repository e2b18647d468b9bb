"""The outline of a PDF file, which viewers show beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import pypdfium2 as pdfium

from auditor.extract.layout.page import Page
from auditor.model.document import Segment
from auditor.model.location import PagePlace

_MOST = 5_000


def unseen_headings(document: pdfium.PdfDocument, pages: Sequence[Page]) -> Iterator[Segment]:
    """Yield the headings of the outline that stand on none of the pages: most repeat what does, and would be judged twice.

    The title among a file's properties is not read: programs fill it in from a template or a file name, and nobody publishes it.
    """
    texts = "".join("".join(line.text.split()) for page in pages for line in page.every_line)
    for bookmark in islice(document.get_toc(), _MOST):
        title = str(bookmark.get_title()).replace("\0", "").strip()
        if title and "".join(title.split()) not in texts:
            yield Segment.at(title, PagePlace(_page_of(bookmark)))


def _page_of(bookmark: pdfium.PdfBookmark) -> int:
    target = bookmark.get_dest()
    index = target.get_index() if target else None
    return 1 if index is None else index + 1
