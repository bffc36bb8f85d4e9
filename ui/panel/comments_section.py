"""What was said about a card, and a line to say more."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from models import steps
from models.cards import Comment
from models.errors import StorageError
from models.uid import new_uid
from ui.panel.growing_text import GrowingText
from ui.panel.section import INDENT
from ui.panel.style import PAD, sized, tint
from ui.panel.writer import Writer
from ui.plain import PlainLabel
from ui.theme import colours
from ui.wording import when_text

SHOWN_AT_FIRST = 10


class CommentsList(QWidget):
    """The comments of the opened card, the newest last. A half written one waits till the card is back."""

    def __init__(self, writer: Writer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writer = writer
        self._task = 0
        self._half_written: dict[int, str] = {}
        self._comments: tuple[Comment, ...] | None = None
        self._lines: list[CommentLine] = []
        self._shows_all = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._earlier = QPushButton()
        self._earlier.setFlat(True)
        self._earlier.setAutoDefault(True)
        self._earlier.clicked.connect(self._on_show_all)
        self.box = CommentBox(self)
        self.box.setPlaceholderText(self.tr("Write a comment"))
        self.box.setAccessibleName(self.tr("Write a comment"))
        self.box.entered.connect(self._on_entered)
        self._column.addWidget(self._earlier)
        indented = QVBoxLayout()
        indented.setContentsMargins(INDENT - PAD - 1, 0, 0, 0)
        indented.addWidget(self.box)
        self._column.addLayout(indented)

    @property
    def lines(self) -> "list[CommentLine]":
        """The comments shown."""
        return list(self._lines)

    @property
    def has_half_written(self) -> bool:
        """Whether there is a text that was not added yet."""
        return bool(self.box.toPlainText())

    def load(self, task_id: int, comments: Sequence[Comment]) -> None:
        """Show the comments of another card, and keep what was half written about the former one."""
        self.flush()
        self._task = task_id
        self._shows_all = False
        self._comments = None
        self.box.show_text(self._half_written.pop(task_id, ""))
        self.show_comments(comments)

    def show_comments(self, comments: Sequence[Comment]) -> None:
        """Show what is stored."""
        if self._comments == tuple(comments):
            return
        self._comments = tuple(comments)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        shown = self._comments if self._shows_all else self._comments[-SHOWN_AT_FIRST:]
        self._lines = [CommentLine(comment, self) for comment in shown]
        for place, line in enumerate(self._lines):
            self._column.insertWidget(place + 1, line)
        hidden = len(self._comments) - len(shown)
        self._earlier.setText(self.tr("Show %n earlier comment(s)", "", hidden))
        self._earlier.setVisible(hidden > 0)

    def flush(self) -> None:
        """Keep what is half written: a comment is said with Enter, not by going away."""
        if text := self.box.toPlainText().strip():
            self._half_written[self._task] = text
        else:
            self._half_written.pop(self._task, None)

    def restyle(self) -> None:
        """Take on the running colours."""
        for line in self._lines:
            line.restyle()

    def _on_entered(self) -> None:
        text = self.box.toPlainText().strip()
        self.box.clear()
        if text:
            ticket = self._writer.send(steps.add_comment, self._task, text, new_uid())
            ticket.done.connect(partial(self._give_back, self._task, text))
            self.box.sent.emit(ticket, text)

    def _give_back(self, task: int, text: str, error: object) -> None:
        """A comment that the disk did not take is half written again."""
        if not isinstance(error, StorageError):
            return
        if task != self._task:
            self._half_written.setdefault(task, text)
        elif not self.box.toPlainText().strip():
            self.box.show_text(text)

    def _on_show_all(self) -> None:
        self._shows_all = True
        comments, self._comments = self._comments or (), None
        self.show_comments(comments)


class CommentLine(QWidget):
    """Who, when, and what was said."""

    def __init__(self, comment: Comment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        when = when_text(comment.at)
        self._head = PlainLabel(f"{comment.author} · {when}" if comment.author else when)
        self._head.setContentsMargins(INDENT - 1, 0, PAD, 0)
        self._text = PlainLabel(comment.text)
        self._text.setWordWrap(True)
        self._text.setContentsMargins(INDENT - 1, 0, PAD, 0)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 2)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(self._text)
        self.restyle()

    @property
    def text(self) -> str:
        """What was said."""
        return self._text.text()

    def restyle(self) -> None:
        """Take on the running colours."""
        self._head.setFont(sized(self.font(), 0.88))
        tint(self._head, colours().muted)


class CommentBox(GrowingText):
    """Enter says it, Shift+Enter begins a new line."""

    sent = Signal(object, str)
    """A Ticket and the comment that it is about."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
