"""Texts as a file can keep them, and what a spreadsheet would run instead of showing it."""

import re

LONGEST_TITLE = 2_000

# A call or a cell: =SUM(…), @cmd(…), +A1+B2, =1+1. "- buy milk", "+1 call" and "@home" are no formulas.
_FORMULA = re.compile(
    r"[\s'\"\u200b-\u200f\ufeff]*(?:[=＝]|[+\-@＋－＠][\s+\-@=]*(?:[A-Za-z_][\w.]*\s*\(|\$?[A-Za-z]{1,3}\$?\d+\b))"
)


def clean_text(text: str) -> str:
    """Text that a file can keep: no null characters, and no halves of characters, which some JSON brings."""
    text = text.replace("\0", "")
    if not text.isascii():
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_title(text: str) -> str:
    """A title is one line of text."""
    return " ".join(clean_text(text).split())[:LONGEST_TITLE].rstrip()


def is_formula(text: str) -> bool:
    """Whether a text is a spreadsheet's formula rather than words."""
    return _FORMULA.match(text) is not None


# All control characters but the tab and the line feed; U+0085, U+2028 and U+2029 are line ends elsewhere.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_LINE_ENDS = re.compile(r"\r\n|[\r\x85\u2028\u2029]")


def clean_lines(text: str) -> str:
    """Text of several lines as every file format can carry it: line feeds only, no control characters."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", clean_text(text)))
