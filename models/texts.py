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
    return " ".join(clean_text(text).split())[:LONGEST_TITLE]


def is_formula(text: str) -> bool:
    """Whether a text is a spreadsheet's formula rather than words."""
    return _FORMULA.match(text) is not None
