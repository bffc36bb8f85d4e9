"""One setting on screen: its name, its field, and a sentence below when what was typed cannot be taken."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.settings import Settings
from ui import theme
from ui.panel.flow import FlowLayout
from ui.panel.style import tint
from ui.plain import PlainLabel

# Below so many letters of width the name stands above its field.
NARROW = 46
NAME_WIDTH = 22


class Row(QWidget):
    """A name with a field. It never writes by itself: `given` carries what the owner set."""

    given = Signal(object)
    """dict[str, object]: settings by name; None takes one back to its default."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._is_faulty = False
        self.label = PlainLabel(name)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.fault = PlainLabel()
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.aside = PlainLabel()
        self.aside.setWordWrap(True)
        self.aside.hide()
        self.line = FlowLayout(gap=6)
        side = QWidget()
        self.side = QVBoxLayout(side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.side.setSpacing(3)
        self.side.addLayout(self.line)
        self.side.addWidget(self.aside)
        self.side.addWidget(self.fault)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._layout.addWidget(self.label)
        self._layout.addWidget(side, 1)
        theme.changed.connect(self.restyle)
        self.restyle()

    def show_settings(self, settings: Settings) -> None:
        """Show what is stored, unless somebody is typing here."""
        raise NotImplementedError

    def say_fault(self, text: str) -> None:
        """Why what was typed cannot be taken; "" takes the sentence away."""
        self._is_faulty = bool(text)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def say_aside(self, text: str) -> None:
        """A few words in grey below the field."""
        self.aside.setText(text)
        self.aside.setVisible(bool(text))

    def restyle(self) -> None:
        """Take on the running colours."""
        small = theme.font(0.92)
        self.fault.setFont(small)
        self.aside.setFont(small)
        tint(self.fault, theme.colours().warn)
        tint(self.aside, theme.colours().muted)

    def add(self, *parts: QWidget | str) -> None:
        """Put fields and words into the line; all stand on one height."""
        for part in parts:
            widget = PlainLabel(part) if isinstance(part, str) else part
            if isinstance(widget, Line):
                widget.reverted.connect(lambda: self.say_fault(""))
            if isinstance(widget, PlainLabel):
                widget.setMinimumHeight(Line.height_of(self))
            self.line.addWidget(widget)

    def give(self, values: Mapping[str, object]) -> None:
        """The owner set something."""
        self.say_fault("")
        self.given.emit(dict(values))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        is_narrow = event.size().width() < NARROW * letter
        direction = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        self._layout.setDirection(direction)
        self._layout.setSpacing(3 if is_narrow else 12)
        # Beside its field the name stands on the first line of it.
        self.label.setContentsMargins(0, 0 if is_narrow else 5, 0, 0)
        if is_narrow:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(16_777_215)
        else:
            self.label.setFixedWidth(NAME_WIDTH * letter)


class Line(QLineEdit):
    """A line that tells what was typed once the owner leaves it or presses Enter, and only if it changed."""

    left = Signal(str)
    reverted = Signal()
    """Escape: what was stored stands here again."""

    def __init__(self, name: str, letters: int = 0, parent: QWidget | None = None) -> None:
        """`letters`: how wide; 0: as wide as there is room."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._stored = self._told = ""
        self._letters = letters
        self.setMaxLength(4_000)
        self.editingFinished.connect(self._on_finished)

    @staticmethod
    def height_of(widget: QWidget) -> int:
        """How high a line is in this font."""
        return widget.fontMetrics().height() + 12

    @property
    def is_touched(self) -> bool:
        """Whether what stands here was not told yet."""
        return self.text() != self._told

    def show_stored(self, text: str) -> None:
        """Show what is stored; what is half typed stays."""
        if self.is_touched and self.hasFocus():
            return
        if self.text() != text:
            self.take_stored(text)
        self._stored = self._told = text

    def take_stored(self, text: str) -> None:
        """What is stored now, whatever stood here."""
        self._stored = self._told = text
        self.setText(text)
        self.setCursorPosition(0)

    def _on_finished(self) -> None:
        if self.is_touched:
            self._told = self.text()
            self.left.emit(self._told)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.is_touched
        ):
            # Nothing typed to take back here: the key takes back the last setting.
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._stored:
            self.take_stored(self._stored)
            self.reverted.emit()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        letter = self.fontMetrics().averageCharWidth()
        return QSize(letter * (self._letters or 38) + 18, self.height_of(self))
