"""One text field's way to the board.

What is typed is a draft until the owner leaves the field, rests for two seconds, or the panel closes,
opens another card or is told to flush. All saves between entering and leaving a field belong to one
visit, which the board keeps as one change. What the disk did not take stays in the field, as a draft.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from models.errors import StorageError
from models.uid import new_uid
from ui.store import Ticket

REST_MS = 2000

Submit = Callable[[str, str], Ticket | None]


class FieldDraft(QObject):
    """Saves what is typed into one field, and shows what the board stores once nobody types in it."""

    settled = Signal()
    """A save was answered; what is stored should be read again."""
    refused = Signal(str)
    """A save was refused: what was typed is not stored, and will not be shown any more."""
    not_taken = Signal()
    """The disk did not take a save: what was typed stays, as a draft."""
    sent = Signal(object, str)
    """A Ticket and the text that it is about, before the field can be about anything else."""

    def __init__(
        self,
        text: Callable[[], str],
        show: Callable[[str], None],
        submit: Submit,
        parent: QObject,
        *,
        rests: bool = True,
    ) -> None:
        """`text` and `show` read and fill the field, which is the parent; `submit(text, visit)` sends an edit
        to the store.

        Without `rests` nothing is saved before the field is left: where half a word means something else.
        """
        super().__init__(parent)
        self._text = text
        self._show = show
        self._submit = submit
        self._rests = rests
        self._known = ""
        self._stored = ""
        self._visit: str | None = None
        self._on_the_way = 0
        self._of_former_card = 0
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.save)

    @property
    def is_idle(self) -> bool:
        """Nobody types here and nothing is on its way: the field may show what is stored."""
        return self._visit is None and self._on_the_way == 0

    @property
    def known(self) -> str:
        """The text that was stored, shown or sent last."""
        return self._known

    @property
    def stored(self) -> str:
        """The text that the board is known to hold."""
        return self._stored

    @property
    def is_saved(self) -> bool:
        """Whether what stands in the field is stored."""
        return self._on_the_way == 0 and self._text() == self._known

    def load(self, stored: str) -> None:
        """Begin with another card. The former card's draft must have been flushed before."""
        self._rest.stop()
        self._visit = None
        self._of_former_card += self._on_the_way
        self._on_the_way = 0
        self._known = self._stored = stored
        self._show(stored)

    def refresh(self, stored: str) -> None:
        """The board changed: show what is stored, unless that would disturb the typing."""
        if not self.is_idle:
            return
        self._known = self._stored = stored
        if self._text() != stored:
            self._show(stored)

    def touch(self) -> None:
        """The field's text changed; programs' own changes leave it equal to what is known."""
        if self._text() == self._known:
            self._rest.stop()
            return
        self._visit = self._visit or new_uid()
        if self._rests:
            self._rest.start(REST_MS)

    def save(self) -> None:
        """Send the draft to the board now; the visit goes on."""
        self._rest.stop()
        text = self._text()
        if text == self._known or self._visit is None:
            return
        self._known = text
        ticket = self._submit(text, self._visit)
        if ticket is not None:
            self._on_the_way += 1
            ticket.done.connect(lambda error: self._on_answered(error, text))
            self.sent.emit(ticket, text)

    def leave(self) -> None:
        """The owner left the field, or a flush was asked for: save, and end the visit."""
        self.save()
        if self._visit is not None:
            self._visit = None
            self.settled.emit()

    def _on_answered(self, error: object, text: str) -> None:
        if not isValid(self):
            return  # the field went with its window before the answer came
        if self._of_former_card:
            self._of_former_card -= 1  # answers come in the order of the saves
            return
        self._on_the_way -= 1
        if error is None:
            self._stored = text
        elif isinstance(error, StorageError):
            # Typed as before: the next save tries again.
            self._known = self._stored
            self._visit = self._visit or new_uid()
            self.not_taken.emit()
        else:
            self._visit = None
            self.refused.emit(self._text())
        self.settled.emit()
