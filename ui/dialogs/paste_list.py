"""Many cards at once: a large field, one task a line."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.drafts import TaskDraft
from models.quickadd import parse_line, parse_paste
from ui.dialogs.sheet import Sheet, muted_label

# Above this many characters the counting waits until typing rests.
LONG_TEXT = 20_000


class PasteListDialog(Sheet):
    """Enter begins the next line, Ctrl+Enter adds the cards; each line is read as quick add reads it."""

    chosen = Signal(object)
    """list[TaskDraft], in the order of the lines."""

    def __init__(
        self, today: Callable[[], date] = date.today, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Paste a list"), parent)
        self._today = today
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Tasks, one a line"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setPlaceholderText(
            self.tr(
                "Send invoices every month 45m #books\nOrder gloves @Maya by friday\nAnswer reviews weekly"
            )
        )
        self.body.addWidget(
            muted_label(self.tr("One task a line. Bullets and numbers in front are taken off."))
        )
        self.body.addWidget(self.text, 1)
        self.body.addWidget(muted_label(self.tr("Enter: next line. Ctrl+Enter: add.")))
        self.add_cancel()
        self.add = self.add_button("", self._on_add, is_main=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._count)
        self.text.setPlainText(text)
        self.text.textChanged.connect(self._on_text_changed)
        self._count()
        self.text.setFocus()
        self.resize(620, 460)

    def drafts(self) -> list[TaskDraft]:
        """The cards that the text stands for."""
        today = self._today()
        return [parse_line(line, today).draft() for line in parse_paste(self.text.toPlainText())]

    def _on_text_changed(self) -> None:
        if self.text.document().characterCount() > LONG_TEXT:
            self._pause.start(200)
        else:
            self._count()

    def _count(self) -> None:
        count = len(parse_paste(self.text.toPlainText()))
        self.add.setText(self.tr("Add %n card(s)", "", count) if count else self.tr("Add"))
        self.add.setEnabled(count > 0)

    def _on_add(self) -> None:
        if drafts := self.drafts():
            self.chosen.emit(drafts)
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._on_add()
        else:
            super().keyPressEvent(event)
