"""The kinds of files that can be told apart."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of files that can be told apart, read or not."""

    TEXT = "text"
    MARKDOWN = "markdown"
    CSV = "csv"
    TSV = "tsv"
    JSONL = "jsonl"
    JSON = "json"
    YAML = "yaml"
    HTML = "html"
    MHTML = "mhtml"
    EML = "eml"
    RTF = "rtf"
    XML_2003 = "Office XML of 2003"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLSB = "xlsb"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"
    OFD = "ofd"
    DOC = "doc"
    XLS = "xls"
    PPT = "ppt"
    MSG = "msg"
    ENCRYPTED_OFFICE = "encrypted Office file"
    OLE = "old binary container"
    PARQUET = "parquet"
    IMAGE = "image"
    ZIP = "zip"
    TAR = "tar"
    SEVEN_ZIP = "7z"
    RAR = "rar"
    UNKNOWN = "unknown"
