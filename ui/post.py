"""What goes out to assistants and what comes back, as the window is asked for it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.store import Store

if TYPE_CHECKING:
    from models.drafts import TaskDraft
    from ui.sending import Sending


class Post(QObject):
    """said(str, str, str): for the status line. mail_wanted(str): an address for the window's one door.
    cards_wanted(list[TaskDraft]): a pasted text was new cards after all.

    `flush` saves what is half typed: it goes along.
    """

    said = Signal(str, str, str)
    mail_wanted = Signal(str)
    cards_wanted = Signal(object)

    def __init__(self, window: QWidget, store: Store, flush: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._store = store
        self._flush = flush
        self._sending: Sending | None = None

    def send(self, form: str, task: int) -> None:
        """Send what the one who has a card gets, in a form of ui.sending."""
        self._flush()
        self._made().do(form, task)

    def after_hand_over(self, ids: Iterable[int]) -> None:
        """Handed over by key or quick add: what a single card's taker gets lies ready to be pasted."""
        ids = list(ids)
        if len(ids) == 1:
            self._flush()
            self._made().copy_at_once(ids[0])

    def nudge(self, task: int) -> None:
        """Ask the one who has a card how it goes."""
        self._flush()
        self._made().nudge(task)

    def copy_recall(self, tasks: Iterable[int]) -> None:
        """Copy a note for who has what they should not have."""
        self._made().copy_recall(tasks)

    def show_reply(self, data: object) -> None:
        """Something that an assistant sent back was dropped or pasted."""
        from ui.dialogs.reply_dialog import show_reply

        show_reply(self._store, data, self._window)

    def show_words(self, text: str, task: int, drafts: "list[TaskDraft]") -> None:
        """A mail or chat was pasted on a card that somebody has; `drafts`: the cards it could be instead."""
        from ui.dialogs.their_words import TheirWords

        dialog = TheirWords(self._store, task, text, self._window)
        dialog.cards_wanted.connect(lambda: self.cards_wanted.emit(drafts))
        dialog.open()

    def _made(self) -> "Sending":
        if self._sending is None:
            from ui.sending import Sending

            self._sending = Sending(self._window, self._store)
            self._sending.said.connect(self.said)
            self._sending.mail_wanted.connect(self.mail_wanted)
        return self._sending
