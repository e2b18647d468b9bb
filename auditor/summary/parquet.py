"""A ledger as Parquet: typed columns under stable names, for DuckDB, polars and pandas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.errors import ConfigError
from auditor.summary.ledger import COLUMNS, Cell, LedgerOptions, Line, caution
from auditor.summary.plain import plain_totals
from auditor.summary.summary import Summary

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 20_000  # of one group
_HINT = '--ledger .parquet needs: pip install "clause-auditor[parquet]"'
_CODES = {"severity": lambda line: line.entry.severity, "ground": lambda line: line.entry.ground}


class ParquetLedger:
    """Writes row groups of bounded size; ``severity`` and ``ground`` are the codes of the report, the file's metadata hold the totals.

    Raises:
        ConfigError: if pyarrow is not installed.
    """

    def __init__(self, path: Path, options: LedgerOptions) -> None:
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise ConfigError(_HINT) from error
        self._language = options.language
        self._columns: dict[str, list[Cell]] = {column.key: [] for column in COLUMNS}
        self._schema = _schema(caution(self._language))
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows = 0

    def add(self, line: Line) -> None:
        """Keep one finding until its row group is full."""
        for column in COLUMNS:
            code = _CODES.get(column.key)
            self._columns[column.key].append(code(line) if code else column.cell(line, self._language))
        self._rows += 1
        if self._rows == _ROWS:
            self._flush()

    def end(self, summary: Summary) -> None:
        """Write what is left, and close the file."""
        self._flush()
        self._writer.add_key_value_metadata({"totals": json.dumps(plain_totals(summary, self._language), ensure_ascii=False)})
        self._writer.close()

    def give_up(self) -> None:
        """Close the file."""
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            self._writer.write_table(pa.table(self._columns, schema=self._schema))
        self._columns = {key: [] for key in self._columns}
        self._rows = 0


def _schema(said: str) -> pa.Schema:
    import pyarrow as pa

    kinds = {"text": pa.string(), "int": pa.int64(), "date": pa.date32()}
    return pa.schema([pa.field(column.key, kinds[column.kind]) for column in COLUMNS], metadata={"caution": said})
