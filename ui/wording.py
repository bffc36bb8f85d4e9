"""How values are worded on screen: dates, hours, repeats, columns, decisions, sentences of the models.

Short forms are for cards ("2 d late", "1.5 h/wk"), spoken forms for screen readers ("1.5 hours a week").
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from models.repeats import Repeat
from models.words import Sentence, english_plural, fill
from ui.plain import apart

if TYPE_CHECKING:
    from models.cards import Card

# A due day this near is shown in the warning colour.
SOON_DAYS: Final = 3
# A repeat that is longer stands in a card's way.
_FEW_LETTERS: Final = 14


def hours_text(seconds_per_week: int | None) -> str:
    """ "1.5 h/wk"; below three minutes a week "2 min/wk"; "" where nothing is known."""
    if seconds_per_week is None:
        return ""
    if seconds_per_week < 180:
        return QCoreApplication.translate("Wording", "{minutes} min/wk").format(
            minutes=max(1, round(seconds_per_week / 60))
        )
    return QCoreApplication.translate("Wording", "{hours} h/wk").format(hours=_hours(seconds_per_week))


def week_text(seconds_per_week: int | None) -> str:
    """ "5.2 h a week", for headings; "" where nothing is known."""
    if not seconds_per_week:
        return ""
    return QCoreApplication.translate("Wording", "{hours} h a week").format(hours=_hours(seconds_per_week))


def spoken_hours(seconds_per_week: int | None) -> str:
    """ "1.5 hours a week", for screen readers; "" where nothing is known."""
    if seconds_per_week is None:
        return ""
    return QCoreApplication.translate("Wording", "{hours} hours a week").format(
        hours=_hours(seconds_per_week)
    )


def hours_number(seconds: int) -> str:
    """ "5.2", "14", "0": hours without a unit."""
    return _hours(seconds)


def _hours(seconds: int) -> str:
    hours = round(seconds / 3600, 1)
    if 0 < seconds < 180:
        return QLocale().toString(round(seconds / 3600, 2), "f", 2)
    return QLocale().toString(hours, "f", 0 if hours == int(hours) else 1)


def minutes_text(seconds: int | None) -> str:
    """ "45 min", "1 h 30 min", "2 h"; "" where nothing is known."""
    if seconds is None:
        return ""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return QCoreApplication.translate("Wording", "{minutes} min").format(minutes=minutes)
    if not minutes:
        return QCoreApplication.translate("Wording", "{hours} h").format(hours=hours)
    return QCoreApplication.translate("Wording", "{hours} h {minutes} min").format(
        hours=hours, minutes=minutes
    )


def due_text(due: date | None, due_time: str | None, today: date, is_done: bool = False) -> str:
    """ "Thu", "today 14:00", "tomorrow", "due yesterday", "2 d late", "3 Dec 2027"; "" without a day."""
    if due is None:
        return ""
    days = (due - today).days
    if is_done or days > 6:
        text = day_month(due, today)
    elif days < -1:
        return QCoreApplication.translate("Wording", "{days} d late").format(days=-days)
    elif days == -1:
        return QCoreApplication.translate("Wording", "due yesterday")
    elif days == 0:
        text = QCoreApplication.translate("Wording", "today")
    elif days == 1:
        text = QCoreApplication.translate("Wording", "tomorrow")
    else:
        text = QLocale().dayName(due.isoweekday(), QLocale.FormatType.ShortFormat)
    return f"{text} {due_time}" if due_time and days <= 6 and not is_done else text


def today_for(card: "Card", today: date) -> date:
    """The day from which a card's due is seen: where a series lives it may be another one than here."""
    zone = card.repeat_zone or card.due_zone
    if card.repeat is None or card.due is None or not zone or abs((card.due - today).days) > 1:
        return today
    # Elsewhere it is at most a day earlier or later: only then is the zone needed.
    from models.series_day import today_in

    return today_in(zone, today, datetime.now(UTC).replace(tzinfo=None))


def due_state(due: date | None, due_time: str | None, today: date, is_done: bool = False) -> str:
    """ "none", "late" (before today), "soon" (within three days) or "later"; finished work is never late."""
    del due_time
    if due is None:
        return "none"
    if is_done:
        return "later"
    days = (due - today).days
    return "late" if days < 0 else "soon" if days <= SOON_DAYS else "later"


def spoken_due(due: date | None, due_time: str | None, today: date, is_done: bool = False) -> str:
    """ "due tomorrow", "2 days overdue"; for screen readers."""
    text = due_text(due, due_time, today, is_done)
    if due is None or due == date.fromordinal(today.toordinal() - 1):
        return text
    if due < today and not is_done:
        late = (today - due).days
        return english_plural(QCoreApplication.translate("Wording", "%n day(s) overdue", None, late), late)
    return QCoreApplication.translate("Wording", "due {day}").format(day=text)


def day_text(day: date, today: date) -> str:
    """A day gone by, short: "today", "yesterday", "Mon", "3 Dec", "3 Dec 2025"."""
    days = (today - day).days
    if days == 0:
        return QCoreApplication.translate("Wording", "today")
    if days == 1:
        return QCoreApplication.translate("Wording", "yesterday")
    if 1 < days <= 6:
        return QLocale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
    return day_month(day, today)


def when_text(moment: datetime, now: datetime | None = None) -> str:
    """A moment (naive UTC) on the owner's clock: "today 14:05", "Monday 14:05", "3 Dec 14:05"."""
    here = local(moment)
    today = local(now or datetime.now(UTC).replace(tzinfo=None)).date()
    days = (today - here.date()).days
    if 1 < days <= 6:
        day = QLocale().dayName(here.isoweekday(), QLocale.FormatType.LongFormat)
    else:
        day = day_text(here.date(), today)
    return f"{day} {here:%H:%M}"


def local(moment: datetime) -> datetime:
    """Naive UTC as the naive time of the owner's clock."""
    return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)


def day_month(day: date, today: date) -> str:
    """ "3 Dec"; with the year where that may be mistaken."""
    if day.year == today.year or abs((day - today).days) < 90:
        pattern = QCoreApplication.translate("Wording", "d MMM", "day and month, for QLocale")
        return QLocale().toString(QDate(day.year, day.month, day.day), pattern)
    return day_year(day)


def day_year(day: date) -> str:
    """ "3 Dec 2026"."""
    pattern = QCoreApplication.translate("Wording", "d MMM yyyy", "day, month, year, for QLocale")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def repeat_text(repeat: Repeat | None) -> str:
    """ "daily", "3 a week", "every second Friday, until 31 December 2026"; "" for work that is done once."""
    if repeat is None:
        return ""
    if repeat.rule is not None:
        # Few cards come round by a rule: what words it is not needed to show a board.
        from models.repeat_words import repeat_sentence

        return sentence_text(repeat_sentence(repeat))
    if repeat.count == 1:
        return _REPEATS[repeat.unit]()
    return _SEVERAL[repeat.unit]().format(count=repeat.count)


def short_repeat(repeat: Repeat) -> str:
    """The same where there is little room: what takes more than a few words says only "monthly"."""
    text = repeat_text(repeat)
    if repeat.rule is None or len(text) <= _FEW_LETTERS:
        return text
    from models.repeat_words import short_sentence

    return sentence_text(short_sentence(repeat))


_REPEATS = {
    "day": lambda: QCoreApplication.translate("Wording", "daily"),
    "week": lambda: QCoreApplication.translate("Wording", "weekly"),
    "month": lambda: QCoreApplication.translate("Wording", "monthly"),
    "quarter": lambda: QCoreApplication.translate("Wording", "quarterly"),
    "year": lambda: QCoreApplication.translate("Wording", "yearly"),
}
_SEVERAL = {
    "day": lambda: QCoreApplication.translate("Wording", "{count} a day"),
    "week": lambda: QCoreApplication.translate("Wording", "{count} a week"),
    "month": lambda: QCoreApplication.translate("Wording", "{count} a month"),
    "quarter": lambda: QCoreApplication.translate("Wording", "{count} a quarter"),
    "year": lambda: QCoreApplication.translate("Wording", "{count} a year"),
}


def kind_name(kind: str) -> str:
    """A column kind's own name on screen."""
    return {
        "unsorted": lambda: QCoreApplication.translate("Wording", "Unsorted"),
        "core": lambda: QCoreApplication.translate("Wording", "Core"),
        "setup": lambda: QCoreApplication.translate("Wording", "To set up"),
        "training": lambda: QCoreApplication.translate("Wording", "In training"),
        "handed_over": lambda: QCoreApplication.translate("Wording", "Handed over"),
        "review": lambda: QCoreApplication.translate("Wording", "To review"),
        "done": lambda: QCoreApplication.translate("Wording", "Done"),
    }[kind]()


def verdict_name(verdict: str) -> str:
    """The owner's decision in words."""
    return {
        "undecided": lambda: QCoreApplication.translate("Wording", "undecided"),
        "core": lambda: QCoreApplication.translate("Wording", "core"),
        "delegable": lambda: QCoreApplication.translate("Wording", "delegable"),
        "split": lambda: QCoreApplication.translate("Wording", "split"),
    }[verdict]()


def outcome_name(outcome: str) -> str:
    """How a task ended, in words."""
    return {
        "done": lambda: QCoreApplication.translate("Wording", "done"),
        "dropped": lambda: QCoreApplication.translate("Wording", "dropped"),
        "automated": lambda: QCoreApplication.translate("Wording", "automated"),
    }[outcome]()


def sentence_text(sentence: Sentence) -> str:
    """A sentence of the models in the running language, its values filled in."""
    count = -1 if sentence.count is None else sentence.count
    text = QCoreApplication.translate("models", sentence.source, None, count)
    values = {name: _value_text(value) for name, value in sentence.values.items()}
    # Without a translator "(s)" is still there
    return fill(english_plural(text, sentence.count), values)


def _value_text(value: object) -> object:
    if isinstance(value, Sentence):
        return sentence_text(value)
    if isinstance(value, datetime):
        return when_text(value)
    if isinstance(value, date):
        return day_month(value, datetime.now(UTC).astimezone().date())
    return apart(value) if isinstance(value, str) else value
