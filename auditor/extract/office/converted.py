"""Files that LibreOffice turns into Word, Excel or PowerPoint files of today, which are then read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from auditor.errors import ExtractError
from auditor.extract.office.flat_package import is_flat_package, packed
from auditor.extract.office.soffice import Conversion, OfficeError, convert, find_office
from auditor.extract.office.word97 import open_word
from auditor.extract.package import parse_xml
from auditor.extract.reasons import damaged
from auditor.extract.source import ReadOptions, Source
from auditor.extract.word.odf import open_odf
from auditor.model.document import Document
from auditor.model.wording import Wording, fill

_DOCX = ("docx", "MS Word 2007 XML")
_PPTX = ("pptx", "Impress MS PowerPoint 2007 XML")
_XLSX = ("xlsx", "Calc MS Excel 2007 XML")
_WORD = {
    "97": Conversion("doc", "MS Word 97", *_DOCX),
    "95": Conversion("doc", "MS Word 95", *_DOCX),
    "Works": Conversion("wps", "MS_Works", *_DOCX),
}
_RTF = Conversion("rtf", "Rich Text Format", *_DOCX)
_WORD_2003 = Conversion("xml", "MS Word 2003 XML", *_DOCX)
_EXCEL_2003 = Conversion("xml", "MS Excel 2003 XML", *_XLSX)
_POWERPOINT = Conversion("ppt", "MS PowerPoint 97", *_PPTX)
_PRESENTATION = Conversion("odp", "impress8", *_PPTX)
_HINT = Wording(
    "读取 {given} 需要 LibreOffice：请安装（apt install libreoffice-{part}-nogui、brew install --cask libreoffice 或 "
    "libreoffice.org），或把文件另存为 .{target}",
    "reading {given} needs LibreOffice: install it (apt install libreoffice-{part}-nogui, brew install --cask libreoffice, or "
    "libreoffice.org) or save the file as .{target}",
)
_PARTS = {"docx": "writer", "pptx": "impress", "xlsx": "calc"}
_SPREADSHEET = re.compile(rb"schemas-microsoft-com:office:spreadsheet")


def extract_doc(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a binary Word file, one of WPS Office, or one of Works.

    Raises:
        ExtractError: if it cannot be read, or LibreOffice is not installed.
    """
    _program(source, _WORD["97"])  # what to install counts for more than what is wrong with the file
    found = open_word(source.name, source.read(options.max_bytes))
    yield from _read(source, options, found.data, _WORD[found.version])


def extract_ppt(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a binary PowerPoint file.

    Raises:
        ExtractError: if it cannot be read, or LibreOffice is not installed.
    """
    yield from _read(source, options, source.read(options.max_bytes), _POWERPOINT)


def extract_odp(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read an OpenDocument presentation.

    Raises:
        ExtractError: if it cannot be read, or LibreOffice is not installed.
    """
    open_odf(source, options)
    yield from _read(source, options, source.read(options.max_bytes), _PRESENTATION)


def extract_rtf(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read rich text.

    Raises:
        ExtractError: if it cannot be read, or LibreOffice is not installed.
    """
    yield from _read(source, options, source.read(options.max_bytes), _RTF)


def extract_xml(source: Source, options: ReadOptions) -> Iterator[Document | Source]:
    """Read a Word or Excel file in the XML of Office 2003, or the package of a later one in one XML file.

    Raises:
        ExtractError: if it cannot be read, or LibreOffice is not installed.
    """
    data = source.read(options.max_bytes)
    try:
        root = parse_xml(data)  # LibreOffice is given no entities
        package = packed(root) if is_flat_package(root) else b""
    except (ValueError, etree.XMLSyntaxError) as error:
        raise ExtractError(source.name, damaged(error)) from error
    yield from (
        _hand_on(source, options, package)
        if package
        else _read(source, options, data, _EXCEL_2003 if _SPREADSHEET.search(data) else _WORD_2003)
    )


def _read(source: Source, options: ReadOptions, data: bytes, conversion: Conversion) -> Iterator[Document | Source]:
    """Hand what has become of a file to its reader; members and failures keep the name of the file itself."""
    program = _program(source, conversion)
    try:
        made = convert(program, data, conversion)
    except OfficeError as error:
        raise ExtractError(source.name, error.reason) from None
    yield from _hand_on(source, options, made)


def _hand_on(source: Source, options: ReadOptions, made: bytes) -> Iterator[Document | Source]:
    from auditor.extract.registry import extract

    yield from extract(Source(source.name, data=made, depth=source.depth), options)


def _program(source: Source, conversion: Conversion) -> Path:
    program = find_office()
    if program is None:
        given = source.suffix or f".{conversion.suffix}"
        raise ExtractError(source.name, fill(_HINT, given=given, part=_PARTS[conversion.target], target=conversion.target))
    return program
