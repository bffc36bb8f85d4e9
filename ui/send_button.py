"""*Send to Maya*: one press sends by the way on her record, everything else lies under the arrow."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from models import packet_ops
from models.handovers import Held
from ui import theme
from ui.dialogs.look import dress
from ui.panel.style import tint
from ui.plain import PlainLabel, apart, on_button
from ui.store import Store
from ui.theme import colours

# A first name longer than this would push the arrow out of a narrow panel.
_LONGEST = 14


class SendButton(QWidget):
    """asked(str, int): a form of ui.sending, for a card."""

    asked = Signal(str, int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._task = 0
        self.older = PlainLabel()
        """What they have is not the newest; placed by whoever has room for a line."""
        self.older.setWordWrap(True)
        self.button = QPushButton()
        self.button.setObjectName("send")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(lambda: self.asked.emit("channel", self._task))
        self.arrow = QToolButton()
        self.arrow.setProperty("boxed", True)
        self.arrow.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.arrow.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.arrow.setAccessibleName(self.tr("More ways to send"))
        self.arrow.setToolTip(self.tr("More ways to send"))
        self.menu = QMenu(self.arrow)
        self.arrow.setMenu(self.menu)
        self._fill_menu()
        for part in (self.button, self.arrow):
            part.setEnabled(not store.board.read_only)
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        dress(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.button)
        row.addWidget(self.arrow)
        self.restyle()

    def show_held(self, held: Held | None) -> None:
        """Show it for an open hand-over; None hides it."""
        self.setVisible(held is not None)
        if held is None:
            self.older.hide()
            return
        self._task = held.task
        first = (held.name.split() or [held.name])[0]
        first = first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
        numbers = packet_ops.newer_than_sent(self._store.board, held)
        self.older.setVisible(numbers is not None)
        if numbers is not None:
            text = self.tr("{who} has version {theirs}, you are at {mine}")
            values = {"theirs": str(numbers[0]), "mine": str(numbers[1]), "who": held.name}
            for name, value in values.items():
                text = text.replace(f"{{{name}}}", value)
            self.older.setText(text)
            text = self.tr("Send version {mine}").replace("{mine}", values["mine"])
        elif held.sent is None:
            text = self.tr("Send to {who}").replace("{who}", apart(first))
        else:
            text = self.tr("Send again")
        self._told.setVisible(held.sent is None or numbers is not None)
        self.button.setText(on_button(text))
        self.button.setAccessibleName(text)
        # What waits to be sent is the next thing to do here.
        if self.button.property("primary") != (is_next := held.sent is None or numbers is not None):
            self.button.setProperty("primary", is_next)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)

    def restyle(self) -> None:
        """Take on the running colours."""
        tint(self.older, colours().warn)
        self.arrow.setIcon(theme.icon("chevron-down"))

    def _fill_menu(self) -> None:
        for entry in self._entries():
            if entry is None:
                self.menu.addSeparator()
                continue
            form, text, icon = entry
            action = self.menu.addAction(theme.icon(icon), text) if icon else self.menu.addAction(text)
            action.setObjectName(form)
            if form == "told":
                self._told = action
            action.triggered.connect(lambda _checked=False, form=form: self.asked.emit(form, self._task))

    def _entries(self) -> Iterator[tuple[str, str, str] | None]:
        yield "text", self.tr("Copy as text"), "copy"
        yield "mail", self.tr("E-mail"), "external-link"
        yield "eml", self.tr("Save e-mail draft…"), "file-down"
        yield "page", self.tr("Save page…"), "file-down"
        yield "pdf", self.tr("Save as PDF…"), "file-down"
        yield "calendar", self.tr("Add to calendar…"), "calendar"
        yield "folder", self.tr("Save everything in a folder…"), "folder-open"
        yield None
        yield "preview", self.tr("Preview…"), "eye"
        yield "again", self.tr("What was sent…"), "history"
        yield None
        yield "told", self.tr("Told already"), "check"
