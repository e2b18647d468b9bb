"""Cells of tables that a spreadsheet program opens without running anything in them."""

from __future__ import annotations

from typing import TypeVar

Cell = TypeVar("Cell")

BOM = "\ufeff"
"""By which Excel knows a CSV file for UTF-8."""

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: Cell) -> Cell | str:
    """Return a cell that no spreadsheet program takes for a formula: an apostrophe stands before a text that starts like one."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(_STARTS_FORMULA):
        return f"'{cell}"
    return cell
