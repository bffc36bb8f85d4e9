"""The line at the top that makes cards: what it understands is shown below it while it is typed."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from models.errors import StorageError
from models.uid import new_uid
from ui.panel.focus_chain import chain
from ui.wording import sentence_text

if TYPE_CHECKING:
    from models.drafts import TaskDraft
    from models.quickadd import QuickAdd
    from ui.completion import WordCompleter
    from ui.quick_add_strip import QuickAddStrip
    from ui.store import Ticket


class QuickAddLine(QLineEdit):
    """Enter adds, Ctrl+Enter adds and opens; Escape empties the line, then leaves it.

    The drafts carry uids, so that the window finds the new cards in the change that follows.
    """

    added = Signal(list)
    """list[TaskDraft]: to be added."""
    added_and_open = Signal(list)
    """list[TaskDraft]: to be added, and the first of them opened."""
    left = Signal()
    sent = Signal(object, str)
    """A Ticket and the text that it is about."""

    def __init__(self, today: Callable[[], date] = date.today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line")
        self._today = today
        self._pasted: list[str] = []
        self._handed_on = ""
        self._tags: list[str] = []
        self._names: list[str] = []
        self._strip: QuickAddStrip | None = None
        self.setPlaceholderText(self.tr("Add a task, e.g. “Send invoices monthly 45m #books”"))
        self.setAccessibleName(self.tr("Add a task"))
        self.textEdited.connect(self._on_edited)

    @cached_property
    def _completer(self) -> "WordCompleter":
        """Made when the keyboard comes: until then a line completes nothing."""
        from ui.completion import WordCompleter

        return WordCompleter(self, self._choices)

    @property
    def strip(self) -> "QuickAddStrip":
        """What is shown below the line."""
        if self._strip is None:
            from ui.quick_add_strip import QuickAddStrip

            self._strip = QuickAddStrip(self.window())
            self._strip.many_chosen.connect(self._add_many)
            self._strip.one_chosen.connect(self._add_one_of_many)
            self._strip.cancelled.connect(self._on_cancelled)
            chain(self, [self._strip.many, self._strip.one, self._strip.cancel])
        return self._strip

    def show_target(self, column: str) -> None:
        """Say which column the cards go to; "" is the usual one."""
        named = self.tr("Add a task to {column}").format(column=column)
        self.setPlaceholderText(
            named if column else self.tr("Add a task, e.g. “Send invoices monthly 45m #books”")
        )

    def offer(self, tags: Iterable[str], assistants: Iterable[str]) -> None:
        """The names that `#` and `@` are completed from."""
        self._tags = sorted(tags, key=str.casefold)
        self._names = sorted(assistants, key=str.casefold)

    def take_text(self, text: str) -> None:
        """A text from elsewhere (a drop, the welcome page), as if it were pasted here."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setText(text)
        self._on_edited(text)

    def _on_edited(self, text: str) -> None:
        from models.quickadd import parse_paste

        lines = parse_paste(text) if "\n" in text or "\r" in text else []
        if len(lines) > 1:
            self._completer.close()
            self._pasted = lines
            self.strip.ask(lines)
            self._place_strip()
            return
        self._pasted = []
        if lines:
            self.setText(lines[0])
        self._show_understood()

    def _show_understood(self) -> None:
        read = self._read(self.text())
        if not read.parts or not self.hasFocus():
            self._hide_strip()
            return
        self.setAccessibleDescription(self.strip.tell(read, self._today()))
        self._place_strip()

    def _read(self, text: str) -> "QuickAdd":
        # Not needed before something is typed
        from models.quickadd import parse_line
        from ui.panel.short_forms import date_order, first_weekday

        return parse_line(text, self._today(), first_weekday(), date_order())

    def _draft(self, text: str) -> "TaskDraft":
        draft = self._read(text).draft()
        draft.uid = new_uid()
        return draft

    def _add(self, opening: bool) -> None:
        if self._pasted:
            self._add_many()
            return
        if not self.text().strip():
            return
        from models.tasks import why_no_title

        drafts = [self._draft(self.text())]
        if reason := why_no_title(drafts[0].title):
            self._refuse(sentence_text(reason))
            return
        self._empty()
        (self.added_and_open if opening else self.added).emit(drafts)

    def _refuse(self, text: str) -> None:
        """The line stays as it is, with a sentence below it until it is changed."""
        self._completer.close()
        self.strip.refuse(text)
        self._place_strip()
        self.setAccessibleDescription(text)
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _add_many(self) -> None:
        drafts = [self._draft(line) for line in self._pasted]
        self._empty()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit(drafts)

    def _add_one_of_many(self) -> None:
        draft = self._draft(self._pasted[0])
        draft.notes = "\n".join(self._pasted[1:])
        self._empty()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit([draft])

    def _on_cancelled(self) -> None:
        self._empty()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def await_answer(self, ticket: "Ticket") -> None:
        """Hear what becomes of the cards asked for last: a line that the disk did not take stands here
        again.
        """
        ticket.done.connect(partial(self._give_back, self._handed_on))
        self.sent.emit(ticket, self._handed_on)

    def _give_back(self, text: str, error: object) -> None:
        if isinstance(error, StorageError) and not self.text():
            self.setText(text)

    def _empty(self) -> None:
        self._handed_on = "\n".join(self._pasted) or self.text()
        self._pasted = []
        self.clear()
        self._completer.close()
        self._hide_strip()

    def _hide_strip(self) -> None:
        self.setAccessibleDescription("")
        if self._strip is not None:
            self._strip.hide()

    def _place_strip(self) -> None:
        below = self.mapTo(self.window(), QPoint(0, self.height() + 4))
        self.strip.show_at(below, self.width())

    def _choices(self, word: str) -> list[str]:
        known = {"#": self._tags, "@": self._names}.get(word[:1], [])
        typed = word[1:].lstrip('"').casefold()
        quoted = [
            f'{word[:1]}"{name}"' if " " in name else word[:1] + name
            for name in known
            if typed in name.casefold()
        ]
        return quoted

    def sizeHint(self) -> QSize:
        return QSize(390, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._completer.takes(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(opening=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            had_text = bool(self.text())
            self._empty()
            if not had_text:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if (
            is_override
            and isinstance(event, QKeyEvent)
            and (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape))
        ):
            event.accept()  # here Enter means the line, not the card
            return True
        if is_override and isinstance(event, QKeyEvent) and not self.text():
            from ui.completion import is_undo

            if is_undo(event):
                event.ignore()  # an empty line has nothing of its own to undo: the board has
                return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        _ = self._completer
        if self.text() and not self._pasted:
            self._show_understood()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._pasted and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._hide_strip()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        if self._strip is not None and self._strip.isVisible():
            self._place_strip()
