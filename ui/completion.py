"""Completes the word at the cursor of a line: `#bo` to `#books`, `stage:co` to `stage:core`."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

MOST = 12


class WordCompleter(QObject):
    """Offers what `choices(word)` returns while the owner types; nothing is taken without being chosen."""

    chosen = Signal()
    """A word was completed."""

    def __init__(
        self, line: QLineEdit, choices: Callable[[str], Sequence[str]], *, whole: bool = False
    ) -> None:
        """With `whole` the line's whole text is the word, blanks and all."""
        super().__init__(line)
        self._whole = whole
        self._line = line
        self._choices = choices
        self._offered = QStringListModel(self)
        self._completer = QCompleter(self._offered, self)
        self._completer.setWidget(line)
        self._completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._completer.activated[str].connect(self._on_chosen)  # type: ignore[index]
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        line.textEdited.connect(self._on_edited)

    @property
    def offered(self) -> list[str]:
        """What is offered now; empty when the list is closed."""
        return self._offered.stringList() if self._popup.isVisible() else []

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key press belongs to the open list; the line then ignores it."""
        if not self._popup.isVisible():
            return False
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
        if event.key() in keys and self._popup.currentIndex().isValid():
            return True
        return event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)

    def close(self) -> None:
        """Close the list."""
        if self._popup.isVisible():
            self._popup.hide()

    def _on_edited(self) -> None:
        start, word = self._word()
        choices = [choice for choice in self._choices(word) if choice != word][:MOST] if word else []
        if not choices:
            self.close()
            return
        self._offered.setStringList(choices)
        at = self._line.cursorRect()
        metrics = self._line.fontMetrics()
        at.setLeft(
            max(
                0,
                at.left() - metrics.horizontalAdvance(self._line.text()[start : self._line.cursorPosition()]),
            )
        )
        at.setWidth(max(metrics.horizontalAdvance(choice) for choice in choices) + 48)
        at.setHeight(self._line.height() - at.top())
        self._completer.complete(at)

    def _on_chosen(self, choice: str) -> None:
        start, word = self._word()
        text = self._line.text()
        after = text[start + len(word) :]
        gap = "" if self._whole or after.startswith(" ") or choice.endswith(":") else " "
        self._line.setText(text[:start] + choice + gap + after)
        self._line.setCursorPosition(start + len(choice) + len(gap))
        self._line.textEdited.emit(self._line.text())
        self.chosen.emit()

    def _word(self) -> tuple[int, str]:
        """Where the word before the cursor begins, and the word; a quoted value is one word."""
        if self._whole:
            return 0, self._line.text()
        before = self._line.text()[: self._line.cursorPosition()]
        opened = before.rfind('"') if before.count('"') % 2 else len(before)
        start = before.rfind(" ", 0, opened) + 1
        return start, before[start:]


def is_undo(event: QKeyEvent) -> bool:
    """Whether these keys mean undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
