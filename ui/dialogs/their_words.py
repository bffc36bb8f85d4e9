"""A mail or chat pasted on a card that somebody has: one key says what it says of the work."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from models.cards import title_of
from models.their_words import take_words, who_has
from ui.dialogs.send_preview import text_view
from ui.dialogs.sheet import Sheet, muted_label
from ui.plain import apart
from ui.store import Store

_KEYS = {"d": "done", "q": "question", "n": "not_done"}


class TheirWords(Sheet):
    """cards_wanted(): these are no words of theirs, but new cards."""

    cards_wanted = Signal()

    def __init__(self, store: Store, task: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._store = store
        self._task = task
        who = who_has(store.board, task)
        heading = self.tr("What {who} wrote about “{title}”")
        heading = heading.replace("{who}", apart(who), 1).replace(
            "{title}", apart(title_of(store.board, task)), 1
        )
        self.setWindowTitle(self.tr("What they wrote"))
        self.heading.setText(heading)
        self.text = text_view(text.strip(), heading)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(muted_label(self.tr("It becomes a comment on the card. What does it say?")))
        self.cards = QPushButton(self.tr("New cards instead"))
        self.cards.setProperty("flat", True)
        self.cards.setAutoDefault(False)
        self.cards.clicked.connect(self._on_cards)
        self.buttons.insertWidget(0, self.cards)
        names = {
            "done": self.tr("Done  ·  D"),
            "question": self.tr("Question  ·  Q"),
            "not_done": self.tr("Not done  ·  N"),
        }
        self.answers = {said: self._answer(name, said) for said, name in names.items()}
        self.size_for(72, 25)
        self.answers["done"].setFocus()

    def _answer(self, name: str, said: str) -> QPushButton:
        button = self.add_button(name, lambda: self.say(said))
        button.setAccessibleName(name.partition("  ·")[0])
        return button

    def say(self, said: str) -> None:
        """Keep the text, and what it says."""
        words = self.text.toPlainText()
        self._store.submit(take_words, self._task, words, said, pending=[self._task])
        self.accept()

    def _on_cards(self) -> None:
        self.accept()
        self.cards_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One letter answers, wherever the keyboard is."""
        said = _KEYS.get(event.text().casefold())
        if said and not event.modifiers():
            self.say(said)
        else:
            super().keyPressEvent(event)
