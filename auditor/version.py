"""The version of the program; a module of its own, because to ask what is installed takes longer than to import it."""

from __future__ import annotations

__version__ = "0.1.0"
