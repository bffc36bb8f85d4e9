"""One question or warning about training, with its buttons: an offer, a step back, a stop, another brief."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.panel.flow import FlowLayout
from ui.panel.style import RADIUS, tint
from ui.plain import PlainLabel, on_button
from ui.theme import blend, colours


class Choice(NamedTuple):
    """A button: its words, what it does, and the one key that does the same ("" for none)."""

    text: str
    do: Callable[[], object]
    key: str = ""


class TrainingNotice(QWidget):
    """Hidden while there is nothing to say. Its keys work in the whole of `scope` while it is shown."""

    def __init__(self, scope: QWidget) -> None:
        super().__init__()
        self._scope = scope
        self._role = "core"
        self._shown: tuple[object, ...] = ()
        self._keys: list[QShortcut] = []
        self.text = PlainLabel()
        self.text.setWordWrap(True)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self.buttons: list[QPushButton] = []
        rows = QVBoxLayout(self)
        rows.setContentsMargins(10, 8, 10, 8)
        rows.setSpacing(6)
        rows.addWidget(self.text)
        rows.addWidget(self._buttons)
        self.hide()

    def ask(self, text: str, choices: Sequence[Choice], role: str, what: object) -> None:
        """Show a text in a colour of the theme and its buttons; "" hides it all.

        `what`: the same as before leaves the buttons, and with them the keyboard, where they are.
        """
        self.setVisible(bool(text))
        self.text.setText(text)
        self._role = role
        names = (what, *(choice.text for choice in choices))
        if names != self._shown:
            self._shown = names
            self._make(choices)
        for key in self._keys:
            key.setEnabled(bool(text))
        self.restyle()

    def restyle(self) -> None:
        """Take on the running colours."""
        tint(self.text, colours().text)
        self.update()

    def _make(self, choices: Sequence[Choice]) -> None:
        for button in self.buttons:
            button.hide()
            self._flow.removeWidget(button)
            button.deleteLater()
        for old in self._keys:
            old.setEnabled(False)
            old.deleteLater()
        self.buttons, self._keys = [], []
        before: QWidget = self
        for choice in choices:
            words = f"{choice.text} ({choice.key})" if choice.key else choice.text
            button = QPushButton(on_button(words))
            button.setAutoDefault(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, do=choice.do: do())
            self._flow.addWidget(button)
            button.show()
            QWidget.setTabOrder(before, button)
            before = button
            self.buttons.append(button)
            if choice.key:
                key = QShortcut(QKeySequence(choice.key), self._scope)
                key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                key.activated.connect(button.click)
                self._keys.append(key)
        self._buttons.setVisible(bool(choices))
        self._buttons.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now = colours()
        colour = getattr(now, self._role)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(blend(colour, now.panel, 0.45), 1))
        painter.setBrush(blend(colour, now.panel, 0.08))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
