"""What can go wrong in words for the owner. Anything else that is raised is a bug."""

from models.words import QT_TRANSLATE_NOOP, Sentence, say


class BoardError(Exception):
    """Something the owner can understand and act on; `sentence` says it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.source)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence.english()


class Refused(BoardError):
    """What was asked for cannot be done; nothing was changed."""


class Conflict(Refused):
    """Undoing would overwrite a newer change; the sentence names it."""


class NotABoard(BoardError):
    """The file is no board of ours, or damaged."""


class StrangeBoard(NotABoard):
    """A board in which there is something that this program did not make: a table, a column, a trigger."""


class NewerBoard(BoardError):
    """The file was written by a newer version of the program; it was left untouched."""


class BoardHeld(BoardError):
    """Another process has the board open for writing.

    `may_be_over`: it is on another computer, where nobody can see from here whether it still runs.
    """

    def __init__(self, sentence: Sentence, *, may_be_over: bool = False) -> None:
        super().__init__(sentence)
        self.may_be_over = may_be_over


class ReadOnly(BoardError):
    """The board is open for reading only."""


class StorageError(BoardError):
    """The disk or the file let us down; nothing was changed.

    `kind`: what happened, where a window makes more of it (see models.file_state and models.sqlite).
    """

    def __init__(self, sentence: Sentence, kind: str = "") -> None:
        super().__init__(sentence)
        self.kind = kind


class Damaged(StorageError):
    """The file is a board, but SQLite cannot make sense of it any more."""


class Cancelled(BoardError):
    """The owner stopped a long operation; nothing was changed."""


class NoMemory(BoardError):
    """The machine has no memory left for what was asked; nothing was changed."""

    def __init__(self) -> None:
        text = QT_TRANSLATE_NOOP(
            "models",
            "There is not enough memory for this. Nothing was changed. Close other programs, then try again.",
        )
        super().__init__(say(text))
