"""Files that are attached to a PDF file as a whole, or to a place on a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_ulong

import pypdfium2 as pdfium
import pypdfium2.raw as c

from auditor.extract.layout.page import Page
from auditor.extract.names import shown
from auditor.extract.reasons import larger_than
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Failure
from auditor.model.wording import Wording, fill

_UNREAD = Wording("附件取不出来", "an attached file that cannot be taken out")
_NOT_ALL = Wording("没有读完：超过 {most} 个的上限", "not all read: more than the limit of {most}")

_NAMED = Wording("附件 {name}", "attachment {name}")


def attached(
    source: Source, document: pdfium.PdfDocument, pages: Sequence[Page], options: ReadOptions, failures: list[Failure]
) -> Iterator[Source]:
    """Yield files that are attached to a document or its pages; add a failure for each one that cannot be read."""
    seen: set[tuple[str, bytes]] = set()
    for index, attachment in enumerate(_attachments(document, pages)):
        if index >= options.max_members:
            failures.append(Failure(source.name, Wording("附件", "attachments"), fill(_NOT_ALL, most=f"{options.max_members:,}")))
            return
        name = _name(attachment) or f"attachment-{index + 1}"
        data = _data(attachment, options.max_bytes)
        if isinstance(data, Wording):
            failures.append(Failure(source.name, fill(_NAMED, name=shown(name)), data))
        elif (name, data) not in seen:
            seen.add((name, data))
            yield source.member(name, data)


def _attachments(document: pdfium.PdfDocument, pages: Sequence[Page]) -> Iterator[pdfium.PdfAttachment]:
    for index in range(document.count_attachments()):
        yield document.get_attachment(index)
    for number in (page.number for page in pages if page.pins):
        with closing(document[number - 1]) as page:
            yield from _on_page(page, document)


def _on_page(page: pdfium.PdfPage, document: pdfium.PdfDocument) -> Iterator[pdfium.PdfAttachment]:
    for index in range(c.FPDFPage_GetAnnotCount(page)):
        annotation = c.FPDFPage_GetAnnot(page, index)
        raw = c.FPDFAnnot_GetFileAttachment(annotation)
        if c.FPDFAnnot_GetSubtype(annotation) == c.FPDF_ANNOT_FILEATTACHMENT and raw:
            yield pdfium.PdfAttachment(raw, document)
        c.FPDFPage_CloseAnnot(annotation)


def _name(attachment: pdfium.PdfAttachment) -> str:
    try:
        return str(attachment.get_name())
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return ""


def _data(attachment: pdfium.PdfAttachment, limit: int) -> bytes | Wording:
    """Return the bytes of a file, or why there are none."""
    size = c_ulong()
    if not c.FPDFAttachment_GetFile(attachment, None, 0, size) or not size.value:
        return _UNREAD
    if size.value > limit:
        return larger_than(limit)
    try:
        return bytes(attachment.get_data())
    except pdfium.PdfiumError:
        return _UNREAD
