"""What a column's head says, and what an empty one."""

from PySide6.QtCore import QCoreApplication

from ui import wording
from ui.plain import apart


def count_text(shown: int, total: int, limit: int | None, *, is_filtered: bool) -> str:
    """ "12", with a limit "5 of 4"; "2/12" while a search shows some of them."""
    if is_filtered:
        return f"{shown}/{total}"
    if limit is None:
        return str(total)
    return QCoreApplication.translate("Column", "{count} of {limit}").format(count=total, limit=limit)


def subtitle_text(kind: str, specialisation: str, seconds_per_week: int) -> str:
    """Hours a week, for Core below the company's specialisation; without hours, what the column is for."""
    hours = wording.week_text(seconds_per_week)
    if kind == "core" and specialisation:
        quoted = QCoreApplication.translate("Column", "“{sentence}”").format(sentence=apart(specialisation))
        return f"{hours} · {quoted}" if hours else quoted
    if kind == "done":
        return _purposes()[kind]
    return hours or _purposes()[kind]


def _purposes() -> dict[str, str]:
    return {
        "unsorted": QCoreApplication.translate("Column", "to decide"),
        "core": QCoreApplication.translate("Column", "stays with you"),
        "setup": QCoreApplication.translate("Column", "to get ready"),
        "training": QCoreApplication.translate("Column", "assistant learns it"),
        "handed_over": QCoreApplication.translate("Column", "theirs now"),
        "review": QCoreApplication.translate("Column", "accept or send back"),
        "done": QCoreApplication.translate("Column", "finished"),
    }


def empty_text(kind: str) -> str:
    """A friendly word where there are no cards."""
    return {
        "unsorted": QCoreApplication.translate("Column", "All sorted. New cards land here."),
        "core": QCoreApplication.translate("Column", "Drag here what customers choose you for."),
        "setup": QCoreApplication.translate("Column", "Drag here what somebody else could do."),
        "training": QCoreApplication.translate("Column", "Work that an assistant is learning."),
        "handed_over": QCoreApplication.translate("Column", "Work that is off your desk."),
        "review": QCoreApplication.translate("Column", "Nothing waits for a look."),
        "done": QCoreApplication.translate("Column", "Drop a card here when it is finished."),
    }[kind]
