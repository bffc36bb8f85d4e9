"""What Sort says beside the words of triage itself: hints, classes of time, hours and weeks."""

from PySide6.QtCore import QCoreApplication

from models.cards import Card
from models.words import english_plural
from ui.triage_words import QUESTIONS
from ui.wording import hours_number, minutes_text, repeat_text


def question_text(letter: str) -> str:
    """The question of a letter; V is the owner's time."""
    if letter == "V":
        return QCoreApplication.translate("Sort", "How much of an average week does it take?")
    return next(one for one in QUESTIONS if one.key == letter).text()


def question_hint(letter: str) -> str:
    """What the question means, in small print; "" where it says so itself."""
    if letter == "O":
        return QCoreApplication.translate("Sort", "judgment, contacts, knowledge in your head")
    if letter == "V":
        return QCoreApplication.translate("Sort", "roughly, until you know better")
    return ""


def captions(letter: str) -> list[str]:
    """What stands below the five digits; "" for none."""
    if letter == "V":
        return class_names()
    found = next(one for one in QUESTIONS if one.key == letter)
    return [found.low(), "", "", "", found.high()]


def class_names() -> list[str]:
    """The five classes of hours a week."""
    return [
        QCoreApplication.translate("Sort", "< ¼ h"),
        QCoreApplication.translate("Sort", "¼–½ h"),
        QCoreApplication.translate("Sort", "½–1 h"),
        QCoreApplication.translate("Sort", "1–2 h"),
        QCoreApplication.translate("Sort", "≥ 2 h"),
    ]


def hours_text(hours: float) -> str:
    """ "0.9", "14", "−0.1": hours without a unit."""
    seconds = round(hours * 3600)
    if abs(seconds) < 18:
        return "0"
    return ("−" if seconds < 0 else "") + hours_number(abs(seconds))


def won_text(hours: float, estimate: str) -> str:
    """ "wins back about 0.9 h a week"; what was measured does not say about."""
    if hours <= 0:
        return QCoreApplication.translate("Sort", "costs {hours} h a week more").format(
            hours=hours_text(abs(hours))
        )
    text = (
        QCoreApplication.translate("Sort", "wins back {hours} h a week")
        if estimate == "measured"
        else QCoreApplication.translate("Sort", "wins back about {hours} h a week")
    )
    return text.format(hours=hours_text(hours))


def once_text(hours: float) -> str:
    """ "wins back about 2 h, once"."""
    return QCoreApplication.translate("Sort", "wins back about {hours} h, once").format(
        hours=hours_text(hours)
    )


def weeks_text(weeks: float) -> str:
    """ "earned back after 4 weeks"; within the first one "earned back within a week"."""
    if weeks <= 1:
        return QCoreApplication.translate("Sort", "earned back within a week")
    count = -(-round(weeks * 100) // 100)
    return english_plural(
        QCoreApplication.translate("Sort", "earned back after %n week(s)", None, count), count
    )


def short_weeks(weeks: float) -> str:
    """ "3 weeks", for a column."""
    count = max(1, -(-round(weeks * 100) // 100))
    return english_plural(QCoreApplication.translate("Sort", "%n week(s)", None, count), count)


def estimate_text(card: Card, estimate: str) -> str:
    """ "60 min a week, estimated"; what is not known is said."""
    if card.seconds_per_week is None:
        if card.seconds_per_run is not None and card.repeat is None:
            return QCoreApplication.translate("Sort", "{minutes}, once").format(
                minutes=minutes_text(card.seconds_per_run)
            )
        return QCoreApplication.translate("Sort", "hours not known yet")
    minutes = minutes_text(max(60, card.seconds_per_week))
    if estimate == "measured":
        return QCoreApplication.translate("Sort", "{minutes} a week, measured").format(minutes=minutes)
    if estimate == "rough":
        return QCoreApplication.translate("Sort", "about {minutes} a week, rough").format(minutes=minutes)
    return QCoreApplication.translate("Sort", "{minutes} a week, estimated").format(minutes=minutes)


def about_text(card: Card, source: str | None, estimate: str) -> str:
    """The line below the title: where it comes from, its tags, its time."""
    parts = []
    if source and source.startswith("trello:"):
        parts.append(QCoreApplication.translate("Sort", "from Trello"))
    elif source and source.startswith("csv:"):
        parts.append(QCoreApplication.translate("Sort", "from a list"))
    parts += [f"“{tag}”" for tag in card.tags[:3]]
    if card.repeat is not None:
        parts.append(repeat_text(card.repeat))
    parts.append(estimate_text(card, estimate))
    return " · ".join(parts)
