"""What the ledger says: runs, set-up side by side with what is only usual, and when it was earned back."""

import datetime as dt

from PySide6.QtCore import QCoreApplication, QLocale

from models.ledger import Cost, Ledger, Sums
from models.ledger_setup import Earned, Setup
from models.words import english_plural
from ui.ledger_words import hours_text
from ui.money_words import money_text
from ui.run_words import outcome_text
from ui.wording import day_month


def outcome_of_try(outcome: str, attempt: int) -> str:
    """How a run came out; a second try says so."""
    text = outcome_text(outcome)
    if attempt < 2:
        return text
    told = QCoreApplication.translate("Ledger", "{outcome}, try {number}")
    return told.format(outcome=text, number=attempt)


def minutes_text(seconds: int | None) -> str:
    """ "34 min", "−6 min", "1 h 30 min"; "–" where it is not known."""
    if seconds is None:
        return "–"
    minutes = round(abs(seconds) / 60)
    text = QCoreApplication.translate("Ledger", "{minutes} min").format(minutes=QLocale().toString(minutes))
    return f"−{text}" if seconds < 0 and minutes else text


def runs_text(sums: Sums) -> str:
    """ "12", "12 + 3 not measured"."""
    if not sums.unmeasured:
        return str(sums.runs)
    text = QCoreApplication.translate("Ledger", "{runs} + {more} not measured")
    return text.format(runs=sums.runs, more=sums.unmeasured)


def setup_text(setup: Setup) -> str:
    """ "5.5 h", "about 3 h", "5.5 h + about 3 h", "–"."""
    usual = QCoreApplication.translate("Ledger", "about {hours}").format(hours=hours_text(setup.usual))
    if not setup.usual:
        return hours_text(setup.said) if setup.said else "–"
    return f"{hours_text(setup.said)} + {usual}" if setup.said else usual


def earned_text(setup: Setup, earned: Earned, today: dt.date) -> str:
    """ "3 Oct", "about 3 Oct", "1.2 h to go", "–" where nothing had to be earned back."""
    if not setup.whole:
        return "–"
    if earned.on is None:
        text = QCoreApplication.translate("Ledger", "{hours} to go").format(hours=hours_text(earned.missing))
    else:
        text = day_month(earned.on, today)
    return QCoreApplication.translate("Ledger", "about {what}").format(what=text) if setup.usual else text


def cost_text(cost: Cost, currency: str) -> str:
    """ "540 EUR"; "–" where nothing is known."""
    return "–" if cost.amount is None else money_text(float(cost.amount), currency)


def week_text(monday: dt.date, sums: Sums, today: dt.date) -> str:
    """ "Week of 23 Nov: 6.2 h, 12 runs, 3 not measured"."""
    parts = [hours_text(sums.won), runs_count(sums.runs)]
    if sums.unmeasured:
        text = QCoreApplication.translate("Ledger", "{count} not measured").format(count=sums.unmeasured)
        parts.append(text)
    text = QCoreApplication.translate("Ledger", "Week of {day}: {facts}")
    return text.format(day=day_month(monday, today), facts=", ".join(parts))


def runs_count(count: int) -> str:
    """ "12 runs"."""
    return english_plural(QCoreApplication.translate("Ledger", "%n run(s)", None, count), count)


def notes(ledger: Ledger) -> str:
    """What the sums do not hold, in words; "" where there is nothing of the kind."""
    whole = ledger.whole
    parts = []
    if count := whole.sums.unmeasured:
        text = QCoreApplication.translate(
            "Ledger", "Not measured: %n run(s), assumed done or begun without known minutes.", None, count
        )
        parts.append(english_plural(text, count))
    if count := whole.assumed:
        text = QCoreApplication.translate(
            "Ledger", "On %n run(s) your own minutes are the usual ones: nobody said others.", None, count
        )
        parts.append(english_plural(text, count))
    if whole.setup.usual:
        parts.append(
            QCoreApplication.translate(
                "Ledger",
                "“About” stands for set-up that you did not time: select a task and press S to say it.",
            )
        )
    has_money = ledger.hourly is not None and whole.cost.amount is not None
    if has_money and (count := whole.cost.apart):
        text = QCoreApplication.translate(
            "Ledger",
            "What was paid leaves out %n run(s): minutes, rate or exchange rate are not known.",
            None,
            count,
        )
        parts.append(english_plural(text, count))
    return " ".join(parts)
