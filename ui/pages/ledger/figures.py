"""The sums of the ledger in words, for its tiles."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from models.ledger import Ledger
from models.ledger_setup import Earned
from ui.ledger_words import hours_text, month_text
from ui.money_words import money_text
from ui.pages.ledger.tiles import Figure
from ui.pages.ledger.words import cost_text, earned_text, runs_count, setup_text


def figures(ledger: Ledger, earned: Earned, today: dt.date) -> list[Figure]:
    """What was won this week and in all, what the set-up took, when it was earned back, where the time went,
    and what that is worth.
    """
    week, whole = ledger.this_week, ledger.whole
    since = QCoreApplication.translate("Ledger", "Since {month}").format(
        month=month_text(ledger.first or today, today)
    )
    found = [
        Figure(
            QCoreApplication.translate("Ledger", "This week"),
            hours_text(week.won),
            _tone(week.won, week.runs),
            runs_count(week.runs),
        ),
        Figure(
            since,
            hours_text(whole.sums.won),
            _tone(whole.sums.won, whole.sums.runs),
            runs_count(whole.sums.runs),
        ),
    ]
    if whole.setup.whole:
        found.append(
            Figure(QCoreApplication.translate("Ledger", "Set-up"), setup_text(whole.setup), "", _net(ledger))
        )
        found.append(
            Figure(
                QCoreApplication.translate("Ledger", "Earned back"),
                earned_text(whole.setup, earned, today),
                "good" if earned.on else "",
            )
        )
    if ledger.core:
        found.append(_core(ledger))
    if ledger.hourly is not None:
        found.append(_money(ledger, ledger.hourly))
    return found


def _net(ledger: Ledger) -> str:
    """What is left after the set-up that was said; beside it, what is left with the usual for the rest."""
    whole = ledger.whole
    measured = QCoreApplication.translate("Ledger", "leaves {hours}").format(
        hours=hours_text(whole.sums.won - whole.setup.said)
    )
    if not whole.setup.usual:
        return measured
    net = hours_text(whole.sums.won - whole.setup.whole)
    if not whole.setup.said:
        return QCoreApplication.translate("Ledger", "leaves about {hours}").format(hours=net)
    about = QCoreApplication.translate("Ledger", "with the rest about {hours}").format(hours=net)
    return f"{measured} · {about}"


def _core(ledger: Ledger) -> Figure:
    share = ""
    if ledger.core_share is not None:
        share = QCoreApplication.translate("Ledger", "{share} % of your time").format(
            share=round(100 * ledger.core_share)
        )
    name = QCoreApplication.translate("Ledger", "Went into core work this week")
    return Figure(name, hours_text(ledger.core), "", share)


def _money(ledger: Ledger, hourly: float) -> Figure:
    """What the hours are worth at the owner's own value, beside what was paid for them."""
    worth = hourly * ledger.whole.sums.won / 3600
    name = QCoreApplication.translate("Ledger", "Worth, at {money} an hour").format(
        money=money_text(hourly, ledger.currency)
    )
    paid = QCoreApplication.translate("Ledger", "paid for it: {money}").format(
        money=cost_text(ledger.whole.cost, ledger.currency)
    )
    is_known = ledger.whole.cost.amount is not None
    return Figure(name, money_text(worth, ledger.currency), "", paid if is_known else "")


def _tone(won: int, runs: int) -> str:
    return "" if not runs else "good" if won >= 0 else "loss"
