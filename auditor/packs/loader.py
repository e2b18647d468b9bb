"""Load packs: from the cache where these very files have been read before, else by reading them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import regex

from auditor.cache.entries import read_entry, write_entry
from auditor.cache.pickles import from_bytes, to_bytes
from auditor.cache.stamp import code_version, stamp
from auditor.packs.folders import PackFolder, built_in_folder, digest_of, read_folder
from auditor.packs.pack import Pack

_MADE_BY = ("packs", "packs/files", "packs/reading", "model", "text/disguise.py")  # what the form of a pack in the cache depends on
_MODEL = ("auditor.model.", "auditor.packs.pack", "auditor.text.disguise")


def load_pack(folders: Sequence[Path] = (), check: bool = False) -> Pack:
    """Read the built-in packs, and more rule folders on top of them.

    Args:
        folders: of rules of one's own; their patterns have been compiled to see that they can be.
        check: read everything anew, and compile the built-in patterns too.

    Raises:
        PackError: with file and line, if anything in them cannot be used.
    """
    found = [read_folder(folder) for folder in (built_in_folder(), *folders)]
    name = None if check else _entry(found)
    return (_kept(name) if name else None) or _built(found, name, check)


def _entry(folders: Sequence[PackFolder]) -> str | None:
    """Return the name in the cache for these contents, read by this program."""
    contents = (digest_of([folder]) for folder in folders)
    version = stamp(code_version(_MADE_BY), regex.__version__, *contents)
    return f"pack-{version}" if version else None


def _kept(name: str) -> Pack | None:
    data = read_entry(name)
    pack = from_bytes(data, _is_model) if data else None
    return pack if isinstance(pack, Pack) else None


def _is_model(module: str, name: str) -> bool:
    """Tell whether a name is that of a class whose objects packs are made of."""
    return module.startswith(_MODEL) and name[:1].isupper() and name.isalnum()


def _built(folders: Sequence[PackFolder], name: str | None, check: bool) -> Pack:
    from auditor.packs.reading.build import build_pack  # brings pydantic and YAML

    pack = build_pack(folders, check)
    if name:
        write_entry(name, to_bytes(pack))
    return pack
