"""How time spent is worded: the running timer, entries, what was measured."""

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from models.timelog import Entry
from ui.plain import apart
from ui.wording import local, minutes_text, when_text

if TYPE_CHECKING:
    from models.week import WeekFigures


def clock_text(seconds: int) -> str:
    """ "0:07", "12:34", "1:02:34": the running timer, to the second."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def short_time(seconds: int) -> str:
    """ "25 min"; what took less than half a minute is still a minute."""
    return minutes_text(max(60, seconds))


def running_text(seconds: int) -> str:
    """ "25 min": whole minutes that a timer ran, as its clock counts them; "< 1 min" before the first."""
    if seconds < 60:
        return QCoreApplication.translate("TimeWords", "< 1 min")
    return minutes_text(seconds // 60 * 60)


def entry_text(entry: Entry, now: dt.datetime | None = None) -> str:
    """ "25 min · today 14:05", with the name of whoever it was, if not the owner."""
    parts = [short_time(entry.seconds), when_text(entry.started, now)]
    if entry.plate:
        parts.append(entry.plate)
    return " · ".join(parts)


def span_text(started: dt.datetime, seconds: int, now: dt.datetime) -> str:
    """ "today 14:05 to 14:30": a stretch of time on the owner's clock; moments are naive UTC."""
    end = local(started + dt.timedelta(seconds=seconds))
    return QCoreApplication.translate("TimeWords", "{start} to {end}").format(
        start=when_text(started, now), end=f"{end:%H:%M}"
    )


def week_text(week: "WeekFigures") -> str:
    """ "This week 12 h logged · 3 h on other people's work · 41 % of your time on core work"."""
    if not week.logged:
        return ""
    text = QCoreApplication.translate("TimeWords", "This week {hours} logged")
    parts = [text.format(hours=short_time(week.logged))]
    if week.off:
        text = QCoreApplication.translate("TimeWords", "{hours} on other people's work")
        parts.append(text.format(hours=short_time(week.off)))
    if week.core_share is not None:
        text = QCoreApplication.translate("TimeWords", "{percent} % of your time on core work")
        parts.append(text.format(percent=round(week.core_share * 100)))
    return " · ".join(parts)


def measured_text(seconds: int, runs: int) -> str:
    """ "measured: 25 min, the middle of 4 times"."""
    text = QCoreApplication.translate("TimeWords", "measured: {minutes}, the middle of {count} times")
    return text.format(minutes=short_time(seconds), count=runs)


def asked_text(reason: str, seconds: int, since: dt.datetime | None, title: str) -> str:
    """Why the owner is asked about the running timer."""
    forms = {
        "idle": QCoreApplication.translate(
            "TimeWords", "No key or mouse for {minutes} since {when}, while the timer ran on “{title}”."
        ),
        "asleep": QCoreApplication.translate(
            "TimeWords", "The machine slept for {minutes} since {when}, while the timer ran on “{title}”."
        ),
        "closed": QCoreApplication.translate(
            "TimeWords", "The board was closed for {minutes} since {when}, while the timer ran on “{title}”."
        ),
    }
    when = f"{local(since):%H:%M}" if since is not None else ""
    # One by one: a title may hold braces.
    text = forms[reason].replace("{minutes}", short_time(seconds)).replace("{when}", when)
    return text.replace("{title}", apart(title))
