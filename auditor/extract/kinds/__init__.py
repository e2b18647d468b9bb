"""What a file is, by its content and, between kinds of text, by its suffix."""

from auditor.extract.kinds.detect import kind_of, looks_like_text
from auditor.extract.kinds.kind import Kind

__all__ = ["Kind", "kind_of", "looks_like_text"]
