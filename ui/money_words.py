"""Amounts of money and plain numbers: how they are shown, and how what is typed is read."""

import re
from typing import Final

from PySide6.QtCore import QLocale

_SPACES: Final = re.compile(r"[\s'’\u00a0\u202f]")


def money_text(amount: float, currency: str) -> str:
    """ "77 EUR", "−4.20 EUR": whole from ten on; the minus is a real one."""
    whole = abs(amount) >= 9.995
    number = QLocale().toString(abs(amount), "f", 0 if whole else 2)
    zero = not number.strip("0.,")
    return f"{'−' if amount < 0 and not zero else ''}{number} {currency}".strip()


def number_text(value: float) -> str:
    """ "60", "13.5", "1200.25": as few digits as the value needs, as it would be typed."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return text.replace(".", QLocale().decimalPoint())


def read_number(text: str) -> float | None:
    """ "60", "13,50", "1 200", "1.200,50", "€ 60", "15 %"; None for anything else.

    A single comma or point before exactly three digits is what this country takes it for.
    """
    text = _SPACES.sub("", text).replace("−", "-")
    text = re.sub(r"^[^\d,.+-]{1,3}|[^\d,.]{1,3}$", "", text)
    if not re.fullmatch(r"[+-]?(\d[\d.,]*|[.,]\d+)", text) or len(text) > 20:
        return None
    marks = [mark for mark in text if mark in ",."]
    if not marks:
        return float(text)
    last = marks[-1]
    if len(set(marks)) == 2:
        if marks.count(last) > 1:
            return None
        whole, _, rest = text.rpartition(last)
        return _grouped(whole, ("," if last == "." else "."), f".{rest}")
    head, _, tail = text.rpartition(last)
    is_grouping = len(marks) > 1 or (
        len(tail) == 3 and last == QLocale().groupSeparator() and head.strip("+-0")
    )
    if is_grouping:
        return _grouped(text, last, "")
    return float(f"{head or '0'}.{tail}") if tail else float(head)


def typed_number(text: str) -> str:
    """What was typed as the settings read it ("13.5" for "13,50"); text that is no number stays as it is."""
    value = read_number(text)
    return text.strip() if value is None else f"{value:.6f}".rstrip("0").rstrip(".")


def _grouped(text: str, separator: str, rest: str) -> float | None:
    groups = text.split(separator)
    if any(len(group) != 3 for group in groups[1:]) or not groups[0].lstrip("+-"):
        return None
    return float("".join(groups) + rest)
