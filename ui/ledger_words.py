"""The words of the hours won back: what was measured is said plainly, also where it is negative."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QLocale

from models.ledger import Hours
from ui.money_words import money_text
from ui.wording import hours_number

# From here on a month's name alone might be taken for this year's.
_LAST_YEAR = 10


def hours_text(seconds: float) -> str:
    """ "6.2 h", "−0.4 h", "0 h"."""
    number = hours_number(abs(round(seconds)))
    sign = "−" if seconds < 0 and number.strip("0.,") else ""
    return QCoreApplication.translate("Ledger", "{hours} h").format(hours=f"{sign}{number}")


def month_text(day: dt.date, today: dt.date) -> str:
    """ "September", "September 2025" where it might be taken for this year's."""
    months = 12 * (today.year - day.year) + today.month - day.month
    name = QLocale().standaloneMonthName(day.month, QLocale.FormatType.LongFormat)
    return name if months <= _LAST_YEAR else f"{name} {day.year}"


def since_text(total: int, since: dt.date, today: dt.date) -> str:
    """ "41 h since September"."""
    text = QCoreApplication.translate("Ledger", "{hours} since {month}")
    return text.format(hours=hours_text(total), month=month_text(since, today))


def shown_seconds(hours: Hours) -> int:
    """Which figure stands at the top: of this week; before its first run that of the last one, else all."""
    if hours.week.runs:
        return hours.week.won
    return hours.last.won if hours.last.runs else hours.total


def hero_text(hours: Hours) -> str:
    """ "6.2 h back this week"."""
    if hours.week.runs:
        text = QCoreApplication.translate("Ledger", "{hours} back this week")
    elif hours.last.runs:
        text = QCoreApplication.translate("Ledger", "{hours} back last week")
    else:
        month = month_text(hours.since, hours.today)
        text = QCoreApplication.translate("Ledger", "{hours} back since {month}").replace("{month}", month)
    return text.format(hours=hours_text(shown_seconds(hours)))


def unders(hours: Hours) -> list[str]:
    """What stands below it, and shorter ways to say it."""
    since = since_text(hours.total, hours.since, hours.today)
    if not hours.week.runs:
        parts = [QCoreApplication.translate("Ledger", "nothing finished yet this week")]
        return _shorter([since, *parts] if hours.last.runs and hours.total != hours.last.won else parts)
    # What the week was worth stands next to the week; it goes before the sum does.
    parts = [since] if hours.total != hours.week.won else []
    worth = [] if hours.worth is None else [worth_text(hours.worth, hours.currency)]
    core = [] if hours.core_share is None else [core_text(hours.core_share)]
    return _shorter([*worth, *parts, *core]) if not parts else [*_shorter([*worth, since, *core])[:2], since]


def _shorter(parts: list[str]) -> list[str]:
    return [" · ".join(parts[:most]) for most in range(len(parts), 0, -1)]


def core_text(share: float) -> str:
    """ "62 % of your time on core work"."""
    text = QCoreApplication.translate("Ledger", "{share} % of your time on core work")
    return text.format(share=round(100 * share))


def worth_text(amount: float, currency: str) -> str:
    """ "worth 372 EUR"; what an hour is worth is the owner's own word."""
    text = QCoreApplication.translate("Ledger", "worth {money}")
    return text.format(money=money_text(amount, currency))


def tip(hours: Hours) -> str:
    """What the two lines do not say."""
    parts = []
    if shown_seconds(hours) < 0:
        parts.append(
            QCoreApplication.translate("Ledger", "Checking and fixing took longer than these runs saved.")
        )
    parts.append(QCoreApplication.translate("Ledger", "Your time on each run is deducted, set-up is not."))
    return "\n".join(parts)


def line_text(hours: Hours) -> str:
    """The week in one line: "6.2 h back this week, 41 h since September"."""
    text = QCoreApplication.translate("Ledger", "{hours} back this week, {since}")
    since = since_text(hours.total, hours.since, hours.today)
    return text.format(hours=hours_text(hours.week.won), since=since)
