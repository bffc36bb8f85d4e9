"""The common frame of our dialogs: a heading, what it is about, a row of buttons below."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.dialogs.look import dress
from ui.plain import PlainLabel, of_window

EDGE = 20


class Sheet(QDialog):
    """Opened with open(): belongs to its window, is deleted when closed, Escape closes it."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(of_window(title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dress(self)
        self.heading = heading_label(title)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self._frame = frame = QVBoxLayout(self)
        frame.setContentsMargins(EDGE, EDGE - 4, EDGE, EDGE - 4)
        frame.setSpacing(12)
        frame.addWidget(self.heading)
        frame.addLayout(self.body, 1)
        frame.addLayout(self.buttons)

    def size_for(self, letters: int, lines: int) -> None:
        """Room for so many letters and lines of the running font, as far as the screen has it."""
        letter = self.fontMetrics()
        screen = self.screen().availableSize()
        width = min(letters * letter.averageCharWidth() + 2 * EDGE, screen.width() - 40)
        self.resize(width, min(lines * letter.height(), screen.height() - 60))

    def fit_rows(self) -> None:
        """Stay as high as the rows are, whatever is unfolded; to be called once all are there."""
        from ui.dialogs.fitting_body import FittingBody

        FittingBody(self, self._frame, self.body)

    def add_button(self, text: str, pressed: Callable[[], object], *, is_main: bool = False) -> QPushButton:
        """A button at the end of the row; Enter presses the main one."""
        button = QPushButton(text)
        button.setAutoDefault(is_main)
        button.setDefault(is_main)
        button.setProperty("primary", is_main)
        button.clicked.connect(lambda: pressed())
        self.buttons.addWidget(button)
        return button

    def add_cancel(self, text: str = "") -> QPushButton:
        """The way out without doing anything."""
        return self.add_button(text or self.tr("Cancel"), self.reject)


def heading_label(text: str) -> PlainLabel:
    """The line at the top of a dialog or page."""
    label = PlainLabel(text)
    label.setFont(theme.font(1.23, QFont.Weight.DemiBold))
    label.setWordWrap(True)
    return label


def muted_label(text: str = "") -> PlainLabel:
    """A remark in grey, wrapped."""
    label = PlainLabel(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


class More(QWidget):
    """What is rarely needed, folded under one button."""

    def __init__(self, text: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QToolButton()
        self.button.setText(text)
        self.button.setCheckable(True)
        self.button.setAutoRaise(True)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIcon(theme.icon("chevron-right"))
        self.button.setIconSize(QSize(theme.scaled(16), theme.scaled(16)))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.content = content
        content.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        rows.addWidget(content)
        self.button.toggled.connect(self._on_toggled)

    def _on_toggled(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self.button.setIcon(theme.icon("chevron-down" if is_open else "chevron-right"))


def line() -> QFrame:
    """A thin rule between two parts."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    rule.setForegroundRole(QPalette.ColorRole.Mid)
    return rule
