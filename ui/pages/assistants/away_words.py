"""The words of absences and back-ups, for the page of a person and for Today."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from models.coverage import AbsenceAhead, Offer
from models.standing_in import DueBack
from models.words import english_plural
from ui.plain import apart
from ui.wording import day_month

MOST_TITLES = 3


def ahead_text(one: AbsenceAhead, today: dt.date) -> str:
    """ "While Tom is away, 1 Dec – 5 Dec, 3 tasks would come due: Priya can do 2"."""
    count = len(one.tasks)
    text = QCoreApplication.translate(
        "Away", "While {who} is away, {days}, %n task(s) would come due", None, count
    )
    told = english_plural(text, count).format(who=apart(one.name), days=span_text(one.first, one.last, today))
    offers = [offer_text(offer) for offer in one.offers]
    return f"{told}: {', '.join(offers)}" if offers else told


def offer_text(offer: Offer) -> str:
    """ "Priya can do 2", "Ines can do 1 and would have to learn 1"."""
    known = len(offer.tasks) - offer.to_learn
    if not offer.to_learn:
        text = QCoreApplication.translate("Away", "{who} can do {known}")
    elif not known:
        text = QCoreApplication.translate("Away", "{who} would have to learn {new}")
    else:
        text = QCoreApplication.translate("Away", "{who} can do {known} and would have to learn {new}")
    return text.format(who=apart(offer.name), known=known, new=offer.to_learn)


def alone_text(one: AbsenceAhead) -> str:
    """ "Nobody but you could do: Invoices, Calls, and 2 more"."""
    titles = [f"“{task.title}”" for task in one.alone[:MOST_TITLES]]
    if (more := len(one.alone) - MOST_TITLES) > 0:
        titles.append(english_plural(QCoreApplication.translate("Away", "%n more", None, more), more))
    told = QCoreApplication.translate("Away", "Nobody but you could do {titles}")
    return told.format(titles=apart(", ".join(titles)))


def back_text(back: DueBack, today: dt.date) -> str:
    """ "Tom is back since 5 Dec; Priya still has 2 tasks"."""
    count = len(back.tasks)
    if back.since is None:
        source = QCoreApplication.translate(
            "Away", "{who} is not away; {other} still has %n task(s)", None, count
        )
    else:
        source = QCoreApplication.translate(
            "Away", "{who} is back since {day}; {other} still has %n task(s)", None, count
        )
    day = day_month(back.since, today) if back.since else ""
    return english_plural(source, count).format(who=apart(back.name), other=apart(back.back_up_name), day=day)


def span_text(first: dt.date, last: dt.date, today: dt.date) -> str:
    """ "1 Dec – 5 Dec", or the one day."""
    if first == last:
        return day_month(first, today)
    return f"{day_month(first, today)} – {day_month(last, today)}"
