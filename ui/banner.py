"""A line below the header: something to know about this window, or one question that stops nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.plain import PlainLabel


class Banner(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing: tuple[str, str, Callable[[], object] | None] = ("", "", None)
        self._pressed: Callable[[], object] | None = None
        self._label = PlainLabel()
        self._button = QPushButton()
        self._cancel = QPushButton(self.tr("Cancel"))
        for button in (self._button, self._cancel):
            # Outside a dialog Enter would do nothing on a button.
            button.setAutoDefault(True)
        self._button.clicked.connect(self._on_button)
        self._cancel.clicked.connect(self.settle)
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 14, 6)
        line.addWidget(self._label)
        line.addWidget(self._button)
        line.addWidget(self._cancel)
        line.addStretch()
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_text(self, text: str, button: str = "", pressed: Callable[[], object] | None = None) -> None:
        """Something that holds as long as the window is open."""
        self._standing = (text, button, pressed)
        self.settle()

    def ask(self, text: str, yes: str, pressed: Callable[[], object]) -> None:
        """One question; Enter says yes, Escape no."""
        self._show(text, yes, pressed)
        self._cancel.show()
        self._button.setFocus()

    def settle(self) -> None:
        """Back to what holds anyway, or out of sight."""
        self._show(*self._standing)
        self._cancel.hide()

    def _show(self, text: str, button: str, pressed: Callable[[], object] | None) -> None:
        self._label.setText(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._pressed = pressed
        self.setVisible(bool(text))

    def _on_button(self) -> None:
        pressed, self._pressed = self._pressed, None
        is_question = not self._cancel.isHidden()
        if is_question:
            self.settle()
        else:
            self._pressed = pressed
        if pressed is not None:
            pressed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._cancel.isHidden():
            self.settle()
        else:
            super().keyPressEvent(event)
