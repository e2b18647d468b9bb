"""Parquet: a document a row, a segment a field, read in batches of bounded size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from auditor.errors import ExtractError, one_line
from auditor.extract import places
from auditor.extract.reasons import NO_RECORDS, needs_extra, unpacks_to_more
from auditor.extract.records.fields import Record, RecordReader, Value
from auditor.extract.records.record import fallback_id
from auditor.extract.source import ReadOptions, Source
from auditor.model.document import Document, Failure
from auditor.model.wording import NOTHING, Wording, fill

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_ROWS = 1_024  # of one batch
_NOT_READ = Wording("不是 Parquet 文件，或已损坏（{why}）", "not a Parquet file, or damaged: {why}")
_CELLS = Wording("单元格超过 {most} 个：共 {rows} 行", "more than {most} cells: {rows} rows")
_LONG = Wording("文字总长超过 {most} 个字符", "its texts are longer than {most} characters")
_ROWS_LOST = Wording("已损坏：应有 {due} 行，只有 {found} 行", "damaged: {found} rows instead of {due}")
_HINT = needs_extra(".parquet", "parquet")


def extract(source: Source, options: ReadOptions) -> Iterator[Document]:
    """Read the rows of a Parquet file; line numbers in places count rows, from 1.

    Raises:
        ExtractError: if it is damaged, holds no rows or more than may be read, or if pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ExtractError(source.name, _HINT) from error
    try:
        with source.open() as stream:
            metadata = pq.read_metadata(stream)
            names = _names(source, metadata.schema.to_arrow_schema())
            _check(source, metadata, len(names), options)
            stream.seek(0)
            with pq.ParquetFile(stream, metadata=metadata, read_dictionary=_texts(metadata)) as file:
                yield from _rows(source, file, names, options)
    except ExtractError:
        raise
    except Exception as error:  # pyarrow raises whatever a damaged file leads to
        raise ExtractError(source.name, fill(_NOT_READ, why=one_line(error)[:200])) from error


def _names(source: Source, schema: pa.Schema) -> list[str]:
    """Return the columns that hold texts or numbers, in lists and objects as well."""
    names = [field.name for field in schema if _is_read(field.type)]
    if len(set(schema.names)) < len(schema.names):
        raise ExtractError(source.name, Wording("有两列同名", "two columns have one name"))
    if not names:
        raise ExtractError(source.name, Wording("没有一列是文字", "no column holds text"))
    return names


def _texts(metadata: pq.FileMetaData) -> list[str]:
    """Return the paths of columns of text, which are kept as dictionaries: a value that stands in every row is there once."""
    columns = (metadata.schema.column(index) for index in range(metadata.num_columns))
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]


def _is_read(kind: pa.DataType) -> bool:
    from pyarrow import types

    if types.is_list(kind) or types.is_large_list(kind) or types.is_dictionary(kind):
        return _is_read(kind.value_type)
    if types.is_struct(kind):
        return any(_is_read(kind.field(index).type) for index in range(kind.num_fields))
    texts = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    return bool(texts or types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def _check(source: Source, metadata: pq.FileMetaData, columns: int, options: ReadOptions) -> None:
    if not metadata.num_rows:
        raise ExtractError(source.name, NO_RECORDS)
    if metadata.num_rows * columns > options.max_record_cells:
        raise ExtractError(source.name, fill(_CELLS, most=f"{options.max_record_cells:,}", rows=f"{metadata.num_rows:,}"))
    if sum(metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups)) > options.max_unpacked:
        raise ExtractError(source.name, unpacks_to_more(options.max_unpacked))


def _rows(source: Source, file: pq.ParquetFile, names: Sequence[str], options: ReadOptions) -> Iterator[Document]:
    """Yield the rows one by one: in Python's form, a batch of repeated values may be a thousand times as large."""
    reader = RecordReader(source.name, options.id_field, suspect=True)
    row = read = 0
    for batch in file.iter_batches(_ROWS, columns=list(names)):
        columns = [(name, batch.column(name)) for name in batch.schema.names]
        for index in range(batch.num_rows):
            row += 1
            record, fault = _record(columns, index)
            document = reader.document(record, fallback_id(source.name, row), row, places.row)
            read += sum(len(segment.text) for segment in document)
            if read > options.max_unpacked:
                raise ExtractError(source.name, fill(_LONG, most=f"{options.max_unpacked:,}"), places.row(row))
            failure = Failure(source.name, places.row(row), fault)
            yield replace(document, failures=(*document.failures, failure)) if fault else document
    if row != file.metadata.num_rows:
        raise ExtractError(source.name, fill(_ROWS_LOST, found=f"{row:,}", due=f"{file.metadata.num_rows:,}"))


def _record(columns: Sequence[tuple[str, Any]], index: int) -> tuple[Record, Wording]:
    """Return the fields of a row, and what is wrong with any."""
    record: Record = {}
    fault = NOTHING
    for name, column in columns:
        try:
            record[name] = _value(column[index].as_py())
        except UnicodeDecodeError:
            fault = Wording(f"字段 {name} 不是 UTF-8 文字", f"field {name}: not text in UTF-8")
    return record, fault


def _value(value: object) -> Value:
    """Return a value as JSON would hold it, numbers as text."""
    match value:
        case bool() | None:
            return None
        case str():
            return value
        case int() | float() | Decimal():
            return str(value)
        case list():
            return [_value(item) for item in value]
        case dict():
            return {str(name): _value(item) for name, item in value.items()}
    return None
