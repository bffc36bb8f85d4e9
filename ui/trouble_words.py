"""What the banner says about a board's file in trouble: what happened, what is safe, what to do."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from models.file_state import BACK, CUT, FOLDER, GONE, LOG, MOVED, REPLACED
from models.file_watch import BUSY, DISK, FULL, READ_ONLY, Seen
from models.folder_kind import SYNCED, FolderKind
from ui.plain import apart
from ui.wording import sentence_text


def told(seen: Seen, board: Path) -> str:
    """The whole text of the banner."""
    happened = sentence_text(seen.said) if seen.said else _of_the_file(seen) or _of_writing(seen)
    nothing_new = QCoreApplication.translate("Trouble", "Until this is settled nothing new is saved.")
    return " ".join(
        text.format(file=board.name, place=seen.path, kept=seen.kept, holder=apart(seen.holder))
        for text in (happened, _what_is_safe(seen), nothing_new)
    )


def folder_text(found: FolderKind, board: Path) -> str:
    """What there is to know about a folder that is synced or on the network."""
    if found.kind == SYNCED:
        text = QCoreApplication.translate(
            "Trouble",
            "{file} lies in a folder that {name} keeps the same on several computers. It can swap the file "
            "while the board is open here. Safer is a folder of this computer only, with copies for the "
            "others.",
        )
    else:
        text = QCoreApplication.translate(
            "Trouble",
            "{file} lies on a share of the network. Saving is slower there, and another computer "
            "that has the board open cannot always be seen. Safer is a folder of this computer.",
        )
    return text.format(file=board.name, name=found.name)


def _of_the_file(seen: Seen) -> str:
    """What became of the file; "" where it is another trouble."""
    return {
        GONE: QCoreApplication.translate("Trouble", "{file} was deleted while it was open."),
        MOVED: QCoreApplication.translate(
            "Trouble", "{file} was moved while it was open. It is now {place}."
        ),
        REPLACED: QCoreApplication.translate(
            "Trouble", "Another file took the place of {file} while it was open."
        ),
        FOLDER: QCoreApplication.translate(
            "Trouble", "The folder or the disk of {file} is not there any more."
        ),
        BACK: QCoreApplication.translate("Trouble", "{file} is there again, with everything that was saved."),
        CUT: QCoreApplication.translate("Trouble", "Another program wrote over {file} or cut it short."),
        LOG: QCoreApplication.translate("Trouble", "Another program removed what belongs to {file}."),
    }.get(seen.kind, "")


def _of_writing(seen: Seen) -> str:
    """Why a change could not be written."""
    if seen.kind == FULL:
        return QCoreApplication.translate(
            "Trouble", "The disk is full. Make room, and saving goes on by itself."
        )
    if seen.kind == READ_ONLY:
        return QCoreApplication.translate(
            "Trouble", "{file} may only be read now: its disk or folder is protected."
        )
    if seen.kind == BUSY and seen.holder:
        return QCoreApplication.translate("Trouble", "{holder} holds {file}.")
    if seen.kind == BUSY:
        return QCoreApplication.translate("Trouble", "Another program holds {file}.")
    return QCoreApplication.translate("Trouble", "The disk reported an error at {file}.")


def _what_is_safe(seen: Seen) -> str:
    if seen.kind == BACK:
        return QCoreApplication.translate("Trouble", "It is opened again as soon as that disturbs nobody.")
    if seen.kept:
        return QCoreApplication.translate("Trouble", "Everything saved so far was copied to {kept}.")
    if seen.kind in (MOVED, FULL, READ_ONLY, BUSY, DISK, LOG):
        return QCoreApplication.translate("Trouble", "Everything saved so far is safe.")
    if seen.kind == CUT:
        return QCoreApplication.translate(
            "Trouble", "Part of the board may be gone: save what can be read, then mend it from a backup."
        )
    return QCoreApplication.translate("Trouble", "Everything saved so far is still here.")
