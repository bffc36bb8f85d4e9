"""One line of the form: what it is, its field, and a few words beside or below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setContentsMargins(PAD, 4, 0, 0)
        self._aside = PlainLabel()
        self._aside.setContentsMargins(4, 4, PAD, 0)
        self._aside_role = "muted"
        self._below = PlainLabel()
        self._below.setWordWrap(True)
        self._below.setContentsMargins(LABEL_WIDTH + PAD, 0, PAD, 4)
        self._below.hide()
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self._label, 0, top)
        line.addWidget(field, 1, top)
        line.addWidget(self._aside, 0, top)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(line)
        rows.addWidget(self._below)
        self.restyle()

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
        tint(self._aside, getattr(colours(), role))

    def say_below(self, text: str) -> None:
        """Say what is wrong with what was typed; "" takes the line away."""
        self._below.setText(text)
        self._below.setVisible(bool(text))

    def restyle(self) -> None:
        """Take on the running colours."""
        now = colours()
        small = sized(self.font(), 0.9)
        self._aside.setFont(small)
        self._below.setFont(small)
        tint(self._label, now.muted)
        tint(self._below, now.warn)
        tint(self._aside, getattr(now, self._aside_role))
