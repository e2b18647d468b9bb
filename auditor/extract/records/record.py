"""What files of records have in common: how a record is called."""

from __future__ import annotations

from collections.abc import Container

ID_FIELDS = ("id", "ID", "_id", "job_id", "编号", "职位编号", "岗位编号", "职位代码", "岗位代码")
"""Usual names of the field that holds a record's id, the first found is taken."""


def id_field(names: Container[str], asked: str | None) -> str | None:
    """Return the field to take ids from: the one asked for, or the first usual name; None where there is none."""
    return next((name for name in ((asked,) if asked else ID_FIELDS) if name in names), None)


def fallback_id(source_name: str, line: int) -> str:
    """Return what a record without an id is called."""
    return f"{source_name}:{line}"
