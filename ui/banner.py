"""A line below the header: something to know about this window, or one question that stops nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui.plain import PlainLabel, tooltip

# What stands on a button, what it does, and its tooltip.
Choice = tuple[str, Callable[[], object], str]
_CHOICES = 4
# Above this share of its width for buttons a banner is two rows.
_MOST_OF_LINE = 0.55
_NOTHING: tuple[str, tuple[Choice, ...]] = ("", ())


class Banner(QWidget):
    """Hidden until there is something to say. A question comes before trouble with the file, that before a
    notice, a notice before what holds as long as the window is open.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._standing = _NOTHING
        self._notice = _NOTHING
        self._trouble = _NOTHING
        self._is_question = False
        self._pressed: list[Callable[[], object]] = []
        self._label = PlainLabel()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(14, 6, 14, 6)
        self._line.addWidget(self._label)
        self._row = QHBoxLayout()
        self._line.addLayout(self._row)
        self._buttons = [self._make_button(place) for place in range(_CHOICES)]
        self._row.addStretch()
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_text(self, text: str, button: str = "", pressed: Callable[[], object] | None = None) -> None:
        """Something that holds as long as the window is open."""
        self._standing = (text, ((button, pressed, ""),) if pressed else ())
        self.settle()

    def show_standing(self, text: str, choices: Sequence[Choice]) -> None:
        """The same with up to four buttons."""
        self._standing = (text, tuple(choices))
        self.settle()

    def show_notice(self, text: str, choices: Sequence[Choice]) -> None:
        """Something that just happened, with up to four answers; "" takes it away. It takes no keyboard, and
        waits while a question is asked.
        """
        self._notice = (text, tuple(choices))
        if not self._is_question:
            self.settle()

    def show_trouble(self, text: str, choices: Sequence[Choice]) -> None:
        """Why nothing can be saved, with up to four ways out; it stays until "" takes it away."""
        self._trouble = (text, tuple(choices))
        if not self._is_question:
            self.settle()

    def ask(self, text: str, yes: str, pressed: Callable[[], object]) -> None:
        """One question; Enter says yes, Escape no."""
        self._is_question = True
        self._show(text, ((yes, pressed, ""), (self.tr("Cancel"), self.settle, "")), is_long=False)
        self._buttons[0].setFocus()

    def settle(self) -> None:
        """Back to what was said before the question, or out of sight."""
        self._is_question = False
        is_trouble = bool(self._trouble[0])
        text, choices = next((one for one in (self._trouble, self._notice) if one[0]), self._standing)
        self._show(text, choices, is_long=is_trouble or bool(self._notice[0]) or len(choices) > 1)
        if self.property("trouble") != is_trouble:
            self.setProperty("trouble", is_trouble)
            self.style().polish(self)

    def _make_button(self, place: int) -> QPushButton:
        button = QPushButton()
        # Outside a dialog Enter would do nothing on a button.
        button.setAutoDefault(True)
        # A click leaves the keyboard where the owner is typing.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._on_button(place))
        self._row.addWidget(button)
        return button

    def _show(self, text: str, choices: Sequence[Choice], *, is_long: bool) -> None:
        # A notice is as long as it must be; the rest is one line with its button beside it.
        self._label.setWordWrap(is_long)
        wide, plain = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        self._label.setSizePolicy(wide if is_long else plain, QSizePolicy.Policy.Minimum)
        self._line.setStretch(0, 1 if is_long else 0)
        self._label.setText(text)
        self._pressed = [pressed for _, pressed, _ in choices]
        for place, button in enumerate(self._buttons):
            name, _, tip = choices[place] if place < len(choices) else ("", None, "")
            button.setText(name)
            button.setToolTip(tooltip(tip))
            button.setVisible(bool(name))
        self._place_buttons()
        self.setVisible(bool(text))

    def _place_buttons(self) -> None:
        """Beside the text; below it where they would leave it no room."""
        needed = sum(button.sizeHint().width() for button in self._buttons if not button.isHidden())
        is_below = self._label.wordWrap() and needed > self.width() * _MOST_OF_LINE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if is_below else across)

    def _on_button(self, place: int) -> None:
        pressed = self._pressed[place]
        if self._is_question:
            self.settle()
        pressed()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not (self._is_question or self._notice[0]):
            super().keyPressEvent(event)
        elif self._is_question:
            self.settle()
        elif self._trouble[0]:
            super().keyPressEvent(event)
        else:
            # The last answer of a notice is the one that does nothing.
            self._on_button(len(self._pressed) - 1)
