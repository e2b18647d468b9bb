"""XML of sheets as a stream of events: they are too large for a tree."""

from __future__ import annotations

from xml.parsers import expat


def event_parser() -> expat.XMLParserType:
    """Return a parser that refuses document types, and with them entities, by a ``ValueError``.

    Packages are looked through for them when they are opened; but that is done by another parser, which may stumble earlier.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise ValueError("a document type definition")
