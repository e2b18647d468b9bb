"""spaCy without its command line, which nothing here uses and which brings hundreds of modules with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")  # all that ``spacy/__init__.py`` takes of it is ``info``


@contextmanager
def without_command_line() -> Iterator[None]:
    """Have spaCy imported without the programs that download, train and report.

    They stay what they are to whoever imports them afterwards, and ``spacy.info`` imports them when it is called. Where spaCy is there
    already, nothing is left out.
    """
    stand_ins = {} if "spacy" in sys.modules else {name: _stand_in(name) for name in _COMMAND_LINE}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    module = ModuleType(name)
    module.__dict__.update(__path__=[], info=_info)
    return module


def _info(*arguments: Any, **options: Any) -> Any:
    """Do what ``spacy.info`` does."""
    from spacy.cli.info import info

    return info(*arguments, **options)
