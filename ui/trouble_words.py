"""What the banner says about a board's file in trouble: what happened, what is safe, what to do."""

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from models.file_state import CUT, FOLDER, GONE, LOG, MOVED, REPLACED
from models.file_watch import BUSY, DISK, FULL, READ_ONLY, Seen
from models.folder_kind import SYNCED, FolderKind

_HAPPENED = {
    GONE: QT_TRANSLATE_NOOP("Trouble", "{file} was deleted while it was open."),
    MOVED: QT_TRANSLATE_NOOP("Trouble", "{file} was moved while it was open. It is now {place}."),
    REPLACED: QT_TRANSLATE_NOOP("Trouble", "Another file took the place of {file} while it was open."),
    FOLDER: QT_TRANSLATE_NOOP("Trouble", "The folder or the disk of {file} is not there any more."),
    CUT: QT_TRANSLATE_NOOP("Trouble", "Another program wrote over {file} or cut it short."),
    LOG: QT_TRANSLATE_NOOP("Trouble", "Another program removed what belongs to {file}."),
    FULL: QT_TRANSLATE_NOOP("Trouble", "The disk is full. Make room, and saving goes on by itself."),
    READ_ONLY: QT_TRANSLATE_NOOP("Trouble", "{file} may only be read now: its disk or folder is protected."),
    BUSY: QT_TRANSLATE_NOOP("Trouble", "Another program holds {file}."),
    DISK: QT_TRANSLATE_NOOP("Trouble", "The disk reported an error at {file}."),
}
_HELD_BY = QT_TRANSLATE_NOOP("Trouble", "{holder} holds {file}.")
_KEPT = QT_TRANSLATE_NOOP("Trouble", "Everything saved so far was copied to {kept}.")
_HERE = QT_TRANSLATE_NOOP("Trouble", "Everything saved so far is still here.")
_IN_PLACE = QT_TRANSLATE_NOOP("Trouble", "Everything saved so far is safe.")
_PARTLY = QT_TRANSLATE_NOOP(
    "Trouble", "Part of the board may be gone: save what can be read, and take a backup."
)
_NOTHING_NEW = QT_TRANSLATE_NOOP("Trouble", "Until this is settled nothing new is saved.")


_SYNCED = QT_TRANSLATE_NOOP(
    "Trouble",
    "{file} lies in a folder that {name} keeps the same on several computers. It can swap the file while the "
    "board is open here. Safer is a folder of this computer only, with copies for the others.",
)
_SHARE = QT_TRANSLATE_NOOP(
    "Trouble",
    "{file} lies on a share of the network ({name}). Saving is slower there, and another computer that has "
    "the board open cannot always be seen. Safer is a folder of this computer.",
)


def folder_text(found: FolderKind, board: Path) -> str:
    """What there is to know about a folder that is synced or on the network."""
    text = _SYNCED if found.kind == SYNCED else _SHARE
    return QCoreApplication.translate("Trouble", str(text)).format(file=board.name, name=found.name)


def told(seen: Seen, board: Path) -> str:
    """The whole text of the banner."""
    happened = _HELD_BY if seen.kind == BUSY and seen.holder else _HAPPENED.get(seen.kind, _HAPPENED[DISK])
    if seen.kept:
        safe = _KEPT
    elif seen.kind in (MOVED, FULL, READ_ONLY, BUSY, DISK, LOG):
        safe = _IN_PLACE
    else:
        safe = _PARTLY if seen.kind == CUT else _HERE
    return " ".join(
        QCoreApplication.translate("Trouble", str(text)).format(
            file=board.name, place=seen.path, kept=seen.kept, holder=seen.holder
        )
        for text in (happened, safe, _NOTHING_NEW)
    )
