"""One line of the form: what it is, its field, and a few words beside or below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.panel.style import PAD, sized, tint
from ui.plain import PlainLabel
from ui.theme import colours

LABEL_WIDTH = 84


class FieldRow(QWidget):
    """A label, a field, an aside in small letters; below it a line that appears only to say something."""

    def __init__(self, label: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._label = PlainLabel(label)
        wide = theme.scaled(LABEL_WIDTH)
        self._label.setFixedWidth(wide)
        self._label.setContentsMargins(PAD, 4, 0, 0)
        self._aside = PlainLabel()
        self._aside.setContentsMargins(4, 4, PAD, 0)
        self._aside_role = "muted"
        self._is_aside_below = False
        self._below_role = "warn"
        self._below = PlainLabel()
        self._below.setWordWrap(True)
        self._below.setContentsMargins(wide + PAD, 0, PAD, 4)
        self._below.hide()
        line = self._line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._label, 0, top)
        line.addWidget(field, 1, top)
        line.addWidget(self._aside, 0, top)
        rows = self._rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(line)
        rows.addWidget(self._below)
        self.restyle()

    @property
    def indent(self) -> int:
        """Where the text of fields begins; what stands below a row begins there too."""
        return self._label.maximumWidth() + PAD

    @property
    def aside(self) -> str:
        """The words beside the field."""
        return self._aside.text()

    @property
    def below(self) -> str:
        """The words below the field, "" when the line is not there."""
        return self._below.text()

    def say_aside(self, text: str, role: str = "muted") -> None:
        """Put words beside the field; `role` is the name of a colour of the theme."""
        self._aside_role = role
        self._aside.setText(text)
        self._aside.setVisible(bool(text))
        self._place_aside()
        tint(self._aside, getattr(colours(), role))

    def say_below(self, text: str, role: str = "warn") -> None:
        """Say what is wrong with what was typed, or (in another colour) what helps; "" for nothing."""
        self._below_role = role
        self._below.setText(text)
        self._below.setVisible(bool(text))
        self.field.setAccessibleDescription(text)
        tint(self._below, getattr(colours(), role))

    def _place_aside(self) -> None:
        """Beside the field, or below it where the letters are too large for both."""
        wide = self._label.width() + self.field.sizeHint().width() + self._aside.sizeHint().width()
        is_below = bool(self._aside.text()) and 0 < self.width() < wide
        if is_below == self._is_aside_below:
            return
        self._is_aside_below = is_below
        top = Qt.AlignmentFlag.AlignTop
        if is_below:
            self._line.removeWidget(self._aside)
            self._rows.insertWidget(1, self._aside)
            self._aside.setContentsMargins(self._label.width() + PAD, 0, PAD, 4)
        else:
            self._rows.removeWidget(self._aside)
            self._line.addWidget(self._aside, 0, top)
            self._aside.setContentsMargins(4, 4, PAD, 0)

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        small = sized(self.font(), 0.9)
        self._aside.setFont(small)
        self._below.setFont(small)
        tint(self._label, now.muted)
        tint(self._below, getattr(now, self._below_role))
        tint(self._aside, getattr(now, self._aside_role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_aside()
