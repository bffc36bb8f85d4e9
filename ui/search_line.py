"""The search line: finds while it is typed, says how many, and knows its own forms."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QPushButton, QWidget

from ui.panel.style import popover_sheet, tint
from ui.plain import PlainLabel
from ui.theme import colours, icon

if TYPE_CHECKING:
    from ui.completion import WordCompleter

_FIXED = (
    "is:overdue",
    "is:open",
    "is:done",
    "is:dropped",
    "is:automated",
    "is:recurring",
    "is:binned",
    "is:core",
    "is:delegable",
    "is:split",
    "is:undecided",
    "due:today",
    "due:tomorrow",
    "due:week",
    "due:month",
    "due:overdue",
    "due:none",
    "with:nobody",
)
_NAMES = ("tag:", "stage:", "due:", "is:", "with:")


class SearchLine(QLineEdit):
    """Every letter asks again; Escape empties the line, then goes back to the board."""

    query_changed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("line")
        self._known: list[str] = list(_FIXED)
        self._count = ""
        self._help: SearchHelp | None = None
        self.setPlaceholderText(self.tr("Search or filter (Ctrl+F)"))
        self.setAccessibleName(self.tr("Search"))
        self.setProperty("is_search", True)
        search = QAction(icon("search", lambda: colours().muted), self.tr("Search"), self)
        self.addAction(search, QLineEdit.ActionPosition.LeadingPosition)
        search.triggered.connect(self.setFocus)
        self._ways = QAction(
            icon("circle-help", lambda: colours().wait), self.tr("What can be searched for (F1)"), self
        )
        self.addAction(self._ways, QLineEdit.ActionPosition.TrailingPosition)
        self._ways.triggered.connect(self.open_help)
        self._cross = QAction(icon("x", lambda: colours().muted), self.tr("Empty the search"), self)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self._cross.setVisible(False)
        self._cross.triggered.connect(lambda: self.show_query(""))
        self.textEdited.connect(self._on_edited)

    @cached_property
    def _completer(self) -> "WordCompleter":
        """Made when the keyboard comes: until then a line completes nothing."""
        from ui.completion import WordCompleter

        return WordCompleter(self, self._choices)

    @property
    def help(self) -> "SearchHelp | None":
        """The list of forms, once it was opened."""
        return self._help

    @property
    def count_text(self) -> str:
        """The words in the line's end: "12 found"."""
        return self._count

    def offer(self, tags: Iterable[str], columns: Iterable[str], assistants: Iterable[str] = ()) -> None:
        """The names that tag:, stage: and with: are completed from."""
        groups = (("tag", tags), ("stage", columns), ("with", assistants))
        named = [_filter(name, value) for name, values in groups for value in values]
        self._known = [*_FIXED, *sorted(named, key=str.casefold)]

    def show_count(self, count: int | None) -> None:
        """Say how many cards were found; None: nothing is searched for."""
        self._count = "" if count is None else self.tr("%n found", "", count)
        self.setAccessibleDescription(self._count)
        room = self.fontMetrics().horizontalAdvance(self._count) + 8 if self._count else 0
        self.setTextMargins(0, 0, room, 0)
        self.update()

    def show_query(self, text: str) -> None:
        """Search for something that was chosen elsewhere (a menu, a tag)."""
        self.setText(text)
        self._on_edited(text)

    def open_help(self) -> None:
        """Show the forms; a click puts one into the line."""
        if self._help is None:
            self._help = SearchHelp(self)
            self._help.chosen.connect(self._on_form)
        self._help.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _on_edited(self, text: str) -> None:
        self._cross.setVisible(bool(text))
        if not text:
            self.show_count(None)
        self.query_changed.emit(text)

    def _on_form(self, form: str) -> None:
        text = self.text().rstrip()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.show_query(f"{text} {form}" if text else form)

    def _choices(self, word: str) -> list[str]:
        typed = word.casefold()
        if ":" in typed:
            name, _, value = typed.partition(":")
            value = value.lstrip('"')
            return [known for known in self._known if _starts(known, name, value)]
        return [name for name in _NAMES if len(typed) > 1 and name.startswith(typed)]

    def sizeHint(self) -> QSize:
        return QSize(260, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._completer.takes(event):
            event.ignore()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.show_query("")
            else:
                self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._completer.close()
            self.left.emit()
        elif event.key() == Qt.Key.Key_F1:
            self.open_help()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        _ = self._completer

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_F1)
            if event.key() in keys:
                event.accept()  # here Enter means the search, not the card
                return True
            from ui.completion import is_undo

            if not self.text() and is_undo(event):
                event.ignore()  # an empty line has nothing of its own to undo: the board has
                return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._count:
            painter = QPainter(self)
            painter.setPen(colours().muted)
            right = 32 + (24 if self._cross.isVisible() else 0)
            room = self.rect().adjusted(0, 0, -right, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._count)


class SearchHelp(QFrame):
    """The forms of a search with a few words about each; a click takes one over."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popover")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 8, 14, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self.buttons: list[QPushButton] = []
        self._words: list[PlainLabel] = []
        for line, (form, words) in enumerate(self._forms()):
            button = QPushButton(form)
            button.setProperty("form", True)
            button.setAccessibleDescription(words)
            button.setAutoDefault(True)
            button.clicked.connect(lambda _=False, form=form: self._on_clicked(form))
            label = PlainLabel(words)
            self._grid.addWidget(button, line, 0)
            self._grid.addWidget(label, line, 1)
            self.buttons.append(button)
            self._words.append(label)

    def open_at(self, place: QPoint) -> None:
        """Show with the top left corner at a place on the screen."""
        self.setStyleSheet(popover_sheet())
        for label in self._words:
            tint(label, colours().muted)
        self.adjustSize()
        room = self.screen().availableGeometry()
        self.move(max(room.left(), min(place.x(), room.right() - self.width())), place.y())
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_clicked(self, form: str) -> None:
        self.hide()
        self.chosen.emit(form)

    def _forms(self) -> list[tuple[str, str]]:
        return [
            ("is:overdue", self.tr("past their day")),
            ("due:today", self.tr("also tomorrow, week, month, none")),
            ("due:<2027-01-01", self.tr("before a day; > after it")),
            ("tag:", self.tr("with a tag that begins so")),
            ("stage:core", self.tr("in a column, by name or kind")),
            ("with:nobody", self.tr("without an assistant, or with one by name")),
            ("is:recurring", self.tr("work that comes round again")),
            ("is:done", self.tr("also open, dropped, automated")),
            ("is:delegable", self.tr("also core, split, undecided")),
            ("is:binned", self.tr("in the bin")),
            (self.tr('"tax return"'), self.tr("these words side by side")),
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            place = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), 0)
            self.buttons[(place + step) % len(self.buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _filter(name: str, value: str) -> str:
    value = value.replace('"', "")
    return f'{name}:"{value}"' if " " in value else f"{name}:{value}"


def _starts(known: str, name: str, value: str) -> bool:
    own, _, rest = known.casefold().partition(":")
    return own == name and value in rest.strip('"')
