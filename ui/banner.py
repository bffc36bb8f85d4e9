"""A line below the header: something to know about this window, or one question that stops nothing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.plain import PlainLabel, tooltip

# What stands on a button, what it does, and its tooltip.
Choice = tuple[str, Callable[[], object], str]
_CHOICES = 4
# So many lines may buttons beside a text cost it; where it is more they go below.
_MOST_LINES = 2
_ICON = 18
# Of its room, in case a style rounds up
_SPARE = 8
_NOTHING: tuple[str, tuple[Choice, ...]] = ("", ())
# How it looks, with the picture before its text
_SIGNS = {"trouble": "triangle-alert", "old": "history"}


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
        self._is_old = False
        self._is_long = False
        self._pressed: list[Callable[[], object]] = []
        self._sign = PlainLabel()
        self._sign.hide()
        self._label = PlainLabel()
        # A long name must not keep the window from being made narrower.
        self._label.setMinimumWidth(1)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._sign)
        words.addWidget(self._label, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(14, 6, 14, 6)
        self._line.addLayout(words)
        self._row = QHBoxLayout()
        self._line.addLayout(self._row)
        self._buttons = [self._make_button(place) for place in range(_CHOICES)]
        self._row.addStretch()
        theme.changed.connect(self._show_sign)
        self.hide()

    @property
    def text(self) -> str:
        return self._label.text()

    def show_text(self, text: str, button: str = "", pressed: Callable[[], object] | None = None) -> None:
        """Something that holds as long as the window is open."""
        self._standing = (text, ((button, pressed, ""),) if pressed else ())
        self.settle()

    def show_standing(self, text: str, choices: Sequence[Choice], *, is_old: bool = False) -> None:
        """The same with up to four buttons. `is_old`: not to be taken for the board as it is now."""
        self._standing = (text, tuple(choices))
        self._is_old = is_old
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
        is_new = is_trouble and text != self.text
        self._look_like("trouble" if is_trouble else "old" if self._is_old and not self._notice[0] else "")
        self._show(text, choices, is_long=is_trouble or bool(self._notice[0]) or len(choices) > 1)
        if is_new:
            self._announce(text)

    def _look_like(self, look: str) -> None:
        if self.property("look") != look:
            self.setProperty("look", look)
            self.style().polish(self)
            self._show_sign()

    def _show_sign(self) -> None:
        look = self.property("look") or ""
        self._sign.setVisible(bool(look))
        if look:
            c = theme.colours()
            size, ink = theme.scaled(_ICON), c.warn if look == "trouble" else c.text
            self._sign.setPixmap(theme.pixmap(_SIGNS[look], size, ink, self.devicePixelRatioF()))

    def _announce(self, text: str) -> None:
        """Who does not see it hears it: it takes no keyboard."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

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
        self._is_long = is_long
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
        """Beside the text; below it where they would leave it too little room.

        A notice is as long as it must be; the rest is one line with its button beside it, if it has the room.
        """
        edges, above = self._line.contentsMargins(), self.parentWidget()
        # Out of sight it has no width of its own yet.
        width = self.width() if self.isVisible() or above is None else above.width()
        room = width - edges.left() - edges.right() - self._line.spacing()
        if not self._sign.isHidden():
            room -= theme.scaled(_ICON) + 8
        needed = [button.sizeHint().width() + self._row.spacing() for button in self._shown_buttons()]
        beside, letters = room - sum(needed) - _SPARE, self._label.fontMetrics()
        wraps = self._is_long or letters.horizontalAdvance(self.text) > beside
        self._label.setWordWrap(wraps)
        wide, plain = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        self._label.setSizePolicy(wide if wraps else plain, QSizePolicy.Policy.Fixed)
        self._line.setStretch(0, 1 if wraps else 0)
        is_below = wraps and self._lines_in(beside) > self._lines_in(room) + _MOST_LINES
        # A wrapped label guesses its height for a width that it does not get.
        lines = self._lines_in(room if is_below else beside) if wraps else 1
        self._label.setFixedHeight(lines * letters.lineSpacing() + 2)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if is_below else across)

    def _shown_buttons(self) -> list[QPushButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def _lines_in(self, width: int) -> int:
        letters = self._label.fontMetrics()
        box = QRect(0, 0, max(1, width), 100_000)
        return round(
            letters.boundingRect(box, Qt.TextFlag.TextWordWrap, self.text).height() / letters.height()
        )

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
