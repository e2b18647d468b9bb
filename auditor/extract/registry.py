"""Which extractor reads which kind of file. Modules are imported when first needed: a text file costs no PDF library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

from auditor.errors import ExtractError
from auditor.extract import reasons
from auditor.extract.kinds import Kind, kind_of
from auditor.extract.names import CONFIG_FILE
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document
from auditor.model.wording import Wording, fill

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

Extractor: TypeAlias = Callable[[Source, ReadOptions], Iterator[Document | Source]]
"""Yields documents and, where a file holds other files, those as sources of their own."""

ENTRY_POINT_GROUP = "auditor.extractors"

_BUILT_IN = {
    Kind.TEXT: "auditor.extract.plain:extract",
    Kind.MARKDOWN: "auditor.extract.markdown:extract",
    Kind.HTML: "auditor.extract.html.html:extract",
    Kind.DOCX: "auditor.extract.word.docx:extract",
    Kind.DOC: "auditor.extract.office.converted:extract_doc",
    Kind.OFD: "auditor.extract.ofd.ofd:extract",
    Kind.ODT: "auditor.extract.word.odt:extract",
    Kind.PPTX: "auditor.extract.slides.pptx:extract",
    Kind.PPT: "auditor.extract.office.converted:extract_ppt",
    Kind.ODP: "auditor.extract.office.converted:extract_odp",
    Kind.XML_2003: "auditor.extract.office.converted:extract_xml",
    Kind.RTF: "auditor.extract.office.converted:extract_rtf",
    Kind.PDF: "auditor.extract.pdf.pdf:extract",
    Kind.IMAGE: "auditor.extract.picture.picture:extract",
    Kind.XLSX: "auditor.extract.sheet.workbook:extract",
    Kind.XLSB: "auditor.extract.sheet.workbook:extract",
    Kind.XLS: "auditor.extract.sheet.workbook:extract",
    Kind.ODS: "auditor.extract.sheet.workbook:extract",
    Kind.CSV: "auditor.extract.records.delimited:extract",
    Kind.TSV: "auditor.extract.records.delimited:extract",
    Kind.JSONL: "auditor.extract.records.jsonl:extract",
    Kind.JSON: "auditor.extract.records.json_file:extract",
    Kind.YAML: "auditor.extract.yaml_text.yaml_text:extract",
    Kind.PARQUET: "auditor.extract.records.parquet:extract",
    Kind.EML: "auditor.extract.mail.eml:extract",
    Kind.MHTML: "auditor.extract.mail.eml:extract",
    Kind.MSG: "auditor.extract.mail.msg:extract",
    Kind.ZIP: "auditor.extract.archive.zip:extract",
    Kind.TAR: "auditor.extract.archive.tar:extract",
    Kind.SEVEN_ZIP: "auditor.extract.archive.seven_zip:extract",
}
_REFUSED = {
    Kind.ENCRYPTED_OFFICE: reasons.ENCRYPTED,
    Kind.OLE: Wording(
        "旧的二进制文件，里面不是 Office 文档，或已损坏", "an old binary container that holds no Office file, or a damaged one"
    ),
    Kind.PHONE_PHOTO: Wording(
        "读不了手机照片格式 HEIC、AVIF：请另存为 JPG 或 PNG", "HEIC and AVIF, as phones take photos, are not read: save it as JPG or PNG"
    ),
    Kind.RAR: Wording("读不了 RAR：请解压，或改用 .zip 打包", "RAR is not read: unpack it, or pack it as .zip"),
}

_CONFIGURATION = Wording(
    "这里的配置文件不生效，也没有读取：只有工作目录及其上层的才算",
    "a configuration file that is not in force and was not read: only those of the working folder and around it are",
)
_UNKNOWN = Wording("{name} 不是本程序能读的格式", "{name} is not a format that this version reads")


@cache
def added() -> dict[str, EntryPoint]:
    """Return the extractors that other packages bring, by the suffix that they read."""
    from importlib.metadata import entry_points  # takes long to import

    return {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}


def find_extractor(source: Source) -> Extractor | None:
    """Return what reads a source: an extractor that was added for its suffix, or the built-in one for its content; None if nothing does.

    Raises:
        ExtractError: if the source cannot be opened, or is of a kind known not to be readable.
    """
    if source.suffix in added():
        return cast(Extractor, added()[source.suffix].load())
    kind = kind_of(source)
    if kind in _REFUSED:
        raise ExtractError(source.name, _REFUSED[kind])
    target = _BUILT_IN.get(kind)
    if target is None:
        return None
    module, _, name = target.partition(":")
    return cast(Extractor, getattr(import_module(module), name))


def extract(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a source into documents: one for a file, many for a file of records; what is packed into it comes as sources.

    Raises:
        ExtractError: if nothing reads this kind of file, or the whole file cannot be read.
    """
    extractor = find_extractor(source)
    if extractor is None and Path(source.name).name == CONFIG_FILE:
        raise ExtractError(source.name, _CONFIGURATION)
    if extractor is None:
        name = Wording(source.suffix or "这种文件", source.suffix or "this")
        raise ExtractError(source.name, fill(_UNKNOWN, name=name))
    try:
        yield from extractor(source, options)
    except RecursionError:
        raise ExtractError(source.name, reasons.TOO_DEEP) from None
    except MemoryError:
        raise ExtractError(source.name, Wording("内存不够", "needed more memory than there is")) from None
