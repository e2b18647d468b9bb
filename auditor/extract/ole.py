"""OLE compound files: the containers of old Office formats, Outlook messages and objects inside other files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from auditor.errors import AuditorError, one_line

if TYPE_CHECKING:
    import olefile


class OleError(Exception):
    """A container is damaged; the text says how, in one line."""


@contextmanager
def open_ole(content: bytes | BinaryIO) -> Iterator[olefile.OleFileIO]:
    """Open a container; what is wrong with its streams shows while they are read, and is raised in the same way.

    Raises:
        OleError: if it is damaged.
    """
    import olefile

    stream = io.BytesIO(content) if isinstance(content, bytes) else content  # few bytes would be taken for a path
    try:
        with olefile.OleFileIO(stream) as container:
            yield container
    except AuditorError:
        raise
    except Exception as error:  # olefile raises whatever a damaged file leads to
        raise OleError(one_line(error)) from error
