"""Text of others, made fit for a terminal: control signs and signs that turn the writing round could rewrite the screen."""

from __future__ import annotations


def printable(text: str) -> str:
    """Replace what does not print by a visible stand-in; line ends by a space."""
    return text if text.isprintable() else "".join(map(_stand_in, text))  # nearly all is: a look at the whole is the quicker one


def _stand_in(char: str) -> str:
    if char in "\r\n\t\v\f\u2028\u2029":
        return " "
    return char if _prints(char) else "�"


def named(text: str) -> str:
    """Replace what does not print by its number, such as ``<U+200B>``, so that it can be told what is there; tabs stay."""
    if text.isprintable():
        return text
    return "".join(char if _prints(char) or char == "\t" else f"<U+{ord(char):04X}>" for char in text)


def _prints(char: str) -> bool:
    return char.isprintable() or char == "\u3000"
