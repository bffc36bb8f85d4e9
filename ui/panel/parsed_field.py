"""A line that understands short forms ("fri", "1h30", "3 a week") and says so when it does not."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.panel.drafts import FieldDraft
from ui.store import Ticket

Value = TypeVar("Value")


class NotUnderstood(Exception):
    """What was typed means nothing here; `hint` tells the owner what would."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.hint = hint


class ParsedField(QLineEdit, Generic[Value]):
    """Shows a stored value in words, and saves what is typed as soon as it is understood."""

    hinted = Signal(str, bool)
    """What is understood so far, or (True) what would be; "" when there is nothing to say."""
    settled = Signal()
    list_asked = Signal()
    """Alt+Down, as in a combo box."""

    def __init__(
        self, name: str, submit: Callable[[Value | None, str], Ticket | None], parent: QWidget | None = None
    ) -> None:
        """`submit(value, visit)` sends a value to the store."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._value: Value | None = None
        self._picked: tuple[str, Value | None] | None = None
        # The disk did not take the value: it is sent again, though it is the one sent last.
        self._is_to_send = False
        self._send = submit
        self.draft = FieldDraft(self.text, self._show, self._submit, self)
        self.draft.settled.connect(self.settled)
        self.draft.not_taken.connect(self._on_not_taken)
        self.textChanged.connect(self._on_text_changed)
        self.textEdited.connect(self._on_text_edited)
        self.returnPressed.connect(self._on_return)

    def parse(self, text: str) -> Value | None:
        """The value of a text, None for an empty one; raises NotUnderstood."""
        raise NotImplementedError

    def words(self, value: Value | None) -> str:
        """A value as `parse` reads it and the owner likes to see it."""
        raise NotImplementedError

    def meaning(self, value: Value | None) -> str:
        """What to say about a value while it is typed; "" for nothing."""
        del value
        return ""

    @property
    def value(self) -> Value | None:
        """The stored value, as last shown."""
        return self._value

    def load(self, value: Value | None) -> None:
        """Show the value of another card."""
        self._value, self._is_to_send = value, False
        self.hinted.emit("", False)
        self.draft.load(self.words(value))

    def refresh(self, value: Value | None) -> None:
        """Show what is stored now, unless somebody types here."""
        if self.draft.is_idle:
            self._value, self._is_to_send = value, False
        self.draft.refresh(self.words(value))

    def choose(self, value: Value | None) -> None:
        """The owner picked a value from a list or calendar: save it at once."""
        self._picked = (self.words(value), value)
        self.setText(self._picked[0])
        self.draft.leave()
        self._picked = None
        self.hinted.emit("", False)

    def flush(self) -> None:
        """Save what is typed, if it can be understood."""
        self.draft.leave()

    def _show(self, text: str) -> None:
        self.setText(text)
        self.setCursorPosition(0)

    def _submit(self, text: str, visit: str) -> Ticket | None:
        try:
            value = self._picked[1] if self._picked else self.parse(text)
        except NotUnderstood as unknown:
            self.hinted.emit(unknown.hint, True)
            return None
        if value == self._value and not self._is_to_send:
            return None
        self._value, self._is_to_send = value, False
        return self._send(value, visit)

    def _on_not_taken(self) -> None:
        self._is_to_send = True

    def _on_text_changed(self) -> None:
        self.draft.touch()

    def _on_text_edited(self, text: str) -> None:
        try:
            self.hinted.emit(self.meaning(self.parse(text)), False)
        except NotUnderstood:
            self.hinted.emit("", False)  # half typed: no reproach before it is finished

    def _on_return(self) -> None:
        self.draft.leave()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.list_asked.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.deselect()
            self.draft.leave()
