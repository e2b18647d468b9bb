"""Which header or name gives a table cell its meaning, and which post it tells of, in whatever format the table comes."""

from auditor.extract.table.above import line_above
from auditor.extract.table.cell import NOTHING, Meaning, PlainRow, Row, RowMeaning, TableCell, segment
from auditor.extract.table.reader import read, read_rows

__all__ = ["NOTHING", "Meaning", "PlainRow", "Row", "RowMeaning", "TableCell", "line_above", "read", "read_rows", "segment"]
