"""Short forms in single fields, understood by the same grammar as quick add."""

from datetime import date

from PySide6.QtCore import QLocale, Qt

from models.quickadd import QuickAdd, parse_line
from models.repeats import Repeat

Due = tuple[date, str | None]
"""A day, and "HH:MM" where there is a time."""

_TITLE = "x"


def read_due(text: str, today: date) -> Due | None:
    """The day of "fri", "in 3 days", "3 dec 14:00"; None where there is none in it, or more than that."""
    for line in (f"{_TITLE} by {text}", f"{_TITLE} {text}"):
        read = _read(line, today)
        if read.title == _TITLE and read.due is not None and not read.repeat and not read.seconds_per_run:
            return read.due, read.due_time
    return None


def read_repeat(text: str, today: date) -> Repeat | None:
    """The repeat of "every 2 weeks" or "each friday"; None where there is none in it, or more than that."""
    for line in (f"{_TITLE} {text}", f"{_TITLE} every {text}"):
        read = _read(line, today)
        if read.title == _TITLE and read.repeat is not None and not read.seconds_per_run:
            return read.repeat
    return None


def read_minutes(text: str) -> int | None:
    """Seconds of "45" (minutes), "1h30", "1:30" or "2 h"; None for anything else."""
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text) * 60 or None
    hours, colon, minutes = text.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and len(hours) <= 2 and len(minutes) == 2:
        return (int(hours) * 60 + int(minutes)) * 60 or None if int(minutes) < 60 else None
    read = _read(f"{_TITLE} {text}", date(2000, 1, 1))
    return read.seconds_per_run if read.title == _TITLE else None


def _read(line: str, today: date) -> QuickAdd:
    return parse_line(line, today, first_weekday(), date_order())


def first_weekday() -> int:
    """The day on which a week begins here; 0 is Monday."""
    return QLocale().firstDayOfWeek().value - Qt.DayOfWeek.Monday.value


def date_order() -> str:
    """How 12/5 is read here: "us" (December) or "eu" (May)."""
    pattern = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
    return "us" if 0 <= pattern.find("M") < pattern.find("d") else "eu"
