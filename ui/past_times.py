"""When something happened, as one types it: "14:05", "yesterday 9:30", "mon 14:00", "3 dec"."""

import datetime as dt
import re

from PySide6.QtCore import QCoreApplication

from ui.panel.short_forms import read_due

_TIME = re.compile(r"(?:^|\s)(\d{1,2})[:.](\d{2})\s*$")
# A day without a time: somewhere in the middle of it.
NOON = dt.time(12)


def read_past(text: str, now: dt.datetime) -> dt.datetime | None:
    """The moment that `text` names, on the owner's clock like `now`; None for what is no moment.

    A weekday or a date without a year is the last one, not the next; "" is now. It may lie in the future
    ("23:00" in the morning): that is for the caller to refuse.
    """
    text = text.strip()
    if not text or text.casefold() in _now_words():
        return now
    found = _TIME.search(text)
    time = _time(found) if found else NOON
    if time is None:
        return None
    day = _day(text[: found.start()].strip() if found else text, now.date())
    return dt.datetime.combine(day, time) if day is not None else None


def _time(found: re.Match[str]) -> dt.time | None:
    hours, minutes = int(found[1]), int(found[2])
    return dt.time(hours, minutes) if hours < 24 and minutes < 60 else None


def _day(text: str, today: dt.date) -> dt.date | None:
    if not text:
        return today
    yesterday = QCoreApplication.translate("PastTimes", "yesterday")
    if text.casefold() in ("yesterday", yesterday.casefold()):
        return today - dt.timedelta(1)
    read = read_due(text, today)
    if read is None or read[1] is not None:
        return None
    day = read[0]
    if _is_counted(text, day, today):
        return day
    if day > today and (day - today).days <= 7 and not re.search(r"\d", text):
        return day - dt.timedelta(7)
    if day > today and not re.search(r"\d{4}", text):
        return _a_year_before(day)
    return day


def _is_counted(text: str, day: dt.date, today: dt.date) -> bool:
    """Whether it counts from today ("tomorrow"), where a weekday or a date is the same a day earlier."""
    before = read_due(text, today - dt.timedelta(1))
    return before is not None and before[0] == day - dt.timedelta(1)


def _a_year_before(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def _now_words() -> tuple[str, ...]:
    return (
        "now",
        "today",
        QCoreApplication.translate("PastTimes", "now").casefold(),
        QCoreApplication.translate("PastTimes", "just now").casefold(),
    )
