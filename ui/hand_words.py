"""The words of handing over: reasons, training, what was sent and how."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from ui.wording import day_text, local


def reason_name(reason: str) -> str:
    """Why something came back."""
    names = {
        "brief_unclear": QCoreApplication.translate("Hands", "brief unclear"),
        "missing_access": QCoreApplication.translate("Hands", "access missing"),
        "slip": QCoreApplication.translate("Hands", "a slip"),
        "judgment": QCoreApplication.translate("Hands", "judgment"),
        "late": QCoreApplication.translate("Hands", "late"),
        "changed_mind": QCoreApplication.translate("Hands", "I changed my mind"),
    }
    return names.get(reason, reason)


def level_text(level: int) -> str:
    """How far somebody is with a task."""
    names = (
        QCoreApplication.translate("Hands", "not started"),
        QCoreApplication.translate("Hands", "you do, they watch"),
        QCoreApplication.translate("Hands", "you do it together"),
        QCoreApplication.translate("Hands", "they do, you check every time"),
        QCoreApplication.translate("Hands", "they do, you check 1 in 5"),
        QCoreApplication.translate("Hands", "they own it"),
    )
    return names[max(0, min(level, len(names) - 1))]


def since_text(moment: dt.datetime, today: dt.date) -> str:
    """ "today 14:05", "Mon 14:05" of a naive UTC moment, on the owner's clock."""
    here = local(moment)
    return f"{day_text(here.date(), today)} {here:%H:%M}"


def sent_text(how: str) -> str:
    """How they got it."""
    names = {
        "text": QCoreApplication.translate("Hands", "copied as text"),
        "mail": QCoreApplication.translate("Hands", "by e-mail"),
        "file": QCoreApplication.translate("Hands", "as a file"),
        "page": QCoreApplication.translate("Hands", "as a page"),
        "told": QCoreApplication.translate("Hands", "told already"),
    }
    return names.get(how, "")
