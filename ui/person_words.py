"""How an assistant's moment is worded: their local time, whether they are away, what they can do."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QLocale

from models.people import Person
from models.wall_time import local_of
from models.working_time import WorkingTime, later, next_working_day
from models.zones import zone_of
from ui.wording import day_month


def second_line(person: Person, now: dt.datetime) -> tuple[str, bool]:
    """ "Manila · 21:40 · bookkeeping", or "away until Mon" and True. `now`: naive UTC."""
    zone = person.zone if zone_of(person.zone) is not None else ""
    today = local_of(now, zone).date() if zone else now.date()
    if (back := back_on(person, today)) is not None:
        return away_text(back, today), True
    parts = [person.city, clock_text(zone, now), ", ".join(person.skills)]
    return " · ".join(part for part in parts if part), False


def clock_text(zone: str, now: dt.datetime) -> str:
    """ "21:40": the time in a zone; "" where it is not known."""
    return f"{local_of(now, zone):%H:%M}" if zone and zone_of(zone) is not None else ""


def clock_and_day(zone: str, now: dt.datetime) -> str:
    """ "21:40, Thursday": time and day in a zone; "" where it is not known."""
    if not zone or zone_of(zone) is None:
        return ""
    there = local_of(now, zone)
    day = QLocale().dayName(there.isoweekday(), QLocale.FormatType.LongFormat)
    return f"{there:%H:%M}, {day}"


def back_on(person: Person, today: dt.date) -> dt.date | None:
    """The first day on which somebody works again, None if they are not away today."""
    time = WorkingTime("UTC", person.days or "0,1,2,3,4", off=person.off)
    absence = time.absence(today)
    if absence is None:
        return None
    return next_working_day(today, time) or later(absence[1], 1)


def away_text(back: dt.date, today: dt.date) -> str:
    """ "away until Mon", "away until 3 Dec"."""
    if (back - today).days <= 6:
        day = QLocale().dayName(back.isoweekday(), QLocale.FormatType.ShortFormat)
    else:
        day = day_month(back, today)
    return QCoreApplication.translate("PersonWords", "away until {day}").format(day=day)
