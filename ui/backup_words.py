"""What is said of a backup: when, why, how much is in it, and what happened since."""

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from models import backups
from models.backups import Backup, Since
from models.words import QT_TRANSLATE_NOOP
from ui.plain import apart
from ui.wording import when_text

CONTEXT = "Backups"
_REASONS = {
    "start": QT_TRANSLATE_NOOP("Backups", "At the start"),
    "while": QT_TRANSLATE_NOOP("Backups", "While you worked"),
    "close": QT_TRANSLATE_NOOP("Backups", "When the window was closed"),
    "asked": QT_TRANSLATE_NOOP("Backups", "You asked for it"),
    "migration": QT_TRANSLATE_NOOP("Backups", "Before the program's new version"),
    "import": QT_TRANSLATE_NOOP("Backups", "Before an import"),
    "restore": QT_TRANSLATE_NOOP("Backups", "Before another one was restored"),
    "deletion": QT_TRANSLATE_NOOP("Backups", "Before deleting for good"),
}


def why_text(backup: Backup) -> str:
    """Why it was made, or that it cannot be used."""
    if not backup.is_good:
        return QCoreApplication.translate("Backups", "Damaged, or not a board")
    source = _REASONS.get(backup.reason, _REASONS["asked"])
    return QCoreApplication.translate(CONTEXT, source)


def made_text(backup: Backup, now: dt.datetime) -> str:
    """When it was made, by the owner's clock: "today 14:30", "yesterday 9:05"."""
    return when_text(backup.made, now)


def size_text(size: int) -> str:
    """ "480 kB"."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def held_text(held: Mapping[str, int]) -> str:
    """ "57 cards, 3 assistants, 12 runs": of these, what is counted."""
    words = {
        "cards": QCoreApplication.translate("Backups", "%n card(s)", "", held.get("cards", 0)),
        "assistants": QCoreApplication.translate("Backups", "%n assistant(s)", "", held.get("assistants", 0)),
        "runs": QCoreApplication.translate("Backups", "%n run(s)", "", held.get("runs", 0)),
    }
    return ", ".join(text for what, text in words.items() if what in held)


def since_text(since: Since) -> str:
    """ "12 changes, 3 cards more"; "as the board is now"."""
    if since.changes == 0:
        return QCoreApplication.translate("Backups", "As the board is now")
    changes, cards = since.changes, abs(since.cards)
    if changes is None:
        text = QCoreApplication.translate("Backups", "Other changes")
    else:
        text = QCoreApplication.translate("Backups", "%n change(s)", "", changes)
    more = QCoreApplication.translate("Backups", "%n card(s) more", "", cards)
    fewer = QCoreApplication.translate("Backups", "%n card(s) fewer", "", cards)
    return f"{text}, {more if since.cards > 0 else fewer}" if cards else text


def restored_text(when: str, held: Mapping[str, int], aside: str | None = "") -> str:
    """What the board holds now, and what became of what was there. `aside`: the new name of a damaged file;
    None: there was none.
    """
    text = QCoreApplication.translate(
        "Backups", "The board is as it was {when}: {held}. Undo and history go on from there."
    )
    text = text.replace("{when}", when).replace("{held}", held_text(held))
    if aside is None:
        return text
    if aside:
        kept = QCoreApplication.translate("Backups", "The damaged file is kept as “{name}”.")
        return f"{text} {kept.replace('{name}', apart(aside))}"
    more = QCoreApplication.translate("Backups", "What was here is kept as a backup.")
    return f"{text} {more}"


def shrunk_text(then: Mapping[str, int], now: Mapping[str, int], when: str) -> str:
    """That there is much less on the board than there was."""
    less = {what: count for what, count in then.items() if backups.has_shrunk({what: count}, now)}
    text = QCoreApplication.translate(
        "Backups", "There is much less on this board than there was {when}: {now}, not {then}. Is that right?"
    )
    left = held_text({what: now.get(what, 0) for what in less})
    return text.replace("{when}", when).replace("{now}", left).replace("{then}", held_text(less))
