"""The words of the table of who can do what: each cell, each task and each person in a sentence."""

import datetime as dt

from PySide6.QtCore import QCoreApplication

from models.back_ups import BackUp, Grade
from models.coverage import Covered
from ui.hand_words import level_text
from ui.plain import apart
from ui.wording import day_month, local


def step_name(level: int) -> str:
    """A step of training in two or three words, for the legend and the menu."""
    names = (
        QCoreApplication.translate("Matrix", "not started"),
        QCoreApplication.translate("Matrix", "watches you"),
        QCoreApplication.translate("Matrix", "with you"),
        QCoreApplication.translate("Matrix", "you check every time"),
        QCoreApplication.translate("Matrix", "you check 1 in 5"),
        QCoreApplication.translate("Matrix", "owns it"),
    )
    return names[level]


def back_up_text(found: BackUp) -> str:
    """ "Priya (you check every time)", "Priya (would have to learn it)", "you"."""
    if found.assistant is None:
        return QCoreApplication.translate("Matrix", "you")
    if found.is_deputy:
        how = QCoreApplication.translate("Matrix", "would have to learn it")
    else:
        how = step_name(found.level)
    return f"{found.name} ({how})"


def cell_text(
    who: str, grade: Grade | None, today: dt.date, *, has_it: bool, tried: tuple[int, int] = (0, 0)
) -> str:
    """One person and one task: "Maya does it, you check one in five, since 3 Nov, 8 of 9 at first try".
    `tried`: how many were accepted at first try, and of how many.
    """
    if grade is None:
        if has_it:
            return QCoreApplication.translate("Matrix", "{who} has it").format(who=apart(who))
        return QCoreApplication.translate("Matrix", "{who} does not know it").format(who=apart(who))
    since = QCoreApplication.translate("Matrix", "since {day}").format(
        day=day_month(local(grade.since).date(), today)
    )
    parts = [(_DOES if has_it else _KNOWS)[grade.level]().format(who=apart(who)), since]
    if tried[1]:
        told = QCoreApplication.translate("Matrix", "{accepted} of {all} at first try")
        parts.append(told.format(accepted=tried[0], all=tried[1]))
    if grade.is_stopped:
        parts.append(QCoreApplication.translate("Matrix", "stopped: too many went back"))
    return ", ".join(parts)


def spoken_cell(title: str, who: str, grade: Grade | None, *, has_it: bool) -> str:
    """The same for a screen reader: whose cell of which task, in few words."""
    words = [title, who, level_text(grade.level if grade else 0)]
    if has_it:
        words.append(QCoreApplication.translate("Matrix", "has it now"))
    if grade is not None and grade.is_stopped:
        words.append(QCoreApplication.translate("Matrix", "stopped"))
    return ", ".join(words)


def task_text(one: Covered, holder: str) -> str:
    """A task in lines: who has it, who stands behind them, and what that means."""
    if not holder:
        return QCoreApplication.translate("Matrix", "You have it now")
    lines = [
        QCoreApplication.translate("Matrix", "{who} has it").format(who=apart(holder)),
        QCoreApplication.translate("Matrix", "Back-up: {who}").format(who=apart(back_up_text(one.back_up))),
    ]
    if one.danger:
        lines.append(danger_text(one.danger))
    return "\n".join(lines)


def danger_text(danger: str) -> str:
    """What it means that a task stands on one person."""
    if danger == "red":
        return QCoreApplication.translate(
            "Matrix", "Stands on one person, and is very private: let somebody learn it"
        )
    return QCoreApplication.translate("Matrix", "Stands on one person: nobody else could do it")


_DOES = (
    lambda: QCoreApplication.translate("Matrix", "{who} has it"),
    lambda: QCoreApplication.translate("Matrix", "You do it, {who} watches"),
    lambda: QCoreApplication.translate("Matrix", "You and {who} do it together"),
    lambda: QCoreApplication.translate("Matrix", "{who} does it, you check every time"),
    lambda: QCoreApplication.translate("Matrix", "{who} does it, you check one in five"),
    lambda: QCoreApplication.translate("Matrix", "{who} owns it, and can teach it"),
)
_KNOWS = (
    lambda: QCoreApplication.translate("Matrix", "{who} does not know it"),
    lambda: QCoreApplication.translate("Matrix", "{who} learns it: you do, they watch"),
    lambda: QCoreApplication.translate("Matrix", "{who} learns it: you do it together"),
    lambda: QCoreApplication.translate("Matrix", "{who} can do it, you would check every time"),
    lambda: QCoreApplication.translate("Matrix", "{who} can do it, you would check one in five"),
    lambda: QCoreApplication.translate("Matrix", "{who} knows it well enough to teach it"),
)
