"""What the tab *Why* says of the decision, and of what handing over is worth."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from models.money import job_share, most_slowness, training_ceiling
from models.settings import Settings
from models.triage_ops import Triage
from models.worth import TaskWorth
from ui.money_words import money_text
from ui.wording import local, outcome_name, verdict_name

HALF_A_JOB = 0.5


def decision_line(triage: Triage, today: dt.date) -> str:
    """When the owner decided, and whether the answers say the same now; "" where nothing was decided."""
    found = triage.suggestion
    if triage.decided is None or triage.decided == "undecided" or triage.decided_at is None:
        return ""
    is_outcome = triage.decided in ("dropped", "automated")
    name = outcome_name(triage.decided) if is_outcome else verdict_name(triage.decided)
    day = date_text(local(triage.decided_at).date(), today)
    if found.verdict in ("undecided", triage.decided):
        text = QCoreApplication.translate("Why", "You decided {verdict} on {day}")
        return text.format(verdict=name, day=day)
    text = QCoreApplication.translate("Why", "You decided {verdict} on {day}; the answers say {other}")
    return text.format(verdict=name, day=day, other=verdict_name(found.verdict))


def agreement_line(agreed: int, of: int) -> str:
    """From twenty decisions on: "You agreed with 15 of 20"."""
    if of < 20:
        return ""
    return QCoreApplication.translate("Why", "You agreed with {agreed} of {of} suggestions").format(
        agreed=agreed, of=of
    )


def won_line(worth: TaskWorth) -> str:
    """The hours, first of all: won back, or told plainly that it wins none."""
    won = worth.worth.won
    hours = span_text(abs(won))
    is_measured = worth.estimate == "measured"
    if worth.runs_per_week is None:
        if won > 0:
            return _about(
                is_measured,
                QCoreApplication.translate("Why", "Wins back {hours}, once"),
                QCoreApplication.translate("Why", "Wins back about {hours}, once"),
            ).format(hours=hours)
        return QCoreApplication.translate("Why", "Takes {hours} more than it saves").format(hours=hours)
    if won > 0:
        return _about(
            is_measured,
            QCoreApplication.translate("Why", "Wins back {hours} a week"),
            QCoreApplication.translate("Why", "Wins back about {hours} a week"),
        ).format(hours=hours)
    return QCoreApplication.translate("Why", "Takes {hours} a week more than it saves").format(hours=hours)


def money_line(worth: TaskWorth, settings: Settings) -> str:
    """The money, second: "about 77 EUR a week at your value of 60 EUR/h"; "" without both values."""
    net, hourly = worth.worth.net, settings.hourly()
    if net is None or hourly is None:
        return ""
    values = {
        "money": money_text(abs(net), settings.currency),
        "value": money_text(hourly, settings.currency),
    }
    is_once = worth.runs_per_week is None
    if net > 0 and is_once:
        text = QCoreApplication.translate("Why", "about {money} at your value of {value}/h")
    elif net > 0:
        text = QCoreApplication.translate("Why", "about {money} a week at your value of {value}/h")
    elif is_once:
        text = QCoreApplication.translate("Why", "loses about {money} at your value of {value}/h")
    else:
        text = QCoreApplication.translate("Why", "loses about {money} a week at your value of {value}/h")
    return text.format(**values)


def setup_line(worth: TaskWorth, today: dt.date) -> str:
    """What it takes first, and when that is earned back: in time, and in money where it is known."""
    found = worth.worth
    first = QCoreApplication.translate("Why", "about {hours} to set up").format(hours=span_text(found.setup))
    if worth.runs_per_week is None:
        return first
    in_time = date_text(worth.even_time_date, today) if worth.even_time_date else ""
    in_money = date_text(worth.even_money_date, today) if worth.even_money_date else ""
    if found.net is None:
        if not in_time:
            return QCoreApplication.translate("Why", "{first}, never earned back").format(first=first)
        return QCoreApplication.translate("Why", "{first}, earned back on {day}").format(
            first=first, day=in_time
        )
    if in_time and in_money:
        text = QCoreApplication.translate("Why", "{first}, earned back on {day} in time, {other} in money")
    elif in_time:
        text = QCoreApplication.translate("Why", "{first}, earned back on {day} in time, never in money")
    elif in_money:
        text = QCoreApplication.translate("Why", "{first}, earned back on {other} in money, never in time")
    else:
        text = QCoreApplication.translate("Why", "{first}, never earned back")
    return text.format(first=first, day=in_time, other=in_money)


def arithmetic(worth: TaskWorth, settings: Settings) -> str:
    """How the figures come about, line by line, for a tooltip."""
    found = worth.worth
    lines = [
        QCoreApplication.translate("Why", "Now: {hours} of your time").format(hours=span_text(found.before)),
        QCoreApplication.translate(
            "Why", "Afterwards: {hours} for questions, looking and corrections"
        ).format(hours=span_text(found.after)),
        QCoreApplication.translate("Why", "Whoever takes it over needs {hours}").format(
            hours=span_text(found.assistant)
        ),
    ]
    rate = settings.rate()
    if found.cost is not None and rate is not None:
        text = QCoreApplication.translate("Why", "That costs {cost} at {rate} an hour")
        lines.append(
            text.format(
                cost=money_text(found.cost, settings.currency), rate=money_text(rate, settings.currency)
            )
        )
    if worth.runs_per_week is not None:
        lines.append(QCoreApplication.translate("Why", "All a week, once it runs by itself"))
        lines.append(_training(worth, settings))
        lines.append(_first_year(worth, settings))
        lines += [line for line in (job_line(worth), speed_line(settings)) if line]
    return "\n".join(lines)


def _training(worth: TaskWorth, settings: Settings) -> str:
    """What set-up is made of, beside the most that training may cost."""
    brief = settings.assumptions().brief / 60
    text = QCoreApplication.translate(
        "Why", "Set-up: {brief} for a brief, {training} to train; thirty runs, {most}, would be the ceiling"
    )
    return text.format(
        brief=span_text(brief),
        training=span_text(max(0.0, worth.worth.setup - brief)),
        most=span_text(training_ceiling(worth.minutes) / 60),
    )


def _first_year(worth: TaskWorth, settings: Settings) -> str:
    hours, money = worth.worth.first_year()
    if money is None:
        text = QCoreApplication.translate("Why", "In the first year {hours}, set-up taken off")
        return text.format(hours=_signed_span(hours))
    text = QCoreApplication.translate("Why", "In the first year {hours} and {money}, set-up taken off")
    return text.format(hours=_signed_span(hours), money=money_text(money, settings.currency))


def _signed_span(hours: float) -> str:
    return ("−" if hours < 0 else "") + span_text(abs(hours))


def job_line(worth: TaskWorth) -> str:
    """ "6.5 h a month, 4 % of a full-time job: too little to hire somebody for"; "" for a one-off."""
    if worth.runs_per_week is None:
        return ""
    share = job_share(worth.worth)
    text = (
        QCoreApplication.translate(
            "Why", "{hours} a month, {percent} % of a full-time job: too little to hire somebody for"
        )
        if share < HALF_A_JOB
        else QCoreApplication.translate("Why", "{hours} a month, {percent} % of a full-time job")
    )
    month = worth.worth.before * 52 / 12
    percent = "< 1" if share < 0.005 else str(round(share * 100))
    return text.format(hours=span_text(float(round(month)) if month >= 10 else month), percent=percent)


def speed_line(settings: Settings) -> str:
    """Why being faster is no reason to keep it, in money; "" without both values."""
    hourly, rate = settings.hourly(), settings.rate()
    if not hourly or not rate:
        return ""
    most = most_slowness(hourly, rate)
    times = QLocale().toString(most, "f", 1)
    if settings.assumptions().slowness < most:
        text = QCoreApplication.translate(
            "Why", "Even if you are faster: help pays while it takes less than {times} times as long"
        )
    else:
        text = QCoreApplication.translate(
            "Why", "In money, help pays only while it takes less than {times} times as long as you"
        )
    return text.format(times=times)


def span_text(hours: float) -> str:
    """ "1.8 h", "14 h"; below an hour "25 min", and never 0 for what is something."""
    if hours < 0.995:
        minutes = hours * 60
        figure = "< 1" if 0 < minutes < 0.5 else str(round(minutes))
        return QCoreApplication.translate("Why", "{minutes} min").format(minutes=figure)
    digits = 0 if round(hours, 1) == round(hours) else 1
    return QCoreApplication.translate("Why", "{hours} h").format(hours=QLocale().toString(hours, "f", digits))


def date_text(day: dt.date, today: dt.date) -> str:
    """ "27 Nov", and with its year where that is not clear."""
    is_near = day.year == today.year or abs((day - today).days) < 90
    pattern = (
        QCoreApplication.translate("Wording", "d MMM", "day and month, for QLocale")
        if is_near
        else QCoreApplication.translate("Wording", "d MMM yyyy", "day, month, year, for QLocale")
    )
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _about(is_measured: bool, plain: str, about: str) -> str:
    return plain if is_measured else about
